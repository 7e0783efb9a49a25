"""Counting in windows of whole years, (add_months(M, -n), M]: what is counted once, in its own month, serves them all.

A window that ends with a month is that month and the n - 1 before it; a 28 February reaches back over the leap day of n
months before, which is why leap days are kept apart. A window that ends inside a month begins inside one: that month's
days are kept apart too, so that a person's figures change once a month and not whenever a fact leaves the window.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.calendar import add_months, has_leap_day, month_end, month_of, month_start
from streams.core.jit import jit
from streams.core.out import Out, add, may_change

_LEAP_YEARS: Final = 48
"""Months from one leap day to the next."""
_FEBRUARIES: Final = np.arange(axes.COLUMNS - axes.SKUDDAGE) * _LEAP_YEARS + 12 * (1992 - 1990) + 1
"""The columns of the months that end with a leap day."""


@jit
def count_event(slot: int, wide: int, place: int, day: int, window: int, t: int, out: Out) -> None:
    """Count something of one day (<= T) in windows of `window` months."""
    month = month_of(day)
    add(out, axes.plads(slot, wide, place, axes.month_column(month)), 1)
    if has_leap_day(month) and day == month_end(month):
        add(out, axes.plads(slot, wide, place, axes.leap_day_column(month)), 1)
    if month + window == month_of(t):
        add(out, axes.plads(slot, wide, place, axes.DAGE + day - month_start(month)), 1)
    _when_it_leaves(month, month, window, t, out)


@jit
def count_days(slot: int, wide: int, place: int, first: int, last: int, window: int, t: int, out: Out) -> None:
    """Count the days from first to last (<= T) where windows begin; months are counted by whoever calls.

    The days of the month in which the window of T begins are kept as changes: +1 on the first, -1 after the last.
    """
    _leap_days(slot, wide, place, first, last, out)
    month = month_of(t) - window
    begin, end = max(first, month_start(month)), min(last, month_end(month))
    if begin <= end:
        add(out, axes.plads(slot, wide, place, axes.DAGE + begin - month_start(month)), 1)
        if end < month_end(month):
            add(out, axes.plads(slot, wide, place, axes.DAGE + end + 1 - month_start(month)), -1)
    _when_it_leaves(month_of(first), month_of(last), window, t, out)


@jit
def _leap_days(slot: int, wide: int, place: int, first: int, last: int, out: Out) -> None:
    month = month_of(first)
    month += (1 - month) % 12
    while month <= month_of(last):
        if has_leap_day(month) and first <= month_end(month) <= last:
            add(out, axes.plads(slot, wide, place, axes.leap_day_column(month)), 1)
        month += 12


@jit
def _when_it_leaves(first: int, last: int, window: int, t: int, out: Out) -> None:
    """What lies in the months from first to last is kept by the day while the window of T begins in one of them."""
    begins = month_of(t) - window
    if begins < first:
        may_change(out, month_start(first + window), t)
    elif begins <= last:
        may_change(out, month_start(month_of(t) + 1), t)


def at_month_ends(slot: NDArray[np.int64], window: int) -> NDArray[np.int64]:
    """What the windows that end with each month hold, (axes.MONTHS,); slot: (axes.COLUMNS,)."""
    total = np.concatenate([np.zeros(window + 1, np.int64), np.cumsum(slot[: axes.MONTHS])])
    held: NDArray[np.int64] = total[window + 1 :] - total[1 : axes.MONTHS + 1]
    ends = _FEBRUARIES + window
    counts = slot[axes.SKUDDAGE :]
    mended = (ends < axes.MONTHS) & ((ends - _FEBRUARIES[0]) % _LEAP_YEARS != 0)
    held[ends[mended]] += counts[mended]
    return held


def weights(window: int, day: int, *, days: bool) -> NDArray[np.int64]:
    """How often each column counts in the window that ends on the day, (axes.COLUMNS,): its sum is what it holds.

    `days`: counted by `count_days`, else by `count_event`. A day that is no month-end must be T.
    """
    found = np.zeros(axes.COLUMNS, np.int64)
    month = month_of(day) - window
    found[max(0, axes.month_column(month) + 1) : axes.month_column(month_of(day)) + 1] = 1
    begin, length = add_months(day, -window) - month_start(month) + 1, month_end(month) - month_start(month) + 1
    if day == month_end(month_of(day)):
        if begin < length:
            found[axes.leap_day_column(month)] = 1
    else:
        places = np.arange(length)
        found[axes.DAGE : axes.DAGE + length] = length - np.maximum(places, begin) if days else places >= begin
    return found


def days_in(day: int, window: int) -> int:
    """How many days the window that ends on the day has."""
    return day - add_months(day, -window)
