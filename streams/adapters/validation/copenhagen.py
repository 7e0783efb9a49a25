"""Which civil day it is in Copenhagen at an instant, for whole columns. A table of clock changes, nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

_ZONE: Final = ZoneInfo("Europe/Copenhagen")
_MS_PER_DAY: Final = 86_400_000
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100


def copenhagen_days(instants: NDArray[np.int64]) -> NDArray[Any]:
    """UTC ms since 1970, shape (n,), as Copenhagen days since 1970; exact for 1990 to 2100."""
    changes, offsets = _table()
    return (instants + offsets[np.searchsorted(changes, instants, side="right")]) // _MS_PER_DAY


@cache
def _table() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Instants of the clock changes (k,), and the offsets in ms before, between and after them (k + 1,)."""
    months = [
        int(datetime(year, month, 1, tzinfo=UTC).timestamp())
        for year in range(_FIRST_YEAR, _LAST_YEAR + 2)
        for month in range(1, 13)
    ]
    changes, offsets = [], [_offset(months[0])]
    for begin, end in pairwise(months):
        if _offset(end) != offsets[-1]:
            changes.append(_change(begin, end) * 1000)
            offsets.append(_offset(end))
    return np.array(changes, np.int64), np.array(offsets, np.int64) * 1000


def _offset(instant: int) -> int:
    """Seconds that Copenhagen's clocks are ahead of UTC."""
    offset = datetime.fromtimestamp(instant, _ZONE).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _change(begin: int, end: int) -> int:
    """The second of the one clock change in (begin, end]."""
    before = _offset(begin)
    while end - begin > 1:
        middle = (begin + end) // 2
        begin, end = (middle, end) if _offset(middle) == before else (begin, middle)
    return end
