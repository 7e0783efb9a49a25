"""UDEBLIVELSE: samtaler that citizens stayed away from, of those that were to be held [03 G]."""

from __future__ import annotations

from tests.spec.engines import Ask, Fact, cases
from tests.support.lives import person

RULE = "UDEBLIVELSE"
KH = person().kontanthjaelp("2024-01-15", "2024-12-31")
COUNTED = {
    "one stayed away from and one held are a half": (
        KH.samtale("2024-03-01").samtale("2024-04-01", status="UDEBLEVET"),
        (1, 2),
    ),
    "of any type": (KH.samtale("2024-04-01", status="UDEBLEVET", samtaletype="CV_SAMTALE"), (1, 1)),
    "cancelled ones are neither": (KH.samtale("2024-04-01", status="AFLYST"), None),
    "those only called to are neither": (KH.samtale("2024-04-01", status="INDKALDT"), None),
    "an annulled one never was": (KH.samtale("2024-04-01").annulleret(), None),
    "where it was registered, not where the citizen lives": (KH.flytter(kommune=751).samtale("2024-04-01"), None),
    "held by somebody who has had no payment": ([*KH, *person("q").samtale("2024-04-01")], (0, 1)),
}


@cases(COUNTED, "life", "expected")
def test_staying_away(state: Ask, life: list[Fact], expected: tuple[float, float] | None) -> None:
    assert state(life, "2024-06-30").share(RULE, "2024-06-30") == expected


WINDOW = {
    "on the last day of the year before it is out": ("2024-06-30", None),
    "on the first day of the window it is in": ("2024-07-01", (0, 1)),
    "on the last it is in": ("2025-06-30", (0, 1)),
    "the day after it is not in yet": ("2025-07-01", None),
}


@cases(WINDOW, "dato", "expected")
def test_the_window_is_a_year_without_its_first_day(
    state: Ask, dato: str, expected: tuple[float, float] | None
) -> None:
    assert state(KH.samtale(dato), "2025-06-30").share(RULE, "2025-06-30") == expected


LEAP = {
    "on 28 February 2025 the leap day of the year before is still in the window": ("2025-02-28", (0, 1)),
    "in March it has left": ("2025-03-31", None),
    "on a day inside a month the window begins inside one": ("2025-02-27", (0, 1)),
}


@cases(LEAP, "on", "expected")
def test_a_samtale_on_a_leap_day(state: Ask, on: str, expected: tuple[float, float] | None) -> None:
    life = person().kontanthjaelp("2024-01-15", "2025-12-31").samtale("2024-02-29")
    assert state(life, on).share(RULE, on) == expected


NOW = {
    "today it still is in the window": ("2025-06-14", (0, 1)),
    "a year later to the day it has left": ("2025-06-15", None),
}


@cases(NOW, "on", "expected")
def test_inside_a_month_the_window_ends_today(state: Ask, on: str, expected: tuple[float, float] | None) -> None:
    life = person().kontanthjaelp("2024-01-15", "2025-12-31").samtale("2024-06-15")
    assert state(life, on).share(RULE, on) == expected


def test_there_is_no_target_and_no_breach(state: Ask) -> None:
    found = state(KH.samtale("2024-05-01", status="UDEBLEVET"), "2024-06-30")
    figure = found.figure(RULE, "2024-06-30")
    assert figure is not None
    assert (figure["value"], figure["avg12"], figure["threshold"], figure["breach"]) == (1.0, 1.0, None, False)
    assert found.brud(RULE) == []
