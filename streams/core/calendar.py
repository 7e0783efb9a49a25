"""Civil dates as int32 days since 1970-01-01, months as int32 counted from year 0.

Only date arithmetic lives here. Valid from 1980 to 2119, which holds every fact (1990-2100) and every deadline
counted from one.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from streams.core.jit import jit

NO_DATE: Final = 2147483647
"""No date, or a date that never comes: an open end compares later than every real date."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST_YEAR: Final = 1980
_LAST_YEAR: Final = 2119
_MONTH0: Final = _FIRST_YEAR * 12
_STARTS: Final = np.array(
    [date(y, m, 1).toordinal() - _EPOCH for y in range(_FIRST_YEAR, _LAST_YEAR + 1) for m in range(1, 13)],
    dtype=np.int32,
)
_DAY0: Final = int(_STARTS[0])


def to_day(d: date | None) -> int:
    """Days since 1970-01-01; None is NO_DATE."""
    return NO_DATE if d is None else d.toordinal() - _EPOCH


def to_date(day: int) -> date:
    """The inverse of `to_day` for real dates."""
    return date.fromordinal(int(day) + _EPOCH)


@jit
def month_of(day: int) -> int:
    """year * 12 + (month - 1) of a day."""
    guess = (day - _DAY0) * 100 // 3044
    if _STARTS[guess] > day:
        guess -= 1
    elif _STARTS[guess + 1] <= day:
        guess += 1
    return guess + _MONTH0


@jit
def month_start(month: int) -> int:
    """The first day of a month."""
    return int(_STARTS[month - _MONTH0])


@jit
def month_end(month: int) -> int:
    """The last day of a month."""
    return int(_STARTS[month - _MONTH0 + 1]) - 1


@jit
def has_leap_day(month: int) -> bool:
    """Whether the month is a February of 29 days."""
    return month % 12 == 1 and _STARTS[month - _MONTH0 + 1] - _STARTS[month - _MONTH0] == 29


@jit
def add_months(day: int, months: int) -> int:
    """The same day of the month `months` later (or earlier), clamped to that month's last day [02 §2]."""
    month = month_of(day)
    moved = month_start(month + months) + day - month_start(month)
    last = month_end(month + months)
    return moved if moved < last else last
