"""Partitions of the core fed as the pipeline feeds them: through the codec and the adapters, in any order and split.

Knows how batches reach a partition and how to look at what it has told; nothing of what the rules say.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from streams.adapters.clickhouse.facts import conform, digest
from streams.adapters.codec import Codec
from streams.adapters.columns import columns
from streams.adapters.records import from_columns
from streams.core.codes import STATUSSER
from streams.core.diff import Changes
from streams.core.facts import PERSON_TYPES
from streams.core.out import ROW
from streams.core.partition import Partition
from tests.contract.builders import as_record
from tests.naive.population import population
from tests.support.core import country, law

Fact = dict[str, Any]
Told = dict[tuple[str, int, int], tuple[Any, ...]]
"""The open rows by (person, rule, anchor)."""
START, END = date(2019, 6, 1), date(2026, 6, 30)
_NAMES = [name for name in ROW.names or () if name not in ("person", "regel", "anker")]
_STATUS = _NAMES.index("status")
_CLOSED = {STATUSSER.index("OPFYLDT"), STATUSSER.index("BORTFALDET")}


class Item(NamedTuple):
    """One fact, ready to be merged."""

    kind: str
    person: str
    record: Any
    fact_id: bytes


def items(facts: Iterable[Fact]) -> list[Item]:
    """Person facts (JSONL dicts) as they come out of Kafka; reference facts are left out."""
    by_type: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_type[fact["type"]].append(fact)
    return [item for kind in PERSON_TYPES if kind in by_type for item in _items(kind, by_type[kind])]


def _items(kind: str, facts: list[Fact]) -> list[Item]:
    topic = f"star.{kind}.v1"
    decoded = Codec().decode_batch(topic, Codec().encode_many(topic, [as_record(topic, fact) for fact in facts]))
    found = columns(kind, decoded.batch)
    records = from_columns(found, digest(kind, conform(kind, decoded.batch)))
    persons = [found.persons[number] for number in found.person]
    return [Item(kind, *each) for each in zip(persons, records, found["fact_id"].tolist(), strict=True)]


@lru_cache(maxsize=64)
def crowd(seed: int, persons: int = 20) -> tuple[Item, ...]:
    """The person facts of a generated population."""
    return tuple(items(population(persons, seed, START, END)))


def shuffled(stock: Sequence[Item], seed: int, *, twice: float = 0.0) -> list[Item]:
    """The facts in another order; a share of them comes twice."""
    rng = np.random.default_rng(seed)
    extra = [item for item in stock if rng.random() < twice]
    found = [*stock, *extra]
    return [found[i] for i in rng.permutation(len(found))]


def split(stock: Iterable[Item], parts: int) -> list[list[Item]]:
    """The facts by partition: all of a person's in one, whichever it is."""
    found: list[list[Item]] = [[] for _ in range(parts)]
    for item in stock:
        found[zlib.crc32(item.person.encode()) % parts].append(item)
    return found


class Watched:
    """Partitions, and what they have told: the rows as whoever reads the changes knows them."""

    def __init__(self, parts: int = 1) -> None:
        self.partitions = [Partition(law(), country()) for _ in range(parts)]
        self._told: dict[tuple[str, int, int], tuple[Any, ...]] = {}

    def merge(self, stock: Sequence[Item], batch: int = 1 << 30) -> None:
        """Merge the facts in their order, `batch` of them at a time."""
        for first in range(0, len(stock), batch):
            for partition, own in zip(
                self.partitions, split(stock[first : first + batch], len(self.partitions)), strict=True
            ):
                _merge(partition, own)

    def evaluate(self, t: int) -> None:
        """Bring everybody up to date as of the day, and hear what changes."""
        for partition in self.partitions:
            for changes in partition.evaluate(t):
                self._hear(partition, changes)

    def everyone(self) -> None:
        """Let the next evaluation look at everybody: the date goes back."""
        for partition in self.partitions:
            partition.everyone()

    def _hear(self, partition: Partition, changes: Changes) -> None:
        for row in changes.rows:
            key = (partition.persons[row["person"]], int(row["regel"]), int(row["anker"]))
            self._told[key] = tuple(_value(row[name]) for name in _NAMES)

    def told(self) -> Told:
        """What is told and not closed."""
        return {key: row for key, row in self._told.items() if row[_STATUS] not in _CLOSED}

    def sums(self) -> dict[int, int]:
        """What everybody counts for, by place; zeros are left out."""
        total = sum(partition.sums for partition in self.partitions)
        return {int(place): int(total[place]) for place in np.flatnonzero(total)}

    def presumed(self, t: int) -> list[int]:
        """Days presumed paid, per kommune."""
        return sum(partition.presumed_days(t) for partition in self.partitions).tolist()

    def state(self, t: int) -> tuple[Told, dict[int, int], list[int]]:
        """All of it."""
        return self.told(), self.sums(), self.presumed(t)


def fresh(stock: Sequence[Item], t: int) -> Watched:
    """One partition with all the facts, evaluated once."""
    watched = Watched()
    watched.merge(stock)
    watched.evaluate(t)
    return watched


def _merge(partition: Partition, own: Sequence[Item]) -> None:
    for kind in dict.fromkeys(item.kind for item in own):
        mine = [item for item in own if item.kind == kind]
        records = np.array([item.record for item in mine], mine[0].record.dtype)
        numbers = partition.index([item.person for item in mine])
        partition.merge(kind, numbers, records, np.array([item.fact_id for item in mine]))


def _value(value: Any) -> Any:
    """A number that equals itself: no value is None."""
    return None if value != value else value.item()
