"""The state is a function of the facts: order, duplicates, batches and partitions leave no trace in it."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.calendar import to_day
from tests.naive.population import population
from tests.property.profile import days, orders, searched, seeds
from tests.support.partitions import END, START, Item, Watched, crowd, fresh, items, shuffled


def arrived(stock: list[Item], t: int, parts: int, batch: int) -> Watched:
    """The facts merged in batches, then evaluated."""
    watched = Watched(parts)
    watched.merge(stock, batch)
    watched.evaluate(t)
    return watched


@searched(60)
@given(seeds, orders, days, st.sampled_from((1, 4, 7)), st.sampled_from((40, 150, 100_000)))
def test_any_order_with_duplicates_in_any_batches_and_partitions(
    seed: int, order: int, t: int, parts: int, batch: int
) -> None:
    moved = arrived(shuffled(crowd(seed), order, twice=0.3), t, parts, batch)
    assert moved.state(t) == fresh(crowd(seed), t).state(t)


@searched(8)
@given(seeds, orders, days)
def test_fact_by_fact(seed: int, order: int, t: int) -> None:
    moved = arrived(shuffled(crowd(seed, 4), order, twice=0.3), t, parts=4, batch=1)
    assert moved.state(t) == fresh(crowd(seed, 4), t).state(t)


@searched(30)
@given(seeds, orders, days, st.integers(20, 200))
def test_evaluating_after_every_batch_ends_where_evaluating_once_does(
    seed: int, order: int, t: int, batch: int
) -> None:
    stock, watched = shuffled(crowd(seed), order, twice=0.1), Watched(4)
    for first in range(0, len(stock), batch):
        watched.merge(stock[first : first + batch])
        watched.evaluate(t)
    assert watched.state(t) == fresh(crowd(seed), t).state(t)


@searched(30)
@given(seeds, orders, days)
def test_facts_that_are_known_already_are_told_in_silence(seed: int, order: int, t: int) -> None:
    watched = fresh(crowd(seed), t)
    (partition,) = watched.partitions
    watched.merge(shuffled(crowd(seed), order))
    assert len(partition.due(t)) == 0
    partition.everyone()
    assert sum(len(changes.rows) for changes in partition.evaluate(t)) == 0


def tied(fact: dict[str, Any], serial: int) -> dict[str, Any]:
    """Another revision that ties with the fact on revision and registered_at, and says something else."""
    moved = {"kommune": (101, 147, 751)[serial % 3]}
    if fact["type"] == "samtale":
        return fact | moved | {"status": ("AFHOLDT", "AFLYST", "UDEBLEVET")[serial % 3]}
    return fact | moved | {"deleted": serial % 2 == 0}


@searched(40)
@given(seeds, orders, days)
def test_revisions_that_tie_in_everything_have_one_winner(seed: int, order: int, t: int) -> None:
    facts = [f for f in population(8, seed, START, END) if "person_id" in f]
    rng = random.Random(seed)
    stock = items(facts + [tied(f, rng.randrange(6)) for f in facts if rng.random() < 0.5])
    assert fresh(shuffled(stock, order), t).state(t) == fresh(stock, t).state(t)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_samtaler_that_tie_stand_as_one_in_any_order(order: tuple[int, ...]) -> None:
    day = to_day(date(2025, 6, 30))
    facts = [f for f in population(40, 2, START, END) if f["type"] in ("ydelse", "samtale")]
    held = next(f for f in facts if f["type"] == "samtale" and f["status"] == "AFHOLDT" and f["revision"] > 0)
    own = [f for f in facts if f["person_id"] == held["person_id"]]
    three = [held | {"revision": 20, "status": status} for status in ("AFHOLDT", "AFLYST", "UDEBLEVET")]
    first = fresh(items(own + three), day).state(day)
    assert fresh(items(own + [three[i] for i in order]), day).state(day) == first


@pytest.mark.slow
@searched(300)
@given(seeds, orders, days, st.sampled_from((1, 2, 4, 7, 16)), st.sampled_from((10, 100, 1000)))
def test_any_arrival_at_length(seed: int, order: int, t: int, parts: int, batch: int) -> None:
    moved = arrived(shuffled(crowd(seed, 40), order, twice=0.3), t, parts, batch)
    assert moved.state(t) == fresh(crowd(seed, 40), t).state(t)
