"""SAM-4I6: four samtaler in the first six months of a kontaktforloeb on any ydelse but dagpenge [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-4I6"
YDELSER = (
    *("KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO", "SYGEDAGPENGE"),
    *("RESSOURCEFORLOEB", "JOBAFKLARING", "LEDIGHEDSYDELSE", "REVALIDERING"),
)
PAA_HJAELP = person().kontanthjaelp("2024-01-15", "2024-09-30")
TRE = PAA_HJAELP.samtale("2024-02-01", "2024-03-01", "2024-04-01")
KORT = person().kontanthjaelp("2024-01-15", "2024-07-14")
STATUS = {
    "31 days before the deadline nobody is warned": (TRE, "2024-06-14", None),
    "30 days before the deadline the warning comes": (TRE, "2024-06-15", "VARSEL"),
    "on the last day there is still time": (TRE, "2024-07-15", "VARSEL"),
    "three samtaler are too few": (TRE, "2024-07-16", "KONSTATERET"),
    "a fourth on the last day is in time": (TRE.samtale("2024-07-15"), "2024-07-16", "OPFYLDT"),
    "a fourth on the day after is late": (TRE.samtale("2024-07-16"), "2024-07-16", "AFHJULPET"),
    "an opfoelgning counts": (TRE.samtale("2024-05-01", samtaletype="OPFOELGNING"), "2024-07-16", "OPFYLDT"),
    "another actor's counts": (TRE.samtale("2024-05-01", aktoer="ANDEN_AKTOER"), "2024-07-16", "OPFYLDT"),
    "a CV samtale does not": (TRE.samtale("2024-05-01", samtaletype="CV_SAMTALE"), "2024-07-16", "KONSTATERET"),
    "one that was missed does not": (TRE.samtale("2024-05-01", status="UDEBLEVET"), "2024-07-16", "KONSTATERET"),
    "paid to the day before, it is only presumed": (KORT, "2024-08-31", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-09-01", "BORTFALDET"),
}
START = "2024-01-15"
OMVISITERET = person().kontanthjaelp(START, "2024-04-30").kontanthjaelp("2024-05-01", "2024-12-31", "AKTIVITETSPARAT")


@cases(STATUS)
def test_four_in_six_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize("ydelse", YDELSER)
def test_eight_ydelser_have_it(state: Ask, ydelse: str) -> None:
    life = person().ydelse(ydelse, START, "2024-09-30")
    assert state(life, "2024-08-01").told(RULE, "status", "due_on") == [("KONSTATERET", "2024-07-15")]


@pytest.mark.parametrize("ydelse", ["DAGPENGE", "FLEKSJOB", "FOERTIDSPENSION"])
def test_three_do_not(state: Ask, ydelse: str) -> None:
    assert state(person().ydelse(ydelse, START, "2024-09-30"), "2024-08-01").rows(RULE) == []


@pytest.mark.parametrize(("start", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_from_2020(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().kontanthjaelp(start, "2020-09-30"), "2020-09-30").told(RULE, "anchor") == anchors


def test_a_new_visitation_ends_the_old_requirement_and_starts_afresh(state: Ask) -> None:
    life = OMVISITERET.samtale("2024-02-01", "2024-03-01", "2024-04-01")
    assert state(life, "2024-12-31").told(RULE, "anchor", "status", "value") == [
        (START, "BORTFALDET", 3),
        ("2024-05-01", "KONSTATERET", 0),
    ]


def test_two_ydelser_begun_on_one_day_are_one_breach_and_the_first_by_name_stands(state: Ask) -> None:
    life = person().sygedagpenge(START, "2024-09-30").kontanthjaelp(START, "2024-03-31")
    assert state(life, "2024-08-01").told(RULE, "anchor", "status") == [(START, "BORTFALDET")]


def test_of_two_visitations_begun_on_one_day_the_first_by_name_stands(state: Ask) -> None:
    life = person().kontanthjaelp(START, "2024-03-31", "UDDANNELSESPARAT")
    life = life.kontanthjaelp(START, "2024-09-30", "JOBPARAT")
    assert state(life, "2024-08-01").told(RULE, "anchor", "status") == [(START, "KONSTATERET")]


def test_two_ydelser_begun_on_different_days_are_two_breaches(state: Ask) -> None:
    life = person().sygedagpenge("2024-01-16", "2024-09-30").kontanthjaelp(START, "2024-09-30")
    assert state(life, "2024-08-01").told(RULE, "anchor") == [START, "2024-01-16"]
