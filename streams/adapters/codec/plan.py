"""An Avro record schema as a flat program that the kernel can run, and as the Arrow schema it yields.

Only flat records are understood: primitives, enums, dates, timestamps, and unions of null with one of them. Anything
else is refused when the plan is made, never when a message arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from streams.adapters.codec.kernel import BOOLEAN, BYTES, DOUBLE, ENUM, INT, LONG, STRING

_PRIMITIVES: Final = {
    ("boolean", None): (BOOLEAN, pa.bool_()),
    ("int", None): (INT, pa.int32()),
    ("int", "date"): (INT, pa.date32()),
    ("long", None): (LONG, pa.int64()),
    ("long", "timestamp-millis"): (LONG, pa.timestamp("ms", tz="UTC")),
    ("double", None): (DOUBLE, pa.float64()),
    ("string", None): (STRING, pa.string()),
    ("bytes", None): (BYTES, pa.binary()),
}
ENUM_TYPE: Final = pa.dictionary(pa.int8(), pa.string())


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its opcode, whether null is allowed, an enum's symbols in the schema's order, its Arrow type."""

    name: str
    op: int
    nullable: bool
    symbols: tuple[str, ...]
    arrow: pa.DataType


@dataclass(frozen=True, slots=True)
class Plan:
    """A record schema for the kernel: `ops`, `limits` (number of symbols), `optional`, each of shape (fields,)."""

    fields: tuple[Field, ...]
    ops: NDArray[np.int8]
    limits: NDArray[np.int32]
    optional: NDArray[np.uint8]
    arrow: pa.Schema


def plan(schema: dict[str, Any]) -> Plan:
    """The plan of a record schema as written in its .avsc file; ValueError for a type the kernel does not know."""
    fields = tuple(_field(raw) for raw in schema["fields"])
    return Plan(
        fields,
        np.array([f.op for f in fields], np.int8),
        np.array([len(f.symbols) for f in fields], np.int32),
        np.array([f.nullable for f in fields], np.uint8),
        pa.schema([pa.field(f.name, f.arrow, nullable=f.nullable) for f in fields]),
    )


def _field(raw: dict[str, Any]) -> Field:
    avro: Any = raw["type"]
    nullable = isinstance(avro, list)
    if nullable:
        if len(avro) != 2 or avro[0] != "null":
            raise ValueError(f"field {raw['name']}: a union must be [null, X]")
        avro = avro[1]
    if isinstance(avro, dict) and avro["type"] == "enum":
        return Field(raw["name"], ENUM, nullable, tuple(avro["symbols"]), ENUM_TYPE)
    kind = (avro["type"], avro.get("logicalType")) if isinstance(avro, dict) else (avro, None)
    if kind not in _PRIMITIVES:
        raise ValueError(f"field {raw['name']}: the codec does not know Avro type {kind}")
    op, arrow = _PRIMITIVES[kind]
    return Field(raw["name"], op, nullable, (), arrow)
