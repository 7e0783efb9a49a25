"""Dagpenge's consumed clock: paid days since the start of the dagpengeperiode [02 §3].

Told through FS-1, whose anchor is the start of a dagpengeperiode and whose deadline its 92nd paid day.
"""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "FS-1"
LEDIG = person().dagpenge("2023-01-01", "2023-12-31")
NYT = "INDPLACERING"
CLOCK = {
    "every paid day counts": (LEDIG, [("2023-01-01", "2023-04-02")]),
    "an unpaid fortnight pauses it": (
        person().dagpenge("2023-01-01", "2023-01-31").dagpenge("2023-02-15", "2023-12-31"),
        [("2023-01-01", "2023-04-16")],
    ),
    "an unpaid month pauses it, though the forloeb is a new one": (
        person().dagpenge("2023-01-01", "2023-01-31").dagpenge("2023-03-01", "2023-12-31"),
        [("2023-01-01", "2023-04-30")],
    ),
    "an unpaid year pauses it": (
        person().dagpenge("2022-01-01", "2022-01-31").dagpenge("2023-03-01", "2023-12-31"),
        [("2022-01-01", "2023-04-30")],
    ),
    "a day paid twice counts once": (
        person().dagpenge("2023-01-01", "2023-02-15").dagpenge("2023-02-01", "2023-12-31"),
        [("2023-01-01", "2023-04-02")],
    ),
    "a period inside another adds nothing": (
        LEDIG.dagpenge("2023-02-01", "2023-02-10"),
        [("2023-01-01", "2023-04-02")],
    ),
    "days on another ydelse do not count": (
        person()
        .dagpenge("2023-01-01", "2023-01-31")
        .sygedagpenge("2023-02-01", "2023-02-28")
        .dagpenge("2023-03-01", "2023-12-31"),
        [("2023-01-01", "2023-04-30")],
    ),
    "an annulled payment does not count": (
        person()
        .dagpenge("2023-01-01", "2023-01-31")
        .dagpenge("2023-02-01", "2023-02-28")
        .annulleret()
        .dagpenge("2023-03-01", "2023-12-31"),
        [("2023-01-01", "2023-04-30")],
    ),
    "a new visitation leaves the clock alone": (
        person().dagpenge("2023-01-01", "2023-02-10").dagpenge("2023-02-11", "2023-12-31", visitation="JOBPARAT"),
        [("2023-01-01", "2023-04-02")],
    ),
    "indplacering on the first paid day changes nothing": (
        LEDIG.status(NYT, "2023-01-01"),
        [("2023-01-01", "2023-04-02")],
    ),
    "indplacering before it is the anchor": (LEDIG.status(NYT, "2022-12-20"), [("2022-12-20", "2023-04-02")]),
    "indplacering after it starts a second period": (
        LEDIG.status(NYT, "2023-06-01"),
        [("2023-01-01", "2023-04-02"), ("2023-06-01", "2023-08-31")],
    ),
    "told twice on a day it is one": (
        LEDIG.status(NYT, "2023-06-01").status(NYT, "2023-06-01"),
        [("2023-01-01", "2023-04-02"), ("2023-06-01", "2023-08-31")],
    ),
    "a period left before its 92nd paid day has none": (
        LEDIG.status(NYT, "2023-02-01"),
        [("2023-02-01", "2023-05-03")],
    ),
    "left on its 92nd it has": (
        LEDIG.status(NYT, "2023-04-03"),
        [("2023-01-01", "2023-04-02"), ("2023-04-03", "2023-07-03")],
    ),
    "left the day before it has none": (LEDIG.status(NYT, "2023-04-02"), [("2023-04-02", "2023-07-02")]),
    "an annulled indplacering never was": (
        LEDIG.status(NYT, "2023-06-01").annulleret(),
        [("2023-01-01", "2023-04-02")],
    ),
    "an indplacering to come is not known": (LEDIG.status(NYT, "2024-01-01"), [("2023-01-01", "2023-04-02")]),
    "a period without a paid day is no instance": (
        person().dagpenge("2023-01-01", "2023-05-31").status(NYT, "2023-06-15"),
        [("2023-01-01", "2023-04-02")],
    ),
    "two before the first paid day leave the later": (
        LEDIG.status(NYT, "2022-11-01").status(NYT, "2022-12-01"),
        [("2022-12-01", "2023-04-02")],
    ),
}


@cases(CLOCK, "life", "instances")
def test_the_clock(state: Ask, life: Life, instances: list[tuple[str, str]]) -> None:
    assert state(life, "2023-12-31").told(RULE, "anchor", "due_on") == instances


BELONGS = {
    "the day before belongs to the old period": ("2023-05-31", [1, 0]),
    "the day itself to the new": ("2023-06-01", [0, 1]),
}


@cases(BELONGS, "dato", "values")
def test_indplacering_divides_the_faellessamtaler(state: Ask, dato: str, values: list[int]) -> None:
    life = LEDIG.status(NYT, "2023-06-01").faellessamtale(dato)
    assert state(life, "2023-12-31").told(RULE, "value") == values


def test_a_faellessamtale_after_indplacering_may_precede_the_first_payment(state: Ask) -> None:
    life = LEDIG.status(NYT, "2022-12-20").faellessamtale("2022-12-20")
    assert state(life, "2023-12-31").told(RULE, "status") == ["OPFYLDT"]


PENDING = {
    "the last period of somebody still on dagpenge is open": (person().dagpenge("2023-01-01", "2023-03-31"), 1),
    "a later indplacering closes it": (person().dagpenge("2023-01-01", "2023-03-31").status(NYT, "2023-04-01"), 0),
    "sygedagpenge begun after the last paid day closes it": (
        person().dagpenge("2023-01-01", "2023-03-31").sygedagpenge("2023-04-01", "2023-04-30"),
        0,
    ),
    "sygedagpenge beside it does not": (
        person().dagpenge("2023-01-01", "2023-03-31").sygedagpenge("2023-03-31", "2023-04-30"),
        1,
    ),
    "of several forloeb the latest says whether it is open": (
        person().dagpenge("2022-01-01", "2022-01-31").dagpenge("2023-02-01", "2023-03-31"),
        1,
    ),
}


@cases(PENDING, "life", "rows")
def test_while_days_are_lacking_only_an_open_period_has_a_row(state: Ask, life: Life, rows: int) -> None:
    assert len(state(life, "2023-04-05").rows(RULE)) == rows


YEAR = {"365 of 366": ("2023-12-31", None), "366": ("2024-01-01", "KONSTATERET")}


@cases(YEAR, "as_of", "status")
def test_a_year_on_the_clock_is_366_paid_days(state: Ask, as_of: str, status: str | None) -> None:
    assert state(person().dagpenge("2023-01-01", "2024-06-30"), as_of).status("FM-SAMTALE") == status


@pytest.mark.parametrize("as_of", ["2023-12-31", "2024-01-20"])
def test_presumed_days_do_not_run_on_the_clock(state: Ask, as_of: str) -> None:
    assert state(person().dagpenge("2023-01-01", "2023-12-31"), as_of).status("FM-SAMTALE") is None
