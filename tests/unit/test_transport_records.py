"""Record batches read where they lie: what aiokafka's own reader says, and damage is refused."""

from __future__ import annotations

import gzip
import random
from typing import Any

import lz4.frame
import pytest
import zstandard
from aiokafka.errors import CorruptRecordException, UnsupportedCodecError
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.legacy_records import LegacyRecordBatchBuilder

from streams.transport.batch import Slices
from streams.transport.records import Found, KeptRecords, find, headers, payload

HEAD_BYTES, ATTRIBUTES_AT = 61, 22
Row = tuple[int, bytes | None, bytes | None, list[tuple[str, bytes | None]]]
ROWS: list[Row] = [
    (0, b"k", b"value", []),
    (1, None, b"", [("reason", b"why"), ("æ", None)]),
    (7, b"", None, []),
    (300, b"k" * 200, b"v" * 70_000, [("n", b"")]),
]


def batch(rows: list[Row] = ROWS, base: int = 100) -> bytes:
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 24)
    for offset, key, value, named in rows:
        builder.append(offset, 5_000 + offset, key, value, named)
    made = bytearray(builder.build())
    made[:8] = base.to_bytes(8, "big")
    return bytes(made)


def read(log: bytes, start: int = 0) -> Found:
    records, payloads = KeptRecords(log), []
    while records.has_next():
        payloads.append(payload(records.next_batch(), records.raw))
    return find(payloads, start)


def rows(found: Found) -> list[Any]:
    named = [list(headers(raw)) for raw in found.headers]
    return list(zip(found.offsets.tolist(), found.keys, found.values, named, strict=True))


def test_every_record_is_found_with_key_value_headers_and_offset() -> None:
    expected = [(base + offset, *rest) for base in (100, 401) for offset, *rest in ROWS]
    assert rows(read(batch(base=100) + batch(base=401))) == expected


def test_what_lies_before_the_start_is_left_out() -> None:
    assert read(batch(), start=107).offsets.tolist() == [107, 400]


@pytest.mark.parametrize(
    ("code", "compress"),
    [(1, gzip.compress), (3, lz4.frame.compress), (4, zstandard.compress)],
    ids=["gzip", "lz4", "zstd"],
)
def test_a_compressed_batch_says_the_same(code: int, compress: Any) -> None:
    plain = bytearray(batch())
    packed = plain[:HEAD_BYTES] + compress(bytes(plain[HEAD_BYTES:]))
    packed[ATTRIBUTES_AT] = code
    packed[8:12] = (len(packed) - 12).to_bytes(4, "big")
    assert rows(read(bytes(packed))) == rows(read(batch()))


def test_a_compression_that_nobody_knows_is_named() -> None:
    strange = bytearray(batch())
    strange[ATTRIBUTES_AT] = 7
    with pytest.raises(UnsupportedCodecError, match="compression 7"):
        read(bytes(strange))


def test_the_older_format_is_read_through_aiokafka() -> None:
    builder = LegacyRecordBatchBuilder(1, 0, 1 << 20)
    for offset in range(3):
        builder.append(offset, 1_000, b"k%d" % offset, b"v%d" % offset)
    found = read(bytes(builder.build()))
    assert (list(found.keys), list(found.values)) == ([b"k0", b"k1", b"k2"], [b"v0", b"v1", b"v2"])


def test_damage_anywhere_is_refused_or_read_within_bounds() -> None:
    whole, draw, refused = batch(ROWS[:3]), random.Random(4), 0
    for _ in range(3_000):
        damaged = bytearray(whole)
        damaged[draw.randrange(HEAD_BYTES, len(whole))] = draw.randrange(256)
        try:
            rows(read(bytes(damaged)))
        except CorruptRecordException:
            refused += 1
    assert refused > 1_000


def test_a_count_beyond_the_records_is_refused() -> None:
    lying = bytearray(batch())
    lying[57:61] = (1 << 30).to_bytes(4, "big")
    with pytest.raises(CorruptRecordException, match="offset 100"):
        read(bytes(lying))


def test_slices_give_back_what_was_put_in() -> None:
    items = [b"a", None, b"", b"bc"]
    assert list(Slices.of(items)) == items
    assert list(Slices.of(items)[1:]) == items[1:]
    assert list(Slices.of([])) == []
