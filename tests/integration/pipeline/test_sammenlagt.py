"""A person who was merged into another, through the whole pipeline: the same state in any order, whatever comes late."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from streams.adapters.clickhouse.link import Link
from streams.adapters.sammenlagt import merger
from streams.clock import SystemClock
from streams.pipeline.audit.audit import audit
from streams.rules.loader import load
from tests.naive import state
from tests.naive.population import population
from tests.support.agreement import disagreements, of_core, of_oracle
from tests.support.pipeline import Running, running

AS_OF = date(2024, 1, 10)
Fact = dict[str, Any]


def changed(facts: list[Fact]) -> list[Fact]:
    """The facts, and that every fifth person has another number: some a new one, some another person's of them."""
    persons = sorted({f["person_id"] for f in facts if "person_id" in f})
    others = [person if n % 2 else f"{person}x" for n, person in enumerate(persons[1::5])]
    at = datetime(2024, 1, 2, 9, tzinfo=UTC)
    pairs = zip(persons[::5], others, strict=False)
    return [*facts, *(merger(old, new, AS_OF, at, 101) for old, new in pairs)]


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    """A nasty population, in which some are merged into others."""
    return changed(population(60, 7, date(2022, 6, 1), date(2024, 6, 30)))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory, facts: list[Fact]) -> Iterator[Running]:
    """Told in two halves in any order, the second of which holds some of the first again."""
    mixed = random.Random(3).sample(facts, len(facts))
    with running(tmp_path_factory.mktemp("sammenlagt"), partitions=3) as started:
        started.feed(mixed[: len(mixed) // 2], AS_OF)
        started.feed(mixed[len(mixed) // 3 :], AS_OF)
        yield started


def wrong(pipeline: Running, facts: list[Fact], day: date) -> list[str]:
    """Where the views say something else than the naive implementation, to which the numbers are one person."""
    told = pipeline.tables()
    expected = state(facts, day)
    return disagreements(of_oracle(expected), of_core(told.breaches, told.indicators))


def test_everything_counts_for_the_other_and_nothing_for_both(pipeline: Running, facts: list[Fact]) -> None:
    assert wrong(pipeline, facts, AS_OF) == []


def test_the_audit_finds_the_same(pipeline: Running) -> None:
    link = Link(pipeline.inner.servers.clickhouse_url)
    assert audit(link, load(), SystemClock(), None, lambda *_: None).differences == []


def test_a_merger_that_is_annulled_is_undone(pipeline: Running, facts: list[Fact]) -> None:
    mergers = [f for f in facts if f.get("livsbegivenhed") == "SAMMENLAGT"]
    undone = [f | {"revision": 1, "deleted": True} for f in mergers[:4]]
    pipeline.feed(undone, AS_OF)
    assert wrong(pipeline, [*facts, *undone], AS_OF) == []
