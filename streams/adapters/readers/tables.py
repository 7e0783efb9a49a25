"""Facts as rows of CSV, Parquet and Avro container files, and as JSON objects when a mapping says what they mean.

A row's `type` column says what it is; without one, the Avro record's name, or the file's name (ydelse-2024.csv). With
a mapping its columns are not the contract's, and the mapping says all that.
A row that is no fact is set aside as a line of JSON, so that it can be mended like any other.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import fastavro
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.registry import FACT_TYPES
from streams.adapters.pseudonym import Pseudonyms, mask_text
from streams.adapters.readers.facts import ANY_FACT, Fact
from streams.adapters.readers.files import Opened, UnreadableFile
from streams.adapters.readers.mapped import NO_COLUMN, Row, mapped
from streams.adapters.readers.mapping import Mapping
from streams.adapters.readers.rows import Block, Rejected, Source, to_block

BLOCK_ROWS: Final = 20_000

_WHOLE: Final = re.compile(r"-?[0-9]+\.0+")
_INTEGERS: Final = ("revision", "kommune", "akasse", "kode", "aar", "befolkning_16_66", "svar")


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: numbered rows; the fact type of those that do not say; whether "1" may be 1; its columns."""

    rows: Iterator[tuple[int, Row]]
    default: str | None = None
    strict: bool = True
    columns: tuple[str, ...] | None = None


def read_table(
    kind: str, opened: Opened, name: str, pseudonyms: Pseudonyms, mapping: Mapping | None
) -> Iterator[Block]:
    """The facts of a file of this kind, block by block."""
    table = _OPENERS[kind](opened, name, mapping)
    if mapping is not None and table.columns is not None:
        _all_there(table.columns, name, mapping)
    while part := list(islice(table.rows, BLOCK_ROWS)):
        yield _block(part, table, Work(name, pseudonyms, mapping), opened.taken())


def _all_there(columns: tuple[str, ...], name: str, mapping: Mapping) -> None:
    """UnreadableFile when the file lacks a column that the mapping asks for."""
    for column in mapping.columns:
        if column not in columns:
            there = mask_text(", ".join(columns).encode("utf-8", "replace")).decode()  # without a header it is a row
            raise UnreadableFile(f"{name}: no column {column!r}, which {mapping.navn} asks for; it has {there}")


def csv_table(opened: Opened, name: str, mapping: Mapping | None) -> Table:
    """Rows of a CSV file with a header; an empty cell is null."""
    encoding, delimiter = (mapping.tegnsaet, mapping.skilletegn) if mapping else ("utf-8", ",")
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    text = io.TextIOWrapper(opened.stream, encoding, errors="surrogateescape", newline="")
    reader = csv.DictReader(text, restkey=NO_COLUMN, delimiter=delimiter)
    columns = tuple(reader.fieldnames or ())
    rows = ((line, _from_csv(row)) for line, row in _numbered(reader))
    return Table(rows, type_from_name(name), False, columns)


def _numbered(reader: csv.DictReader[str]) -> Iterator[tuple[int, Row]]:
    """Rows with the line they end on; one that csv cannot split is empty, and so no fact."""
    while True:
        try:
            yield reader.line_num + 1, dict(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, {"type": f"unreadable row: {error}", NO_COLUMN: ""}


def _from_csv(row: Row) -> Row:
    found = {key: value if value != "" else None for key, value in row.items()}
    for key in _INTEGERS:
        value = found.get(key)
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            found[key] = value.partition(".")[0]
    return found


def parquet_table(opened: Opened, name: str, _mapping: Mapping | None) -> Table:
    """Rows of a Parquet file; a timestamp without a zone is UTC, or where a mapping's clock stands."""
    source, size = opened.movable()
    try:
        file = pq.ParquetFile(source)
    except pa.ArrowException as error:
        raise _broken(name, "Parquet", error) from None
    share = size / max(file.metadata.num_rows, 1)
    rows = _parquet_rows(file, name, lambda count: opened.pass_over(round(share * count)))
    return Table(enumerate(rows, 1), type_from_name(name), True, tuple(file.schema_arrow.names))


def _parquet_rows(file: Any, name: str, read: Callable[[int], None]) -> Iterator[Row]:
    try:
        with file:
            for batch in file.iter_batches(BLOCK_ROWS):
                read(batch.num_rows)
                yield from batch.to_pylist()
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise _broken(name, "Parquet", error) from None


def _broken(name: str, kind: str, error: Exception) -> UnreadableFile:
    return UnreadableFile(f"{name}: not a whole {kind} file ({error}); fetch it again and rerun")


def _from_arrow(row: Row) -> Row:
    for key, value in row.items():
        if isinstance(value, datetime):
            row[key] = (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
        elif isinstance(value, float) and key in _INTEGERS:
            row[key] = int(value) if value.is_integer() else None if value != value else value
    return row


def avro_table(opened: Opened, name: str, _mapping: Mapping | None) -> Table:
    """Records of an Avro object container file, such as those of our own schemas."""
    try:
        reader: Any = fastavro.reader(opened.stream)
    except _AVRO_ERRORS as error:
        raise _broken(name, "Avro", error) from None
    schema = reader.writer_schema if isinstance(reader.writer_schema, dict) else {}
    default = type_from_name(str(schema.get("name", "")).rpartition(".")[2]) or type_from_name(name)
    columns = tuple(str(field["name"]) for field in schema.get("fields", ()))
    return Table(enumerate(_avro_rows(reader, name), 1), default, True, columns)


def _avro_rows(reader: Any, name: str) -> Iterator[Row]:
    try:
        for row in reader:
            yield dict(row)
    except _AVRO_ERRORS as error:
        raise _broken(name, "Avro", error) from None


def json_table(opened: Opened, _name: str, _mapping: Mapping | None) -> Table:
    """JSON objects, one a line; a line that is none has no columns, and so is no fact."""
    return Table(((line, _object(text)) for line, text in enumerate(opened.stream, 1) if text.strip()), strict=False)


def _object(text: bytes) -> Row:
    try:
        found = msgspec.json.decode(text)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {NO_COLUMN: text.decode("utf-8", "surrogateescape").rstrip("\r\n")}


_OPENERS: Final[dict[str, Callable[[Opened, str, Mapping | None], Table]]] = {
    "csv": csv_table,
    "parquet": parquet_table,
    "avro": avro_table,
    "jsonl": json_table,
}
_AVRO_ERRORS: Final = (
    *(ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, RecursionError, MemoryError),
    *(fastavro.schema.SchemaParseException, fastavro.schema.UnknownType),
)


def type_from_name(name: str) -> str | None:
    """The fact type that a name begins with, such as that of ydelse-2024.csv."""
    first = re.split(r"[^a-z]", name.lower(), maxsplit=1)[0]
    return first if first in FACT_TYPES else None


@dataclass(frozen=True, slots=True)
class Work:
    """What is the same for every row of a file."""

    name: str
    pseudonyms: Pseudonyms
    mapping: Mapping | None = None


def _block(part: list[tuple[int, Row]], table: Table, work: Work, size: int) -> Block:
    told = [(line, *_told(row, table, work)) for line, row in part]
    by_line = {line: row for line, row, _ in told}
    source = Source(work.name, lambda line: _json(by_line[line]))
    facts: list[Fact] = []
    lines: list[int] = []
    rejected: list[Rejected] = []
    for line, row, reason in told:
        try:
            if reason:
                raise ValueError(reason)
            facts.append(_fact(row, table.strict and work.mapping is None))
            lines.append(line)
        except (ValueError, TypeError) as error:
            rejected.append(source.reject(line, str(error)))
    return to_block(facts, lines, source, work.pseudonyms, rejected, size)


def _told(row: Row, table: Table, work: Work) -> tuple[Row, str]:
    """The row in the contract's words, and why it cannot be told in them ("" when it can)."""
    reason = ""
    if work.mapping is not None:
        row, reason = mapped(work.mapping, row, work.pseudonyms)
    elif table.strict:
        row = _from_arrow(row)
    if work.mapping is None and table.default is not None:
        row.setdefault("type", table.default)
    return row, reason if table.strict or _legible(row) else "the row is not written in the file's encoding"


def _legible(row: Row) -> bool:
    """Whether all bytes of the row's texts could be read; those that could not were smuggled in as surrogates."""
    try:
        "".join(value for value in row.values() if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _fact(row: Row, strict: bool) -> Fact:
    for field in ("person_id", "cpr", "sammenlagt_med_cpr"):
        if field in row and row[field] is None:
            row = {key: value for key, value in row.items() if key != field}
    fact: Fact = msgspec.convert(row, ANY_FACT, strict=strict)
    return fact


def _json(row: Row) -> bytes:
    """The row as a line of JSON; bytes that were not UTF-8 become U+FFFD."""
    clean = {_clean(str(key)): _clean(value) for key, value in row.items()}
    return msgspec.json.encode(clean)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
