"""AK-SAM3: the share of three samtaler in three months that an a-kasse holds in time [03 E]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, people, person

RULE, AKASSE = "AK-SAM3", 2
TIL = "2024-04-15"


def ledig(life: Life) -> Life:
    """Three months are full on 15 April 2024."""
    return life.dagpenge("2024-01-15", "2024-06-30")


def naaet(life: Life) -> Life:
    return ledig(life).samtale("2024-02-01", "2024-03-01", TIL, aktoer="AKASSE")


def for_sent(life: Life) -> Life:
    return ledig(life).samtale("2024-02-01", "2024-03-01", "2024-04-16", aktoer="AKASSE")


SHARES = {
    "four of five is just enough": (4, 1, False),
    "three of four is not": (3, 1, True),
    "all of one is": (1, 0, False),
    "none of one is not": (0, 1, True),
}


@cases(SHARES, "met", "missed", "breach")
def test_four_in_five_are_to_be_held_in_time(state: Ask, met: int, missed: int, breach: bool) -> None:
    told = state([*people(met, naaet, "n"), *people(missed, for_sent, "s")], "2024-04-30")
    figure = told.figure(RULE, "2024-04-30", AKASSE)
    assert figure is not None
    assert (figure["numerator"], figure["denominator"], figure["scope"]) == (met, met + missed, "akasse")
    assert (figure["value"], figure["avg12"]) == (pytest.approx(met / (met + missed)),) * 2
    assert (figure["threshold"], figure["breach"]) == (0.8, breach)


WHO = {
    "who was paid on the last day counts": (person().dagpenge("2024-01-15", TIL), 1),
    "who was paid to the day before does not": (person().dagpenge("2024-01-15", "2024-04-14"), 0),
    "nor who has no a-kasse": (ledig(person(akasse=None)), 0),
    "nor who began in 2023": (person().dagpenge("2023-12-31", "2024-06-30"), 0),
    "nor kontanthjaelp": (person().kontanthjaelp("2024-01-15", "2024-06-30"), 0),
    "who came to the a-kasse on the last day counts": (
        person(akasse=7).dagpenge("2024-01-15", "2024-04-14").flytter(akasse=2).dagpenge(TIL, "2024-06-30"),
        1,
    ),
    "who came on the day after does not": (
        person(akasse=7).dagpenge("2024-01-15", TIL).flytter(akasse=2).dagpenge("2024-04-16", "2024-06-30"),
        0,
    ),
    "who has two forloeb counts twice": (ledig(person()).dagpenge("2024-09-01", "2024-12-31"), 2),
}


@cases(WHO, "life", "denominator")
def test_who_is_counted(state: Ask, life: Life, denominator: int) -> None:
    told = state(life, "2024-12-31")
    assert sum(f["denominator"] for f in told.figures(RULE, AKASSE) if f["period_end"] == "2024-12-31") == denominator


MONTHS = {
    "a deadline on a month's first day": ("2024-01-01", ["2024-04-30", "2025-03-31"]),
    "a deadline on its last day": ("2024-01-31", ["2024-04-30", "2025-03-31"]),
    "a deadline on the last of February": ("2024-11-30", ["2025-02-28", "2026-01-31"]),
}


@cases(MONTHS, "start", "span")
def test_a_deadline_counts_for_twelve_month_ends(state: Ask, start: str, span: list[str]) -> None:
    told = state(person().dagpenge(start, "2026-06-30"), "2026-06-30").figures(RULE, AKASSE)
    assert [told[0]["period_end"], told[-1]["period_end"], len(told)] == [*span, 12]


LIVE = {
    "on the last day it is counted": (TIL, [TIL]),
    "on the day before it is not": ("2024-04-14", []),
    "a year on it has left": ("2025-04-15", ["2024-04-30", "2025-03-31"]),
    "the day before that it has not": ("2025-04-14", ["2024-04-30", "2025-04-14"]),
}


@cases(LIVE, "as_of", "span")
def test_the_figure_of_today(state: Ask, as_of: str, span: list[str]) -> None:
    told = [f["period_end"] for f in state(person().dagpenge("2024-01-15", "2025-12-31"), as_of).figures(RULE, AKASSE)]
    assert told[:1] + told[1:][-1:] == span


@pytest.mark.parametrize("as_of", ["2029-02-28", "2029-03-01"])
def test_a_deadline_on_29_february_is_last_counted_on_the_28th(state: Ask, as_of: str) -> None:
    last = state(person().dagpenge("2027-11-30", "2028-03-10"), as_of).figures(RULE, AKASSE)[-1]
    assert (last["period_end"], last["live"]) == ("2029-02-28", False)


def test_the_akasses_row(state: Ask) -> None:
    (row,) = state(ledig(person()), "2024-05-31").brud(RULE, AKASSE)
    assert [row[name] for name in ("anchor", "due_on", "opened_on", "status")] == [*["2024-04-30"] * 3, "KONSTATERET"]
    assert [row[name] for name in ("responsible", "kommune", "akasse")] == ["AKASSE", None, 2]
    assert [row[name] for name in ("value", "threshold")] == [0, 0.8]


def test_the_row_closes_when_nobody_is_left_to_count(state: Ask) -> None:
    (row,) = state(ledig(person()), "2025-06-30").brud(RULE, AKASSE)
    assert (row["status"], row["resolved_on"]) == ("AFHJULPET", "2025-04-30")


def test_an_akasse_is_not_told_before_the_month_is_over(state: Ask) -> None:
    told = state(ledig(person()), "2024-04-20")
    assert [f["breach"] for f in told.figures(RULE, AKASSE)] == [True]
    assert told.brud(RULE, AKASSE) == []
