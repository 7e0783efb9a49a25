"""TIL-NYTTE: nytteindsats lasts at most 91 days for everybody, begun 2020 to 2024 [03 C]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "TIL-NYTTE"
PAA_HJAELP = person().kontanthjaelp("2024-01-15", "2024-12-31")
"""From 1 February 91 days last to 1 May."""


def nytte(slut: str | None, life: Life = PAA_HJAELP, start: str = "2024-02-01") -> Life:
    return life.tilbud(start, slut, "NYTTEINDSATS")


STATUS = {
    "91 days are allowed": (nytte("2024-05-01"), "2024-08-01", "OPFYLDT"),
    "92 days are one too many": (nytte("2024-05-02"), "2024-08-01", "AFHJULPET"),
    "on the 91st day nothing is wrong yet": (nytte(None), "2024-05-01", None),
    "on the 92nd day it is": (nytte(None), "2024-05-02", "KONSTATERET"),
    "on the day before the last it goes on": (nytte("2024-06-15"), "2024-06-14", "KONSTATERET"),
    "on the last day it is brought to an end": (nytte("2024-06-15"), "2024-06-15", "AFHJULPET"),
    "on dagpenge it is 91 days too": (
        nytte("2024-05-01", person().dagpenge("2024-01-15", "2024-12-31")),
        "2024-08-01",
        "OPFYLDT",
    ),
    "and no more": (nytte("2024-05-02", person().dagpenge("2024-01-15", "2024-12-31")), "2024-08-01", "AFHJULPET"),
    "praktik is another rule": (PAA_HJAELP.tilbud("2024-02-01", None, "VIRKSOMHEDSPRAKTIK"), "2024-08-01", None),
    "without a forloeb nobody asks": (nytte(None, start="2024-01-14"), "2024-08-01", None),
}
VALIDITY = {
    "begun in 2019 it is not asked": ("2019-12-31", []),
    "begun in 2020 it is": ("2020-01-01", ["2020-01-01"]),
    "begun on the last day of 2024 it is": ("2024-12-31", ["2024-12-31"]),
    "begun in 2025 no more": ("2025-01-01", []),
}


@cases(STATUS)
def test_thirteen_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(VALIDITY, "start", "anchors")
def test_it_held_for_five_years(state: Ask, start: str, anchors: list[str]) -> None:
    life = person().kontanthjaelp("2019-06-01", "2025-12-31")
    assert state(nytte(None, life, start), "2025-12-31").told(RULE, "anchor") == anchors


@pytest.mark.parametrize(("as_of", "value"), [("2024-05-02", 92), ("2024-05-03", 93)])
def test_the_days_are_counted_each_day(state: Ask, as_of: str, value: int) -> None:
    told = state(nytte(None), as_of).told(RULE, "value", "threshold", "due_on", "opened_on")
    assert told == [(value, 91, "2024-05-01", "2024-05-02")]
