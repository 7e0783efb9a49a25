"""Our wire format is Confluent's: what we write their client reads, and the other way round.

No real Schema Registry can be had from the package registries: Confluent's is not on Maven Central, Apicurio publishes
no runnable one there, and Karapace is not on PyPI. So this is Confluent's own client on the mock that comes with it,
which keeps schemas and gives ids, but takes incompatible ones; what may be registered is held by schemas/evolution.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient, topic_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

from schemas import registry
from streams.adapters.codec import Codec
from streams.adapters.codec.framing import Confluent, register, subject
from tests.contract.builders import examples

TOPICS = [registry.fact_topic(kind) for kind in registry.FACT_TYPES]
TOPIC = "star.samtale.v1"


class Ours:
    """Our three questions, asked of their client."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def schema(self, schema_id: int) -> dict[str, Any] | None:
        found: dict[str, Any] = json.loads(self._theirs.get_schema(schema_id).schema_str)
        return found

    def lookup(self, name: str, schema: str) -> int | None:
        return int(self._theirs.lookup_schema(name, Schema(schema, "AVRO")).schema_id)

    def register(self, name: str, schema: str) -> int:
        return int(self._theirs.register_schema(name, Schema(schema, "AVRO")))


@pytest.fixture
def theirs() -> Any:
    return SchemaRegistryClient.new_client({"url": "mock://"})


@pytest.fixture
def codec(theirs: Any) -> Codec:
    """Our codec on their client, all schemas registered."""
    for topic in TOPICS:
        register(Ours(theirs), topic)  # type: ignore[arg-type]
    return Codec(Confluent(Ours(theirs)))  # type: ignore[arg-type]


def value_of(topic: str) -> SerializationContext:
    return SerializationContext(topic, MessageField.VALUE)


@pytest.mark.parametrize("topic", TOPICS)
def test_what_we_write_their_client_reads(topic: str, codec: Codec, theirs: Any) -> None:
    reader = AvroDeserializer(theirs, registry.schema_text(topic))
    assert [reader(m, value_of(topic)) for m in codec.encode_many(topic, examples(topic))] == examples(topic)


@pytest.mark.parametrize("topic", TOPICS)
def test_what_their_client_writes_we_read(topic: str, codec: Codec, theirs: Any) -> None:
    settings = {"subject.name.strategy": topic_subject_name_strategy}
    writer = AvroSerializer(theirs, registry.schema_text(topic), conf=settings)
    messages = [writer(record, value_of(topic)) for record in examples(topic)]
    assert codec.decode_batch(topic, messages).batch.to_pylist() == examples(topic)


def test_what_an_older_writer_registers_and_writes_todays_reader_reads(codec: Codec, theirs: Any) -> None:
    schema = registry.raw_schema(TOPIC)
    older = {**schema, "fields": [f for f in schema["fields"] if f["name"] != "akasse"]}
    theirs.register_schema(subject(TOPIC), Schema(json.dumps(older), "AVRO"))
    settings = {"auto.register.schemas": False, "subject.name.strategy": topic_subject_name_strategy}
    writer = AvroSerializer(theirs, json.dumps(older), conf=settings)
    message = writer(examples(TOPIC)[0], value_of(TOPIC))
    assert codec.decode(TOPIC, message) == examples(TOPIC)[0] | {"akasse": None}
