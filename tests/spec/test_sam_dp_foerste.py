"""SAM-DP-FOERSTE: the first samtale of a person on dagpenge, two weeks after enrolment [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-DP-FOERSTE"
LEDIG = person().dagpenge("2024-01-15", "2024-04-30")
FORSINKET = person().dagpenge("2024-01-15", "2024-01-28")
"""Paid up to the day before the deadline of 29 January."""
STATUS = {
    "six days before the deadline nobody is warned": (LEDIG, "2024-01-23", None),
    "five days before the deadline the warning comes": (LEDIG, "2024-01-24", "VARSEL"),
    "on the fourteenth day there is still time": (LEDIG, "2024-01-29", "VARSEL"),
    "on the fifteenth day the breach is certain": (LEDIG, "2024-01-30", "KONSTATERET"),
    "while no payment covers the deadline it is only presumed": (FORSINKET, "2024-01-30", "FORELOEBIG"),
    "until the month after the last payment is over": (FORSINKET, "2024-02-29", "FORELOEBIG"),
    "who had left before the deadline had none": (FORSINKET, "2024-03-01", "BORTFALDET"),
    "who left on the deadline had one": (FORSINKET.dagpenge("2024-01-29", "2024-01-29"), "2024-03-01", "KONSTATERET"),
    "a samtale on the first day is in time": (LEDIG.samtale("2024-01-15"), "2024-02-15", "OPFYLDT"),
    "a samtale on the fourteenth day is in time": (LEDIG.samtale("2024-01-29"), "2024-02-15", "OPFYLDT"),
    "a samtale on the fifteenth day is too late": (LEDIG.samtale("2024-01-30"), "2024-02-15", "AFHJULPET"),
    "a samtale today remedies today": (LEDIG.samtale("2024-02-15"), "2024-02-15", "AFHJULPET"),
    "a samtale tomorrow remedies nothing yet": (LEDIG.samtale("2024-02-16"), "2024-02-15", "KONSTATERET"),
    "a samtale before the first paid day does not count": (LEDIG.samtale("2024-01-14"), "2024-02-15", "KONSTATERET"),
    "an annulled samtale never was": (LEDIG.samtale("2024-01-20").annulleret(), "2024-02-15", "KONSTATERET"),
    "kontanthjaelp has other deadlines": (person().kontanthjaelp("2024-01-15", "2024-04-30"), "2024-02-15", None),
}
HELD = {
    "a jobsamtale counts": ({"samtaletype": "JOBSAMTALE"}, "OPFYLDT"),
    "a faellessamtale counts": ({"samtaletype": "FAELLESSAMTALE"}, "OPFYLDT"),
    "an opfoelgning counts": ({"samtaletype": "OPFOELGNING"}, "OPFYLDT"),
    "a CV samtale does not count": ({"samtaletype": "CV_SAMTALE"}, "KONSTATERET"),
    "a raadighedssamtale does not count": ({"samtaletype": "RAADIGHEDSSAMTALE"}, "KONSTATERET"),
    "any other samtale does not count": ({"samtaletype": "ANDEN"}, "KONSTATERET"),
    "an invitation is no samtale": ({"status": "INDKALDT"}, "KONSTATERET"),
    "a cancelled samtale is none": ({"status": "AFLYST"}, "KONSTATERET"),
    "a samtale to which nobody came is none": ({"status": "UDEBLEVET"}, "KONSTATERET"),
    "the a-kasse may hold it": ({"aktoer": "AKASSE"}, "OPFYLDT"),
    "another actor may hold it": ({"aktoer": "ANDEN_AKTOER"}, "OPFYLDT"),
    "it may be by video": ({"form": "VIDEO"}, "OPFYLDT"),
}
ANCHOR = {
    "without enrolment the first paid day counts": (LEDIG, "2024-01-15"),
    "enrolment before the first payment counts": (LEDIG.status("TILMELDT", "2024-01-10"), "2024-01-10"),
    "enrolment 31 days before belongs to it": (LEDIG.status("TILMELDT", "2023-12-15"), "2023-12-15"),
    "enrolment 32 days before does not": (LEDIG.status("TILMELDT", "2023-12-14"), "2024-01-15"),
    "enrolment 31 days after belongs to it": (LEDIG.status("TILMELDT", "2024-02-15"), "2024-02-15"),
    "enrolment 32 days after does not": (LEDIG.status("TILMELDT", "2024-02-16"), "2024-01-15"),
    "the latest enrolment counts": (
        LEDIG.status("TILMELDT", "2024-01-20").status("TILMELDT", "2024-01-05"),
        "2024-01-20",
    ),
    "an annulled enrolment never was": (LEDIG.status("TILMELDT", "2024-01-20").annulleret(), "2024-01-15"),
    "leaving is no enrolment": (LEDIG.status("AFMELDT", "2024-01-20"), "2024-01-15"),
}
TILMELDT_SENERE = LEDIG.status("TILMELDT", "2024-01-20")
TILMELDT_FOER = LEDIG.status("TILMELDT", "2024-01-10")
EFTER_TILMELDING = {
    "before enrolment a samtale does not count": (TILMELDT_SENERE.samtale("2024-01-19"), "KONSTATERET"),
    "on enrolment a samtale counts": (TILMELDT_SENERE.samtale("2024-01-20"), "OPFYLDT"),
    "enrolled, but not yet paid, a samtale does not count": (TILMELDT_FOER.samtale("2024-01-12"), "KONSTATERET"),
    "fourteen days from an early enrolment is in time": (TILMELDT_FOER.samtale("2024-01-24"), "OPFYLDT"),
    "fifteen days from it is late": (TILMELDT_FOER.samtale("2024-01-25"), "AFHJULPET"),
}
VALIDITY = {
    "before 2020 there is no rule": ("2019-12-31", []),
    "from 2020 the kommune answers": ("2020-01-01", ["KOMMUNE"]),
    "on the last day of 2023 still the kommune": ("2023-12-31", ["KOMMUNE"]),
    "from 2024 the a-kasse answers": ("2024-01-01", ["AKASSE"]),
}


@cases(STATUS)
def test_two_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(HELD, "fields", "expected")
def test_what_counts(state: Ask, fields: dict[str, str], expected: str) -> None:
    assert state(LEDIG.samtale("2024-01-20", **fields), "2024-02-15").status(RULE) == expected


@cases(ANCHOR, "life", "anchor")
def test_the_deadline_is_counted_from_enrolment(state: Ask, life: object, anchor: str) -> None:
    assert state(life, "2024-03-20").row(RULE)["anchor"] == anchor


@cases(EFTER_TILMELDING, "life", "expected")
def test_enrolment_moves_both_ends(state: Ask, life: object, expected: str) -> None:
    assert state(life, "2024-03-01").status(RULE) == expected


@cases(VALIDITY, "start", "responsible")
def test_who_answers(state: Ask, start: str, responsible: list[str]) -> None:
    life = person().dagpenge(start, "2024-03-31")
    assert state(life, "2024-02-01").told(RULE, "responsible") == responsible


def test_enrolment_before_the_turn_of_the_year_is_the_kommunes(state: Ask) -> None:
    life = person().dagpenge("2024-01-05", "2024-03-31").status("TILMELDT", "2023-12-29")
    assert state(life, "2024-02-01").told(RULE, "anchor", "responsible") == [("2023-12-29", "KOMMUNE")]


SAMME_TILMELDING = {
    "of two visitations the first by name": (
        person()
        .dagpenge("2024-01-15", "2024-01-24", visitation="JOBPARAT")
        .dagpenge("2024-01-25", "2024-04-30", visitation="INGEN")
        .status("TILMELDT", "2024-01-20"),
        "KONSTATERET",
    ),
    "of one visitation the earlier forloeb": (
        person()
        .dagpenge("2024-01-31", "2024-01-31")
        .dagpenge("2024-03-01", "2024-06-30")
        .status("TILMELDT", "2024-02-15"),
        "BORTFALDET",
    ),
}
"""One enrolment near two forloeb is one breach. That the earlier of two alike stands is our reading: 03 A only names
ydelse and visitation."""


@cases(SAMME_TILMELDING, "life", "expected")
def test_one_enrolment_is_one_breach_and_belongs_to(state: Ask, life: object, expected: str) -> None:
    assert state(life, "2024-06-01").told(RULE, "status") == [expected]


def test_a_late_samtale_closes_the_row_on_its_day(state: Ask) -> None:
    row = state(LEDIG.samtale("2024-02-03", "2024-02-10"), "2024-02-15").row(RULE)
    assert {name: row[name] for name in ("due_on", "opened_on", "resolved_on", "value", "threshold")} == {
        "due_on": "2024-01-29",
        "opened_on": "2024-01-30",
        "resolved_on": "2024-02-03",
        "value": 2,
        "threshold": 1,
    }


@pytest.mark.parametrize(("moved", "kommune", "akasse"), [("2024-01-29", 147, 5), ("2024-01-30", 101, 2)])
def test_kommune_and_akasse_are_those_of_the_deadline(state: Ask, moved: str, kommune: int, akasse: int) -> None:
    life = person().dagpenge("2024-01-15", "2024-02-10").flytter(kommune=147, akasse=5).dagpenge(moved, "2024-03-31")
    row = state(life, "2024-02-15").row(RULE)
    assert (row["kommune"], row["akasse"]) == (kommune, akasse)


def test_the_breach_has_the_same_name_everywhere(state: Ask) -> None:
    # printf 'SAM-DP-FOERSTE|person|p|2024-01-15' | sha256sum | cut -c1-32
    assert state(LEDIG, "2024-02-15").row(RULE)["breach_id"] == "6d6b118fe71fa85918b9f2cfe3200a31"
