"""SAM-PR-FULDTID: samtaler held in a year for each full-time person on the fokusydelser [03 G]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "SAM-PR-FULDTID"
HELE_AARET = person().kontanthjaelp("2024-01-01", "2024-12-31")
COUNTED = {
    "two samtaler for one full-time person": (HELE_AARET.samtale("2024-03-01", "2024-04-01"), (2, 1)),
    "a CV samtale does not count": (HELE_AARET.samtale("2024-03-01", samtaletype="CV_SAMTALE"), (0, 1)),
    "one that was missed does not": (HELE_AARET.samtale("2024-03-01", status="UDEBLEVET"), (0, 1)),
    "one held elsewhere counts there": (HELE_AARET.flytter(kommune=751).samtale("2024-03-01"), (0, 1)),
    "a month is as much of a year as it has days": (
        person().kontanthjaelp("2024-12-01", "2024-12-31"),
        (0, 31 / 366),
    ),
    "a day on two ydelser is one day": (
        person().kontanthjaelp("2024-12-01", "2024-12-31").sygedagpenge("2024-12-01", "2024-12-31"),
        (0, 31 / 366),
    ),
    "fleksjob is no fokusydelse": (person().ydelse("FLEKSJOB", "2024-12-01", "2024-12-31"), None),
    "the leap day is one of the days": (person().kontanthjaelp("2024-02-29", "2024-02-29"), (0, 1 / 366)),
}


@cases(COUNTED, "life", "expected")
def test_samtaler_per_full_time_person(state: Ask, life: Life, expected: tuple[float, float] | None) -> None:
    assert state(life, "2024-12-31").share(RULE, "2024-12-31") == expected


WINDOW = {
    "of a window that ends inside a month the days are counted": ("2025-03-15", (1, 291 / 365)),
    "at a month-end whole months are": ("2025-03-31", (1, 275 / 365)),
    "when all days have left there is no figure": ("2025-12-31", None),
}


@cases(WINDOW, "on", "expected")
def test_the_window_moves_with_the_day(state: Ask, on: str, expected: tuple[float, float] | None) -> None:
    found = state(HELE_AARET.samtale("2024-05-01"), on).share(RULE, on)
    assert found == (expected and pytest.approx(expected))
