"""RM-FORSOERGELSE: fuldtidspersoner on any ydelse as a share of the population of the kommune [03 E]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, Fact, cases
from tests.support.lives import Life, people, person, vilkaar

RULE = "RM-FORSOERGELSE"
TI_I_KOMMUNEN = vilkaar(101, 2024, 10, 0.1)
NABO = vilkaar(147, 2024, 10, 0.1)


def april(life: Life) -> Life:
    return life.kontanthjaelp("2024-04-01", "2024-04-30")


FULL_TIME = {
    "a whole month is one": (april(person()), 1.0),
    "half a month is half": (person().kontanthjaelp("2024-04-01", "2024-04-15"), 0.5),
    "one day is a thirtieth": (person().kontanthjaelp("2024-04-30", "2024-04-30"), 1 / 30),
    "of a longer period only the month counts": (person().kontanthjaelp("2024-01-01", "2024-04-10"), 1 / 3),
    "two ydelser on one day are one day": (april(person()).sygedagpenge("2024-04-10", "2024-04-20"), 1.0),
    "the same period paid twice as well": (april(april(person())), 1.0),
    "two that overlap are counted once": (
        person().kontanthjaelp("2024-04-01", "2024-04-12").sygedagpenge("2024-04-10", "2024-04-15"),
        0.5,
    ),
    "two that share a day count it once": (
        person().kontanthjaelp("2024-04-01", "2024-04-10").sygedagpenge("2024-04-10", "2024-04-15"),
        0.5,
    ),
    "two with a hole between them have the hole": (
        person().kontanthjaelp("2024-04-01", "2024-04-05").kontanthjaelp("2024-04-11", "2024-04-20"),
        0.5,
    ),
    "fleksjob counts": (person().ydelse("FLEKSJOB", "2024-04-01", "2024-04-30"), 1.0),
    "pension counts": (person().ydelse("FOERTIDSPENSION", "2024-04-01", "2024-04-30"), 1.0),
    "two persons are two": (people(2, april), 2.0),
}


@cases(FULL_TIME, "life", "numerator")
def test_days_become_full_time_persons(state: Ask, life: list[Fact], numerator: float) -> None:
    figure = state([*life, TI_I_KOMMUNEN], "2024-04-30").figure(RULE, "2024-04-30")
    assert figure is not None
    assert (figure["numerator"], figure["denominator"]) == (pytest.approx(numerator), 10)
    assert figure["value"] == pytest.approx(numerator / 10)


EXPECTED = {
    "as many as expected is no breach": (1, 0.1, False),
    "more is": (2, 0.1, True),
    "a hair more than expected is": (1, 0.0999, True),
    "fewer is not": (1, 0.1001, False),
}


@cases(EXPECTED, "count", "andel", "breach")
def test_the_share_may_not_be_above_what_is_expected(state: Ask, count: int, andel: float, breach: bool) -> None:
    figure = state([*people(count, april), vilkaar(101, 2024, 10, andel)], "2024-04-30").figure(RULE, "2024-04-30")
    assert figure is not None
    assert (figure["threshold"], figure["breach"]) == (andel, breach)


WITHOUT = {
    "of another kommune": [NABO],
    "of another year": [vilkaar(101, 2023, 10, 0.1)],
    "without a population": [vilkaar(101, 2024, None, 0.1)],
    "with nobody living there": [vilkaar(101, 2024, 0, 0.1)],
    "without an expected share": [vilkaar(101, 2024, 10, None)],
    "of an a-kasse": [vilkaar(101, 2024, 10, 0.1, scope="AKASSE")],
    "that were annulled": [TI_I_KOMMUNEN, TI_I_KOMMUNEN | {"revision": 1, "deleted": True}],
}


@cases({sentence: (facts,) for sentence, facts in WITHOUT.items()}, "reference")
def test_no_figure_from_rammevilkaar(state: Ask, reference: list[Fact]) -> None:
    assert state([*april(person()), *reference], "2024-04-30").figures(RULE) == []


def test_corrected_rammevilkaar_are_those_that_count(state: Ask) -> None:
    corrected = TI_I_KOMMUNEN | {"revision": 1, "befolkning_16_66": 20}
    figure = state([*april(person()), corrected, TI_I_KOMMUNEN], "2024-04-30").figure(RULE, "2024-04-30")
    assert figure is not None
    assert figure["denominator"] == 20


WHOSE = {
    "a day is the kommune's that pays it": ([("04-01", "04-10", 101), ("04-11", "04-30", 147)], 10, 20),
    "where two pay the later begun has it": ([("04-01", "04-30", 101), ("04-11", "04-20", 147)], 20, 10),
    "also of a single day": ([("04-01", "04-10", 101), ("04-10", "04-20", 147)], 9, 11),
    "whatever comes first": ([("04-11", "04-20", 147), ("04-01", "04-30", 101)], 20, 10),
    "begun on one day the greater fact_id has it": ([("04-01", "04-30", 101), ("04-01", "04-20", 147)], 10, 20),
    "three over each other each keep their end": (
        [("04-01", "04-20", 101), ("04-06", "04-25", 147), ("04-11", "04-15", 101)],
        10,
        15,
    ),
    "a short one inside a long one leaves both its ends": (
        [("04-01", "04-30", 147), ("04-02", "04-02", 101), ("04-04", "04-05", 101)],
        3,
        27,
    ),
    "where nobody pays it is nobody's": ([("04-01", "04-05", 101), ("04-10", "04-12", 147)], 5, 3),
}


@cases(WHOSE, "paid", "ours", "theirs")
def test_whose_day_it_is(state: Ask, paid: list[tuple[str, str, int]], ours: int, theirs: int) -> None:
    life = person()
    for first, last, kommune in paid:
        life = life.flytter(kommune=kommune).kontanthjaelp(f"2024-{first}", f"2024-{last}")
    told = state([*life, TI_I_KOMMUNEN, NABO], "2024-04-30")
    days = [round(sum(f["numerator"] for f in told.figures(RULE, code)) * 30) for code in (101, 147)]
    assert days == [ours, theirs]


def test_a_row_only_for_months_with_a_paid_day(state: Ask) -> None:
    life = person().kontanthjaelp("2024-01-15", "2024-02-10").kontanthjaelp("2024-04-20", "2024-04-30")
    told = state([*life, TI_I_KOMMUNEN], "2024-05-31")
    assert [f["period_end"] for f in told.figures(RULE)] == ["2024-01-31", "2024-02-29", "2024-04-30"]
    assert [round(f["numerator"], 4) for f in told.figures(RULE)] == [0.5484, 0.3448, 0.3667]


def test_each_month_is_measured_with_its_own_year(state: Ask) -> None:
    life = person().kontanthjaelp("2023-12-01", "2024-01-31")
    told = state([*life, vilkaar(101, 2023, 5, 0.3), TI_I_KOMMUNEN], "2024-01-31")
    assert [(f["denominator"], f["threshold"]) for f in told.figures(RULE)] == [(5, 0.3), (10, 0.1)]


def test_the_mean_of_twelve_months_is_judged(state: Ask) -> None:
    life = person().kontanthjaelp("2024-01-01", "2024-01-31").kontanthjaelp("2024-02-29", "2024-02-29")
    told = state([*life, vilkaar(101, 2024, 1, 0.5)], "2024-02-29")
    assert [f["avg12"] for f in told.figures(RULE)] == [pytest.approx(1), pytest.approx((1 + 1 / 29) / 2)]
    assert [f["breach"] for f in told.figures(RULE)] == [True, True]


def test_a_period_that_reaches_past_today_is_cut(state: Ask) -> None:
    told = state([*person().kontanthjaelp("2024-04-01", "2024-06-30"), TI_I_KOMMUNEN], "2024-04-30")
    assert [f["numerator"] for f in told.figures(RULE)] == [pytest.approx(1)]


BRUD = {
    "a run that reaches the last month-end goes on": ("2024-05-31", [("2024-04-30", "KONSTATERET", None)]),
    "it has ended where the mean has come down": ("2024-06-30", [("2024-04-30", "AFHJULPET", "2024-06-30")]),
}


@cases(BRUD, "as_of", "rows")
def test_the_kommunes_row(state: Ask, as_of: str, rows: list[object]) -> None:
    life = [*people(3, april), *people(1, lambda life: life.kontanthjaelp("2024-06-01", "2024-06-03"), "q")]
    life += people(1, lambda life: life.kontanthjaelp("2024-05-01", "2024-05-31"), "r")
    told = state([*life, vilkaar(101, 2024, 10, 0.15)], as_of).brud(RULE)
    assert [(row["anchor"], row["status"], row["resolved_on"]) for row in told] == rows
