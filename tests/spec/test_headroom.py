"""Headroom: how many more may fail at the coming month-end, or must still be helped before it [03 E]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, Fact, cases
from tests.support.lives import Life, people, person

FM, TILBUD = "FM-SAMTALE", "FM-TILBUD"


def mangler(life: Life) -> Life:
    """A year behind them on 1 February 2024, no samtaler."""
    return life.kontanthjaelp("2023-02-01", "2025-12-31")


def faar(life: Life) -> Life:
    return mangler(life).samtale(*["2024-01-20"] * 4)


def headroom(state: Ask, facts: list[Fact], as_of: str, indicator: str = FM) -> int | None:
    (figure,) = [f for f in state(facts, as_of).figures(indicator) if f["live"]]
    return figure["headroom"]  # type: ignore[no-any-return]


FIRST_MONTH = {
    "of ten all in order, one may fail and two not": (0, 10, 1),
    "of ten with one failing, none more": (1, 9, 0),
    "of ten with two failing, one must be helped": (2, 8, -1),
    "of five with one failing, that one": (1, 4, -1),
    "of one failing, that one": (1, 0, -1),
    "of one in order, none may": (0, 1, 0),
    "of eleven, two may": (0, 11, 2),
}


@cases(FIRST_MONTH, "failing", "others", "expected")
def test_without_a_past_the_month_stands_alone(state: Ask, failing: int, others: int, expected: int) -> None:
    facts = [*people(failing, mangler, "m"), *people(others, faar, "f")]
    assert headroom(state, facts, "2024-02-15") == expected


def saa_mange(failing: int, of: int, before: int) -> list[Fact]:
    """`of` persons, of whom `failing` fail from March on, `before` of all of them in February."""

    def helped(life: Life) -> Life:
        return mangler(life).samtale(*["2024-03-05"] * 4)

    def lost(life: Life) -> Life:
        return mangler(life).samtale(*["2023-03-20"] * 4)

    cured, fallen = max(0, before - failing), max(0, failing - before)
    always = failing - fallen
    return [
        *people(always, mangler, "a"),
        *people(cured, helped, "c"),
        *people(fallen, lost, "l"),
        *people(of - always - cured - fallen, faar, "f"),
    ]


WITH_A_PAST = {
    "a good month leaves more room": (1, 10, 0, 2),
    "a bad one takes it": (1, 10, 3, -1),
    "after a month of nothing but failures more than everybody": (10, 10, 10, -17),
    "just at the target is too many": (2, 10, 2, -1),
    "below it there is none to spare": (2, 10, 1, 0),
}


@cases(WITH_A_PAST, "failing", "of", "before", "expected")
def test_the_mean_of_the_months_is_to_be_undershot(
    state: Ask, failing: int, of: int, before: int, expected: int
) -> None:
    assert headroom(state, saa_mange(failing, of, before), "2024-03-15") == expected


def test_at_most_eleven_months_are_looked_back_on(state: Ask) -> None:
    """Failing in February and March 2024, in order since; in February 2025 only March 2024 to January 2025 count."""
    facts = people(10, lambda life: mangler(life).samtale(*["2024-04-01"] * 4).samtale(*["2024-12-01"] * 4))
    assert headroom(state, facts, "2025-02-10") == 13
    assert headroom(state, facts, "2025-03-10") == 23


COMING = {
    "a samtale that leaves the window before the month-end is gone": (
        people(5, lambda life: mangler(life).samtale(*["2023-02-20"] * 4)),
        "2024-02-15",
        -5,
    ),
    "one that leaves after it is not": (
        people(5, lambda life: mangler(life).samtale(*["2023-03-01"] * 4)),
        "2024-02-15",
        0,
    ),
    "who has a year behind them by the month-end is among them": (
        [*people(5, faar), *people(5, lambda life: life.kontanthjaelp("2023-02-28", "2025-12-31"), "q")],
        "2024-02-15",
        -4,
    ),
    "who has it on the day after is not": (
        [*people(5, faar), *people(5, lambda life: life.kontanthjaelp("2023-03-01", "2025-12-31"), "q")],
        "2024-02-15",
        0,
    ),
    "whose payments lag is presumed there": (
        people(5, lambda life: life.kontanthjaelp("2023-01-20", "2024-01-10").samtale(*["2024-01-05"] * 4)),
        "2024-02-15",
        1,
    ),
}


@cases(COMING, "facts", "as_of", "expected")
def test_it_is_the_coming_month_end_that_counts(state: Ask, facts: list[Fact], as_of: str, expected: int) -> None:
    assert headroom(state, facts, as_of) == expected


def test_the_target_is_that_of_the_coming_month_end(state: Ask) -> None:
    """On 15 March 2023 the target is 20 %, at the end of the month 30 %: two of ten may fail, and today one."""
    facts = people(10, lambda life: life.kontanthjaelp("2022-03-01", "2023-12-31").tilbud("2023-03-02", None))
    (figure,) = [f for f in state(facts, "2023-03-15").figures(TILBUD) if f["live"]]
    assert (figure["threshold"], figure["headroom"]) == (0.2, 2)


def test_hours_of_the_month_count_when_it_is_over(state: Ask) -> None:
    facts = people(5, lambda life: mangler(life).arbejde("2024-02", 100))
    assert headroom(state, facts, "2024-02-15", TILBUD) == 1
    (figure,) = [f for f in state(facts, "2024-02-15").figures(TILBUD) if f["live"]]
    assert figure["value"] == 1


@pytest.mark.parametrize("as_of", ["2024-02-29", "2024-03-31"])
def test_at_a_month_end_there_is_no_headroom(state: Ask, as_of: str) -> None:
    figures = state(people(5, mangler), as_of).figures(FM)
    assert {f["headroom"] for f in figures} == {None}


def test_only_the_live_row_of_a_fokusmaal_has_one(state: Ask) -> None:
    told = state(person().kontanthjaelp("2023-01-01", "2024-12-31"), "2024-03-15")
    assert [f["headroom"] is None for f in told.figures(FM)] == [True, True, False]
