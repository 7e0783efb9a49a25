"""Avro's binary encoding of flat records, many at a time, compiled. No Python objects, no allocation by what is read.

Reading is strict: a length is checked before it is used, and a record that does not end exactly where its bytes end is
refused. A value travels as one int64: integers and enum indices as they are, a double as its bits, a string as
`begin << 32 | length` into the buffer.
"""

from __future__ import annotations

from typing import Any, Final

import numba
import numpy as np
from numpy.typing import NDArray

# What a field is. Here, beside the code that is compiled with them: its cache knows only this file.
BOOLEAN: Final = 0
INT: Final = 1
LONG: Final = 2
DOUBLE: Final = 3
STRING: Final = 4
BYTES: Final = 5
ENUM: Final = 6

OK: Final = 0
TRUNCATED: Final = 1
TRAILING: Final = 2
OVERLONG: Final = 3
OUT_OF_RANGE: Final = 4
BAD_LENGTH: Final = 5
BAD_UTF8: Final = 6
BAD_SYMBOL: Final = 7
BAD_BRANCH: Final = 8
BAD_BOOLEAN: Final = 9

REASONS: Final = (
    "",
    "the message ends in the middle of field {field}",
    "{extra} bytes are left over after the last field",
    "field {field} is a number of more than 64 bits",
    "field {field} does not fit in 32 bits",
    "field {field} has a length beyond the message",
    "field {field} is not UTF-8",
    "field {field} has an unknown enum value",
    "field {field} is neither null nor its type",
    "field {field} is not a boolean",
)
"""What each verdict means to an engineer."""

Bytes = NDArray[np.uint8]
Values = NDArray[np.int64]

_jit: Any = numba.njit(cache=True, nogil=True)
# calls that return a pair cost more than the work they do: measured 500 ns against 140 ns a record
_inline: Any = numba.njit(cache=True, nogil=True, forceinline=True)


@_inline
def _varint(buf, pos, end):  # type: ignore[no-untyped-def]
    """(value, next position), or (0, -verdict)."""
    if pos < end and buf[pos] < 0x80:
        first = np.int64(buf[pos])
        return (first >> 1) ^ -(first & 1), pos + 1
    value = np.uint64(0)
    shift = np.uint64(0)
    while pos < end:
        byte = np.uint64(buf[pos])
        pos += 1
        if shift == 63 and byte > 1:
            return np.int64(0), -OVERLONG
        value |= (byte & np.uint64(0x7F)) << shift
        if byte < 0x80:
            half = np.int64(value >> np.uint64(1))
            return (~half if value & np.uint64(1) else half), pos
        shift += np.uint64(7)
    return np.int64(0), -TRUNCATED


@_jit
def _is_tail(buf, pos, end, count):  # type: ignore[no-untyped-def]
    """Whether `count` UTF-8 continuation bytes stand at pos."""
    if pos + count > end:
        return False
    bad = 0
    for i in range(pos, pos + count):
        bad |= (buf[i] & 0xC0) ^ 0x80
    return bad == 0


@_jit
def _is_utf8(buf, pos, end):  # type: ignore[no-untyped-def]
    """Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms)."""
    while pos < end:
        lead = buf[pos]
        pos += 1
        if lead < 0x80:
            continue
        count = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
        if lead < 0xC2 or lead > 0xF4 or not _is_tail(buf, pos, end, count):
            return False
        second = buf[pos]
        if (lead == 0xE0 and second < 0xA0) or (lead == 0xED and second > 0x9F):
            return False
        if (lead == 0xF0 and second < 0x90) or (lead == 0xF4 and second > 0x8F):
            return False
        pos += count
    return True


@_inline
def _text(buf, pos, end):  # type: ignore[no-untyped-def]
    """(begin << 32 | length, next position) of a string or of bytes."""
    length, pos = _varint(buf, pos, end)
    if pos < 0:
        return length, pos
    if length < 0 or length > end - pos:
        return np.int64(0), -BAD_LENGTH
    return (np.int64(pos) << 32) | length, pos + length


@_inline
def _double(buf, pos, end):  # type: ignore[no-untyped-def]
    """(bits, next position) of a double."""
    if end - pos < 8:
        return np.int64(0), -TRUNCATED
    bits = np.uint64(0)
    for i in range(8):
        bits |= np.uint64(buf[pos + i]) << np.uint64(8 * i)
    return np.int64(bits), pos + 8


@_inline
def _boolean(buf, pos, end):  # type: ignore[no-untyped-def]
    """(0 or 1, next position) of a boolean."""
    if pos >= end:
        return np.int64(0), -TRUNCATED
    if buf[pos] > 1:
        return np.int64(0), -BAD_BOOLEAN
    return np.int64(buf[pos]), pos + 1


@_inline
def _value(buf, pos, end, op, limit):  # type: ignore[no-untyped-def]
    """(value, next position) of one field that is not null; a negative position is minus the verdict."""
    if op == BOOLEAN:
        return _boolean(buf, pos, end)
    if op == DOUBLE:
        return _double(buf, pos, end)
    if op not in (INT, LONG, ENUM):
        return _text(buf, pos, end)
    value, pos = _varint(buf, pos, end)
    if pos >= 0 and op == INT and (value < -2147483648 or value > 2147483647):
        return value, -OUT_OF_RANGE
    if pos >= 0 and op == ENUM and (value < 0 or value >= limit):
        return value, -BAD_SYMBOL
    return value, pos


@_inline
def _record(buf, pos, end, ops, limits, optional, values, valid, row):  # type: ignore[no-untyped-def]
    """(verdict, field) of one record, written to column `row` of `values` and `valid`."""
    for field in range(len(ops)):
        valid[field, row] = 1
        if optional[field]:
            branch, pos = _varint(buf, pos, end)
            if pos < 0 or branch < 0 or branch > 1:
                return (-pos if pos < 0 else BAD_BRANCH), field
            if branch == 0:
                valid[field, row] = 0
                values[field, row] = 0
                continue
        values[field, row], pos = _value(buf, pos, end, ops[field], limits[field])
        if pos < 0:
            return -pos, field
    return (OK if pos == end else TRAILING), end - pos


@_jit
def _decode(buf, begins, ends, ops, limits, optional, values, valid, verdicts, details):  # type: ignore[no-untyped-def]
    for row in range(len(begins)):
        verdict, detail = _record(buf, begins[row], ends[row], ops, limits, optional, values, valid, row)
        verdicts[row] = verdict
        details[row] = detail


@_jit
def _check_texts(buf, field, places, verdicts, details):  # type: ignore[no-untyped-def]
    """Refuse the records, readable so far, whose string at places[row] is not UTF-8."""
    for row in range(len(places)):
        begin = places[row] >> 32
        if verdicts[row] == OK and not _is_utf8(buf, begin, begin + (places[row] & 0xFFFFFFFF)):
            verdicts[row] = BAD_UTF8
            details[row] = field


@_jit
def _gather(buf, places, data, offsets):  # type: ignore[no-untyped-def]
    at = 0
    for row in range(len(places)):
        begin = places[row] >> 32
        length = places[row] & 0xFFFFFFFF
        for i in range(length):
            data[at + i] = buf[begin + i]
        at += length
        offsets[row + 1] = at


@_inline
def _put_varint(out, at, value):  # type: ignore[no-untyped-def]
    """Write `value` at `at`; the next position."""
    rest = np.uint64((value << 1) ^ (value >> 63))
    while rest > np.uint64(0x7F):
        out[at] = np.uint8((rest & np.uint64(0x7F)) | np.uint64(0x80))
        rest >>= np.uint64(7)
        at += 1
    out[at] = np.uint8(rest)
    return at + 1


@_inline
def _put(out, at, op, value):  # type: ignore[no-untyped-def]
    """Write one field that is not null, of a string only its length; the next position."""
    if op == BOOLEAN:
        out[at] = np.uint8(value)
        return at + 1
    if op == DOUBLE:
        for i in range(8):
            out[at + i] = np.uint8((value >> (8 * i)) & 0xFF)
        return at + 8
    if op in (INT, LONG, ENUM):
        return _put_varint(out, at, value)
    return _put_varint(out, at, value & 0xFFFFFFFF) + (value & 0xFFFFFFFF)


@_jit
def _encode(header, values, valid, ops, optional, out, ends, offsets):  # type: ignore[no-untyped-def]
    """Write all but the strings' bytes; ends[field, row] is where a field ends, so a string is to end there."""
    at = 0
    for row in range(values.shape[1]):
        for i in range(len(header)):
            out[at + i] = header[i]
        at += len(header)
        for field in range(len(ops)):
            if optional[field]:
                out[at] = 2 if valid[field, row] else 0
                at += 1
            if valid[field, row]:
                at = _put(out, at, ops[field], values[field, row])
            ends[field, row] = at
        offsets[row + 1] = at


@_jit
def _scatter(buf, places, valid, ends, out):  # type: ignore[no-untyped-def]
    """Copy one column of strings to where they end. By column: within a record it took six times as long."""
    for row in range(len(places)):
        begin = places[row] >> 32
        length = places[row] & 0xFFFFFFFF if valid[row] else 0
        at = ends[row] - length
        for i in range(length):
            out[at + i] = buf[begin + i]


def decode(
    buf: Bytes,
    begins: Values,
    ends: Values,
    ops: NDArray[np.int8],
    limits: NDArray[np.int32],
    optional: Bytes,
) -> tuple[Values, Bytes, NDArray[np.int8], Values]:
    """Read records buf[begins[i]:ends[i]].

    Returns values (fields, n), valid (fields, n), verdicts (n,) and details (n,): the field at fault, or how many bytes
    are left over. Where the verdict is not OK the record's values mean nothing.
    """
    n = len(begins)
    values, valid = np.zeros((len(ops), n), np.int64), np.ones((len(ops), n), np.uint8)
    verdicts, details = np.empty(n, np.int8), np.empty(n, np.int64)
    _decode(buf, begins, ends, ops, limits, optional, values, valid, verdicts, details)
    for field in np.flatnonzero(ops == STRING).tolist():
        _check_texts(buf, field, values[field], verdicts, details)
    return values, valid, verdicts, details


def gather(buf: Bytes, places: Values) -> tuple[NDArray[np.int32], Bytes]:
    """Strings at `places` laid out one after the other: Arrow's offsets (n + 1,) and data."""
    data = np.empty(int((places & 0xFFFFFFFF).sum()), np.uint8)
    offsets = np.zeros(len(places) + 1, np.int32)
    _gather(buf, places, data, offsets)
    return offsets, data


def encode(
    header: Bytes, buf: Bytes, values: Values, valid: Bytes, ops: NDArray[np.int8], optional: Bytes
) -> tuple[Bytes, Values]:
    """Write records, each after `header`; `buf` holds the strings that `values` point into.

    values and valid are (fields, n). Returns the bytes and offsets (n + 1,).
    """
    fields, n = values.shape
    texts = np.flatnonzero(np.isin(ops, (STRING, BYTES)))
    size = n * (len(header) + 11 * fields) + int((values[texts] & 0xFFFFFFFF).sum())
    out, offsets, ends = np.empty(size, np.uint8), np.zeros(n + 1, np.int64), np.empty((fields, n), np.int64)
    _encode(header, values, valid, ops, optional, out, ends, offsets)
    for field in texts.tolist():
        _scatter(buf, values[field], valid[field], ends[field], out)
    return out[: offsets[-1]], offsets


@_jit
def _match(buf, begins, ends, header, found):  # type: ignore[no-untyped-def]
    for row in range(len(begins)):
        begin = begins[row]
        same = ends[row] - begin >= len(header)
        if same:
            for i in range(len(header)):
                same = same and buf[begin + i] == header[i]
        found[row] = same


def match(buf: Bytes, begins: Values, ends: Values, header: Bytes) -> NDArray[np.bool_]:
    """Which of buf[begins[i]:ends[i]] begin with `header`."""
    found = np.empty(len(begins), np.bool_)
    _match(buf, begins, ends, header, found)
    return found
