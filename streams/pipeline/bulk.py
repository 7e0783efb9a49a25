"""Producing very many records that nobody waits for one by one: librdkafka's batches, twice as cheap as single calls.

No headers and no account of offsets; a record that is not delivered is an error at the latest when all is flushed.
Order is kept but where the queue runs over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from confluent_kafka import KafkaError, Message, Producer

from streams.access import Kafka, client
from streams.transport.outbox import ROOM_WAIT, SETTINGS, DeliveryFailed, flushed

#: Larger packets than a worker's rows need, for throughput.
BULK: Final = {
    "linger.ms": 20,
    "batch.num.messages": 50_000,
    "delivery.report.only.error": True,
    "compression.type": "zstd",  # a third smaller than lz4 at no cost here: the embedded broker keeps all in memory
}
#: Records handed over at a time.
HAND: Final = 5_000


class Bulk:
    """Produces to the broker at `kafka`; keys are placed as everywhere else (murmur2)."""

    def __init__(self, kafka: Kafka | str) -> None:
        self._producer = Producer({**SETTINGS, **BULK, **client(kafka)})
        self._failure: KafkaError | None = None

    def produce(self, topic: str, keys: Sequence[bytes], values: Sequence[bytes]) -> int:
        """Queue the records, waiting while the queue is full; returns how many."""
        for at in range(0, len(values), HAND):
            pairs = zip(keys[at : at + HAND], values[at : at + HAND], strict=True)
            self._hand_over(topic, [{"key": key, "value": value} for key, value in pairs])
        self._producer.poll(0)
        return len(values)

    def produce_last(self, topic: str, value: bytes) -> None:
        """One record without a key to partition 0, after all others have been delivered."""
        self.flush()
        self._producer.produce(topic, value, partition=0, on_delivery=self._delivered)
        self.flush()

    def flush(self) -> None:
        """Wait until everything queued is delivered; DeliveryFailed when some of it was not."""
        left = flushed(self._producer)
        if self._failure is not None:
            raise DeliveryFailed(f"a record was not delivered: {self._failure.str()}; run again when Kafka is up")
        if left:
            raise DeliveryFailed(f"{left} records not delivered within 130 s; is the broker up?")

    def close(self) -> None:
        """Let go of the broker, once everything queued is delivered."""
        self.flush()
        self._producer.close()

    def _hand_over(self, topic: str, messages: list[dict[str, Any]]) -> None:
        """Hand over until none is left; what the queue has no room for is marked, and waits."""
        while messages:
            self._producer.produce_batch(topic, messages, on_delivery=self._delivered)
            messages = [message for message in messages if _has_no_room(message)]
            if messages:
                self._producer.poll(ROOM_WAIT)

    def _delivered(self, error: KafkaError | None, _message: Message) -> None:
        if error is not None:
            self._failure = self._failure or error


def _has_no_room(message: dict[str, Any]) -> bool:
    """Whether it is left for want of room, the mark taken off; DeliveryFailed for any other reason."""
    error: KafkaError | None = message.pop("_error", None)
    if error is not None and error.code() != KafkaError._QUEUE_FULL:
        raise DeliveryFailed(f"Kafka refuses a record: {error.str()}")
    return error is not None
