"""The nowcast: the figures of kommuner and a-kasser on a day that is no month-end [03 E]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, Row, cases
from tests.support.lives import Life, people, person, vilkaar

RM, FM = "RM-FORSOERGELSE", "FM-SAMTALE"
AAR = vilkaar(101, 2024, 10, 0.1)


def live(figures: list[Row]) -> Row:
    (figure,) = [f for f in figures if f["live"]]
    return figure


DAYS = {
    "paid to today": (person().kontanthjaelp("2024-01-01", "2024-04-10"), "2024-04-10", 10),
    "paid past today": (person().kontanthjaelp("2024-01-01", "2024-04-30"), "2024-04-10", 10),
    "paid to the end of March the days of April are presumed": (
        person().kontanthjaelp("2024-01-01", "2024-03-31"),
        "2024-04-10",
        10,
    ),
    "paid to the fifth the rest is": (person().kontanthjaelp("2024-01-01", "2024-04-05"), "2024-04-10", 10),
    "begun on the third the first two are not": (person().kontanthjaelp("2024-04-03", "2024-04-05"), "2024-04-10", 8),
    "a hole in a run is not presumed": (
        person().kontanthjaelp("2024-03-01", "2024-04-02").kontanthjaelp("2024-04-05", "2024-04-08"),
        "2024-04-10",
        8,
    ),
    "an open run fills the hole of another": (
        person()
        .kontanthjaelp("2024-03-01", "2024-04-02")
        .sygedagpenge("2024-03-01", "2024-03-31")
        .sygedagpenge("2024-04-05", "2024-04-08"),
        "2024-04-10",
        10,
    ),
    "and of two holes both": (
        person()
        .kontanthjaelp("2024-03-01", "2024-04-02")
        .sygedagpenge("2024-03-01", "2024-03-31")
        .sygedagpenge("2024-04-05", "2024-04-06")
        .sygedagpenge("2024-04-08", "2024-04-08"),
        "2024-04-10",
        10,
    ),
    "what another has paid on after it is no hole": (
        person()
        .kontanthjaelp("2024-03-01", "2024-04-02")
        .sygedagpenge("2024-03-01", "2024-04-05")
        .sygedagpenge("2024-04-08", "2024-04-08"),
        "2024-04-10",
        10,
    ),
    "but not from before it was paid": (
        person()
        .kontanthjaelp("2024-04-02", "2024-04-03")
        .sygedagpenge("2024-04-02", "2024-04-02")
        .sygedagpenge("2024-04-07", "2024-04-07"),
        "2024-04-10",
        9,
    ),
    "two open runs are one person": (
        person().kontanthjaelp("2024-01-01", "2024-03-31").sygedagpenge("2024-01-01", "2024-03-20"),
        "2024-04-10",
        10,
    ),
    "what was paid in February is presumed in March only": (
        person().kontanthjaelp("2024-01-01", "2024-02-10"),
        "2024-03-20",
        20,
    ),
    "one begun after another has ended it": (
        person().kontanthjaelp("2024-01-01", "2024-03-31").sygedagpenge("2024-04-05", "2024-04-08"),
        "2024-04-10",
        6,
    ),
}


@cases(DAYS, "life", "as_of", "days")
def test_an_open_forloeb_counts_as_paid_to_today(state: Ask, life: Life, as_of: str, days: int) -> None:
    figure = live(state([*life, AAR], as_of).figures(RM))
    so_far = int(as_of[-2:])
    assert (figure["period_end"], figure["numerator"]) == (as_of, pytest.approx(days / so_far))
    assert figure["value"] == pytest.approx(days / so_far / 10)


def test_an_ended_forloeb_is_not_presumed(state: Ask) -> None:
    told = state([*person().kontanthjaelp("2024-01-01", "2024-02-10"), AAR], "2024-04-10")
    assert [f["live"] for f in told.figures(RM)] == [False, False]


def test_presumed_days_are_the_kommunes_where_the_person_lives(state: Ask) -> None:
    life = (
        person()
        .kontanthjaelp("2024-01-01", "2024-04-04")
        .flytter(kommune=147)
        .kontanthjaelp("2024-04-05", "2024-04-06")
    )
    told = state([*life, AAR, vilkaar(147, 2024, 10, 0.1)], "2024-04-10")
    assert [round(live(told.figures(RM, code))["numerator"] * 10) for code in (101, 147)] == [4, 6]


def test_days_in_a_hole_are_the_kommunes_where_the_hole_begins(state: Ask) -> None:
    life = person().kontanthjaelp("2024-03-01", "2024-04-02").sygedagpenge("2024-03-01", "2024-03-31")
    life = life.flytter(kommune=147).sygedagpenge("2024-04-05", "2024-04-08")
    told = state([*life, AAR, vilkaar(147, 2024, 10, 0.1)], "2024-04-10")
    assert [round(live(told.figures(RM, code))["numerator"] * 10) for code in (101, 147)] == [4, 6]


@pytest.mark.parametrize(("as_of", "lives"), [("2024-04-29", [True]), ("2024-04-30", []), ("2024-05-01", [True])])
def test_at_a_month_end_there_is_no_nowcast(state: Ask, as_of: str, lives: list[bool]) -> None:
    told = state([*person().kontanthjaelp("2023-01-01", "2024-12-31"), AAR], as_of)
    for indicator in (RM, FM, "FM-TILBUD", "SKAERPET-TILSYN"):
        assert [f["live"] for f in told.figures(indicator) if f["live"]] == lives


@pytest.mark.parametrize(("as_of", "month_ends"), [("2024-04-29", 3), ("2024-04-30", 4), ("2024-05-01", 4)])
def test_the_past_is_told_to_the_last_month_end(state: Ask, as_of: str, month_ends: int) -> None:
    told = state([*person().kontanthjaelp("2023-01-01", "2024-12-31"), AAR], as_of).figures(RM)
    assert len([f for f in told if not f["live"]]) == month_ends


def test_the_mean_is_of_eleven_month_ends_and_today(state: Ask) -> None:
    """A year of failing behind them, four samtaler yesterday: eleven ones and a zero."""
    life = person().kontanthjaelp("2022-01-15", "2024-12-31").samtale(*["2024-04-09"] * 4)
    figure = live(state(life, "2024-04-10").figures(FM))
    assert (figure["value"], figure["avg12"]) == (0, pytest.approx(11 / 12))


def test_with_fewer_month_ends_it_is_of_those(state: Ask) -> None:
    life = person().kontanthjaelp("2023-02-15", "2024-12-31").samtale(*["2024-04-09"] * 4)
    assert live(state(life, "2024-04-10").figures(FM))["avg12"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(("as_of", "denominator"), [("2024-04-14", 0), ("2024-04-15", 1)])
def test_who_has_a_year_today_counts_today(state: Ask, as_of: str, denominator: int) -> None:
    told = state(person().kontanthjaelp("2023-04-15", "2024-12-31"), as_of).figures(FM)
    assert sum(f["denominator"] for f in told) == denominator


def i_maal(life: Life) -> Life:
    """Four samtaler in April 2023: enough to the end of March 2024, a year old in the middle of April."""
    return life.kontanthjaelp("2023-02-15", "2024-12-31").samtale(*["2023-04-05"] * 4)


EARLY_WORD = {
    "in breach today, not at the last month-end: an early word": (
        "2024-04-10",
        [("2024-04-30", "FORELOEBIG", "2024-04-01")],
    ),
    "not in breach today: none": ("2024-04-04", []),
    "at the month-end it is certain": ("2024-04-30", [("2024-04-30", "KONSTATERET", "2024-04-30")]),
    "after it the row goes on": ("2024-05-10", [("2024-04-30", "KONSTATERET", "2024-04-30")]),
}


@cases(EARLY_WORD, "as_of", "rows")
def test_a_kommune_hears_before_the_month_is_over(state: Ask, as_of: str, rows: list[object]) -> None:
    told = state(people(5, i_maal), as_of).brud(FM)
    assert [(row["anchor"], row["status"], row["opened_on"]) for row in told] == rows


def test_the_early_word_tells_the_mean_and_the_target(state: Ask) -> None:
    (row,) = state(people(5, i_maal), "2024-04-10").brud(FM)
    assert [row[name] for name in ("due_on", "resolved_on", "kommune", "value", "threshold")] == [
        *("2024-04-30", None, 101, pytest.approx(1 / 3), 0.2)
    ]


def test_an_earlier_run_is_told_beside_the_early_word(state: Ask) -> None:
    """In breach in February and March, in order at the end of April, in breach again in May."""
    march = people(3, lambda life: life.kontanthjaelp("2024-02-01", "2024-03-31"))
    april = people(1, lambda life: life.kontanthjaelp("2024-04-30", "2024-04-30"), "q")
    may = people(4, lambda life: life.kontanthjaelp("2024-05-01", "2024-05-31"), "r")
    told = state([*march, *april, *may, vilkaar(101, 2024, 10, 0.21)], "2024-05-10").brud(RM)
    assert [(row["anchor"], row["status"]) for row in told] == [
        ("2024-02-29", "AFHJULPET"),
        ("2024-05-31", "FORELOEBIG"),
    ]
