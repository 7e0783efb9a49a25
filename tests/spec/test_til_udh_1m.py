"""TIL-UDH-1M: a first tilbud within a month of uddannelseshjaelp; fritagelse moves the deadline [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "TIL-UDH-1M"
UNG = person().uddannelseshjaelp("2024-01-15", "2024-06-30")
KORT = person().uddannelseshjaelp("2024-01-15", "2024-02-14")
STATUS = {
    "15 days before the deadline nobody is warned": (UNG, "2024-01-31", None),
    "14 days before the deadline the warning comes": (UNG, "2024-02-01", "VARSEL"),
    "on the last day there is still time": (UNG, "2024-02-15", "VARSEL"),
    "on the day after the breach is certain": (UNG, "2024-02-16", "KONSTATERET"),
    "a tilbud begun on the last day is in time": (UNG.tilbud("2024-02-15", None), "2024-03-01", "OPFYLDT"),
    "a tilbud begun on the day after is late": (UNG.tilbud("2024-02-16", None), "2024-03-01", "AFHJULPET"),
    "a tilbud begun before the first paid day does not count": (
        UNG.tilbud("2024-01-14", None),
        "2024-03-01",
        "KONSTATERET",
    ),
    "vejledning still counts": (UNG.tilbud("2024-02-01", None, "OEVRIG_VEJLEDNING"), "2024-03-01", "OPFYLDT"),
    "mentor does not": (UNG.tilbud("2024-02-01", None, "MENTOR"), "2024-03-01", "KONSTATERET"),
    "an exemption gives more time": (UNG.status("FRITAGELSE", "2024-02-01", "2024-03-01"), "2024-03-02", "VARSEL"),
    "to the day after its end": (UNG.status("FRITAGELSE", "2024-02-01", "2024-03-01"), "2024-03-03", "KONSTATERET"),
    "paid to the day before, it is only presumed": (KORT, "2024-03-31", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-04-01", "BORTFALDET"),
    "kontanthjaelp has half a year": (person().kontanthjaelp("2024-01-15", "2024-06-30"), "2024-03-01", None),
}
DUE = {
    "a month from 31 January ends with February": ("2023-01-31", "2023-02-28"),
    "in a leap year on the 29th": ("2024-01-31", "2024-02-29"),
    "29 January as well": ("2024-01-29", "2024-02-29"),
    "from 28 February to 28 March": ("2023-02-28", "2023-03-28"),
    "from 31 December over the year": ("2023-12-31", "2024-01-31"),
}


@cases(STATUS)
def test_one_month(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(DUE, "start", "due_on")
def test_one_month_ends_on(state: Ask, start: str, due_on: str) -> None:
    told = state(person().uddannelseshjaelp(start, "2024-06-30"), "2024-06-30")
    assert told.told(RULE, "due_on", "responsible") == [(due_on, "KOMMUNE")]


@pytest.mark.parametrize(("start", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_from_2020(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().uddannelseshjaelp(start, "2020-06-30"), "2020-06-30").told(RULE, "anchor") == anchors
