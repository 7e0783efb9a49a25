"""What the stream says about the facts: the Arrow shape of its rows, and the rows that come one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

_WORD, _DATE, _F64 = pa.dictionary(pa.int32(), pa.string()), pa.date32(), pa.float64()

BREACHES: Final = pa.schema(
    [
        ("kommune_key", pa.uint16()),
        ("breach_id", pa.string()),
        ("rule_id", _WORD),
        ("rule_version", _WORD),
        ("regime", _WORD),
        ("scope", _WORD),
        ("subject", pa.string()),
        ("person_id", pa.string()),
        ("kommune", pa.uint16()),
        ("akasse", pa.uint16()),
        ("responsible", _WORD),
        ("anchor_on", _DATE),
        ("due_on", _DATE),
        ("status", _WORD),
        ("opened_on", _DATE),
        ("resolved_on", _DATE),
        ("value", _F64),
        ("threshold", _F64),
        ("as_of", _DATE),
        ("detected_at", pa.timestamp("ms", "UTC")),
        ("version", pa.uint64()),
        ("is_deleted", pa.uint8()),
        ("ydelse", _WORD),
        ("visitation", _WORD),
    ]
)
"""A breach row. `kommune_key` is `kommune` or 0; on an is_deleted row it is the key that was left.

`ydelse` and `visitation` are the maalgruppe at the due date, empty where there is none.
"""

INDICATORS: Final = pa.schema(
    [
        ("indicator_id", _WORD),
        ("scope", _WORD),
        ("code", pa.uint16()),
        ("period_end", _DATE),
        ("live", pa.bool_()),
        ("headroom", pa.int32()),
        ("numerator", _F64),
        ("denominator", _F64),
        ("value", _F64),
        ("avg12", _F64),
        ("threshold", _F64),
        ("breach", pa.bool_()),
        ("class", pa.string()),
        ("as_of", _DATE),
        ("version", pa.uint64()),
        ("period_key", _DATE),
        ("is_deleted", pa.uint8()),
    ]
)
"""An indicator row. `period_key` is `period_end`, or 1970-01-01 on a live row."""

_DERIVED: Final = ("kommune_key", "period_key", "is_deleted", "ydelse", "visitation")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come on one partition: `consumed` is the next offset to read.

    `produced` maps 'topic:partition' to the next offset of what the stage has produced.
    """

    stage: str
    topic: str
    partition: int
    consumed: int
    as_of: date | None
    version: int
    run: str
    produced: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that could not be used, whole. For a file's, `partition` and `offset` are -1."""

    topic: str
    partition: int
    offset: int
    key: bytes
    value: bytes
    reason: str
    error_class: str
    time: datetime
    file: str = ""
    line: int = 0

    @property
    def letter_id(self) -> str:
        """SHA-256 hex of where it came from and what it says: the same letter met twice is one letter."""
        place = f"{self.topic}|{self.partition}|{self.offset}|{self.file}|{self.line}|{len(self.key)}|"
        return hashlib.sha256(place.encode() + self.key + self.value).hexdigest()


PROGRESS: Final = pa.schema(
    [
        ("stage", pa.string()),
        ("topic", pa.string()),
        ("partition", pa.int32()),
        ("consumed", pa.uint64()),
        ("as_of", _DATE),
        ("version", pa.uint64()),
        ("run", pa.string()),
        ("produced", pa.map_(pa.string(), pa.uint64())),
    ]
)
DEAD_LETTERS: Final = pa.schema(
    [
        ("letter_id", pa.string()),
        ("topic", pa.string()),
        ("partition", pa.int32()),
        ("offset", pa.int64()),
        ("key", pa.binary()),
        ("value", pa.binary()),
        ("reason", pa.string()),
        ("error_class", pa.string()),
        ("time", pa.timestamp("ms", "UTC")),
        ("file", pa.string()),
        ("line", pa.uint64()),
    ]
)
AUDITS: Final = pa.schema(
    [
        ("began", pa.timestamp("ms", "UTC")),
        ("as_of", _DATE),
        ("seconds", _F64),
        *((name, pa.uint64()) for name in ("persons", "facts", "breaches", "indicators", "differences")),
        ("moved", pa.bool_()),
    ]
)
"""What an audit came to."""


def gathered(rows: Sequence[Progress] | Sequence[DeadLetter], schema: Any) -> Any:
    """The rows as an Arrow table of `schema`."""
    return pa.table({f.name: pa.array(_values(rows, f), f.type) for f in schema}, schema=schema)


def _values(rows: Sequence[Any], column: Any) -> list[Any]:
    if pa.types.is_map(column.type):
        return [list(getattr(row, column.name).items()) for row in rows]
    return [getattr(row, column.name) for row in rows]


def completed(table: Any, schema: Any) -> Any:
    """`table` in the shape of `schema`; what follows from the other columns may be left out.

    kommune_key, period_key, is_deleted (0), ydelse and visitation (empty) are filled in. ValueError names any other
    missing column.
    """
    missing = [n for n in schema.names if n not in table.column_names and n not in _DERIVED]
    if missing:
        raise ValueError(f"rows lack the columns {', '.join(missing)}")
    columns = [_cast(table, f) if f.name in table.column_names else _derived(table, f) for f in schema]
    return pa.table(columns, schema=schema)


def _cast(table: Any, column: Any) -> Any:
    values = table[column.name]
    return values if values.type == column.type else values.cast(column.type)


def _derived(table: Any, column: Any) -> Any:
    if column.name == "kommune_key":
        return table["kommune"].cast(column.type).fill_null(0)
    if column.name == "period_key":
        return pc.if_else(table["live"], pa.scalar(0, pa.date32()), table["period_end"])
    if column.type == _WORD:
        return pa.repeat(pa.scalar("", pa.string()), table.num_rows).dictionary_encode()
    return pa.repeat(pa.scalar(0, column.type), table.num_rows)
