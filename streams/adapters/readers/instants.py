"""RFC 3339 timestamps, a column at a time: a datetime object each would cost more than the rest of the line."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from streams.adapters.columns import text_buffers

_jit: Any = numba.njit(cache=True, nogil=True)


@_jit
def _number(data, at, count):  # type: ignore[no-untyped-def]
    """The number that `count` digits at `at` make, or -1."""
    value = 0
    for i in range(at, at + count):
        if data[i] < 48 or data[i] > 57:
            return -1
        value = value * 10 + int(data[i]) - 48
    return value


@_jit
def _days(year, month, day):  # type: ignore[no-untyped-def]
    """Days since 1970 of a Gregorian date, or the smallest int32 when there is none such."""
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    length = 31 - (month - 1) % 7 % 2 if month != 2 else 28 + leap
    if year < 1 or month < 1 or month > 12 or day < 1 or day > length:
        return -2147483648
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@_jit
def _zone(data, at, end):  # type: ignore[no-untyped-def]
    """Minutes ahead of UTC that the zone at `at` says, or -10000 when it is none or does not end the text."""
    if end - at == 1 and (data[at] == 90 or data[at] == 122):
        return 0
    if end - at != 6 or (data[at] != 43 and data[at] != 45) or data[at + 3] != 58:
        return -10000
    hours, minutes = _number(data, at + 1, 2), _number(data, at + 4, 2)
    if hours < 0 or hours > 23 or minutes < 0 or minutes > 59:
        return -10000
    return (hours * 60 + minutes) * (1 if data[at] == 43 else -1)


@_jit
def _clock(data, at):  # type: ignore[no-untyped-def]
    """Seconds since midnight of HH:MM:SS at `at`, or -1."""
    hour, minute, second = _number(data, at, 2), _number(data, at + 3, 2), _number(data, at + 6, 2)
    if data[at + 2] != 58 or data[at + 5] != 58 or hour < 0 or minute < 0 or second < 0:
        return -1
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else -1


@_jit
def _instant(data, begin, end):  # type: ignore[no-untyped-def]
    """(ms since 1970, whether the text is a timestamp); what is finer than a millisecond is cut off."""
    if end - begin < 20 or data[begin + 4] != 45 or data[begin + 7] != 45 or data[begin + 10] not in (84, 116, 32):
        return np.int64(0), False
    days = _days(_number(data, begin, 4), _number(data, begin + 5, 2), _number(data, begin + 8, 2))
    seconds = _clock(data, begin + 11)
    at, ms, scale = begin + 19, 0, 100
    if data[at] == 46:
        at += 1
        while at < end and 48 <= data[at] <= 57:
            ms += (int(data[at]) - 48) * scale
            scale //= 10
            at += 1
        if data[at - 1] == 46:
            return np.int64(0), False
    zone = _zone(data, at, end)
    good = days > -2147483648 and seconds >= 0 and zone > -10000
    return (np.int64(days) * 86400 + seconds - zone * 60) * 1000 + ms, good


@_jit
def _instants(offsets, data, out, good):  # type: ignore[no-untyped-def]
    for row in range(len(offsets) - 1):
        out[row], good[row] = _instant(data, offsets[row], offsets[row + 1])


def instants(texts: pa.StringArray) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """UTC ms since 1970 of RFC 3339 timestamps with a zone, (n,), and which of the texts are such."""
    out, good = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.bool_)
    _instants(*text_buffers(texts), out, good)
    return out, good
