"""CV-DP: an approved CV two weeks after enrolment on dagpenge [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "CV-DP"
CV = "CV_GODKENDT"
LEDIG = person().dagpenge("2024-01-15", "2024-04-30")
KORT = person().dagpenge("2024-01-15", "2024-01-28")
STATUS = {
    "six days before the deadline nobody is warned": (LEDIG, "2024-01-23", None),
    "five days before the deadline the warning comes": (LEDIG, "2024-01-24", "VARSEL"),
    "on the fourteenth day there is still time": (LEDIG, "2024-01-29", "VARSEL"),
    "on the fifteenth day the breach is certain": (LEDIG, "2024-01-30", "KONSTATERET"),
    "a CV approved on the fourteenth day is in time": (LEDIG.status(CV, "2024-01-29"), "2024-02-15", "OPFYLDT"),
    "a CV approved on the fifteenth day is late": (LEDIG.status(CV, "2024-01-30"), "2024-02-15", "AFHJULPET"),
    "a CV may be 31 days old": (LEDIG.status(CV, "2023-12-15"), "2024-02-15", "OPFYLDT"),
    "a CV 32 days old is too old": (LEDIG.status(CV, "2023-12-14"), "2024-02-15", "KONSTATERET"),
    "an annulled approval never was": (LEDIG.status(CV, "2024-01-20").annulleret(), "2024-02-15", "KONSTATERET"),
    "a CV samtale approves nothing": (
        LEDIG.samtale("2024-01-20", samtaletype="CV_SAMTALE"),
        "2024-02-15",
        "KONSTATERET",
    ),
    "paid to the day before, it is only presumed": (KORT, "2024-02-29", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-03-01", "BORTFALDET"),
    "a CV approved after the forloeb remedies nothing": (
        KORT.dagpenge("2024-01-29", "2024-01-29").status(CV, "2024-02-10"),
        "2024-03-01",
        "KONSTATERET",
    ),
    "while the forloeb is open it does": (
        KORT.dagpenge("2024-01-29", "2024-01-29").status(CV, "2024-02-10"),
        "2024-02-29",
        "AFHJULPET",
    ),
}
TILMELDT = LEDIG.status("TILMELDT", "2024-01-20")
FROM_ENROLMENT = {
    "fourteen days from enrolment is in time": (TILMELDT.status(CV, "2024-02-03"), "OPFYLDT"),
    "fifteen days is late": (TILMELDT.status(CV, "2024-02-04"), "AFHJULPET"),
    "31 days before enrolment is young enough": (TILMELDT.status(CV, "2023-12-20"), "OPFYLDT"),
    "32 days before it is too old": (TILMELDT.status(CV, "2023-12-19"), "KONSTATERET"),
}


@cases(STATUS)
def test_two_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(FROM_ENROLMENT, "life", "expected")
def test_the_deadline_is_counted_from_enrolment(state: Ask, life: object, expected: str) -> None:
    assert state(life, "2024-03-01").status(RULE) == expected


@pytest.mark.parametrize(
    ("start", "responsible"),
    [("2019-12-31", []), ("2020-01-01", ["KOMMUNE"]), ("2023-12-31", ["KOMMUNE"]), ("2024-01-01", ["AKASSE"])],
)
def test_the_akasse_answers_from_2024(state: Ask, start: str, responsible: list[str]) -> None:
    assert state(person().dagpenge(start, "2024-03-31"), "2024-02-15").told(RULE, "responsible") == responsible


def test_two_approvals_are_counted(state: Ask) -> None:
    life = LEDIG.status(CV, "2023-12-01").status(CV, "2024-02-01").status(CV, "2024-02-05")
    assert state(life, "2024-02-15").told(RULE, "value", "threshold", "resolved_on") == [(2, 1, "2024-02-01")]
