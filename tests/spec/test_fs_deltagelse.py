"""FS-DELTAGELSE: how often the a-kasse took part in the faellessamtaler of its members [03 G]."""

from __future__ import annotations

from typing import Any

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "FS-DELTAGELSE"
DP = person().dagpenge("2024-01-15", "2024-06-30")
COUNTED = {
    "took part": ({"akasse_deltog": "JA"}, (1, 1)),
    "did not": ({"akasse_deltog": "NEJ"}, (0, 1)),
    "not known": ({"akasse_deltog": "UKENDT"}, None),
    "was declined": ({"akasse_deltog": "NEJ", "akasse_fravalgt": True}, None),
    "was not held": ({"akasse_deltog": "JA", "status": "AFLYST"}, None),
    "another samtale": ({"akasse_deltog": "JA", "samtaletype": "JOBSAMTALE"}, None),
}


@cases(COUNTED, "own", "expected")
def test_the_akasse_at_faellessamtaler(state: Ask, own: dict[str, Any], expected: tuple[float, float] | None) -> None:
    life = DP.faellessamtale("2024-05-01", **own)
    assert state(life, "2024-06-30").share(RULE, "2024-06-30", 2) == expected


WINDOW = {
    "a year ago to the day it is out": ("2024-06-30", None),
    "the day after it is in": ("2024-07-01", (1, 1)),
}


@cases(WINDOW, "dato", "expected")
def test_the_last_year_is_looked_at(state: Ask, dato: str, expected: tuple[float, float] | None) -> None:
    life = DP.faellessamtale(dato, akasse_deltog="JA")
    assert state(life, "2025-06-30").share(RULE, "2025-06-30", 2) == expected


def test_it_counts_for_the_akasse_of_the_samtale(state: Ask) -> None:
    found = state([*DP.faellessamtale("2024-05-01", akasse_deltog="JA", akasse=7)], "2024-06-30")
    assert (found.share(RULE, "2024-06-30", 2), found.share(RULE, "2024-06-30", 7)) == (None, (1, 1))
