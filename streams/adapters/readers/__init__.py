"""Facts from files: JSONL, CSV, Avro container and Parquet, packed with gzip or zstandard, in bounded memory.

Reading only: nothing is judged beyond "is this a fact", and nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.adapters.pseudonym import MissingKey, Pseudonyms
from streams.adapters.readers.files import (
    FORMATS,
    READ_ERRORS,
    STDIN,
    Opened,
    Progress,
    UnreadableFile,
    format_of,
    name_of,
)
from streams.adapters.readers.jsonl import read_jsonl, read_lines
from streams.adapters.readers.mapping import Mapping, MappingError, load_mapping
from streams.adapters.readers.rows import UNREADABLE, Block, Chunk, Rejected
from streams.adapters.readers.tables import read_table

__all__ = [
    "AS_NAMED",
    "FORMATS",
    "STDIN",
    "UNREADABLE",
    "Block",
    "Chunk",
    "MappingError",
    "MissingKey",
    "Progress",
    "Reading",
    "Rejected",
    "UnreadableFile",
    "check_files",
    "load_mapping",
    "read_facts",
    "read_lines",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read files: `kind`, one of FORMATS, whatever their names say; `mapping`, what their columns mean."""

    kind: str | None = None
    mapping: Mapping | None = None


AS_NAMED = Reading()


def check_files(files: Iterable[Path], reading: Reading = AS_NAMED) -> None:
    """UnreadableFile when one is not there or does not say what it is, or standard input is named twice."""
    paths = list(files)
    for path in paths:
        format_of(path, reading.kind)
        if path != STDIN and not path.is_file():
            raise UnreadableFile(f"{path}: there is no such file")
    if paths.count(STDIN) > 1:
        raise UnreadableFile("standard input can be read once: name - one time")


def read_facts(
    files: Iterable[Path],
    key: str | bytes | None = None,
    progress: Progress | None = None,
    reading: Reading = AS_NAMED,
) -> Iterator[Block]:
    """The facts of the files (STDIN is standard input), in order, block by block (a few MiB each).

    `key` pseudonymises facts that come with `cpr`; MissingKey when such a fact comes and there is none. `progress` is
    told the bytes read. UnreadableFile when a file's name, or the file itself, cannot be made sense of: all names are
    looked at before the first is opened.
    """
    pseudonyms = Pseudonyms(key)
    for path, kind in [(path, format_of(path, reading.kind)) for path in map(Path, files)]:
        try:
            with Opened(path) as opened:
                for block in _blocks(kind, opened, name_of(path), pseudonyms, reading.mapping):
                    if progress is not None:
                        progress(block.size)
                    yield block
        except FileNotFoundError:
            raise UnreadableFile(f"{path}: there is no such file") from None
        except READ_ERRORS as error:
            raise UnreadableFile(f"{name_of(path)}: cannot be read on ({error}); fetch it again and rerun") from None


def _blocks(kind: str, opened: Opened, name: str, pseudonyms: Pseudonyms, mapping: Mapping | None) -> Iterator[Block]:
    """The contract's own lines take a way of their own: they need no rows in between."""
    if kind == "jsonl" and mapping is None:
        return read_jsonl(opened, name, pseudonyms)
    return read_table(kind, opened, name, pseudonyms, mapping)
