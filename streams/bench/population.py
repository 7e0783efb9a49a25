"""The facts that are measured with: simulated Denmark, as messages for a broker or as columns for the core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
from confluent_kafka import Producer

from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.codec import Codec, codec_for
from streams.adapters.ingest import Ingest, keys, producer_config
from streams.adapters.readers import Chunk
from streams.clock import SystemClock
from streams.simulation import FactBatch, record_batch, simulate

AS_OF: Final = date(2025, 6, 20)
"""The business date of the measurements."""


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
    """What the broker has taken: how many facts, persons' facts among them, and where each partition ends."""

    facts: int = 0
    about_persons: int = 0
    ends: dict[tuple[str, int], int] = field(default_factory=dict)


def publish(kafka: str, population: Population) -> Sent:
    """Produce all facts of a population and wait for the broker."""
    ingest = Ingest(Producer(producer_config(kafka)), codec_for(None), SystemClock().now)
    for kind, facts in population.batches():
        ingest.produce_chunk(Chunk(kind, facts, "simulation", np.arange(1, len(facts) + 1), lambda _: b""))
    report = ingest.flush()
    about_persons = sum(report.produced[fact_topic(kind)] for kind in PERSON_TYPES)
    return Sent(report.facts, about_persons, dict(report.next_offsets))


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
