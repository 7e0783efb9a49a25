"""TIL-PRAKTIK: praktik lasts at most 28 days for those ready for work, 91 for others [03 C]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "TIL-PRAKTIK"
PRAKTIK = "VIRKSOMHEDSPRAKTIK"
LEDIG = person().dagpenge("2024-01-15", "2024-12-31")
"""From 1 February 28 days last to the 28th."""


def praktik(slut: str | None, life: Life = LEDIG, start: str = "2024-02-01", **own: str) -> Life:
    return life.tilbud(start, slut, PRAKTIK, **own)


STATUS = {
    "28 days are allowed": (praktik("2024-02-28"), "2024-06-01", "OPFYLDT"),
    "29 days are one too many": (praktik("2024-02-29"), "2024-06-01", "AFHJULPET"),
    "a day is allowed": (praktik("2024-02-01"), "2024-06-01", "OPFYLDT"),
    "on the 28th day nothing is wrong yet": (praktik(None), "2024-02-28", None),
    "nor is anybody warned of what is planned": (praktik("2024-06-30"), "2024-02-27", None),
    "on the 29th day it is": (praktik(None), "2024-02-29", "KONSTATERET"),
    "on the day before the last it goes on": (praktik("2024-03-15"), "2024-03-14", "KONSTATERET"),
    "on the last day it is brought to an end": (praktik("2024-03-15"), "2024-03-15", "AFHJULPET"),
    "what is planned to end in time is in order": (praktik("2024-02-28"), "2024-02-10", "OPFYLDT"),
    "broken off it was begun": (praktik("2024-03-15", status="AFBRUDT"), "2024-06-01", "AFHJULPET"),
    "ended it was begun": (praktik("2024-03-15", status="AFSLUTTET"), "2024-06-01", "AFHJULPET"),
    "promised it was not": (praktik("2024-03-15", status="AFGIVET"), "2024-06-01", None),
    "cancelled it was not": (praktik("2024-03-15", status="AFLYST"), "2024-06-01", None),
    "annulled it was not": (praktik("2024-03-15").annulleret(), "2024-06-01", None),
    "loentilskud may last longer": (LEDIG.tilbud("2024-02-01", "2024-06-01", "LOENTILSKUD_PRIVAT"), "2024-07-01", None),
    "before the forloeb nobody asks": (praktik("2024-03-15", start="2024-01-14"), "2024-06-01", None),
    "from its first day somebody does": (praktik("2024-03-15", start="2024-01-15"), "2024-06-01", "AFHJULPET"),
}
WHO = {
    "dagpenge": (person().dagpenge("2024-01-15", "2024-12-31"), 28),
    "jobparat on kontanthjaelp": (person().kontanthjaelp("2024-01-15", "2024-12-31", "JOBPARAT"), 28),
    "jobparat on SHO": (person().ydelse("SHO", "2024-01-15", "2024-12-31", "JOBPARAT"), 28),
    "aktivitetsparat": (person().kontanthjaelp("2024-01-15", "2024-12-31", "AKTIVITETSPARAT"), 91),
    "uddannelsesparat": (person().uddannelseshjaelp("2024-01-15", "2024-12-31"), 91),
    "sick": (person().sygedagpenge("2024-01-15", "2024-12-31"), 91),
    "in fleksjob": (person().ydelse("FLEKSJOB", "2024-01-15", "2024-12-31"), 91),
    "sick and on dagpenge at once": (
        person().sygedagpenge("2024-01-15", "2024-12-31").dagpenge("2024-01-15", "2024-12-31"),
        28,
    ),
    "on dagpenge later": (person().sygedagpenge("2024-01-15", "2024-02-10").dagpenge("2024-02-11", "2024-12-31"), 91),
    "on dagpenge to that day": (
        person().dagpenge("2024-01-01", "2024-02-01").sygedagpenge("2024-02-02", "2024-12-31"),
        28,
    ),
    "on dagpenge to the day before": (
        person().dagpenge("2024-01-01", "2024-01-31").sygedagpenge("2024-02-01", "2024-12-31"),
        91,
    ),
}


@cases(STATUS)
def test_four_weeks(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(WHO, "life", "days")
def test_how_long_is_allowed_to_whom(state: Ask, life: Life, days: int) -> None:
    assert state(praktik(None, life), "2024-12-01").row(RULE)["threshold"] == days


@pytest.mark.parametrize(("slut", "status"), [("2024-05-01", "OPFYLDT"), ("2024-05-02", "AFHJULPET")])
def test_thirteen_weeks_for_the_others(state: Ask, slut: str, status: str) -> None:
    life = person().kontanthjaelp("2024-01-15", "2024-12-31", "AKTIVITETSPARAT")
    assert state(praktik(slut, life), "2024-08-01").status(RULE) == status


def test_the_row_counts_the_days_so_far(state: Ask) -> None:
    row = state(praktik(None), "2024-03-10").row(RULE)
    assert [row[name] for name in ("anchor", "due_on", "opened_on")] == ["2024-02-01", "2024-02-28", "2024-02-29"]
    assert [row[name] for name in ("value", "threshold", "resolved_on", "responsible")] == [39, 28, None, "KOMMUNE"]


def test_the_days_go_on_when_payments_lag(state: Ask) -> None:
    lagging = person().dagpenge("2024-01-15", "2024-02-10")
    assert [state(praktik(None, lagging), day).told(RULE, "value") for day in ("2024-03-10", "2024-03-11")] == [
        [39],
        [40],
    ]


def test_ended_late_the_row_counts_to_the_end(state: Ask) -> None:
    assert state(praktik("2024-03-10"), "2024-06-01").told(RULE, "value", "resolved_on") == [(39, "2024-03-10")]


@pytest.mark.parametrize(("other", "status"), [("2024-02-20", "AFHJULPET"), (None, "KONSTATERET")])
def test_of_two_begun_on_one_day_the_longer_counts(state: Ask, other: str | None, status: str) -> None:
    assert state(praktik("2024-03-10", praktik(other)), "2024-06-01").told(RULE, "status") == [status]


def test_two_begun_on_different_days_are_two(state: Ask) -> None:
    life = praktik("2024-05-31", praktik("2024-03-10"), start="2024-05-01")
    assert state(life, "2024-08-01").told(RULE, "anchor", "status") == [
        ("2024-02-01", "AFHJULPET"),
        ("2024-05-01", "AFHJULPET"),
    ]


@pytest.mark.parametrize(("start", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_from_2020(state: Ask, start: str, anchors: list[str]) -> None:
    life = person().dagpenge("2019-12-01", "2020-12-31")
    assert state(praktik(None, life, start), "2020-06-30").told(RULE, "anchor") == anchors


def test_the_kommune_is_that_of_the_last_day_allowed(state: Ask) -> None:
    life = person().dagpenge("2024-01-15", "2024-02-27").flytter(kommune=147).dagpenge("2024-02-28", "2024-12-31")
    assert state(praktik(None, life), "2024-03-10").row(RULE)["kommune"] == 147
