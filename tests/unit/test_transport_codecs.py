"""Compressed record batches are read with the packages the project has, in aiokafka's own code path."""

from __future__ import annotations

import lz4.frame
import pytest
import zstandard
from aiokafka.record.default_records import DefaultRecordBatch, DefaultRecordBatchBuilder

from streams.transport import codecs

HEADER_BYTES, ATTRIBUTES_AT = 61, 22


def compressed(codec: int, payload: bytes, header: bytes) -> DefaultRecordBatch:
    """An uncompressed batch's header, marked as `codec` and followed by its compressed records."""
    marked = bytearray(header + payload)
    marked[ATTRIBUTES_AT] = codec
    return DefaultRecordBatch(bytes(marked))


@pytest.fixture
def plain() -> bytes:
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    for number in range(100):
        builder.append(number, 0, b"key", b"value %d" % number, [])
    return bytes(builder.build())


@pytest.mark.parametrize("codec", ["lz4", "zstd", "zstd without its size"])
def test_a_compressed_batch_is_read(codec: str, plain: bytes) -> None:
    codecs.lend()
    header, records = plain[:HEADER_BYTES], plain[HEADER_BYTES:]
    packed = {
        "lz4": (3, lz4.frame.compress(records)),
        "zstd": (4, zstandard.compress(records)),
        "zstd without its size": (4, zstandard.ZstdCompressor(write_content_size=False).compress(records)),
    }[codec]
    batch = compressed(*packed, header)
    assert [record.value for record in batch] == [b"value %d" % number for number in range(100)]
