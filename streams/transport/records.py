"""Kafka's record batches (format 2) read where they lie: compiled, no object for a record.

Only bytes are read here. Which batches count, and from which offset on, is decided in `fetch`. Every length is checked
before it is used, and a batch that does not end exactly where its bytes end is refused.
"""

from __future__ import annotations

import struct
from typing import Any, Final, NamedTuple

import aiokafka.codec
import aiokafka.consumer.fetcher
import numba
import numpy as np
from aiokafka.errors import CorruptRecordException, UnsupportedCodecError
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.record.util import decode_varint
from numpy.typing import NDArray

from streams.transport import codecs
from streams.transport.batch import Headers, Slices

#: https://kafka.apache.org/documentation/#recordbatch: what stands before the records of a batch.
_HEAD: Final = struct.Struct(">qiibIhiqqqhii")
_LOG_OVERHEAD: Final = 12
_KEY, _VALUE, _HEADERS, _OFFSET = 0, 2, 4, 6

_jit: Any = numba.njit(cache=True, nogil=True)
# calls that return a pair cost more than the work they do
_inline: Any = numba.njit(cache=True, nogil=True, forceinline=True)


class KeptRecords:
    """aiokafka's `MemoryRecords` (the batches of one fetched partition), which also shows each batch's bytes."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self._records: Any = MemoryRecords(data)
        self.raw = memoryview(b"")

    def size_in_bytes(self) -> int:
        """As aiokafka's."""
        return int(self._records.size_in_bytes())

    def has_next(self) -> bool:
        """As aiokafka's."""
        return bool(self._records.has_next())

    def next_batch(self) -> Any:
        """As aiokafka's; `raw` is then this batch."""
        batch = self._records.next_batch()
        begin, length = self._at, int.from_bytes(self._data[self._at + 8 : self._at + _LOG_OVERHEAD], "big")
        self._at = begin + _LOG_OVERHEAD + length
        self.raw = memoryview(self._data)[begin : self._at]
        return batch


class Payload(NamedTuple):
    """The records of one batch, decompressed."""

    records: bytes
    number: int
    base: int
    latest_ms: int


def payload(batch: Any, raw: memoryview) -> Payload:
    """The records of an aiokafka batch whose bytes are `raw`; UnsupportedCodecError when we cannot decompress it."""
    if raw[16] < 2:
        return _as_format_2(list(batch))
    head = _HEAD.unpack_from(raw)
    kind = head[5] & 7
    if kind not in _CODECS:
        raise UnsupportedCodecError(f"compression {kind} is not known")
    try:
        return Payload(_CODECS[kind](raw[_HEAD.size :]), head[12], head[0], head[8])
    except (ValueError, RuntimeError, OSError, EOFError) as error:
        raise CorruptRecordException(f"cannot decompress the batch at offset {head[0]}: {error}") from None


def _as_format_2(records: list[Any]) -> Payload:
    """Records of the formats before 2, written anew."""
    base = records[0].offset
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 30)
    for record in records:
        builder.append(record.offset - base, record.timestamp, record.key, record.value, [])
    latest = max(record.timestamp or 0 for record in records)
    return Payload(bytes(builder.build())[_HEAD.size :], len(records), base, latest)


def _snappy(data: memoryview) -> bytes:
    if not aiokafka.codec.has_snappy():
        raise UnsupportedCodecError("a record batch is compressed with snappy: have producers use lz4 or zstd")
    return bytes(aiokafka.codec.snappy_decode(data.tobytes()))


_CODECS: Final[dict[int, Any]] = {
    0: bytes,
    1: aiokafka.codec.gzip_decode,
    2: _snappy,
    3: codecs.lz4_decode,
    4: codecs.zstd_decode,
}


class Found(NamedTuple):
    """Records of several batches, in order."""

    keys: Slices
    values: Slices
    headers: Slices
    offsets: NDArray[np.int64]


def find(payloads: list[Payload], start: int) -> Found:
    """The records with offsets from `start` on; CorruptRecordException where the bytes are no records."""
    buf = payloads[0].records if len(payloads) == 1 else b"".join(p.records for p in payloads)
    ends = np.cumsum([len(p.records) for p in payloads], dtype=np.int64)
    counts, bases = (np.array([p[i] for p in payloads], np.int64) for i in (1, 2))
    # A record takes at least 7 bytes: what a damaged count asks for is not given.
    found = np.empty((7, min(int(counts.clip(0).sum()), len(buf) // 7 + 1)), np.int64)
    number = _find(np.frombuffer(buf, np.uint8), ends, counts, bases, start, found)
    if number < 0:
        raise CorruptRecordException(f"the batch at offset {bases[-number - 1]} does not hold the records it says")
    found = found[:, :number]
    keys, values, headers = (Slices(buf, found[at], found[at + 1]) for at in (_KEY, _VALUE, _HEADERS))
    return Found(keys, values, headers, found[_OFFSET])


@_inline
def _varint(buf, pos, end):  # type: ignore[no-untyped-def]
    """(value, next position) of a zigzag varint; position -1 when there is none."""
    value = np.uint64(0)
    shift = np.uint64(0)
    while pos < end and shift < 70:
        byte = np.uint64(buf[pos])
        pos += 1
        value |= (byte & np.uint64(0x7F)) << shift
        if byte < 0x80:
            half = np.int64(value >> np.uint64(1))
            return (~half if value & np.uint64(1) else half), pos
        shift += np.uint64(7)
    return np.int64(0), np.int64(-1)


@_inline
def _span(buf, pos, end):  # type: ignore[no-untyped-def]
    """(begin, next position) of bytes with their length before them; begin -1 for null, position -1 for damage."""
    length, pos = _varint(buf, pos, end)
    if pos < 0 or length > end - pos or length < -1:
        return np.int64(-1), np.int64(-1)
    if length == -1:
        return np.int64(-1), pos
    return pos, pos + length


@_jit
def _skip_headers(buf, pos, end):  # type: ignore[no-untyped-def]
    """The position after a record's headers, -1 for damage."""
    count, pos = _varint(buf, pos, end)
    if pos < 0 or count < 0:
        return np.int64(-1)
    for _ in range(count):
        key, pos = _span(buf, pos, end)
        if pos < 0 or key < 0:
            return np.int64(-1)
        _, pos = _span(buf, pos, end)
        if pos < 0:
            return np.int64(-1)
    return pos


@_inline
def _record(buf, pos, end, found, n):  # type: ignore[no-untyped-def]
    """(offset within the batch, next position) of one record, noted in column n; position -1 for damage."""
    length, pos = _varint(buf, pos, end)
    if pos < 0 or length < 1 or length > end - pos:
        return np.int64(0), np.int64(-1)
    stop = pos + length
    _, pos = _varint(buf, pos + 1, stop)  # after the attributes: the timestamp
    if pos < 0:
        return np.int64(0), np.int64(-1)
    delta, pos = _varint(buf, pos, stop)
    for at in (_KEY, _VALUE):
        if pos < 0:
            return delta, np.int64(-1)
        found[at, n], pos = _span(buf, pos, stop)
        found[at + 1, n] = pos if found[at, n] >= 0 else -1
    found[_HEADERS, n] = pos
    pos = _skip_headers(buf, pos, stop) if pos >= 0 else np.int64(-1)
    found[_HEADERS + 1, n] = pos
    return delta, (pos if pos == stop else np.int64(-1))


@_jit
def _find(buf, ends, counts, bases, start, found):  # type: ignore[no-untyped-def]
    """Note every record from offset `start` on; how many there are, or -1 - the batch that is damaged."""
    n = 0
    pos = np.int64(0)
    for batch in range(len(ends)):
        for _ in range(counts[batch]):
            if n >= found.shape[1]:
                return -1 - batch
            delta, pos = _record(buf, pos, ends[batch], found, n)
            if pos < 0:
                return -1 - batch
            found[_OFFSET, n] = bases[batch] + delta
            n += found[_OFFSET, n] >= start
        if pos != ends[batch]:
            return -1 - batch
    return n


def headers(raw: bytes | None) -> Headers:
    """A record's headers from their bytes, which `find` has seen to be whole."""
    data = raw or b"\0"
    count, pos = decode_varint(data, 0)
    found: list[tuple[str, bytes | None]] = []
    for _ in range(count):
        length, pos = decode_varint(data, pos)
        name, pos = data[pos : pos + length].decode("utf-8", "replace"), pos + length
        length, pos = decode_varint(data, pos)
        found.append((name, data[pos : pos + length] if length >= 0 else None))
        pos += max(length, 0)
    return tuple(found)


def keep_bytes() -> None:
    """Makes aiokafka's fetcher keep the bytes of what it has fetched."""
    aiokafka.consumer.fetcher.MemoryRecords = KeptRecords
