"""SAM-DP-6I6: six samtaler in the first six months on dagpenge [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-DP-6I6"
LEDIG = person().dagpenge("2024-01-15", "2024-09-30")
FEM = LEDIG.samtale("2024-01-20", "2024-02-20", "2024-03-20", "2024-04-20", "2024-05-20")
KORT = person().dagpenge("2024-01-15", "2024-07-14").samtale(*["2024-02-01"] * 5)
STATUS = {
    "31 days before the deadline nobody is warned": (FEM, "2024-06-14", None),
    "30 days before the deadline the warning comes": (FEM, "2024-06-15", "VARSEL"),
    "on the last day there is still time": (FEM, "2024-07-15", "VARSEL"),
    "five samtaler are too few": (FEM, "2024-07-16", "KONSTATERET"),
    "a sixth on the last day is in time": (FEM.samtale("2024-07-15"), "2024-07-16", "OPFYLDT"),
    "six in time leave nothing to warn of": (FEM.samtale("2024-06-01"), "2024-07-01", "OPFYLDT"),
    "a sixth on the day after is too late": (FEM.samtale("2024-07-16"), "2024-07-16", "AFHJULPET"),
    "two samtaler on one day are two": (LEDIG.samtale(*["2024-02-01"] * 6), "2024-07-16", "OPFYLDT"),
    "the a-kasse's count too": (FEM.samtale("2024-02-01", aktoer="AKASSE"), "2024-07-16", "OPFYLDT"),
    "a faellessamtale counts too": (FEM.faellessamtale("2024-02-01"), "2024-07-16", "OPFYLDT"),
    "a CV samtale does not": (FEM.samtale("2024-02-01", samtaletype="CV_SAMTALE"), "2024-07-16", "KONSTATERET"),
    "one before the first paid day does not": (FEM.samtale("2024-01-14"), "2024-07-16", "KONSTATERET"),
    "paid to the day before, it is only presumed": (KORT, "2024-07-16", "FORELOEBIG"),
    "presumed to the end of August": (KORT, "2024-08-31", "FORELOEBIG"),
    "and lapsed in September": (KORT, "2024-09-01", "BORTFALDET"),
    "a sixth after the end of the forloeb changes nothing": (KORT.samtale("2024-07-20"), "2024-09-01", "BORTFALDET"),
}
DUE = {
    "the same day half a year on": ("2024-01-15", "2024-07-15"),
    "31 August comes to the last of February": ("2022-08-31", "2023-02-28"),
    "in a leap year to the 29th": ("2023-08-31", "2024-02-29"),
    "29 August as well": ("2023-08-29", "2024-02-29"),
    "the last of February comes to the 28th of August": ("2023-02-28", "2023-08-28"),
    "31 March comes to 30 September": ("2023-03-31", "2023-09-30"),
}


@cases(STATUS)
def test_six_in_six_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(DUE, "start", "due_on")
def test_six_months_end_on(state: Ask, start: str, due_on: str) -> None:
    life = person().dagpenge(start, "2024-10-31")
    assert state(life, "2024-10-31").row(RULE)["due_on"] == due_on


@pytest.mark.parametrize(
    ("start", "responsible"), [("2019-12-31", []), ("2020-01-01", ["KOMMUNE"]), ("2024-01-01", ["KOMMUNE"])]
)
def test_from_2020_the_kommune_answers_also_after_2023(state: Ask, start: str, responsible: list[str]) -> None:
    life = person().dagpenge(start, "2024-09-30")
    assert state(life, "2024-08-31").told(RULE, "responsible") == responsible


def test_value_is_what_was_held_of_six(state: Ask) -> None:
    assert state(FEM, "2024-07-16").told(RULE, "value", "threshold") == [(5, 6)]


def test_a_row_tells_the_day_after_the_deadline_and_the_day_of_the_sixth(state: Ask) -> None:
    told = state(FEM.samtale("2024-08-02", "2024-08-09"), "2024-08-20")
    assert told.told(RULE, "due_on", "opened_on", "resolved_on") == [("2024-07-15", "2024-07-16", "2024-08-02")]


def test_a_new_forloeb_starts_from_nothing(state: Ask) -> None:
    life = FEM.dagpenge("2024-12-01", "2025-06-30").samtale("2025-01-10")
    assert state(life, "2025-06-30").told(RULE, "anchor", "status", "value") == [
        ("2024-01-15", "KONSTATERET", 5),
        ("2024-12-01", "KONSTATERET", 1),
    ]
