"""What is wrong with a string, for whole columns: empty, too long, NUL, or a CPR number in it."""

from __future__ import annotations

from typing import Any, Final

import numba
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from streams.adapters.columns import text_buffers

EMPTY: Final = 1
LONG: Final = 2
NUL: Final = 4
CPR: Final = 8
"""The whole string is 10 digits, with or without a hyphen after the sixth."""
CPR_WITHIN: Final = 16
"""A word of the string is such a number, and its first four digits are a day and a month."""

MAX_CHARACTERS: Final = 64

_jit: Any = numba.njit(cache=True, nogil=True)


@_jit
def _digits(data, at, end):  # type: ignore[no-untyped-def]
    """How many digits stand from `at` on."""
    stop = at
    while stop < end and 48 <= data[stop] <= 57:
        stop += 1
    return stop - at


@_jit
def _cpr_end(data, at, end):  # type: ignore[no-untyped-def]
    """Where the CPR-like number that begins at `at` ends, or -1."""
    count = _digits(data, at, end)
    if count == 10:
        return at + 10
    if count == 6 and at + 6 < end and data[at + 6] == 45 and _digits(data, at + 7, end) == 4:
        return at + 11
    return -1


@_jit
def _is_word(byte):  # type: ignore[no-untyped-def]
    return 48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122


@_jit
def _is_birthday(data, at):  # type: ignore[no-untyped-def]
    """Whether DDMM at `at` is a day and a month (a replacement number's day is 60 higher)."""
    day = (data[at] - 48) * 10 + data[at + 1] - 48
    month = (data[at + 2] - 48) * 10 + data[at + 3] - 48
    return (1 <= day <= 31 or 61 <= day <= 91) and 1 <= month <= 12


@_jit
def _cpr_flags(data, begin, end):  # type: ignore[no-untyped-def]
    flags = 0
    at = begin
    while at <= end - 10:
        stop = -1
        if 48 <= data[at] <= 57 and (at == begin or not _is_word(data[at - 1])):
            stop = _cpr_end(data, at, end)
        if stop > 0:
            if at == begin and stop == end:
                flags |= CPR
            if (stop == end or not _is_word(data[stop])) and _is_birthday(data, at):
                flags |= CPR_WITHIN
        at += 1
    return flags


@_jit
def _flags(offsets, data, out):  # type: ignore[no-untyped-def]
    for row in range(len(offsets) - 1):
        begin = offsets[row]
        end = offsets[row + 1]
        characters = 0
        flags = 0
        for i in range(begin, end):
            if data[i] & 0xC0 != 0x80:
                characters += 1
            if data[i] == 0:
                flags |= NUL
        if characters == 0:
            flags |= EMPTY
        if characters > MAX_CHARACTERS:
            flags |= LONG
        out[row] = flags | _cpr_flags(data, begin, end)


def text_flags(texts: pa.StringArray) -> NDArray[np.uint8]:
    """The bits above for each string, shape (n,)."""
    out = np.empty(len(texts), np.uint8)
    _flags(*text_buffers(texts), out)
    return out
