"""Facts as rows of CSV, Parquet and Avro container files.

A row's `type` column says what it is; without one, the Avro record's name, or the file's name (ydelse-2024.csv).
A row that is no fact is set aside as a line of JSON, so that it can be mended like any other.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import fastavro
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.registry import FACT_TYPES
from streams.adapters.pseudonym import Pseudonyms
from streams.adapters.readers.facts import ANY_FACT, Fact
from streams.adapters.readers.files import Opened, UnreadableFile
from streams.adapters.readers.rows import Block, Rejected, Source, to_block

BLOCK_ROWS: Final = 20_000

Row = dict[str, Any]

_WHOLE: Final = re.compile(r"-?[0-9]+\.0+")
_INTEGERS: Final = ("revision", "kommune", "akasse", "kode", "aar", "befolkning_16_66", "svar")


def read_csv(opened: Opened, name: str, pseudonyms: Pseudonyms) -> Iterator[Block]:
    """Rows of a CSV file with a header; an empty cell is null."""
    text = io.TextIOWrapper(opened.stream, "utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.DictReader(text, restkey="")
    if reader.fieldnames is None:
        return
    default = type_from_name(name)
    rows = ((line, _from_csv(row)) for line, row in _numbered(reader))
    yield from _blocks(rows, default, opened, name, pseudonyms, strict=False)


def _numbered(reader: csv.DictReader[str]) -> Iterator[tuple[int, Row]]:
    """Rows with the line they end on; one that csv cannot split is empty, and so no fact."""
    while True:
        try:
            yield reader.line_num + 1, dict(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, {"type": f"unreadable row: {error}"}


def _from_csv(row: Row) -> Row:
    found = {key: value if value != "" else None for key, value in row.items()}
    for key in _INTEGERS:
        value = found.get(key)
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            found[key] = value.partition(".")[0]
    return found


def read_parquet(opened: Opened, name: str, pseudonyms: Pseudonyms) -> Iterator[Block]:
    """Rows of a Parquet file; a timestamp without a zone is UTC."""
    try:
        source: Any = opened.stream if opened.stream.seekable() else pa.py_buffer(opened.stream.read())
        file = pq.ParquetFile(source)
        batches = file.iter_batches(BLOCK_ROWS)
        rows = (_from_arrow(row) for batch in batches for row in batch.to_pylist())
        yield from _blocks(enumerate(rows, 1), type_from_name(name), opened, name, pseudonyms, strict=True)
    except pa.ArrowException as error:
        raise UnreadableFile(f"{name}: not a whole Parquet file ({error}); fetch it again and rerun") from None


def _from_arrow(row: Row) -> Row:
    for key, value in row.items():
        if isinstance(value, datetime):
            row[key] = (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
        elif isinstance(value, float) and key in _INTEGERS:
            row[key] = int(value) if value.is_integer() else None if value != value else value
    return row


def read_avro(opened: Opened, name: str, pseudonyms: Pseudonyms) -> Iterator[Block]:
    """Records of an Avro object container file, such as those of our own schemas."""
    try:
        reader: Any = fastavro.reader(opened.stream)
        schema = reader.writer_schema
        record = str(schema.get("name", "")) if isinstance(schema, dict) else ""
        default = type_from_name(record.rpartition(".")[2]) or type_from_name(name)
        rows = (_from_arrow(dict(row)) for row in reader)
        yield from _blocks(enumerate(rows, 1), default, opened, name, pseudonyms, strict=True)
    except (ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        raise UnreadableFile(f"{name}: not a whole Avro file ({error}); fetch it again and rerun") from None


def type_from_name(name: str) -> str | None:
    """The fact type that a name begins with, such as that of ydelse-2024.csv."""
    first = re.split(r"[^a-z]", name.lower(), maxsplit=1)[0]
    return first if first in FACT_TYPES else None


def _blocks(
    rows: Iterable[tuple[int, Row]],
    default: str | None,
    opened: Opened,
    name: str,
    pseudonyms: Pseudonyms,
    strict: bool,
) -> Iterator[Block]:
    numbered = iter(rows)
    while part := list(islice(numbered, BLOCK_ROWS)):
        for _, row in part:
            if default is not None:
                row.setdefault("type", default)
        yield _block(part, name, pseudonyms, strict, opened.taken())


def _block(part: list[tuple[int, Row]], name: str, pseudonyms: Pseudonyms, strict: bool, size: int) -> Block:
    by_line = dict(part)
    source = Source(name, lambda line: _json(by_line[line]))
    facts: list[Fact] = []
    lines: list[int] = []
    rejected: list[Rejected] = []
    for line, row in part:
        try:
            facts.append(_fact(row, strict))
            lines.append(line)
        except (ValueError, TypeError) as error:
            rejected.append(source.reject(line, str(error)))
    return to_block(facts, lines, source, pseudonyms, rejected, size)


def _fact(row: Row, strict: bool) -> Fact:
    for field in ("person_id", "cpr"):
        if field in row and row[field] is None:
            row = {key: value for key, value in row.items() if key != field}
    fact: Fact = msgspec.convert(row, ANY_FACT, strict=strict)
    return fact


def _json(row: Row) -> bytes:
    """The row as a line of JSON; bytes that were not UTF-8 become U+FFFD."""
    clean = {str(key): _clean(value) for key, value in row.items()}
    return msgspec.json.encode(clean)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
