"""Messages for tests: the shipped examples as dicts, and facts with one thing changed. No assertions here."""

from __future__ import annotations

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import pyarrow as pa

from schemas import registry
from streams.adapters.codec import Codec
from streams.adapters.columns import Columns, columns
from streams.adapters.validation import Verdict, validate

Record = dict[str, Any]


def example_lines(topic: str) -> list[bytes]:
    """The lines of the topic's example file (a tenant's topic: that of its kind)."""
    name = topic.rpartition(".")[0] if registry.topic(topic).tenant else topic
    return (files("schemas") / "examples" / f"{name}.jsonl").read_bytes().splitlines()


def examples(topic: str) -> list[Record]:
    """The topic's examples as the codec takes them."""
    return [as_record(topic, json.loads(line)) for line in example_lines(topic)]


def as_record(topic: str, message: Record) -> Record:
    """A message's JSON with dates, timestamps and bytes as Python's own; a field it leaves out has its default."""
    fields = registry.raw_schema(topic)["fields"]
    defaults = {field["name"]: field["default"] for field in fields if "default" in field}
    return defaults | _fields(fields, {n: v for n, v in message.items() if n != "type"})


def _fields(fields: list[Record], message: Record) -> Record:
    avro = {field["name"]: field["type"] for field in fields}
    return {name: _typed(avro[name], value) for name, value in message.items()}


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(value, list):
        return [_fields(kind["items"]["fields"], item) for item in value]
    if value is None:
        return None
    avro = json.dumps(kind)
    if '"date"' in avro:
        return date.fromisoformat(value)
    if "timestamp-millis" in avro:
        return datetime.fromisoformat(value)
    return value.encode("latin-1") if avro == '"bytes"' else value


def fact(fact_type: str, **changes: Any) -> Record:
    """The type's first example with some fields changed."""
    return examples(registry.fact_topic(fact_type))[0] | changes


def line(fact_type: str, **changes: Any) -> bytes:
    """The type's first example as a line of JSON with some fields changed; a field set to ... is left out."""
    message = json.loads(example_lines(registry.fact_topic(fact_type))[0]) | changes
    return json.dumps({name: value for name, value in message.items() if value is not ...}).encode()


def batch_of(fact_type: str, *facts: Record) -> pa.RecordBatch:
    """Facts as a consumer gets them: encoded and decoded."""
    topic = registry.fact_topic(fact_type)
    decoded = Codec().decode_batch(topic, Codec().encode_many(topic, list(facts)))
    assert not decoded.bad
    return decoded.batch


def columns_of(fact_type: str, *facts: Record) -> Columns:
    """Facts as columns."""
    return columns(fact_type, batch_of(fact_type, *facts))


def judged(fact_type: str, **changes: Any) -> Verdict:
    """The verdict on one changed fact."""
    return validate(columns_of(fact_type, fact(fact_type, **changes)))
