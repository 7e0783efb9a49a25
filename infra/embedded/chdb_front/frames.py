"""ClickHouse's own compressed frames (`compress=1`, `decompress=1`), as JDBC and so DBeaver use them.

A frame: 16 bytes checksum, then the checksummed part: method, size with this 9-byte header, size of the
plain data (both 32 bits, little-endian), data.
"""

import struct

import lz4.block
import zstandard

from infra.embedded.chdb_front.cityhash import cityhash128

_CHECKSUM = 16
_HEADER = struct.Struct("<BII")
_PLAIN, _LZ4, _ZSTD = 0x02, 0x82, 0x90
_BLOCK_BYTES = 1 << 20


class FrameError(RuntimeError):
    """The bytes are no frame we know."""


def compressed(data: bytes | memoryview) -> bytes:
    """`data` as frames of at most 1 MiB."""
    return b"".join(_frame(bytes(data[at : at + _BLOCK_BYTES])) for at in range(0, len(data), _BLOCK_BYTES))


def _frame(plain: bytes) -> bytes:
    packed: bytes = lz4.block.compress(plain, store_size=False)
    body = _HEADER.pack(_LZ4, _HEADER.size + len(packed), len(plain)) + packed
    return cityhash128(body) + body


class FrameReader:
    """Reads one frame; `eof` when it is complete, `unused_data` what came after it."""

    def __init__(self) -> None:
        self._bytes = b""
        self.eof = False
        self.unused_data: bytes | None = None

    def decompress(self, data: bytes, /) -> bytes:
        """The frame's data once it is complete, nothing before. Raises FrameError."""
        self._bytes += data
        if len(self._bytes) < _CHECKSUM + _HEADER.size:
            return b""
        method, size, plain_size = _HEADER.unpack_from(self._bytes, _CHECKSUM)
        end = _CHECKSUM + size
        if len(self._bytes) < end:
            return b""
        self.eof, self.unused_data = True, self._bytes[end:]
        if cityhash128(self._bytes[_CHECKSUM:end]) != self._bytes[:_CHECKSUM]:
            raise FrameError("checksum of the compressed frame does not match")
        return _plain(method, self._bytes[_CHECKSUM + _HEADER.size : end], plain_size)


def _plain(method: int, packed: bytes, size: int) -> bytes:
    if method == _LZ4:
        return bytes(lz4.block.decompress(packed, uncompressed_size=size))
    if method == _ZSTD:
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=size)
    if method == _PLAIN:
        return packed
    raise FrameError(f"unknown compression method {method:#x} in a frame")
