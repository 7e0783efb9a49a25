"""A person who was merged into another, through the whole pipeline: the same state in any order and however late."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from streams.adapters.clickhouse.erase import numbers
from streams.adapters.clickhouse.link import Link
from streams.clock import SystemClock
from streams.pipeline.audit.audit import audit
from streams.pipeline.explain import Explainer, NothingToExplain
from streams.rules.loader import load
from tests.naive import computed
from tests.naive.population import merged, population
from tests.support.agreement import disagreements, of_oracle, of_tables
from tests.support.pipeline import Running, running

AS_OF = date(2024, 1, 10)
Fact = dict[str, Any]


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    """A nasty population, in which some are merged into others."""
    return merged(population(60, 7, date(2022, 6, 1), date(2024, 6, 30)))


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
    expected = computed(facts, day)
    return disagreements(of_oracle(expected), of_tables(told))


def test_everything_counts_for_the_other_and_nothing_for_both(pipeline: Running, facts: list[Fact]) -> None:
    assert wrong(pipeline, facts, AS_OF) == []


def test_the_audit_finds_the_same(pipeline: Running) -> None:
    link = Link(pipeline.inner.servers.clickhouse_url)
    assert audit(link, load(), SystemClock(), None, lambda *_: None).differences == []


def test_explain_says_who_it_is_now(pipeline: Running, facts: list[Fact]) -> None:
    explainer = Explainer(Link(pipeline.inner.servers.clickhouse_url), load())
    old = next(f for f in facts if f.get("livsbegivenhed") == "SAMMENLAGT")
    with pytest.raises(NothingToExplain, match=f"explain {old['sammenlagt_med']}$"):
        explainer.what(old["person_id"])


def test_a_merger_that_is_annulled_is_undone(pipeline: Running, facts: list[Fact]) -> None:
    mergers = [f for f in facts if f.get("livsbegivenhed") == "SAMMENLAGT"]
    undone = [f | {"revision": 1, "deleted": True} for f in mergers[:4]]
    pipeline.feed(undone, AS_OF)
    assert wrong(pipeline, [*facts, *undone], AS_OF) == []


def test_whoever_erases_one_number_is_told_of_the_others(pipeline: Running, facts: list[Fact]) -> None:
    link = Link(pipeline.inner.servers.clickhouse_url)
    old = next(f for f in facts if f.get("livsbegivenhed") == "SAMMENLAGT")
    assert old["sammenlagt_med"] in numbers(link, old["person_id"])
    assert old["person_id"] in numbers(link, old["sammenlagt_med"])
