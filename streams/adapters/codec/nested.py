"""Messages that hold lists of records (alerts): one at a time through fastavro. The kernel takes the flat ones.

Slower by far, which is no matter: there is one alert where there are a thousand facts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import fastavro
import pyarrow as pa

from schemas.registry import Schema, parsed

_LOGICAL: Final = {"date": pa.date32(), "timestamp-millis": pa.timestamp("ms", tz="UTC")}
_PRIMITIVES: Final = {
    "boolean": pa.bool_(),
    "int": pa.int32(),
    "long": pa.int64(),
    "double": pa.float64(),
    "string": pa.string(),
    "bytes": pa.binary(),
}


def is_nested(schema: Schema) -> bool:
    """Whether a field of the record is a list."""
    return any(isinstance(field["type"], dict) and field["type"]["type"] == "array" for field in schema["fields"])


def arrow_schema(schema: Schema) -> pa.Schema:
    """The Arrow schema of a record schema; enums are plain strings."""
    return pa.schema([_field(field) for field in schema["fields"]])


def _field(field: Mapping[str, Any]) -> pa.Field:
    return pa.field(field["name"], _type(field["type"]), nullable=isinstance(field["type"], list))


def _type(avro: Any) -> Any:
    if isinstance(avro, list):
        return _type(next(part for part in avro if part != "null"))
    if isinstance(avro, str):
        return _PRIMITIVES[avro]
    if "logicalType" in avro:
        return _LOGICAL[avro["logicalType"]]
    match avro["type"]:
        case "array":
            return pa.list_(_type(avro["items"]))
        case "record":
            return pa.struct([_field(field) for field in avro["fields"]])
        case "enum":
            return pa.string()
    raise ValueError(f"the codec does not know Avro type {avro['type']}")


def encode(schema: Schema, header: bytes, rows: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The messages of the rows; `schema` as `registry.schema` gives it. ValueError or TypeError: a row does not fit."""
    messages = []
    for row in rows:
        out = io.BytesIO()
        out.write(header)
        fastavro.schemaless_writer(out, schema, dict(row), strict_allow_default=True)
        messages.append(out.getvalue())
    return messages


def decode(schema: Schema, writer: Schema, body: bytes) -> dict[str, Any]:
    """One message's record, as the current schema has it; ValueError when bytes are left over."""
    source = io.BytesIO(body)
    record = fastavro.schemaless_reader(source, parsed(writer), schema)
    if source.tell() != len(body):
        raise ValueError("bytes are left over")
    return dict(record)  # type: ignore[arg-type]
