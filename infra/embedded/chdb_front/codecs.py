"""Compression of HTTP bodies: what clients may send and what they may get. Streams in, streams out."""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import lz4.frame
import zstandard

from infra.embedded.chdb_front import frames
from infra.embedded.chdb_front.errors import CANNOT_DECOMPRESS, UNKNOWN_COMPRESSION, ClickHouseError


class Compressor(Protocol):
    """Takes pieces, gives pieces (possibly empty)."""

    def add(self, data: bytes | memoryview) -> bytes: ...
    def end(self) -> bytes: ...


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._zlib = zlib.compressobj(level=1, wbits=wbits)

    def add(self, data: bytes | memoryview) -> bytes:
        return self._zlib.compress(data)

    def end(self) -> bytes:
        return self._zlib.flush()


class _Lz4:
    """One frame a piece, so that every piece can be read when it arrives."""

    def add(self, data: bytes | memoryview) -> bytes:
        return bytes(lz4.frame.compress(data))

    def end(self) -> bytes:
        return b""


class _Zstd:
    def __init__(self) -> None:
        self._zstd = zstandard.ZstdCompressor(level=1).compressobj()

    def add(self, data: bytes | memoryview) -> bytes:
        return self._zstd.compress(data) + self._zstd.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._zstd.flush()


class _Frames:
    """ClickHouse's own frames."""

    def add(self, data: bytes | memoryview) -> bytes:
        return frames.compressed(data)

    def end(self) -> bytes:
        return b""


class Plain:
    """No compression."""

    def add(self, data: bytes | memoryview) -> bytes:
        return bytes(data)

    def end(self) -> bytes:
        return b""


_COMPRESSORS: dict[str, Callable[[], Compressor]] = {
    "lz4": _Lz4,
    "zstd": _Zstd,
    "gzip": lambda: _Zlib(31),
    "deflate": lambda: _Zlib(15),
}


def negotiate(accept_encoding: str, own_frames: bool = False) -> tuple[str, Compressor]:
    """(Content-Encoding, compressor): the first encoding the client names that we have, or ("", Plain).

    `own_frames` asks for ClickHouse's own (`compress=1`), which are no HTTP encoding.
    """
    if own_frames:
        return "", _Frames()
    for offer in accept_encoding.split(","):
        name = offer.split(";")[0].strip().lower()
        if name in _COMPRESSORS and "q=0" not in offer.replace(" ", "").split(";")[1:]:
            return name, _COMPRESSORS[name]()
    return "", Plain()


class _Frame(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes | None: ...
    def decompress(self, data: bytes, /) -> bytes: ...


_DECOMPRESSORS: dict[str, Callable[[], _Frame]] = {
    "lz4": lz4.frame.LZ4FrameDecompressor,
    "zstd": lambda: zstandard.ZstdDecompressor().decompressobj(),
    "gzip": lambda: zlib.decompressobj(31),
    "deflate": lambda: zlib.decompressobj(15),
    "clickhouse": frames.FrameReader,
}


class Decompressor:
    """Decompresses a body piece by piece, across frames.

    `encoding` is the Content-Encoding, or `clickhouse` for its own frames (`decompress=1`).
    """

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in ("", "identity", *_DECOMPRESSORS):
            known = ", ".join(_DECOMPRESSORS)
            raise ClickHouseError.of(UNKNOWN_COMPRESSION, f"Unknown Content-Encoding {name}, use one of {known}")
        self._new = _DECOMPRESSORS.get(name)
        self._frame: _Frame | None = None

    def add(self, data: bytes) -> bytes:
        """The plain bytes that `data` completes."""
        return b"".join(self._frames(data)) if self._new else data

    def end(self) -> None:
        """Raise code 271 when the body broke off inside a frame."""
        if self._frame is not None:
            raise ClickHouseError.of(CANNOT_DECOMPRESS, "The compressed body is not complete")

    def _frames(self, data: bytes) -> Iterator[bytes]:
        assert self._new is not None  # noqa: S101 - add() asks only then
        while data:
            frame = self._frame or self._new()
            try:
                yield frame.decompress(data)
            except (RuntimeError, zlib.error, zstandard.ZstdError) as error:
                raise ClickHouseError.of(CANNOT_DECOMPRESS, f"Cannot decompress the body: {error}") from error
            data = (frame.unused_data or b"") if frame.eof else b""
            self._frame = None if frame.eof else frame
