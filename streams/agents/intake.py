"""From raw records to facts: decode, judge, split. Pure but for what it is given; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from schemas.registry import fact_type
from streams.adapters.clickhouse.facts import conform, digest
from streams.adapters.codec import Bad, Codec
from streams.adapters.columns import Columns, columns
from streams.adapters.records import from_columns
from streams.adapters.validation import validate
from streams.core.facts import PERSON_TYPES, Records
from streams.transport.batch import RecordBatch


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be used: where it was, its bytes and why."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    reason: str
    error_class: str


@dataclass(frozen=True, slots=True)
class Readable:
    """The good facts of one record batch: as ClickHouse takes them, and (persons' facts) as the core does."""

    topic: str
    partition: int
    table: Any
    columns: Columns
    records: Records | None


@dataclass(slots=True)
class Taken:
    """What several record batches came to."""

    readable: list[Readable] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


class Intake:
    """Reads record batches of fact topics."""

    def __init__(self, codec: Codec) -> None:
        self._codec = codec

    def take(self, batches: Iterable[RecordBatch]) -> Taken:
        """Read and judge; the order of batches is kept."""
        taken = Taken()
        for batch in batches:
            self._take(batch, taken)
        return taken

    def _take(self, batch: RecordBatch, taken: Taken) -> None:
        decoded = self._codec.decode_batch(batch.topic, batch.values)
        taken.refused += [_refused(batch, bad) for bad in decoded.bad]
        if not decoded.batch.num_rows:
            return
        kind = fact_type(batch.topic)
        facts = columns(kind, decoded.batch)
        good, bad = validate(facts)
        table = decoded.batch
        if bad:
            taken.refused += [_refused(batch, b._replace(position=int(decoded.positions[b.position]))) for b in bad]
            table = decoded.batch.filter(pa.array(good))
            facts = columns(kind, table)
        if table.num_rows:
            taken.readable.append(_readable(batch, kind, table, facts))


def _readable(batch: RecordBatch, kind: str, table: Any, facts: Columns) -> Readable:
    conformed = conform(kind, table)
    afgoerelse = digest(kind, conformed)
    records = from_columns(facts, afgoerelse) if kind in PERSON_TYPES else None
    ranked = conformed.append_column("afgoerelse", pa.array(afgoerelse))
    return Readable(batch.topic, batch.partition, ranked, facts, records)


def _refused(batch: RecordBatch, bad: Bad) -> Refused:
    at = bad.position
    return Refused(
        topic=batch.topic,
        partition=batch.partition,
        offset=batch.offsets[at],
        key=batch.keys[at],
        value=batch.values[at],
        reason=bad.reason,
        error_class=bad.error_class,
    )


def by_topic(readable: Sequence[Readable]) -> dict[str, Any]:
    """One table per topic."""
    topics = dict.fromkeys(r.topic for r in readable)
    return {topic: pa.concat_tables([r.table for r in readable if r.topic == topic]) for topic in topics}


def person_numbers(partition: Any, facts: Columns) -> Any:
    """The facts' persons as numbers of a partition, (n,) int32."""
    return partition.index(facts.persons)[facts.person] if len(facts) else np.zeros(0, np.int32)
