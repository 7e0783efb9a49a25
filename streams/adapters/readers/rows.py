"""Facts read one by one, turned into the Arrow batches of their types. What does not fit is set aside with a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from msgspec import UNSET, convert
from numpy.typing import NDArray

from schemas import registry
from streams.adapters.codec import arrow_schema
from streams.adapters.pseudonym import Pseudonyms, mask_text
from streams.adapters.readers.facts import ANY_FACT, TYPE_OF, Fact
from streams.adapters.readers.instants import instants
from streams.adapters.sammenlagt import merger

UNREADABLE: Final = "Unreadable"
"""The error class of a line that is no fact: malformed, a missing field, a wrong type, an unknown enum value."""

_QUOTED: Final = re.compile(r" ?'(?:[^'\\]|\\.)*'")


class Rejected(NamedTuple):
    """An input that is no fact: its bytes (CPR digits masked), why, and where it stood. Lines count from 1."""

    raw: bytes
    reason: str
    error_class: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Facts of one type from one file: a batch of `arrow_schema(topic)`.

    `lines` (n,): where each stood, from 1. `original(i)`: the i-th as the file had it, CPR digits masked.
    """

    fact_type: str
    batch: pa.RecordBatch
    file: str
    lines: NDArray[np.int64]
    original: Callable[[int], bytes]

    @property
    def topic(self) -> str:
        """The topic these facts belong on."""
        return registry.fact_topic(self.fact_type)

    def select(self, keep: NDArray[np.bool_]) -> Chunk:
        """The facts where `keep` (n,) is true."""
        kept = np.flatnonzero(keep)
        batch = self.batch.take(pa.array(kept))
        return Chunk(self.fact_type, batch, self.file, self.lines[kept], lambda i: self.original(int(kept[i])))


class Block(NamedTuple):
    """A stretch of a file, `size` bytes of it: a chunk per fact type, one of retired keys, and what was no fact."""

    chunks: list[Chunk]
    rejected: list[Rejected]
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: the file's name, and the raw bytes of the item on a line."""

    file: str
    raw: Callable[[int], bytes]

    def reject(self, line: int, reason: str, error_class: str = UNREADABLE) -> Rejected:
        """The item on this line, set aside."""
        return Rejected(mask_text(self.raw(line)), tidy(reason), error_class, self.file, line)


def tidy(reason: str) -> str:
    """A reason without the values it quotes (they are the citizen's) or ten digits in a row: it is counted."""
    return _QUOTED.sub("", reason).replace("<= 2147483647", "< 2^31").replace(">= -2147483648", ">= -2^31")


def to_block(
    facts: Sequence[Fact],
    lines: Sequence[int] | NDArray[np.int64],
    source: Source,
    pseudonyms: Pseudonyms,
    rejected: list[Rejected],
    size: int,
) -> Block:
    """Facts with their lines as chunks by type; what is found wrong on the way joins `rejected`."""
    places: dict[type[Fact], list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        places[fact.__class__].append(place)
    numbers = np.asarray(lines, np.int64)
    chunks = []
    for struct, found in places.items():
        chunk, bad = _chunk(struct, [facts[i] for i in found], numbers[found], source, pseudonyms)
        rejected.extend(bad)
        if len(chunk.lines):
            chunks.append(chunk)
    chunks += _carried_over(chunks, source, pseudonyms)
    return Block(chunks, rejected, size)


def _carried_over(chunks: list[Chunk], source: Source, pseudonyms: Pseudonyms) -> list[Chunk]:
    """That the citizens among the facts are who they were under retired keys; each is told once [ADR 39]."""
    facts, lines = [], []
    for person_id, registered_at, kommune, line in _met(chunks) if pseudonyms.retired else ():
        for before in pseudonyms.carried_over(person_id):
            facts.append(merger(before, person_id, registered_at.date(), registered_at, kommune))
            lines.append(line)
    if not facts:
        return []
    read = [convert(fact, ANY_FACT) for fact in facts]
    return [_chunk(type(read[0]), read, np.asarray(lines, np.int64), source, pseudonyms)[0]]


def _met(chunks: list[Chunk]) -> Iterator[tuple[Any, ...]]:
    """(person_id, registered_at, kommune, line) of every fact about a citizen."""
    for chunk in chunks:
        if chunk.fact_type in registry.PERSON_TYPES:
            columns = (chunk.batch.column(name).to_pylist() for name in ("person_id", "registered_at", "kommune"))
            yield from zip(*columns, chunk.lines.tolist(), strict=True)


def _chunk(
    struct: type[Fact],
    facts: list[Any],
    lines: NDArray[np.int64],
    source: Source,
    pseudonyms: Pseudonyms,
) -> tuple[Chunk, list[Rejected]]:
    fact_type = TYPE_OF[struct]
    reasons: dict[int, str] = {}
    columns = {}
    schema = arrow_schema(registry.fact_topic(fact_type))
    for name in schema.names:
        column = list(map(attrgetter(name), facts))
        if name == "person_id":
            column = _persons(facts, column, pseudonyms, reasons)
        if name == "sammenlagt_med":
            column = _others(facts, column, pseudonyms, reasons)
        columns[name] = _array(schema.field(name), column, reasons)
    batch = pa.RecordBatch.from_pydict(columns, schema=schema)
    chunk = Chunk(fact_type, batch, source.file, lines, lambda i: mask_text(source.raw(int(lines[i]))))
    if not reasons:
        return chunk, []
    keep = np.ones(len(facts), np.bool_)
    keep[list(reasons)] = False
    return chunk.select(keep), [source.reject(int(lines[i]), reasons[i]) for i in sorted(reasons)]


def _persons(facts: list[Any], ids: list[Any], pseudonyms: Pseudonyms, reasons: dict[int, str]) -> list[str]:
    """The person ids, pseudonyms where there was a CPR number."""
    if UNSET not in ids and list(map(attrgetter("cpr"), facts)).count(UNSET) == len(facts):
        return ids
    for place, fact in enumerate(facts):
        if fact.person_id is UNSET or fact.cpr is not UNSET:
            ids[place] = _person(fact, pseudonyms)
            if not ids[place]:
                reasons[place] = "Object must have either a person_id or a CPR number of 10 digits as cpr"
    return ids


def _others(facts: list[Any], ids: list[Any], pseudonyms: Pseudonyms, reasons: dict[int, str]) -> list[str | None]:
    """Whom citizens were merged into, pseudonyms where there was a CPR number."""
    for place, fact in enumerate(facts):
        if fact.sammenlagt_med_cpr is not UNSET:
            ids[place] = None if ids[place] else pseudonyms.of(fact.sammenlagt_med_cpr)
            if not ids[place]:
                reasons.setdefault(
                    place, "Object must have either sammenlagt_med or a CPR number as sammenlagt_med_cpr"
                )
    return ids


def _person(fact: Any, pseudonyms: Pseudonyms) -> str:
    if fact.cpr is UNSET or fact.person_id is not UNSET:
        return ""
    return pseudonyms.of(fact.cpr) or ""


def _array(field: pa.Field, column: list[Any], reasons: dict[int, str]) -> pa.Array:
    if pa.types.is_dictionary(field.type):
        return pa.array(column, pa.string()).dictionary_encode().cast(field.type)
    if not pa.types.is_timestamp(field.type):
        return pa.array(column, field.type)
    times, good = instants(pa.array(column, pa.string()))
    for place in np.flatnonzero(~good).tolist():
        reasons.setdefault(place, f"Expected an RFC 3339 timestamp with a time zone - at `$.{field.name}`")
    return pa.array(times).view(field.type)
