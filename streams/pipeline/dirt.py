"""Simulated dirt on its way: past the edge that `ingest` has, or straight onto a topic, where the workers refuse it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from schemas.registry import PERSON_TYPES
from streams.adapters.codec import Codec
from streams.adapters.ingest import keys
from streams.adapters.readers import Block, read_lines
from streams.simulation.snavs import dirt


@dataclass(slots=True)
class Messages:
    """What a source system that is out of order sends beside its facts."""

    keys: list[bytes] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)


def at_the_edge(fact_type: str, facts: pa.RecordBatch, share: float) -> Block:
    """The dirty copies among these facts as `ingest` reads them; none of yearly facts."""
    return read_lines(b"".join(line for _, line in _found(fact_type, facts, share)), "simulation")


def past_the_edge(fact_type: str, facts: pa.RecordBatch, share: float, codec: Codec) -> Messages:
    """The same as messages of their topic: what can be encoded is, the rest is sent as it stands."""
    rows, found = [at for at, _ in _found(fact_type, facts, share)], Messages()
    block = at_the_edge(fact_type, facts, share)
    for chunk in block.chunks:
        found.keys += [key.encode() for key in keys(chunk.fact_type, chunk.batch)]
        found.values += codec.encode_many(chunk.topic, chunk.batch)
    for letter in block.rejected:
        found.keys.append(facts.column("person_id")[rows[letter.line - 1]].as_py().encode())
        found.values.append(letter.raw)
    return found


def _found(fact_type: str, facts: pa.RecordBatch, share: float) -> list[tuple[int, bytes]]:
    return list(dirt(fact_type, facts, share)) if share and fact_type in PERSON_TYPES else []
