"""What is written can be read: every topic's examples, headers as the Avro specification has them, older writers."""

from __future__ import annotations

import copy
import io
from typing import Any

import fastavro
import pytest

from schemas import registry
from streams.adapters.codec import Codec
from streams.adapters.codec.framing import SingleObject
from tests.contract.builders import batch_of, example_lines, examples, fact
from tests.contract.test_schemas import AVRO_TOPICS

YDELSE = "star.ydelse.v1"


def crc64_avro(data: bytes) -> int:
    """The fingerprint as the Avro specification defines it, bit by bit."""
    empty = 0xC15D213AA4D7A795
    value = empty
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (empty & -(value & 1))
    return value


def written_by(schema: dict[str, Any], record: dict[str, Any]) -> bytes:
    """A single-object message that another writer's schema produced."""
    body = io.BytesIO()
    fastavro.schemaless_writer(body, registry.parsed(schema), record)
    return b"\xc3\x01" + registry.rabin(schema) + body.getvalue()


def test_the_fingerprint_is_the_one_of_the_specification() -> None:
    assert crc64_avro(b'"int"') == 0x7275D51A3F395C8F  # the specification's own test vector
    canonical = fastavro.schema.to_parsing_canonical_form(registry.raw_schema(YDELSE))
    assert registry.fingerprint(YDELSE) == crc64_avro(canonical.encode()).to_bytes(8, "little")


def test_documentation_does_not_change_a_fingerprint() -> None:
    bare = {**registry.raw_schema(YDELSE), "doc": "something else"}
    assert registry.rabin(bare) == registry.fingerprint(YDELSE)


@pytest.mark.parametrize("topic", AVRO_TOPICS)
def test_examples_survive_the_round_trip(topic: str) -> None:
    messages = Codec().encode_many(topic, examples(topic))
    decoded = Codec().decode_batch(topic, messages)
    assert decoded.bad == []
    assert decoded.batch.to_pylist() == examples(topic)
    assert Codec().encode_many(topic, decoded.batch) == messages


@pytest.mark.parametrize("topic", AVRO_TOPICS)
def test_messages_are_what_fastavro_writes(topic: str) -> None:
    assert Codec().encode_many(topic, examples(topic)) == [
        written_by(registry.raw_schema(topic), record) for record in examples(topic)
    ]


def test_example_files_are_not_empty() -> None:
    assert all(example_lines(topic) for topic in AVRO_TOPICS)


def older_ydelse() -> dict[str, Any]:
    """A writer's schema without akasse, with the enum's symbols in another order and a field since dropped."""
    schema = copy.deepcopy(registry.raw_schema(YDELSE))
    fields = [field for field in schema["fields"] if field["name"] != "akasse"]
    next(f for f in fields if f["name"] == "ydelse")["type"]["symbols"].reverse()
    return {**schema, "fields": [{"name": "dropped", "type": "string", "default": ""}, *fields]}


def test_an_older_writers_message_is_read_with_todays_defaults() -> None:
    record = fact("ydelse") | {"dropped": "x"}
    codec = Codec(SingleObject({YDELSE: [older_ydelse()]}))
    decoded = codec.decode_batch(YDELSE, [written_by(older_ydelse(), record)])
    assert decoded.bad == []
    assert decoded.batch.to_pylist() == [fact("ydelse", akasse=None)]


def test_old_and_new_messages_keep_their_order_in_a_batch() -> None:
    new = Codec().encode_many(YDELSE, examples(YDELSE))
    old = written_by(older_ydelse(), fact("ydelse", fact_id="old") | {"dropped": "x"})
    decoded = Codec(SingleObject({YDELSE: [older_ydelse()]})).decode_batch(YDELSE, [new[0], old, b"?", new[1]])
    assert decoded.batch["fact_id"].to_pylist() == ["y-2024-000001", "old", "y-2024-000001"]
    assert (decoded.positions.tolist(), [bad.position for bad in decoded.bad]) == ([0, 1, 3], [2])


def test_a_message_of_another_topic_is_refused() -> None:
    samtale = Codec().encode_many("star.samtale.v1", examples("star.samtale.v1"))[0]
    bad = Codec().decode_batch(YDELSE, [samtale]).bad
    assert [b.error_class for b in bad] == ["UnknownSchema"]


def test_a_batch_may_hold_its_enums_as_plain_strings() -> None:
    batch = batch_of("ydelse", *examples(YDELSE))
    words = batch.set_column(8, "ydelse", batch["ydelse"].cast("string"))
    assert Codec().encode_many(YDELSE, words) == Codec().encode_many(YDELSE, batch)


@pytest.mark.parametrize("column", ["fact_id", "ydelse", "period_start"])
def test_a_batch_without_a_required_column_is_named(column: str) -> None:
    batch = batch_of("ydelse", fact("ydelse")).drop_columns([column])
    with pytest.raises(ValueError, match=column):
        Codec().encode_many(YDELSE, batch)
