"""Takes what aiokafka has fetched, one `RecordBatch` per topic-partition, in the consumer's own thread.

This replaces aiokafka's `fetched_records`, which makes a ConsumerRecord of every record (the greater part of
a worker's time): the fetched bytes are only walked over, see `records`. It leans on aiokafka's internals: the
version is pinned, and `tests/integration/transport` would notice a change. No Faust here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import numpy as np
from aiokafka.consumer.fetcher import FetchResult
from aiokafka.errors import ConsumerStoppedError, CorruptRecordException
from aiokafka.structs import TopicPartition
from numpy.typing import NDArray

from streams.transport.batch import Read, RecordBatch
from streams.transport.records import Found, Payload, find, headers, payload


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one `RecordBatch` may hold. A limit is passed by at most one batch of the producer."""

    records: int = 200_000
    bytes: int = 32 << 20


@dataclass(slots=True)
class _Rows:
    payloads: list[Payload] = field(default_factory=list)
    records: int = 0
    size: int = 0

    def add(self, found: Payload) -> None:
        self.payloads.append(found)
        self.records += found.number
        self.size += len(found.records)

    def full(self, limits: Limits) -> bool:
        return self.records >= limits.records or self.size >= limits.bytes


def _unpack(fetched: Any, limits: Limits) -> list[Payload]:
    """Reads whole producer batches until a limit is passed, moving `fetched.next_fetch_offset` along."""
    rows = _Rows()
    while fetched._records.has_next() and not rows.full(limits):
        batch = fetched._records.next_batch()
        if fetched._check_crcs and not batch.validate_crc():
            raise CorruptRecordException(f"{fetched._tp}: bad checksum at offset {batch.base_offset}")
        if not batch.is_control_batch:
            rows.add(payload(batch, fetched._records.raw))
        fetched.next_fetch_offset = batch.next_offset
    return rows.payloads


def take(tp: TopicPartition, result: Any, limits: Limits) -> RecordBatch | None:
    """The next batch of an aiokafka FetchResult, or None when it holds nothing for us (any more)."""
    if not result.has_more() or not result.check_assignment(tp):
        return None
    fetched = result._partition_records
    position = fetched.next_fetch_offset
    payloads = _unpack(fetched, limits)
    # A fetch may begin in the middle of a producer's batch: what lies before it was read already.
    found = find(payloads, position) if payloads else None
    result._update_position()
    if not fetched._records.has_next():
        result._partition_records = None
    return _batch(tp, found, payloads[-1].latest_ms, position, fetched.next_fetch_offset) if found else None


def _batch(tp: TopicPartition, found: Found, latest_ms: int, position: int, following: int) -> RecordBatch | None:
    if not len(found.offsets):
        return None
    return RecordBatch(
        topic=tp.topic,
        partition=tp.partition,
        keys=found.keys,
        values=found.values,
        headers=Read(found.headers, headers),
        offsets=_offsets(found.offsets),
        position=position,
        next_position=following,
        timestamp_ms=latest_ms,
        size=int((found.values.ends - found.values.begins).sum()),
    )


def _offsets(found: NDArray[np.int64]) -> Sequence[int]:
    whole = range(int(found[0]), int(found[-1]) + 1)
    offsets: list[int] = found.tolist() if len(whole) != len(found) else []
    return offsets or whole


def _ready(
    fetcher: Any, wanted: Collection[Any], batched: Callable[[str], bool], limits: Limits
) -> dict[TopicPartition, list[Any]]:
    drained: dict[TopicPartition, list[Any]] = {}
    taken = 0
    for tp, result in list(fetcher._records.items()):
        if taken >= limits.records:
            break  # the rest stays fetched, and comes first next time
        if tp not in wanted:
            if not fetcher._subscriptions.is_assigned(tp):
                del fetcher._records[tp]
            continue
        if type(result) is not FetchResult:
            if drained:
                return drained  # the error is raised at the next call, after what was read before it
            _forget(fetcher, tp)
            result.check_raise()
        elif records := _records(tp, result, batched, limits):
            drained[tp] = records
            taken += len(records[0]) if isinstance(records[0], RecordBatch) else len(records)
            fetcher._records.move_to_end(tp)
        if type(result) is FetchResult and not result.has_more():
            _forget(fetcher, tp)
    return drained


def _records(tp: TopicPartition, result: Any, batched: Callable[[str], bool], limits: Limits) -> list[Any]:
    if not batched(tp.topic):
        return list(result.getall(None))
    batch = take(tp, result, limits)
    return [] if batch is None else [batch]


def _forget(fetcher: Any, tp: TopicPartition) -> None:
    del fetcher._records[tp]
    fetcher._notify(fetcher._wait_consume_future)  # ask the broker for more while we work


async def drain(
    fetcher: Any, wanted: Collection[Any], batched: Callable[[str], bool], limits: Limits, timeout: float
) -> dict[TopicPartition, list[Any]]:
    """What has been fetched of the `wanted` partitions; waits up to `timeout` seconds for something.

    A topic for which `batched` is true gives one `RecordBatch` per partition, others give ConsumerRecords.
    """
    deadline = monotonic() + timeout
    while True:
        # Records fetched under the old assignment are not ours to read once a rebalance has begun.
        if fetcher._subscriptions.reassignment_in_progress:
            await fetcher._subscriptions.wait_for_assignment()
        drained = _ready(fetcher, wanted, batched, limits)
        remaining = deadline - monotonic()
        if drained or remaining <= 0:
            return drained
        if not await _woken(fetcher, remaining):
            return {}


async def _woken(fetcher: Any, timeout: float) -> bool:
    waiter = fetcher._create_fetch_waiter()
    done, _ = await asyncio.wait([waiter], timeout=timeout)
    if fetcher._closed:
        raise ConsumerStoppedError()
    if not done:
        waiter.cancel()
        return False
    waiter.result()  # raises what the coordinator found, such as a lack of authorisation
    return True
