"""Facts from files: JSONL, CSV, Avro container and Parquet, packed with gzip or zstandard, in bounded memory.

Reading only: nothing is judged beyond "is this a fact", and nothing is sent anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from streams.adapters.pseudonym import MissingKey, Pseudonyms
from streams.adapters.readers.files import READ_ERRORS, Opened, Progress, UnreadableFile, format_of
from streams.adapters.readers.jsonl import read_jsonl, read_lines
from streams.adapters.readers.rows import UNREADABLE, Block, Chunk, Rejected
from streams.adapters.readers.tables import read_avro, read_csv, read_parquet

__all__ = [
    "UNREADABLE",
    "Block",
    "Chunk",
    "MissingKey",
    "Rejected",
    "UnreadableFile",
    "check_file",
    "read_facts",
    "read_lines",
]

_READERS = {"jsonl": read_jsonl, "csv": read_csv, "avro": read_avro, "parquet": read_parquet}


def check_file(path: Path) -> None:
    """UnreadableFile when there is no such file, or its name does not say what it is."""
    format_of(path)
    if not path.is_file():
        raise UnreadableFile(f"{path}: there is no such file")


def read_facts(
    files: Iterable[Path], key: str | bytes | None = None, progress: Progress | None = None
) -> Iterator[Block]:
    """The facts of the files, in order, block by block (a few MiB each).

    `key` pseudonymises facts that come with `cpr`; MissingKey when such a fact comes and there is none. `progress` is
    told the bytes read. UnreadableFile when a file's name, or the file itself, cannot be made sense of: all names are
    looked at before the first is opened.
    """
    pseudonyms = Pseudonyms(key)
    paths = [(path, format_of(path)) for path in map(Path, files)]
    for path, kind in paths:
        try:
            with Opened(path) as opened:
                for block in _READERS[kind](opened, path.name, pseudonyms):
                    if progress is not None:
                        progress(block.size)
                    yield block
        except FileNotFoundError:
            raise UnreadableFile(f"{path}: there is no such file") from None
        except READ_ERRORS as error:
            raise UnreadableFile(f"{path}: cannot be read on ({error}); fetch it again and rerun") from None
