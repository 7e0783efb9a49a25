"""Section F in cases, told to the naive implementation: exits, small jobs, support and satisfaction, with classes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.naive import anbefalet
from tests.support.lives import Life, people, person, vilkaar

LEDIG = person().dagpenge("2024-01-15", "2024-06-30")
"""Three months on are 15 April, six months 15 July."""


def share(facts: Any, indicator: str, on: str, code: int = 101) -> tuple[float, float] | None:
    """Numerator and denominator of a figure."""
    row = row_of(facts, indicator, on, code)
    return (row["numerator"], row["denominator"]) if row else None


def row_of(facts: Any, indicator: str, on: str, code: int = 101) -> dict[str, Any] | None:
    rows = anbefalet(list(facts), date.fromisoformat(on))
    return next((r for k, r in rows.items() if (k[0], k[2], k[3].isoformat()) == (indicator, code, on)), None)


AFGANG = {
    "the month before six months have passed nobody asks": (LEDIG.arbejde("2024-06", 80), "2024-06-30", None),
    "an hour of ordinary work in the month will do": (LEDIG.arbejde("2024-07", 1), "2024-07-31", (1, 1)),
    "none will not": (LEDIG.arbejde("2024-07", 0), "2024-07-31", (0, 1)),
    "work in the month before will not": (LEDIG.arbejde("2024-06", 80), "2024-07-31", (0, 1)),
    "education will": (LEDIG.arbejde("2024-07", 0, "UDDANNELSE"), "2024-07-31", (1, 1)),
    "fleksjob will": (LEDIG.arbejde("2024-07", 0, "FLEKSJOB"), "2024-07-31", (1, 1)),
    "paid the ydelse on the day it is no exit": (
        LEDIG.dagpenge("2024-07-15", "2024-07-15").arbejde("2024-07", 80),
        "2024-07-31",
        (0, 1),
    ),
    "paid it the day after it is one": (
        LEDIG.dagpenge("2024-07-16", "2024-07-31").arbejde("2024-07", 80),
        "2024-07-31",
        (1, 1),
    ),
    "another ydelse on the day does not matter": (
        LEDIG.sygedagpenge("2024-07-01", "2024-07-31").arbejde("2024-07", 80),
        "2024-07-31",
        (1, 1),
    ),
    "it is counted for a year": (LEDIG.arbejde("2024-07", 1), "2025-06-30", (1, 1)),
    "and no longer": (LEDIG.arbejde("2024-07", 1), "2025-07-31", None),
}


@pytest.mark.parametrize(("life", "on", "expected"), AFGANG.values(), ids=AFGANG)
def test_where_people_are_after_six_months(life: Life, on: str, expected: tuple[float, float] | None) -> None:
    assert share(life, "RM-K1", on) == expected


def test_an_akasse_is_asked_after_three_and_after_six_months_and_fleksjob_is_no_exit_for_it() -> None:
    life = LEDIG.dagpenge("2024-05-20", "2024-05-31").arbejde("2024-07", 10, "FLEKSJOB").arbejde("2024-04", 10)
    assert share(life, "RM-A1", "2024-07-31", 2) == (0, 1)  # still paid on 15 April
    assert share(life, "RM-A2", "2024-07-31", 2) == (0, 1)
    assert share(life.arbejde("2024-07", 1), "RM-A2", "2024-07-31", 2) == (1, 1)


SMAAJOB = {
    "ready for activity with an hour": ("KONTANTHJAELP", "AKTIVITETSPARAT", 1.0, (1, 1)),
    "ready for activity without": ("KONTANTHJAELP", "AKTIVITETSPARAT", 0.0, (0, 1)),
    "ready for education": ("UDDANNELSESHJAELP", "UDDANNELSESPARAT", 2.0, (1, 1)),
    "in a ressourceforloeb": ("RESSOURCEFORLOEB", "INGEN", 0.0, (0, 1)),
    "in a jobafklaring": ("JOBAFKLARING", "INGEN", 0.5, (1, 1)),
    "ready for work nobody asks": ("KONTANTHJAELP", "JOBPARAT", 5.0, None),
}


@pytest.mark.parametrize(("ydelse", "visitation", "timer", "expected"), SMAAJOB.values(), ids=SMAAJOB)
def test_paid_hours_of_those_far_from_work(ydelse: str, visitation: str, timer: float, expected: object) -> None:
    life = person().ydelse(ydelse, "2024-06-01", "2024-06-30", visitation, loentimer=timer)
    assert share(life, "RM-K2", "2024-06-30") == expected


def test_paid_hours_belong_to_the_month_in_which_their_period_ends() -> None:
    life = person().ydelse("JOBAFKLARING", "2024-05-20", "2024-06-19", loentimer=9.0)
    assert (share(life, "RM-K2", "2024-05-31"), share(life, "RM-K2", "2024-06-30")) == ((0, 1), (1, 1))


def in_work(life: Life) -> Life:
    return life.dagpenge("2024-01-15", "2024-06-30").arbejde("2024-07", 80)


def still(life: Life) -> Life:
    return life.dagpenge("2024-01-15", "2024-06-30")


@pytest.mark.parametrize(
    ("expected_share", "klass"),
    [
        (0.521, "UDVIKLINGSPOTENTIALE"),
        (0.52, "SOM_FORVENTET"),
        (0.48, "SOM_FORVENTET"),
        (0.479, "INSPIRATION"),
        (None, None),
    ],
)
def test_two_hundredths_either_way_are_as_expected(expected_share: float | None, klass: str | None) -> None:
    facts = [*people(1, in_work, "a"), *people(1, still, "b")]
    facts.append(vilkaar(101, 2024, 1000, 0.05, forventet_afgang_6mdr=expected_share))
    row = row_of(facts, "RM-K1", "2024-07-31")
    assert row
    assert (row["value"], row["threshold"], row["class"], row["breach"]) == (0.5, expected_share, klass, False)


@pytest.mark.parametrize(
    ("forventet", "klass"), [(0.979, "UDVIKLINGSPOTENTIALE"), (0.98, "SOM_FORVENTET"), (1.0, "SOM_FORVENTET")]
)
def test_of_the_supported_less_is_better(forventet: float, klass: str) -> None:
    facts = [*person().dagpenge("2024-06-01", "2024-06-30"), vilkaar(101, 2024, 1, forventet)]
    row = row_of(facts, "RM-K3", "2024-06-30")
    assert row
    assert (row["value"], row["class"]) == (1.0, klass)


def tilfredshed(scope: str, kode: int, kind: str, score: float, maal: float | None) -> dict[str, Any]:
    own = {"type": "tilfredshed", "fact_id": f"t-{scope}-{kode}-{kind}", "scope": scope, "kode": kode, "kind": kind}
    return vilkaar(kode, 2024, None, None) | own | {"score": score, "svar": 40, "maal": maal}


@pytest.mark.parametrize(
    ("scope", "kind", "indicator"),
    [("KOMMUNE", "BORGER", "RM-K4"), ("KOMMUNE", "VIRKSOMHED", "RM-K5"), ("AKASSE", "BORGER", "RM-A3")],
)
def test_satisfaction_is_compared_with_its_target(scope: str, kind: str, indicator: str) -> None:
    code = 101 if scope == "KOMMUNE" else 2
    facts = [*person().dagpenge("2024-06-01", "2024-06-30"), tilfredshed(scope, code, kind, 3.4, 3.5)]
    row = row_of(facts, indicator, "2024-06-30", code)
    assert row
    assert (row["value"], row["threshold"], row["class"]) == (3.4, 3.5, "UDVIKLINGSPOTENTIALE")


def test_the_country_is_what_small_jobs_are_compared_with() -> None:
    with_hours = person("a", 101).ydelse("JOBAFKLARING", "2024-06-01", "2024-06-30", loentimer=3.0)
    without = person("b", 751).ydelse("JOBAFKLARING", "2024-06-01", "2024-06-30")
    rows = [row_of([*with_hours, *without], "RM-K2", "2024-06-30", code) for code in (101, 751)]
    assert [row and (row["threshold"], row["class"]) for row in rows] == [
        (0.5, "INSPIRATION"),
        (0.5, "UDVIKLINGSPOTENTIALE"),
    ]
