"""Avro messages: any bytes are judged alone, as the reference reader judges them, and their neighbours are read."""

from __future__ import annotations

import io
from typing import Any, Final

import fastavro

from schemas import registry
from streams.adapters.codec import Codec, arrow_schema
from tests.contract.builders import examples
from tests.contract.test_schemas import AVRO_TOPICS

TOPICS: Final = sorted(AVRO_TOPICS)
_codec: Final = Codec()
_good: Final = {topic: _codec.encode_many(topic, examples(topic)[:1])[0] for topic in TOPICS}


def _without_logic(schema: Any) -> Any:
    """The schema with numbers for dates and times: Python's own end with the year 9999, an Avro date does not."""
    if isinstance(schema, dict):
        return {key: _without_logic(value) for key, value in schema.items() if key != "logicalType"}
    return [_without_logic(part) for part in schema] if isinstance(schema, list) else schema


_plain: Final = {topic: fastavro.parse_schema(_without_logic(registry.raw_schema(topic))) for topic in TOPICS}


def seeds() -> list[bytes]:
    """One whole message of each topic, behind the byte that chooses it, with and without its header."""
    return [bytes([at + bare * 128]) + _good[t][bare * 10 :] for at, t in enumerate(TOPICS) for bare in (0, 1)]


def run(data: bytes) -> None:
    """The first byte chooses the topic and, by its highest bit, whether the rest is a body under the right header."""
    topic = TOPICS[(data[0] & 127) % len(TOPICS)] if data else TOPICS[0]
    good = _good[topic]
    message = good[:10] + data[1:] if data and data[0] & 128 else data[1:]
    found = _codec.decode_batch(topic, [good, message, good])
    assert found.batch.schema == arrow_schema(topic)
    assert [int(at) for at in found.positions] == ([0, 2] if found.bad else [0, 1, 2])
    assert [bad.position for bad in found.bad] == ([1] if found.bad else [])
    if not found.bad and message.startswith(good[:10]):
        body = io.BytesIO(message[10:])
        fastavro.schemaless_reader(body, _plain[topic], None)
        assert body.tell() == len(message) - 10, "bytes after the record were passed over"
