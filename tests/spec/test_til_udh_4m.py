"""TIL-UDH-4M: a new tilbud within four months of the last on uddannelseshjaelp [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "TIL-UDH-4M"
UNG = person().uddannelseshjaelp("2024-01-15", "2024-12-31")
FOERSTE = UNG.tilbud("2024-02-01", "2024-03-10")
KORT = person().uddannelseshjaelp("2024-01-15", "2024-07-09").tilbud("2024-02-01", "2024-03-10")
STATUS = {
    "22 days before the deadline nobody is warned": (FOERSTE, "2024-06-18", None),
    "21 days before the deadline the warning comes": (FOERSTE, "2024-06-19", "VARSEL"),
    "on the last day there is still time": (FOERSTE, "2024-07-10", "VARSEL"),
    "on the day after the breach is certain": (FOERSTE, "2024-07-11", "KONSTATERET"),
    "a tilbud begun on the last day is in time": (FOERSTE.tilbud("2024-07-10", None), "2024-08-01", "OPFYLDT"),
    "a tilbud begun on the day after is late": (FOERSTE.tilbud("2024-07-11", None), "2024-08-01", "AFHJULPET"),
    "vejledning counts": (FOERSTE.tilbud("2024-05-01", None, "OEVRIG_VEJLEDNING"), "2024-08-01", "OPFYLDT"),
    "mentor does not": (FOERSTE.tilbud("2024-05-01", None, "MENTOR"), "2024-08-01", "KONSTATERET"),
    "a tilbud that was only promised does not": (
        FOERSTE.tilbud("2024-05-01", None, status="AFGIVET"),
        "2024-08-01",
        "KONSTATERET",
    ),
    "an exemption moves the deadline": (
        FOERSTE.status("FRITAGELSE", "2024-07-01", "2024-07-31"),
        "2024-08-01",
        "VARSEL",
    ),
    "to the day after its end": (FOERSTE.status("FRITAGELSE", "2024-07-01", "2024-07-31"), "2024-08-02", "KONSTATERET"),
    "paid to the day before, it is only presumed": (KORT, "2024-08-31", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-09-01", "BORTFALDET"),
    "without a first tilbud nothing is counted from": (UNG, "2024-12-31", None),
}
ANCHORS = {
    "two tilbud with a day between them give two": (
        [("2024-02-01", "2024-02-20"), ("2024-02-22", "2024-03-10")],
        ["2024-02-20", "2024-03-10"],
    ),
    "where one follows on the next day they are one": (
        [("2024-02-01", "2024-02-20"), ("2024-02-21", "2024-03-10")],
        ["2024-03-10"],
    ),
    "overlapping they are one": ([("2024-02-01", "2024-02-20"), ("2024-02-10", "2024-03-10")], ["2024-03-10"]),
    "a shorter one inside a longer ends nothing": (
        [("2024-02-01", "2024-03-10"), ("2024-02-10", "2024-02-20")],
        ["2024-03-10"],
    ),
    "a third is joined to the longer of two": (
        [("2024-02-01", "2024-03-10"), ("2024-02-10", "2024-02-20"), ("2024-03-11", "2024-03-20")],
        ["2024-03-20"],
    ),
    "one without an end never ends": ([("2024-02-01", None)], []),
    "nor do those that follow it": ([("2024-02-01", None), ("2024-03-01", "2024-03-10")], []),
    "what came before it ended": ([("2024-02-01", "2024-02-20"), ("2024-03-01", None)], ["2024-02-20"]),
    "one of a single day ends that day": ([("2024-02-01", "2024-02-01")], ["2024-02-01"]),
    "one begun before the forloeb does not count": ([("2024-01-14", "2024-02-20")], []),
    "one begun on its first day does": ([("2024-01-15", "2024-02-20")], ["2024-02-20"]),
}


@cases(STATUS)
def test_four_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(ANCHORS, "tilbud", "anchors")
def test_the_months_are_counted_from_the_end_of_each_stretch(
    state: Ask, tilbud: list[tuple[str, str]], anchors: list[str]
) -> None:
    life = UNG
    for start, slut in tilbud:
        life = life.tilbud(start, slut)
    assert state(life, "2024-12-31").told(RULE, "anchor") == anchors


@pytest.mark.parametrize("fields", [{"status": "AFLYST"}, {"status": "AFGIVET"}, {"tilbudstype": "MENTOR"}])
def test_a_tilbud_that_does_not_count_anchors_nothing(state: Ask, fields: dict[str, str]) -> None:
    assert state(UNG.tilbud("2024-02-01", "2024-03-10", **fields), "2024-12-31").rows(RULE) == []


def test_the_next_tilbud_must_begin_after_the_stretch(state: Ask) -> None:
    life = UNG.tilbud("2024-02-01", "2024-03-10").tilbud("2024-03-10", "2024-03-10")
    assert state(life, "2024-08-01").told(RULE, "status", "value") == [("KONSTATERET", 0)]


def test_each_stretch_has_its_own_deadline(state: Ask) -> None:
    life = FOERSTE.tilbud("2024-07-20", "2024-08-05")
    assert state(life, "2024-12-10").told(RULE, "anchor", "due_on", "status", "resolved_on") == [
        ("2024-03-10", "2024-07-10", "AFHJULPET", "2024-07-20"),
        ("2024-08-05", "2024-12-05", "KONSTATERET", None),
    ]


@pytest.mark.parametrize(("slut", "due_on"), [("2023-10-31", "2024-02-29"), ("2022-10-31", "2023-02-28")])
def test_four_months_end_with_february(state: Ask, slut: str, due_on: str) -> None:
    life = person().uddannelseshjaelp("2022-01-15", "2024-06-30").tilbud("2022-02-01", slut)
    assert state(life, "2024-06-30").told(RULE, "due_on") == [due_on]


@pytest.mark.parametrize(("slut", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_for_stretches_that_end_from_2020(state: Ask, slut: str, anchors: list[str]) -> None:
    life = person().uddannelseshjaelp("2019-06-01", "2020-09-30").tilbud("2019-11-01", slut)
    assert state(life, "2020-09-30").told(RULE, "anchor") == anchors


def test_a_stretch_belongs_to_the_forloeb_in_which_it_began(state: Ask) -> None:
    life = person().uddannelseshjaelp("2024-01-15", "2024-03-31").tilbud("2024-03-01", "2024-06-15")
    life = life.uddannelseshjaelp("2024-06-01", "2024-12-31")
    assert state(life, "2024-12-31").told(RULE, "anchor", "status") == [("2024-06-15", "BORTFALDET")]


def test_a_stretch_in_two_forloeb_at_once_is_one_breach_of_the_first_by_name(state: Ask) -> None:
    life = person().uddannelseshjaelp("2024-01-15", "2024-12-31", "UDDANNELSESPARAT").tilbud("2024-02-01", "2024-03-10")
    life = life.uddannelseshjaelp("2024-01-20", "2024-04-30", "AKTIVITETSPARAT")
    assert state(life, "2024-12-31").told(RULE, "anchor", "status") == [("2024-03-10", "BORTFALDET")]


@pytest.mark.parametrize("ydelse", ["KONTANTHJAELP", "DAGPENGE", "SHO"])
def test_others_do_not_have_it(state: Ask, ydelse: str) -> None:
    life = person().ydelse(ydelse, "2024-01-15", "2024-12-31").tilbud("2024-02-01", "2024-03-10")
    assert state(life, "2024-12-31").rows(RULE) == []
