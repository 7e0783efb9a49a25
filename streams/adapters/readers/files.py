"""Opening files of facts, or standard input: which format it is, what it is packed with, how much has been read."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

import zstandard

FORMATS: Final = ("jsonl", "csv", "avro", "parquet")
STDIN: Final = Path("-")
"""The name that stands for standard input."""

_PACKED: Final = ("gz", "zst")
_ALIASES: Final = {"ndjson": "jsonl", "json": "jsonl"}
_MAGIC: Final = {b"\x1f\x8b": "gz", b"\x28\xb5": "zst"}
_BUFFER: Final = 1 << 20


class UnreadableFile(ValueError):
    """A file that cannot be read as facts at all, or breaks off: one line that names it and says what to do."""


def name_of(path: Path) -> str:
    """What a file is called in dead letters and messages."""
    return "stdin" if path == STDIN else path.name


def format_of(path: Path, given: str | None = None) -> str:
    """The format, as given or by the file's name; UnreadableFile when neither says it."""
    if given is not None:
        return given
    if path == STDIN:
        raise UnreadableFile("standard input has no name: say what it is with --format jsonl, csv, avro or parquet")
    endings = [ending.lstrip(".").lower() for ending in path.suffixes]
    if endings and endings[-1] in _PACKED:
        endings.pop()
    found = _ALIASES.get(endings[-1], endings[-1]) if endings else ""
    if found not in FORMATS:
        raise UnreadableFile(
            f"{path}: the name must end in .jsonl, .csv, .avro or .parquet (.gz or .zst may follow), or give --format"
        )
    return found


class _Counted(io.RawIOBase):
    """A file read from its beginning, and how many of its bytes have been handed on; `head`: its first two."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file: Any = file
        self.head = self._left = file.read(2)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left:
            taken = min(len(self._left), len(buffer))
            buffer[:taken], self._left = self._left[:taken], self._left[taken:]
        else:
            taken = self._file.readinto1(buffer)
        self.count += taken
        return taken


class Opened:
    """An open file: `stream` yields its unpacked bytes, `taken()` tells how many bytes of the file that has cost."""

    def __init__(self, path: Path) -> None:
        self._path, self._file = path, sys.stdin.buffer if path == STDIN else path.open("rb")
        self._counted = _Counted(self._file)
        self._packed = _packing(path, self._counted.head)
        self.stream: IO[bytes] = _unpacked(self._packed, io.BufferedReader(self._counted, _BUFFER))
        self._last = 0

    def taken(self) -> int:
        """Bytes of the file read since this was last asked."""
        now = self._counted.count
        taken, self._last = now - self._last, now
        return taken

    def movable(self) -> tuple[IO[bytes], int]:
        """The unpacked bytes as a file to move about in (a copy on disk, unless the file is such), and its size.

        The size is 0 for a copy: `taken()` has told its bytes already.
        """
        if self._path != STDIN and not self._packed:
            return self._path.open("rb"), self._path.stat().st_size
        copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever reads it)
        shutil.copyfileobj(self.stream, copy, _BUFFER)
        copy.seek(0)
        return copy, 0

    def pass_over(self, size: int) -> None:
        """Count bytes that were read another way."""
        self._counted.count += size

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        if self._path != STDIN:
            self._file.close()


def _packing(path: Path, head: bytes) -> str:
    """What a file is packed with: by its name, else by its first bytes; "" for nothing."""
    named = path.suffix.lower().lstrip(".")
    return named if named in _PACKED else _MAGIC.get(head, "")


def _unpacked(packed: str, file: IO[bytes]) -> IO[bytes]:
    if packed == "gz":
        unpacked: Any = gzip.GzipFile(fileobj=file)
        return io.BufferedReader(unpacked, _BUFFER)
    if packed == "zst":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True), _BUFFER)
    return file


READ_ERRORS: Final = (OSError, EOFError, zstandard.ZstdError)
"""What unpacking raises on a broken archive (zlib's error comes through gzip as OSError or EOFError)."""

Progress = Callable[[int], None]
"""Is told how many more bytes of the files have been read."""
