"""Reads small topics in full in every worker (clock, reference data): no group, no commits, always from the start.

Its own thread with a confluent-kafka consumer; messages arrive in an asyncio queue.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Message, TopicPartition

from streams.access import Kafka, client
from streams.transport.fatal import die

SETTINGS: Final[Mapping[str, Any]] = {
    "group.id": "broadcast",  # the library wants one; nothing joins it and nothing is committed
    "enable.auto.commit": False,
    "auto.offset.reset": "earliest",
    "fetch.wait.max.ms": 100,
    "fetch.queue.backoff.ms": 5,  # the default of a second stalls a fast reader
}
#: Seconds one read may wait, and messages it may give.
READ_SECONDS, READ_MESSAGES = 0.05, 5_000
#: Messages that wait for their reader at most; what comes then waits at the broker.
QUEUED_AT_MOST = 10_000
#: Seconds for the broker to name the partitions of the topics.
METADATA_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message of a broadcast topic. `timestamp_ms` is since 1970, as the broker tells it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp_ms: int


class BroadcastReader:
    """Delivers every message of `topics`, old and new, into `queue`.

    Caught up means: all that the broker said was there at the start has come, and then nothing more for
    `quiet_seconds` (Tansu says less than there is, so its word alone is not enough). If what was promised stays
    out, `patience_seconds` of silence do as well: compaction may have removed it. `wake` is called in the loop after
    each delivery. If reading fails later on, the process ends.
    """

    def __init__(
        self,
        kafka: Kafka | str,
        topics: Sequence[str],
        *,
        wake: Callable[[], None] = lambda: None,
        quiet_seconds: float = 0.3,
        patience_seconds: float = 3.0,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.queue: asyncio.Queue[Broadcast] = asyncio.Queue()
        self._topics, self._wake = tuple(topics), wake
        self._quiet, self._patience = quiet_seconds, patience_seconds
        self._settings = {**client(kafka), **SETTINGS, **(settings or {})}
        self._ends: dict[tuple[str, int], int] = {}
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._caught_up: asyncio.Future[None] | None = None
        self._thread = threading.Thread(target=self._run, name="broadcast reader", daemon=True)

    async def start(self) -> None:
        """Starts reading; returns when caught up. Raises KafkaException when the topics cannot be read."""
        self._loop = asyncio.get_running_loop()
        self._caught_up = self._loop.create_future()
        self._thread.start()
        await self._caught_up

    async def stop(self) -> None:
        """Ends the thread."""
        self._stop.set()
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        consumer = Consumer(self._settings)
        try:
            consumer.assign(self._partitions(consumer))
            self._read(consumer)
        except Exception as cause:
            self._failed(cause)
        finally:
            consumer.close()

    def _partitions(self, consumer: Consumer) -> list[TopicPartition]:
        found: list[TopicPartition] = []
        for topic in self._topics:
            metadata = consumer.list_topics(topic, timeout=METADATA_SECONDS).topics[topic]
            if metadata.error is not None:
                raise KafkaException(metadata.error)
            found += [TopicPartition(topic, number, OFFSET_BEGINNING) for number in metadata.partitions]
        for tp in found:
            low, high = consumer.get_watermark_offsets(tp, timeout=METADATA_SECONDS)
            if high > low:
                self._ends[tp.topic, tp.partition] = high
        return found

    def _read(self, consumer: Consumer) -> None:
        last, caught_up = monotonic(), False
        while not self._stop.is_set():
            if caught_up and self.queue.qsize() > QUEUED_AT_MOST:  # before that nobody reads yet
                self._stop.wait(READ_SECONDS)
                continue
            messages = [m for m in consumer.consume(READ_MESSAGES, READ_SECONDS) if m.error() is None]
            if messages:
                last = monotonic()
                self._deliver([_broadcast(message) for message in messages])
            elif not caught_up and monotonic() - last >= (self._patience if self._ends else self._quiet):
                caught_up = True
                self._in_loop(lambda: self._resolve(None))

    def _deliver(self, messages: list[Broadcast]) -> None:
        for message in messages:
            where = (message.topic, message.partition)
            if message.offset + 1 >= self._ends.get(where, 0):
                self._ends.pop(where, None)

        def put() -> None:
            for message in messages:
                self.queue.put_nowait(message)
            self._wake()

        self._in_loop(put)

    def _failed(self, cause: Exception) -> None:
        if self._caught_up is not None and self._caught_up.done():
            die(f"reading {', '.join(self._topics)}", cause=cause)
        self._in_loop(lambda: self._resolve(cause))

    def _resolve(self, cause: Exception | None) -> None:
        if self._caught_up is None or self._caught_up.done():
            return
        if cause is None:
            self._caught_up.set_result(None)
        else:
            self._caught_up.set_exception(cause)

    def _in_loop(self, call: Callable[[], None]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)


def _broadcast(message: Message) -> Broadcast:
    return Broadcast(
        topic=message.topic() or "",
        partition=message.partition() or 0,
        offset=message.offset() or 0,
        key=message.key(),
        value=message.value(),
        timestamp_ms=message.timestamp()[1],
    )
