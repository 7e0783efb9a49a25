"""However the facts come and whoever works on them: the rows are the same to the last bit."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.pipeline.conftest import AS_OF
from tests.support.agreement import changed
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import Tables, running

Fact = dict[str, Any]


def registered_late(facts: list[Fact], since: date) -> list[Fact]:
    """The same facts, all registered on `since` or later and in the same order: a few days tell the whole story."""
    earliest = datetime(since.year, since.month, since.day, 8, tzinfo=UTC)
    stamps = sorted({stamp for fact in facts if (stamp := _stamp(fact)) < earliest})
    rank = {stamp: earliest + timedelta(milliseconds=number) for number, stamp in enumerate(stamps)}
    return [fact | {"registered_at": rank.get(_stamp(fact), _stamp(fact)).isoformat()} for fact in facts]


def _stamp(fact: Fact) -> datetime:
    return datetime.fromisoformat(fact["registered_at"])


def in_disorder(facts: list[Fact], seed: int) -> list[Fact]:
    """The facts in another order, a third of them twice."""
    rng = random.Random(seed)
    return rng.sample(found := [*facts, *rng.sample(facts, len(facts) // 3)], len(found))


def fed_in_parts(data_dir: Path, facts: list[Fact], parts: int, clock: str, **workers: Any) -> Tables:
    """Feed the facts in parts, telling the dates as the clock has it; the rows at the end."""
    with running(data_dir, **workers) as pipeline:
        for number in range(parts):
            pipeline.feed(facts[number::parts], AS_OF, clock)
        return pipeline.tables()


def test_two_workers_on_seven_partitions_with_disorder_and_every_month_told(
    facts: list[Fact], undisturbed: Tables, broker: KafkaCluster | None, tmp_path: Path
) -> None:
    recent = registered_late(facts, AS_OF - timedelta(130))
    tables = fed_in_parts(tmp_path, in_disorder(recent, 1), 2, "monthly", workers=2, partitions=7, broker=broker)
    assert changed(undisturbed, tables) == []


@pytest.mark.slow
@pytest.mark.parametrize(("partitions", "workers"), [(1, 1), (4, 2), (7, 2)])
def test_any_partitions_and_workers(
    partitions: int, workers: int, facts: list[Fact], undisturbed: Tables, tmp_path: Path
) -> None:
    moved = in_disorder(facts, partitions)
    tables = fed_in_parts(tmp_path, moved, 3, "final", workers=workers, partitions=partitions)
    assert changed(undisturbed, tables) == []


@pytest.mark.slow
def test_every_month_of_two_years(facts: list[Fact], undisturbed: Tables, tmp_path: Path) -> None:
    recent = registered_late(facts, AS_OF - timedelta(730))
    assert changed(undisturbed, fed_in_parts(tmp_path, recent, 1, "monthly", workers=2)) == []


@pytest.mark.slow
def test_every_day_of_a_month(facts: list[Fact], undisturbed: Tables, tmp_path: Path) -> None:
    recent = registered_late(facts, AS_OF - timedelta(30))
    assert changed(undisturbed, fed_in_parts(tmp_path, recent, 1, "daily", workers=1)) == []
