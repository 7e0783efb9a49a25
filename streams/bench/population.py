"""The facts that are measured with: simulated Denmark, as messages for a broker or as columns for the core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
from aiokafka.partitioner import murmur2

from schemas.registry import PERSON_TYPES, fact_topic, topics
from streams.adapters.codec import Codec
from streams.adapters.ingest import keys
from streams.pipeline.bulk import Bulk
from streams.pipeline.topics import Shape
from streams.simulation import FactBatch, record_batch, simulate

AS_OF: Final = date(2025, 6, 20)
"""The business date of the measurements."""


Place = tuple[str, int]
"""A topic's partition."""


@dataclass(frozen=True, slots=True)
class Population:
    """Whom to simulate, up to `AS_OF`."""

    persons: int
    months: int = 36
    seed: int = 1

    def batches(self) -> Iterator[tuple[str, Any]]:
        """(fact type, Arrow batch) of the facts, reference facts first."""
        for batch in simulate(self.persons, self.months, self.seed, end=AS_OF):
            if len(batch):
                yield batch.type, _arrow(batch)


def _arrow(batch: FactBatch) -> Any:
    facts = record_batch(batch)
    at = facts.schema.get_field_index("source")
    return facts.set_column(at, "source", facts.column(at).cast(pa.string()))


@dataclass(slots=True)
class Sent:
    """What the broker has taken: how many facts, persons' facts among them, and where their partitions end."""

    facts: int = 0
    about_persons: int = 0
    ends: dict[Place, int] = field(default_factory=dict)


def publish(kafka: str, population: Population, partitions: int, after: Mapping[Place, int] | None = None) -> Sent:
    """Produce all facts of a population and wait for the broker; `after`: where partitions ended before.

    Where each partition ends is counted by the placing of keys: an account of each record would cost as much as
    sending it, and the embedded broker's own word for the end falls short.
    """
    out, codec, sent, before = Bulk(kafka), Codec(), Sent(), after or {}
    counts = {topic.name: Shape(partitions).count(topic) for topic in topics()}
    for kind, facts in population.batches():
        topic, named = fact_topic(kind), keys(kind, facts)
        made = out.produce(topic, [key.encode() for key in named], codec.encode_many(topic, facts))
        sent.facts += made
        sent.about_persons += made if kind in PERSON_TYPES else 0
        for key, times in Counter(named).items():
            place = topic, _hash(key) % counts[topic]
            sent.ends[place] = sent.ends.get(place, before.get(place, 0)) + times
    out.close()
    return sent


@lru_cache(1 << 14)
def _hash(key: str) -> int:
    """Kafka's hash of a key; a person's facts come close together."""
    return int(murmur2(key.encode())) & 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Messages:
    """Encoded facts of one type."""

    topic: str
    keys: list[bytes]
    values: list[bytes]


def messages(population: Population) -> Iterator[Messages]:
    """Persons' facts as they lie in Kafka."""
    codec = Codec()
    for kind, facts in population.batches():
        if kind in PERSON_TYPES:
            topic = fact_topic(kind)
            yield Messages(topic, [k.encode() for k in keys(kind, facts)], codec.encode_many(topic, facts))
