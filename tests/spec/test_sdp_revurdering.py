"""SDP-REVURDERING: sygedagpenge is reassessed before the end of the 22nd week [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SDP-REVURDERING"
VURDERET = "REVURDERING"
SYG = person().sygedagpenge("2024-01-15", "2024-08-31")
RASK = person().sygedagpenge("2024-01-15", "2024-06-15")
STATUS = {
    "29 days before the deadline nobody is warned": (SYG, "2024-05-18", None),
    "28 days before the deadline the warning comes": (SYG, "2024-05-19", "VARSEL"),
    "on the last day of the 22nd week there is still time": (SYG, "2024-06-16", "VARSEL"),
    "in the 23rd week the breach is certain": (SYG, "2024-06-17", "KONSTATERET"),
    "a reassessment on the last day is in time": (SYG.status(VURDERET, "2024-06-16"), "2024-07-01", "OPFYLDT"),
    "a reassessment on the day after is late": (SYG.status(VURDERET, "2024-06-17"), "2024-07-01", "AFHJULPET"),
    "a reassessment on the first day counts": (SYG.status(VURDERET, "2024-01-15"), "2024-07-01", "OPFYLDT"),
    "a reassessment before it does not": (SYG.status(VURDERET, "2024-01-14"), "2024-07-01", "KONSTATERET"),
    "a samtale is no reassessment": (SYG.samtale("2024-05-01"), "2024-07-01", "KONSTATERET"),
    "paid to the day before, it is only presumed": (RASK, "2024-07-31", "FORELOEBIG"),
    "who had recovered in time had none": (RASK, "2024-08-01", "BORTFALDET"),
    "it is asked of sygedagpenge only": (
        person().ydelse("JOBAFKLARING", "2024-01-15", "2024-08-31"),
        "2024-07-01",
        None,
    ),
}


@cases(STATUS)
def test_22_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize(("start", "due"), [("2019-12-31", []), ("2020-01-01", ["2020-06-02"])])
def test_it_holds_from_2020(state: Ask, start: str, due: list[str]) -> None:
    assert state(person().sygedagpenge(start, "2020-07-31"), "2020-07-31").told(RULE, "due_on") == due


def test_a_late_reassessment_closes_the_row_on_its_day(state: Ask) -> None:
    life = SYG.status(VURDERET, "2024-06-20").status(VURDERET, "2024-06-25")
    assert state(life, "2024-07-01").told(RULE, "opened_on", "resolved_on", "responsible") == [
        ("2024-06-17", "2024-06-20", "KOMMUNE")
    ]
