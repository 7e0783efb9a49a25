"""Dead letters: what could not be used, kept whole (but for CPR digits) with the reason, and mended back into messages.

Nothing is judged here. A letter is a value; only `send` touches a producer, and it is given one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import msgspec
from confluent_kafka import KafkaError, KafkaException

from schemas import registry
from streams.adapters.codec import Codec
from streams.adapters.pseudonym import mask_bytes, mask_text

DLQ_TOPIC: Final = "fokusvagt.dlq.v1"
NOT_ON_KAFKA: Final = -1
"""Partition and offset of what never reached a topic."""

_MAX_REASON_BYTES: Final = 1000
_CUT_BYTES: Final = 4096


class Origin(NamedTuple):
    """Where a message was read: on Kafka, or (at `ingest`) on a line of a file, bound for `topic` ('' if unknown)."""

    topic: str
    partition: int = NOT_ON_KAFKA
    offset: int = NOT_ON_KAFKA
    file: str = ""
    line: int = 0


class Letter(NamedTuple):
    """A dead letter as it is produced to `fokusvagt.dlq.v1`."""

    key: bytes | None
    value: bytes
    headers: list[tuple[str, bytes]]


def letter(
    origin: Origin, key: bytes | None, value: bytes | None, reason: str, error_class: str, at: datetime, codec: Codec
) -> Letter:
    """The dead letter of a message: its bytes with CPR digits masked, and headers that tell where it was and why.

    Headers, all text: topic, partition, offset, reason, error_class, time (RFC 3339); file and line where it came from
    a file.
    """
    headers = {
        "topic": origin.topic,
        "partition": str(origin.partition),
        "offset": str(origin.offset),
        "reason": mask_text(reason.encode()).decode(),
        "error_class": error_class,
        "time": at.isoformat(timespec="milliseconds"),
    }
    if origin.file:
        headers |= {"file": mask_text(origin.file.encode("utf-8", "replace")).decode(), "line": str(origin.line)}
    packed = [(name, text.encode()[:_MAX_REASON_BYTES]) for name, text in headers.items()]
    return Letter(masked_key(key), masked(codec, origin.topic, value or b""), packed)


def masked_key(key: bytes | None) -> bytes | None:
    """A key without CPR digits."""
    if key is None:
        return None
    return mask_text(key) if _is_text(key) else mask_bytes(key)


def masked(codec: Codec, topic: str, value: bytes) -> bytes:
    """A message without CPR digits: in the strings of an Avro message, in JSON, or, if it is neither, anywhere."""
    spans = codec.text_spans(topic, value) if topic in fact_topics() else None
    if spans is not None:
        return _masked_spans(value, spans)
    return mask_text(value) if _is_json(value) else mask_bytes(value)


def _masked_spans(value: bytes, spans: list[tuple[int, int]]) -> bytes:
    result = bytearray(value)
    for begin, end in spans:
        text = mask_text(value[begin:end])
        if len(text) == end - begin:  # a string with escapes of digits in it is masked as it stands
            result[begin:end] = text
        else:
            result[begin:end] = mask_bytes(value[begin:end])
    return bytes(result)


def fact_topics() -> frozenset[str]:
    """The topics that carry facts."""
    return frozenset(registry.fact_topic(kind) for kind in registry.FACT_TYPES)


def _is_json(value: bytes) -> bool:
    return value.lstrip()[:1] == b"{" and _is_text(value)


def _is_text(value: bytes) -> bool:
    try:
        return value.decode().isprintable() or value.lstrip()[:1] == b"{"
    except UnicodeDecodeError:
        return False


def send(producer: Any, dead: Letter, on_delivery: Callable[[Any, Any], None] | None = None) -> None:
    """Hand the letter to a confluent-kafka producer; BufferError when its queue is full.

    A letter that Kafka holds to be too large loses all but its beginning, and says so in a header `cut_from` (bytes).
    """
    try:
        producer.produce(DLQ_TOPIC, dead.value, dead.key, headers=dead.headers, on_delivery=on_delivery)
    except KafkaException as error:
        if error.args[0].code() != KafkaError.MSG_SIZE_TOO_LARGE:
            raise
        headers = [*dead.headers, ("cut_from", str(len(dead.value)).encode())]
        producer.produce(DLQ_TOPIC, dead.value[:_CUT_BYTES], None, headers=headers, on_delivery=on_delivery)


def letter_to_json(codec: Codec, topic: str, value: bytes) -> bytes:
    """A dead letter's value as a line of JSON that a person can mend.

    ValueError when it is neither JSON nor a message of its topic: then it can only be mended at its source.
    """
    if _is_json(value):
        return value.strip()
    if topic not in fact_topics():
        raise ValueError("the letter is neither JSON nor of a known topic: mend it at its source")
    record = codec.decode(topic, value)
    return msgspec.json.encode({"type": registry.fact_type(topic)} | {k: _plain(v) for k, v in record.items()})


def _plain(value: Any) -> Any:
    """Dates and timestamps as the contract's JSON writes them."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
