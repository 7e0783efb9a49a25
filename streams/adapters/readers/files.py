"""Opening files of facts: which format a name means, and what it is packed with."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

import zstandard

FORMATS: Final = ("jsonl", "csv", "avro", "parquet")
_PACKED: Final = ("gz", "zst")
_ALIASES: Final = {"ndjson": "jsonl", "json": "jsonl"}


class UnreadableFile(ValueError):
    """A file that cannot be read as facts at all, or breaks off: one line that names it and says what to do."""


def format_of(path: Path) -> str:
    """The format by the file's name; UnreadableFile when the name says none."""
    endings = [ending.lstrip(".").lower() for ending in path.suffixes]
    if endings and endings[-1] in _PACKED:
        endings.pop()
    found = _ALIASES.get(endings[-1], endings[-1]) if endings else ""
    if found not in FORMATS:
        raise UnreadableFile(f"{path}: the name must end in .jsonl, .csv, .avro or .parquet (.gz or .zst may follow)")
    return found


class Opened:
    """An open file: `stream` yields its unpacked bytes, `taken()` tells how many bytes of the file that has cost."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.stream: IO[bytes] = _unpacked(path, self._file)
        self._last = 0

    def taken(self) -> int:
        """Bytes of the file read since this was last asked."""
        now = self._file.tell()
        taken, self._last = now - self._last, now
        return taken

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _unpacked(path: Path, file: IO[bytes]) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        unpacked: Any = gzip.GzipFile(fileobj=file)
        return io.BufferedReader(unpacked, 1 << 20)
    if path.suffix.lower() == ".zst":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True), 1 << 20)
    return file


READ_ERRORS: Final = (OSError, EOFError, zstandard.ZstdError)
"""What unpacking raises on a broken archive (zlib's error comes through gzip as OSError or EOFError)."""

Progress = Callable[[int], None]
"""Is told how many more bytes of the files have been read."""
