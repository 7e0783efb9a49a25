"""Rammevilkaar: the highest revision of each fact, whatever the order."""

from __future__ import annotations

from itertools import permutations

import pytest

from streams.core.reference import Rammevilkaar, Reference

FACT = Rammevilkaar("f1", 1, 5, 3, False, 101, 2024, 1000, 0.1)


def standing(*facts: Rammevilkaar) -> dict[int, dict[int, tuple[int, float]]]:
    reference = Reference()
    for fact in facts:
        reference.merge(fact)
    return {kommune: {year: tuple(v) for year, v in years.items()} for kommune, years in reference.vilkaar().items()}  # type: ignore[misc]


WINNER = {
    "the higher revision": FACT._replace(revision=2, registreret=0, befolkning=7),
    "registered later": FACT._replace(registreret=6, befolkning=7),
    "an exact tie with the greater content": FACT._replace(afgoerelse=4, befolkning=7),
}


@pytest.mark.parametrize("other", WINNER.values(), ids=WINNER)
def test_the_order_of_arrival_does_not_matter(other: Rammevilkaar) -> None:
    assert {str(standing(*order)) for order in permutations([FACT, other, FACT])} == {str({101: {2024: (7, 0.1)}})}


def test_merging_says_whether_anything_changed() -> None:
    reference = Reference()
    steps = [FACT, FACT, FACT._replace(revision=0), FACT._replace(revision=2), FACT]
    assert [reference.merge(fact) for fact in steps] == [True, False, False, True, False]


@pytest.mark.parametrize(
    "missing", [{"slettet": True}, {"befolkning": None}, {"befolkning": 0}, {"forventet_andel": None}]
)
def test_what_is_missing_gives_no_entry(missing: dict[str, object]) -> None:
    assert standing(FACT, FACT._replace(revision=2, **missing)) == {}


def test_nothing_expected_is_something_expected() -> None:
    assert standing(FACT._replace(forventet_andel=0.0)) == {101: {2024: (1000, 0.0)}}


def test_kommuner_and_years_have_their_own() -> None:
    facts = [FACT, FACT._replace(fact_id="f2", aar=2025), FACT._replace(fact_id="f3", kommune=147)]
    assert standing(*facts) == {101: {2024: (1000, 0.1), 2025: (1000, 0.1)}, 147: {2024: (1000, 0.1)}}


OTHERS = {
    "a smaller id": (FACT._replace(fact_id="f0", befolkning=9), {101: {2024: (1000, 0.1)}}),
    "a greater id": (FACT._replace(fact_id="f2", befolkning=9), {101: {2024: (9, 0.1)}}),
    "a greater id that lacks the population": (FACT._replace(fact_id="f2", befolkning=None), {}),
    "a greater id that was annulled": (FACT._replace(fact_id="f2", slettet=True), {101: {2024: (1000, 0.1)}}),
}


@pytest.mark.parametrize(("other", "found"), OTHERS.values(), ids=OTHERS)
def test_of_two_facts_about_one_year_the_greater_id_stands(other: Rammevilkaar, found: dict[int, object]) -> None:
    assert [standing(FACT, other), standing(other, FACT)] == [found, found]
