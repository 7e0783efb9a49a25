"""Facts into Kafka: judged, encoded and produced a chunk at a time; what is bad becomes a dead letter.

Every message is counted when the broker acknowledges it, never when it is handed over: the counts and next offsets of
the report are the end of what was sent, and need no question to the broker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
from confluent_kafka import KafkaException

from schemas import registry
from streams.access import Kafka, client
from streams.adapters.codec import Codec
from streams.adapters.columns import columns
from streams.adapters.deadletter import Letter, Origin, letter, send
from streams.adapters.pseudonym import Pseudonyms
from streams.adapters.readers import AS_NAMED, Block, Chunk, Reading, Rejected, read_facts
from streams.adapters.readers.files import Progress
from streams.adapters.readers.jsonl import parse
from streams.adapters.readers.rows import Source, to_block
from streams.adapters.validation import validate
from streams.transport.outbox import DeliveryFailed, flushed

TOO_LARGE: Final = "TooLarge"

_POLL_SECONDS: Final = 0.05
_MASKED: Final = re.compile(rb"\*{6}-?\*{4}")

TopicPartition = tuple[str, int]
Now = Callable[[], datetime]


@dataclass(slots=True)
class IngestReport:
    """What the broker has acknowledged.

    `produced`: facts by topic. `next_offsets`: the offset after the last fact, by (topic, partition). `dead_letters`:
    their number by reason. `dlq_next_offsets`: as next_offsets, of the dead-letter topic.
    """

    produced: Counter[str] = field(default_factory=Counter)
    next_offsets: dict[TopicPartition, int] = field(default_factory=dict)
    dead_letters: Counter[str] = field(default_factory=Counter)
    dlq_next_offsets: dict[TopicPartition, int] = field(default_factory=dict)

    @property
    def facts(self) -> int:
        """How many facts were produced."""
        return sum(self.produced.values())

    @property
    def dead(self) -> int:
        """How many dead letters were produced."""
        return sum(self.dead_letters.values())


def producer_config(kafka: Kafka | str) -> dict[str, Any]:
    """Settings of the confluent-kafka producer for facts: idempotent, and with the partitioner the contract names."""
    return {
        **client(kafka),
        "partitioner": "murmur2_random",
        "enable.idempotence": True,
        "compression.type": "lz4",
        "linger.ms": 20,
        "batch.size": 1 << 20,
        "batch.num.messages": 20_000,
        "queue.buffering.max.messages": 200_000,
        "queue.buffering.max.kbytes": 128 << 10,
        "message.max.bytes": 2 << 20,
        "delivery.timeout.ms": 120_000,
        "log.connection.close": False,  # a broker that goes is told of by whoever needed it
    }


class Ingest:
    """Sends chunks through one producer; `flush` waits for the broker and gives the report so far."""

    def __init__(self, producer: Any, codec: Codec, now: Now) -> None:
        """`producer`: a confluent-kafka Producer, e.g. of `producer_config`; `now` stamps dead letters."""
        self._producer = producer
        self._codec = codec
        self._now = now
        self._report = IngestReport()
        self._failures: Counter[str] = Counter()

    def take(self, block: Block) -> None:
        """Send all of a block: its facts, and what was no fact."""
        for chunk in block.chunks:
            self.produce_chunk(chunk)
        self.reject(block.rejected)

    def produce_chunk(self, chunk: Chunk) -> None:
        """Send the chunk's good facts to their topic, the others to the dead-letter topic."""
        verdict = validate(columns(chunk.fact_type, chunk.batch))
        for bad in verdict.bad:
            self._bury(chunk, bad.position, bad.reason, bad.error_class)
        good = chunk.select(verdict.good) if verdict.bad else chunk
        values = self._codec.encode_many(chunk.topic, good.batch)
        self._produce(good, values, keys(chunk.fact_type, good.batch))
        self._producer.poll(0)

    def reject(self, rejected: Iterable[Rejected]) -> None:
        """Send what was no fact to the dead-letter topic."""
        for item in rejected:
            origin = Origin("", file=item.file, line=item.line)
            self._send(letter(origin, None, item.raw, item.reason, item.error_class, self._now(), self._codec))
            self._report.dead_letters[item.reason] += 1

    def flush(self) -> IngestReport:
        """Wait until all is acknowledged; DeliveryFailed when some of it was not."""
        flushed(self._producer)
        if self._failures:
            error, _ = self._failures.most_common(1)[0]
            raise DeliveryFailed(
                f"{self._failures.total()} messages were not delivered ({error}): rerun when Kafka is up"
            )
        return self._report

    def _produce(self, chunk: Chunk, values: list[bytes], message_keys: Sequence[str]) -> None:
        produce, topic, delivered = self._producer.produce, chunk.topic, self._delivered
        for row, (value, key) in enumerate(zip(values, message_keys, strict=True)):
            try:
                produce(topic, value, key, -1, delivered)
            except BufferError:
                self._patiently(partial(produce, topic, value, key, -1, delivered))
            except KafkaException as error:
                self._bury(chunk, row, f"Kafka refuses the message: {error.args[0].name()}", TOO_LARGE)

    def _bury(self, chunk: Chunk, row: int, reason: str, error_class: str) -> None:
        """One fact of the chunk to the dead-letter topic."""
        origin = Origin(chunk.topic, file=chunk.file, line=int(chunk.lines[row]))
        key = keys(chunk.fact_type, chunk.batch.slice(row, 1))[0].encode()
        self._send(letter(origin, key, chunk.original(row), reason, error_class, self._now(), self._codec))
        self._report.dead_letters[reason] += 1

    def _send(self, dead: Letter) -> None:
        self._patiently(lambda: send(self._producer, dead, self._buried))

    def _patiently(self, produce: Callable[[], None]) -> None:
        """Produce, waiting while the producer's queue is full."""
        while True:
            try:
                produce()
                return
            except BufferError:
                self._producer.poll(_POLL_SECONDS)

    def _delivered(self, error: Any, message: Any) -> None:
        if error is not None:
            self._failures[str(error)] += 1
            return
        report, topic = self._report, message.topic()
        report.produced[topic] += 1
        report.next_offsets[topic, message.partition()] = message.offset() + 1

    def _buried(self, error: Any, message: Any) -> None:
        if error is not None:
            self._failures[str(error)] += 1
            return
        self._report.dlq_next_offsets[message.topic(), message.partition()] = message.offset() + 1


def ingest(
    files: Iterable[Path],
    producer: Any,
    codec: Codec,
    now: Now,
    key: str | bytes | None = None,
    progress: Progress | None = None,
    reading: Reading = AS_NAMED,
) -> IngestReport:
    """Send all facts of the files (`read_facts` tells of the other arguments and errors) and wait for the broker."""
    sender = Ingest(producer, codec, now)
    for block in read_facts(files, key, progress, reading):
        sender.take(block)
    return sender.flush()


def keys(fact_type: str, batch: pa.RecordBatch) -> list[str]:
    """The Kafka keys of facts: the person_id, or scope:kode:aar."""
    if fact_type in registry.PERSON_TYPES:
        found: list[str] = batch.column("person_id").to_pylist()
        return found
    parts = (batch.column(name).to_pylist() for name in ("scope", "kode", "aar"))
    return [f"{scope}:{kode}:{aar}" for scope, kode, aar in zip(*parts, strict=True)]


class Message(NamedTuple):
    """A fact ready to be produced."""

    topic: str
    key: bytes
    value: bytes


def json_to_message(codec: Codec, line: bytes, key: str | bytes | None = None) -> Message:
    """A (mended) line of JSON as a message of its topic; ValueError with the reason when it is still no good fact.

    `key` pseudonymises a `cpr`. A line whose CPR digits were masked can only be mended at its source.
    """
    if _MASKED.search(line):
        raise ValueError("CPR digits of this letter were masked: mend it at its source")
    block = to_block([parse(line)], [1], Source("", lambda _: line), Pseudonyms(key), [], 0)
    if block.rejected:
        raise ValueError(block.rejected[0].reason)
    chunk = block.chunks[0]
    verdict = validate(columns(chunk.fact_type, chunk.batch))
    if verdict.bad:
        raise ValueError(verdict.bad[0].reason)
    value = codec.encode_many(chunk.topic, chunk.batch)[0]
    return Message(chunk.topic, keys(chunk.fact_type, chunk.batch)[0].encode(), value)
