"""From raw records to facts: decode, judge, split. Pure but for what it is given; nothing is sent from here.

All batches of a topic are read as one: a batch costs some hundred calls whatever its length, and under a steady
trickle a topic comes in dozens of batches of a few records each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import Any, NamedTuple

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


class Span(NamedTuple):
    """Rows [first, end) are of this partition."""

    partition: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Readable:
    """The good facts of one topic by partition: as ClickHouse takes them, and (persons' facts) as the core does."""

    topic: str
    spans: list[Span]
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
        """Read and judge; within a topic and partition the order is kept."""
        taken = Taken()
        for _, of_topic in groupby(sorted(batches, key=_place), key=lambda batch: batch.topic):
            self._take(_Joined(list(of_topic)), taken)
        return taken

    def _take(self, joined: _Joined, taken: Taken) -> None:
        decoded = self._codec.decode_spans(joined.topic, *joined.values())
        taken.refused += [joined.refused(bad) for bad in decoded.bad]
        if not decoded.batch.num_rows:
            return
        kind, positions = fact_type(joined.topic), decoded.positions
        facts = columns(kind, decoded.batch)
        good, bad = validate(facts)
        table = decoded.batch
        if bad:
            taken.refused += [joined.refused(b._replace(position=int(positions[b.position]))) for b in bad]
            table, positions = decoded.batch.filter(pa.array(good)), positions[good]
            facts = columns(kind, table)
        if table.num_rows:
            taken.readable.append(_readable(joined.topic, joined.spans(positions), kind, table, facts))


def _place(batch: RecordBatch) -> tuple[str, int]:
    return batch.topic, batch.partition


class _Joined:
    """The batches of one topic, by partition, as one."""

    def __init__(self, batches: list[RecordBatch]) -> None:
        self.topic = batches[0].topic
        self._batches = batches
        self._starts = [0, *accumulate(map(len, batches))]

    def values(self) -> tuple[bytes, Any, Any]:
        """All values, as places in one buffer."""
        parts = [batch.values for batch in self._batches]
        if len(parts) == 1:
            return parts[0].buf, parts[0].begins, parts[0].ends
        shifts = [0, *accumulate(len(part.buf) for part in parts)]
        begins, ends = (
            np.concatenate([places + (places >= 0) * shift for places, shift in zip(every, shifts, strict=False)])
            for every in ([part.begins for part in parts], [part.ends for part in parts])
        )
        return b"".join(part.buf for part in parts), begins, ends

    def spans(self, positions: Any) -> list[Span]:
        """Which rows are of which partition, for rows that came from these positions (ascending)."""
        found = []
        for partition, of_partition in groupby(range(len(self._batches)), lambda i: self._batches[i].partition):
            numbers = list(of_partition)
            bounds = self._starts[numbers[0]], self._starts[numbers[-1] + 1]
            first, end = np.searchsorted(positions, bounds).tolist()
            if first < end:
                found.append(Span(partition, first, end))
        return found

    def refused(self, bad: Bad) -> Refused:
        """The record at a position, with the reason."""
        number = bisect_right(self._starts, bad.position) - 1
        batch, at = self._batches[number], bad.position - self._starts[number]
        return Refused(
            topic=batch.topic,
            partition=batch.partition,
            offset=batch.offsets[at],
            key=batch.keys[at],
            value=batch.values[at],
            reason=bad.reason,
            error_class=bad.error_class,
        )


def _readable(topic: str, spans: list[Span], kind: str, table: Any, facts: Columns) -> Readable:
    conformed = conform(kind, table)
    afgoerelse = digest(kind, conformed)
    records = from_columns(facts, afgoerelse) if kind in PERSON_TYPES else None
    ranked = conformed.append_column("afgoerelse", pa.array(afgoerelse))
    return Readable(topic, spans, ranked, facts, records)


def by_topic(readable: Sequence[Readable]) -> dict[str, Any]:
    """The table of each topic."""
    return {r.topic: r.table for r in readable}


def person_numbers(partition: Any, facts: Columns, span: Span) -> Any:
    """The persons of a span's facts as numbers of its partition, (n,) int32."""
    coded = facts.person[span.first : span.end]
    is_here = np.zeros(len(facts.persons), np.bool_)
    is_here[coded] = True
    here = np.flatnonzero(is_here)
    numbers = np.empty(len(facts.persons), np.int32)
    numbers[here] = partition.index([facts.persons[i] for i in here.tolist()])
    return numbers[coded]
