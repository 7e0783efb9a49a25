"""Avro on Kafka, a batch at a time: bytes to Arrow and back.

Encoding and decoding only: whether a record makes sense is judged in `validation`, who gets a dead letter elsewhere.
Every message is judged alone: a bad one is reported and its neighbours are read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import fastavro
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from schemas import registry
from streams.adapters.codec import kernel, nested
from streams.adapters.codec.arrow import from_batch, to_batch
from streams.adapters.codec.framing import Confluent, Framing, SingleObject, UnknownSchema
from streams.adapters.codec.plan import Plan, plan
from streams.adapters.codec.schema_registry import SchemaRegistryClient

__all__ = ["Bad", "Codec", "Decoded", "UnknownSchema", "arrow_schema", "codec_for"]

UNDECODABLE: Final = "Undecodable"
UNKNOWN_SCHEMA: Final = "UnknownSchema"

_LIMIT: Final = (1 << 31) - 1


class Bad(NamedTuple):
    """An input that could not be used: its place in the batch, why, and the kind of error."""

    position: int
    reason: str
    error_class: str


class Decoded(NamedTuple):
    """The readable messages as Arrow, their places in the batch (ascending), and the others."""

    batch: pa.RecordBatch
    positions: NDArray[np.int64]
    bad: list[Bad]


@cache
def _is_nested(topic: str) -> bool:
    return nested.is_nested(registry.raw_schema(topic))


@cache
def _plan(topic: str) -> Plan:
    return plan(registry.raw_schema(topic))


def arrow_schema(topic: str) -> pa.Schema:
    """The Arrow schema of a topic's decoded batches.

    Dates are date32, timestamps timestamp[ms, UTC], enums dictionary<int8, string> with the symbols in schema order.
    """
    return nested.arrow_schema(registry.raw_schema(topic)) if _is_nested(topic) else _plan(topic).arrow


class Codec:
    """Encodes with the current schemas; decodes what they or older ones wrote."""

    def __init__(self, framing: Framing | None = None) -> None:
        """`framing`: single-object encoding unless another is given."""
        self.framing: Framing = framing or SingleObject()

    def encode_many(self, topic: str, rows: pa.RecordBatch | Sequence[Mapping[str, Any]]) -> list[bytes]:
        """The messages of `rows`, in order.

        `rows` is a batch with the columns of `arrow_schema(topic)` (enums may be plain strings, further columns are
        left out) or dicts with dates as `date`, timestamps as aware `datetime`. ValueError or pyarrow's own errors
        when they do not fit the schema.
        """
        if _is_nested(topic):
            plain = rows.to_pylist() if isinstance(rows, pa.RecordBatch) else rows
            return nested.encode(registry.schema(topic), self.framing.header(topic), plain)
        program = _plan(topic)
        if not isinstance(rows, pa.RecordBatch):
            rows = pa.RecordBatch.from_pylist(list(rows), schema=program.arrow)
        if rows.num_rows == 0:
            return []
        header = np.frombuffer(self.framing.header(topic), np.uint8)
        buf, values, valid = from_batch(program, rows)
        out, offsets = kernel.encode(header, buf, values, valid, program.ops, program.optional)
        data, places = out.tobytes(), offsets.tolist()
        return [data[a:b] for a, b in pairwise(places)]

    def decode_batch(self, topic: str, values: Sequence[bytes | None]) -> Decoded:
        """Read a batch of raw messages, less than 2 GiB together; any bytes at all are accepted and judged."""
        if _is_nested(topic):
            return self._decode_nested(topic, values)
        return self.decode_spans(topic, *_framed([value or b"" for value in values]))

    def decode_spans(self, topic: str, data: bytes, begins: kernel.Values, ends: kernel.Values) -> Decoded:
        """The same for messages data[begins[i]:ends[i]]; begin -1 and end -1 stand for a missing one."""
        header = self.framing.header(topic)
        buf = _buffer(data)
        bad: dict[int, Bad] = {}
        strange = np.flatnonzero(~kernel.match(buf, begins, ends, np.frombuffer(header, np.uint8)))
        if len(strange):
            messages = [(at, data[max(begins[at], 0) : max(ends[at], 0)]) for at in strange.tolist()]
            rewritten = [self._rewrite(topic, at, message, header, bad) for at, message in messages]
            tail, first, last = _framed(rewritten)
            begins, ends = begins.copy(), ends.copy()
            begins[strange], ends[strange] = first + len(data), last + len(data)
            buf = _buffer(data + tail)
        program = _plan(topic)
        read = kernel.decode(buf, begins + len(header), ends, program.ops, program.limits, program.optional)
        return _collect(program, buf, read, bad)

    def _decode_nested(self, topic: str, values: Sequence[bytes | None]) -> Decoded:
        bad: dict[int, Bad] = {}
        records = [self._record(topic, position, value or b"", bad) for position, value in enumerate(values)]
        good = [position for position in range(len(values)) if position not in bad]
        batch = pa.RecordBatch.from_pylist([records[p] for p in good], schema=arrow_schema(topic))
        return Decoded(batch, np.array(good, np.int64), [bad[position] for position in sorted(bad)])

    def _record(self, topic: str, position: int, message: bytes, bad: dict[int, Bad]) -> dict[str, Any]:
        """One nested record; noted in `bad`, and empty, when it cannot be read."""
        try:
            writer = self.framing.writer(topic, message)
            return nested.decode(registry.schema(topic), writer, message[self.framing.size :])
        except UnknownSchema as error:
            bad[position] = Bad(position, str(error), UNKNOWN_SCHEMA)
        except _RESOLUTION_ERRORS as error:
            bad[position] = Bad(position, f"does not fit the topic's schema: {type(error).__name__}", UNDECODABLE)
        return {}

    def _rewrite(self, topic: str, position: int, message: bytes, header: bytes, bad: dict[int, Bad]) -> bytes:
        """The message as the current schema would have written it; noted in `bad` when that cannot be done."""
        if not message:
            bad[position] = Bad(position, "the message has no value", UNDECODABLE)
            return header
        try:
            writer = self.framing.writer(topic, message)
            return header + _resolve(topic, writer, message[self.framing.size :])
        except UnknownSchema as error:
            bad[position] = Bad(position, str(error), UNKNOWN_SCHEMA)
        except _RESOLUTION_ERRORS as error:
            bad[position] = Bad(position, f"does not fit the topic's schema: {type(error).__name__}", UNDECODABLE)
        return header

    def decode(self, topic: str, value: bytes | None) -> dict[str, Any]:
        """One message as a dict; ValueError with the reason when it cannot be read."""
        decoded = self.decode_batch(topic, [value])
        if decoded.bad:
            raise ValueError(decoded.bad[0].reason)
        record: dict[str, Any] = decoded.batch.to_pylist()[0]
        return record

    def text_spans(self, topic: str, value: bytes) -> list[tuple[int, int]] | None:
        """Where the strings of a message of the current schema lie, as (begin, end); None when it cannot be read."""
        header = self.framing.header(topic)
        if not value.startswith(header):
            return None
        program = _plan(topic)
        data, begins, ends = _framed([value])
        read = kernel.decode(_buffer(data), begins + len(header), ends, program.ops, program.limits, program.optional)
        places, valid, verdicts, _ = read
        if verdicts[0] != kernel.OK:
            return None
        texts = [int(places[i, 0]) for i in np.flatnonzero(program.ops == kernel.STRING) if valid[i, 0]]
        return [(at >> 32, (at >> 32) + (at & 0xFFFFFFFF)) for at in texts]


def codec_for(registry_url: str | None) -> Codec:
    """The codec of an installation: Confluent wire format with a registry's URL, single-object encoding without."""
    return Codec(Confluent(SchemaRegistryClient(registry_url)) if registry_url else None)


def _framed(messages: Sequence[bytes]) -> tuple[bytes, kernel.Values, kernel.Values]:
    """The messages one after the other: (bytes, begins, ends)."""
    ends = np.cumsum(np.fromiter(map(len, messages), np.int64, len(messages)))
    begins = np.concatenate(([0], ends[:-1])) if len(ends) else ends
    return b"".join(messages), begins, ends


def _buffer(data: bytes) -> kernel.Bytes:
    if len(data) > _LIMIT:
        raise ValueError("a batch holds 2 GiB or more: decode it in parts")
    return np.frombuffer(data, np.uint8)


_RESOLUTION_ERRORS: Final = (
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    AttributeError,
    fastavro.schema.SchemaParseException,
    fastavro.read.SchemaResolutionError,
)
"""All that fastavro was seen to raise on arbitrary bytes."""


def _resolve(topic: str, writer: registry.Schema, body: bytes) -> bytes:
    """`body`, written with `writer`, as the topic's current schema writes it (Avro's schema resolution)."""
    reader = _plain(registry.raw_schema(topic))
    source = io.BytesIO(body)
    record = fastavro.schemaless_reader(source, registry.parsed(_plain(writer)), registry.parsed(reader))
    if source.tell() != len(body):
        raise ValueError("bytes are left over")
    target = io.BytesIO()
    fastavro.schemaless_writer(target, registry.parsed(reader), record)
    return target.getvalue()


def _plain(schema: Any) -> Any:
    """The schema without logical types, so that no date is too strange to be carried to validation."""
    if isinstance(schema, dict):
        return {key: _plain(part) for key, part in schema.items() if key != "logicalType"}
    return [_plain(part) for part in schema] if isinstance(schema, list) else schema


def _collect(
    program: Plan,
    buf: kernel.Bytes,
    read: tuple[kernel.Values, kernel.Bytes, NDArray[np.int8], kernel.Values],
    bad: dict[int, Bad],
) -> Decoded:
    values, valid, verdicts, details = read
    failed = np.flatnonzero(verdicts != kernel.OK)
    if not len(failed) and not bad:
        return Decoded(to_batch(program, buf, values, valid), np.arange(len(verdicts)), [])
    for position in failed.tolist():
        bad.setdefault(position, _verdict(program, position, int(verdicts[position]), int(details[position])))
    good = np.ones(len(verdicts), np.bool_)
    good[list(bad)] = False
    batch = to_batch(program, buf, np.ascontiguousarray(values[:, good]), valid[:, good])
    return Decoded(batch, np.flatnonzero(good), [bad[position] for position in sorted(bad)])


def _verdict(program: Plan, position: int, verdict: int, detail: int) -> Bad:
    name = program.fields[detail].name if verdict != kernel.TRAILING else ""
    return Bad(position, kernel.REASONS[verdict].format(field=name, extra=detail), UNDECODABLE)
