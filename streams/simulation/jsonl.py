"""Column batches as JSON lines, and files of them.

Formatting only. Every field is looked up in a table of ready-made bytes and the line is joined column by column, so
that no Python object is made per fact.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import zstandard

from streams.simulation.columns import FactBatch
from streams.simulation.fields import (
    CODE,
    DATE,
    ENUMS,
    FLAG,
    HOURS,
    KINDS,
    NUMBER,
    OTHER,
    SOURCE,
    STAMP,
    TEXT,
    WHOLE,
    source_names,
)
from streams.simulation.kalender import NULL_DATE, as_date
from streams.simulation.registrering import DAY_MS

HALF_HOURS: Final = 4_000


class Writable(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Takes all of `data`."""


def lines(batch: FactBatch) -> bytes:
    """The batch as JSON lines, in the order of its rows."""
    if not len(batch):
        return b""
    parts: list[Any] = [pa.scalar(f'{{"type":"{batch.type}"'.encode())]
    for name, column in batch.columns.items():
        if KINDS.get(name) == OTHER:
            parts += [_seldom(name, column)]
            continue
        quote = b'"' if KINDS.get(name) == TEXT else b""
        parts += [pa.scalar(f',"{name}":'.encode() + quote), *_field(batch.type, name, column)]
        parts += [pa.scalar(quote)] if quote else []
    joined = pc.binary_join_element_wise(*parts, pa.scalar(b"}\n"), pa.scalar(b""))
    offsets = np.frombuffer(joined.buffers()[1], np.int32, len(batch) + 1)
    return bytes(memoryview(joined.buffers()[2])[: offsets[-1]])


def _field(fact_type: str, name: str, column: Any) -> list[Any]:
    vocabulary = ENUMS.get((fact_type, name))
    if vocabulary is not None:
        return [_words(vocabulary).take(pa.array(column))]
    kind = KINDS[name]
    if kind == STAMP:
        seconds = column % DAY_MS // 1000
        return [_days(column // DAY_MS, b'"', b"T"), _clock().take(pa.array(seconds))]
    return [_WRITERS[kind](column)]


def _seldom(name: str, column: Any) -> Any:
    """A whole field, key and all, where there is one: most facts have none, and it may be left out."""
    values = pa.array(column, pa.binary())
    told = pc.binary_join_element_wise(pa.scalar(f',"{name}":"'.encode()), values, pa.scalar(b'"'), pa.scalar(b""))
    return pc.if_else(pa.array(column == b""), pa.scalar(b""), told)


def _whole(column: Any) -> Any:
    return pc.cast(pc.cast(pa.array(column), pa.string()), pa.binary())


def _code(column: Any) -> Any:
    return pc.if_else(pa.array(column <= 0), pa.scalar(b"null"), _whole(column))


def _days(column: Any, before: bytes = b'"', after: bytes = b'"') -> Any:
    """Dates from a table that spans the column's own days; the table's last entry is null."""
    known = column[column != NULL_DATE]
    first, last = (int(known.min()), int(known.max())) if known.size else (0, 0)
    table = [before + as_date(d).isoformat().encode() + after for d in range(first, last + 1)] + [b"null"]
    index = np.where(column == NULL_DATE, last + 1, column) - first
    return pa.array(table, pa.binary()).take(pa.array(index))


def _numbers(column: Any) -> Any:
    return pa.array(["null" if x != x else repr(x) for x in column.tolist()]).cast(pa.binary())


@cache
def _words(vocabulary: tuple[str, ...], quoted: bool = True) -> Any:
    return pa.array([(f'"{word}"' if quoted else word).encode() for word in vocabulary])


@cache
def _half_hours() -> Any:
    return pa.array([repr(n / 2).encode() for n in range(HALF_HOURS)])


@cache
def _clock() -> Any:
    return pa.array([f'{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}Z"'.encode() for s in range(86_400)])


@cache
def _source_words() -> Any:
    return pa.array([f'"{name}"'.encode() for name in source_names()])


_WRITERS: Final[dict[int, Any]] = {
    TEXT: pa.array,
    WHOLE: _whole,
    CODE: _code,
    FLAG: lambda column: _words(("false", "true"), False).take(pa.array(column.astype(np.int32))),
    DATE: _days,
    SOURCE: lambda column: _source_words().take(pa.array(column)),
    HOURS: lambda column: _half_hours().take(pa.array((column * 2).astype(np.int32))),
    NUMBER: _numbers,
}


@contextmanager
def opened(path: Path) -> Iterator[Writable]:
    """The file at `path` for writing; compressed when its name ends in .gz or .zst, the same bytes every time."""
    if path.suffix == ".gz":
        with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            yield packed
    elif path.suffix == ".zst":
        with path.open("wb") as raw, zstandard.ZstdCompressor(level=3).stream_writer(raw) as packed:
            yield packed
    else:
        with path.open("wb") as raw:
            yield raw
