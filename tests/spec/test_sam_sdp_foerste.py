"""SAM-SDP-FOERSTE: the first follow-up on sygedagpenge before the end of the eighth week [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-SDP-FOERSTE"
SYG = person().sygedagpenge("2024-01-15", "2024-06-30")
RASK = person().sygedagpenge("2024-01-15", "2024-03-09")
STATUS = {
    "15 days before the deadline nobody is warned": (SYG, "2024-02-24", None),
    "14 days before the deadline the warning comes": (SYG, "2024-02-25", "VARSEL"),
    "on the last day of the eighth week there is still time": (SYG, "2024-03-10", "VARSEL"),
    "in the ninth week the breach is certain": (SYG, "2024-03-11", "KONSTATERET"),
    "a samtale on the last day is in time": (SYG.samtale("2024-03-10"), "2024-03-20", "OPFYLDT"),
    "an opfoelgning as well": (SYG.samtale("2024-03-10", samtaletype="OPFOELGNING"), "2024-03-20", "OPFYLDT"),
    "a samtale on the day after is late": (SYG.samtale("2024-03-11"), "2024-03-20", "AFHJULPET"),
    "a samtale before the first paid day does not count": (SYG.samtale("2024-01-14"), "2024-03-20", "KONSTATERET"),
    "paid to the day before, it is only presumed": (RASK, "2024-04-30", "FORELOEBIG"),
    "who had recovered in time had none": (RASK, "2024-05-01", "BORTFALDET"),
    "jobafklaring is not sygedagpenge": (
        person().ydelse("JOBAFKLARING", "2024-01-15", "2024-06-30"),
        "2024-03-20",
        None,
    ),
}


@cases(STATUS)
def test_eight_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize(("start", "due"), [("2019-12-31", []), ("2020-01-01", ["2020-02-25"])])
def test_it_holds_from_2020(state: Ask, start: str, due: list[str]) -> None:
    assert state(person().sygedagpenge(start, "2020-06-30"), "2020-06-30").told(RULE, "due_on") == due


def test_the_kommune_answers(state: Ask) -> None:
    assert state(SYG, "2024-03-11").told(RULE, "responsible", "value", "threshold") == [("KOMMUNE", 0, 1)]
