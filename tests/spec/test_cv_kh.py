"""CV-KH: an approved CV three weeks into kontanthjaelp as jobparat [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "CV-KH"
CV = "CV_GODKENDT"
JOBPARAT = person().kontanthjaelp("2024-01-15", "2024-04-30", "JOBPARAT")
KORT = person().kontanthjaelp("2024-01-15", "2024-02-04", "JOBPARAT")
STATUS = {
    "eight days before the deadline nobody is warned": (JOBPARAT, "2024-01-28", None),
    "seven days before the deadline the warning comes": (JOBPARAT, "2024-01-29", "VARSEL"),
    "after three weeks there is still that day": (JOBPARAT, "2024-02-05", "VARSEL"),
    "on the day after the breach is certain": (JOBPARAT, "2024-02-06", "KONSTATERET"),
    "a CV approved on the last day is in time": (JOBPARAT.status(CV, "2024-02-05"), "2024-02-20", "OPFYLDT"),
    "a CV approved on the day after is late": (JOBPARAT.status(CV, "2024-02-06"), "2024-02-20", "AFHJULPET"),
    "a CV may be 31 days old": (JOBPARAT.status(CV, "2023-12-15"), "2024-02-20", "OPFYLDT"),
    "a CV 32 days old is too old": (JOBPARAT.status(CV, "2023-12-14"), "2024-02-20", "KONSTATERET"),
    "a first contact moves nothing": (
        JOBPARAT.status("FOERSTE_HENVENDELSE", "2024-01-20").status(CV, "2024-02-06"),
        "2024-02-20",
        "AFHJULPET",
    ),
    "paid to the day before, it is only presumed": (KORT, "2024-03-31", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-04-01", "BORTFALDET"),
}


@cases(STATUS)
def test_three_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize("visitation", ["AKTIVITETSPARAT", "UDDANNELSESPARAT", "INGEN"])
def test_only_jobparate_have_it(state: Ask, visitation: str) -> None:
    life = person().kontanthjaelp("2024-01-15", "2024-04-30", visitation)
    assert state(life, "2024-02-20").rows(RULE) == []


@pytest.mark.parametrize("ydelse", ["SHO", "UDDANNELSESHJAELP", "DAGPENGE"])
def test_jobparat_on_another_ydelse_is_not_enough(state: Ask, ydelse: str) -> None:
    life = person().ydelse(ydelse, "2024-01-15", "2024-04-30", visitation="JOBPARAT")
    assert state(life, "2024-02-20").rows(RULE) == []


@pytest.mark.parametrize(("start", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_from_2020(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().kontanthjaelp(start, "2020-03-31"), "2020-03-31").told(RULE, "anchor") == anchors


def test_who_becomes_jobparat_has_three_weeks_from_then(state: Ask) -> None:
    life = person().kontanthjaelp("2024-01-15", "2024-02-29", "AKTIVITETSPARAT")
    life = life.kontanthjaelp("2024-03-01", "2024-05-31", "JOBPARAT")
    assert state(life, "2024-05-01").told(RULE, "anchor", "due_on", "responsible") == [
        ("2024-03-01", "2024-03-22", "KOMMUNE")
    ]
