"""SKAERPET-TILSYN: a kommune that may come under tightened supervision; never its legal status [03 E]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, Fact, cases
from tests.support.lives import Life, person, vilkaar

RULE = "SKAERPET-TILSYN"
MANGE, FAA = vilkaar(101, 2024, 1, 0.5), vilkaar(101, 2024, 1, 1.0)
"""One person on full time is more than half of one inhabitant, not more than all of them."""
LIFE = person().kontanthjaelp("2023-01-01", "2024-12-31")
FIRE = ["2023-12-01"] * 4
CASES = {
    "both fokusmaal and the resultatmaal missed": (LIFE, MANGE, 2, True),
    "one fokusmaal and the resultatmaal missed": (LIFE.samtale(*FIRE), MANGE, 1, True),
    "the other one and the resultatmaal missed": (LIFE.tilbud("2023-12-01", None), MANGE, 1, True),
    "only the resultatmaal missed": (LIFE.samtale(*FIRE).tilbud("2023-12-01", None), MANGE, 0, False),
    "only the fokusmaal missed": (LIFE, FAA, 2, False),
    "nothing missed": (LIFE.samtale(*FIRE).tilbud("2023-12-01", None), FAA, 0, False),
    "nobody with a year behind them": (person().kontanthjaelp("2024-01-01", "2024-12-31"), MANGE, 0, False),
}


@cases(CASES, "life", "reference", "missed", "breach")
def test_a_candidate_misses_the_resultatmaal_and_a_fokusmaal(
    state: Ask, life: Life, reference: Fact, missed: int, breach: bool
) -> None:
    figure = state([*life, reference], "2024-02-29").figure(RULE, "2024-02-29")
    assert figure is not None
    assert [figure[name] for name in ("numerator", "denominator", "value", "avg12")] == [missed, 2, missed, missed]
    assert (figure["threshold"], figure["breach"]) == (1, breach)


def test_there_is_a_row_where_the_resultatmaal_has_one(state: Ask) -> None:
    told = state([*LIFE, MANGE], "2024-03-15")
    rows = [(f["period_end"], f["live"]) for f in told.figures(RULE)]
    assert rows == [(f["period_end"], f["live"]) for f in told.figures("RM-FORSOERGELSE")]
    assert rows == [("2024-01-31", False), ("2024-02-29", False), ("2024-03-15", True)]


def test_without_rammevilkaar_there_is_none(state: Ask) -> None:
    assert state(LIFE, "2024-02-29").figures(RULE) == []


@pytest.mark.parametrize(("as_of", "value"), [("2024-01-31", 2), ("2024-02-29", 2)])
def test_the_kommunes_row_tells_how_many_are_missed(state: Ask, as_of: str, value: int) -> None:
    (row,) = state([*LIFE, MANGE], as_of).brud(RULE)
    assert [row[name] for name in ("anchor", "due_on", "opened_on", "status")] == [*["2024-01-31"] * 3, "KONSTATERET"]
    assert [row[name] for name in ("value", "threshold", "kommune", "akasse")] == [value, 1, 101, None]


def test_it_is_over_when_the_fokusmaal_are_met(state: Ask) -> None:
    life = LIFE.samtale(*["2024-02-15"] * 4).tilbud("2024-02-15", None)
    told = state([*life, MANGE], "2024-07-31")
    assert [(row["anchor"], row["status"], row["resolved_on"]) for row in told.brud(RULE)] == [
        ("2024-01-31", "AFHJULPET", "2024-06-30")
    ]
