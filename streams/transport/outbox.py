"""The one way records leave a worker: a confluent-kafka producer with an account of what was delivered.

Faust's producer is not used (40 000 against 220 000 records/s). Blocking calls: from a coroutine, use a thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from streams.access import Kafka, client

Headers = list[tuple[str, str | bytes | None]]

#: Idempotent, so that a retry is no duplicate; murmur2 as Java's clients and ClickHouse place a key.
SETTINGS: Final[Mapping[str, Any]] = {
    "enable.idempotence": True,
    "acks": "all",
    "compression.type": "lz4",
    "partitioner": "murmur2_random",
    "linger.ms": 5,
    "batch.size": 1 << 20,
    "queue.buffering.max.messages": 500_000,
    "queue.buffering.max.kbytes": 256 << 10,
    "delivery.timeout.ms": 120_000,
    "message.max.bytes": 2 << 20,  # a dead letter is its message and some headers: it must never be too large
    "log.connection.close": False,  # a broker that goes is told of by whoever needed it
}
#: Seconds to wait for room when librdkafka's queue is full.
ROOM_WAIT = 0.05


class DeliveryFailed(RuntimeError):
    """A record was not taken by the broker: nothing that rests on it may be acknowledged."""


def flushed(producer: Producer, timeout: float = 130.0) -> int:
    """Waits until everything queued is delivered; how much is not. DeliveryFailed when Kafka takes nothing from us."""
    try:
        return producer.flush(timeout)
    except (KafkaException, SystemError) as error:  # without the right to write, in the midst of a callback
        cause = error if isinstance(error, KafkaException) else error.__cause__ or error.__context__
        why = cause or "no reason is given, most likely authorization failed"  # the callback's own is lost at times
        raise DeliveryFailed(f"Kafka takes nothing from us: {why}; see `fokusvagt topics acl`") from None


class Outbox:
    """Produces records and notices every one that is not taken. `settings` adds to or overrides `SETTINGS`.

    With `account`, `delivered` counts what arrived and `next_offsets[topic, partition]` is one more than the
    highest offset there: with a broker whose end offsets cannot be trusted, the way to know where a partition ends. It
    costs a callback a record, half of the speed; without it only failures are reported. May be shared by threads.
    """

    def __init__(self, kafka: Kafka | str, settings: Mapping[str, Any] | None = None, *, account: bool = False) -> None:
        own = {**client(kafka), "delivery.report.only.error": not account}
        self._producer = Producer({**own, **SETTINGS, **(settings or {})})
        self._failure: KafkaError | None = None
        self.next_offsets: dict[tuple[str, int], int] = {}
        self.delivered = 0

    def produce_many(
        self,
        topic: str,
        keys: Sequence[bytes | None],
        values: Sequence[bytes | None],
        partition: int | None = None,
        headers: Sequence[Headers] | None = None,
    ) -> None:
        """Queues one record per value; waits for room. Without `partition` the key decides."""
        extra: dict[str, Any] = {} if partition is None else {"partition": partition}
        for key, value, header in zip(keys, values, headers or repeat(None, len(values)), strict=True):
            while True:
                try:
                    self._producer.produce(topic, value, key, headers=header, on_delivery=self._delivered, **extra)
                    break
                except BufferError:
                    self._producer.poll(ROOM_WAIT)
        self._producer.poll(0)

    def flush(self, timeout: float = 130.0) -> None:
        """Waits until everything queued is delivered. Raises DeliveryFailed if any record was not, now or before."""
        left = flushed(self._producer, timeout)
        if self._failure is not None:
            raise DeliveryFailed(f"a record was not delivered: {self._failure.str()}; start the worker again")
        if left:
            raise DeliveryFailed(f"{left} records not delivered within {timeout} s; is the broker up?")

    def close(self) -> None:
        """Lets go of the broker, once everything queued is delivered."""
        self.flush()
        self._producer.close()

    def _delivered(self, error: KafkaError | None, message: Message) -> None:
        if error is not None:
            self._failure = self._failure or error
            return
        self.delivered += 1
        where = (message.topic() or "", message.partition() or 0)
        self.next_offsets[where] = max(self.next_offsets.get(where, 0), (message.offset() or 0) + 1)
