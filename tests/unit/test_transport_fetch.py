"""Taking batches out of aiokafka: whole, in order, from the right offset, and never past damage."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.consumer.fetcher import FetchResult, PartitionRecords
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.structs import TopicPartition

from streams.transport.batch import RecordBatch
from streams.transport.fetch import Limits, take
from streams.transport.records import KeptRecords

TP = TopicPartition("star.ydelse.v1", 3)
LIMITS = Limits()


def produced(offsets: list[int], base: int) -> bytes:
    """A producer's batch, as it lies in the log: `offsets` of what was `base`, `base + 1`, ..."""
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    for offset in offsets:
        value = None if offset % 5 == 4 else b"v%d" % offset
        builder.append(offset - base, 1_000 + offset, b"k%d" % offset, value, [])
    batch = bytearray(builder.build())
    batch[:8] = base.to_bytes(8, "big")  # the base offset is outside of the checksum
    return bytes(batch)


def fetched(log: bytes, position: int) -> Any:
    records = PartitionRecords(TP, KeptRecords(log), [], position, None, None, True, 0)
    state = SimpleNamespace(paused=False, position=position)
    state.consumed_to = lambda offset: setattr(state, "position", offset)
    assignment = SimpleNamespace(active=True, state_value=lambda tp: state)
    return FetchResult(TP, assignment=assignment, partition_records=records, backoff=0.1)


def taken(result: Any, limits: Limits = LIMITS) -> RecordBatch:
    batch = take(TP, result, limits)
    assert batch is not None
    return batch


def test_several_producer_batches_become_one() -> None:
    batch = taken(fetched(produced([0, 1, 2], 0) + produced([3, 4], 3), 0))
    assert list(batch.keys) == [b"k0", b"k1", b"k2", b"k3", b"k4"]
    assert list(batch.values) == [b"v0", b"v1", b"v2", b"v3", None]
    assert (batch.topic, batch.partition, batch.first_offset, batch.last_offset) == ("star.ydelse.v1", 3, 0, 4)
    assert (batch.position, batch.next_position, batch.timestamp_ms, batch.size) == (0, 5, 1_004, 8)
    assert batch.offsets == range(5)


def test_what_was_read_before_is_left_out() -> None:
    batch = taken(fetched(produced([0, 1, 2], 0), 2))
    assert list(batch.values) == [b"v2"]
    assert batch.position == 2


def test_holes_left_by_compaction_keep_their_offsets() -> None:
    batch = taken(fetched(produced([10, 13], 10) + produced([20], 20), 10))
    assert list(batch.offsets) == [10, 13, 20]
    assert batch.next_position == 21


def test_a_limit_splits_between_producer_batches_and_the_chain_is_unbroken() -> None:
    result = fetched(produced([0, 1, 2], 0) + produced([3, 5], 3) + produced([6], 6), 0)
    batches = [taken(result, Limits(records=2)) for _ in range(3)]
    assert [len(batch) for batch in batches] == [3, 2, 1]
    assert [batch.position for batch in batches] == [0, 3, 6]
    assert [batch.next_position for batch in batches] == [3, 6, 7]
    assert take(TP, result, LIMITS) is None


def test_bytes_limit_as_well() -> None:
    result = fetched(produced([0], 0) + produced([1], 1), 0)
    assert len(taken(result, Limits(bytes=2))) == 1


def test_a_partition_that_was_moved_elsewhere_meanwhile_gives_nothing() -> None:
    result = fetched(produced([0], 0), 0)
    result._assignment.active = False
    assert take(TP, result, LIMITS) is None


def test_a_damaged_batch_is_an_error_and_not_a_gap() -> None:
    log = bytearray(produced([0, 1], 0))
    log[-1] ^= 0xFF
    with pytest.raises(CorruptRecordException, match=r"bad checksum at offset 0"):
        take(TP, fetched(bytes(log), 0), LIMITS)
