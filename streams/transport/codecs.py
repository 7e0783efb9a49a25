"""Lends aiokafka the decompressors this project already has.

aiokafka looks for lz4 and zstd in `cramjam` only. Without it a compressed record batch raises
UnsupportedCodecError and stops the worker, so the two codecs Kafka producers really use are supplied from the
`lz4` and `zstandard` packages. Nothing else may be patched here.
"""

from __future__ import annotations

from typing import Any

import aiokafka.codec
import aiokafka.record.default_records as python_records
import lz4.frame
import zstandard


def zstd_decode(payload: Any) -> bytes:
    """The bytes that a zstd frame holds."""
    # A streaming decompressor: Kafka's producers do not always write the content size into the frame.
    return bytes(zstandard.ZstdDecompressor().decompressobj().decompress(payload))


def lz4_decode(payload: Any) -> bytes:
    """The bytes that an lz4 frame holds."""
    return bytes(lz4.frame.decompress(payload))


def _record_modules() -> list[Any]:
    modules: list[Any] = [python_records]
    try:
        from aiokafka.record._crecords import default_records
    except ImportError:
        return modules
    return [*modules, default_records]


def lend() -> None:
    """Makes aiokafka read lz4 and zstd; a no-op where it can already."""
    if aiokafka.codec.has_lz4():
        return
    aiokafka.codec.has_lz4 = aiokafka.codec.has_zstd = lambda: True
    for module in _record_modules():
        module.lz4_decode, module.zstd_decode = lz4_decode, zstd_decode
