"""Adding persons up: what each person counts for, so that it can be taken back when the person changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.arena import Blocks, replace
from streams.core.calendar import month_of, month_start
from streams.core.facts import Records
from streams.core.jit import jit


@jit
def count_again(
    blocks: Blocks,
    counted: Records,
    persons: NDArray[np.int32],
    entries: Records,
    entry_end: NDArray[np.int64],
    begin: int,
    sums: NDArray[np.int64],
    touched: NDArray[np.uint8],
) -> int:
    """Take back what persons[begin:] counted for and add what they count for now; marks the (slot, place)s touched.

    Returns the number of persons done: short of len(persons) when `counted` must grow first.
    """
    for p in range(begin, len(persons)):
        person = persons[p]
        new = entries[(entry_end[p - 1] if p > 0 else 0) : entry_end[p]]
        first, length = blocks.start[person], blocks.length[person]
        _add(counted[first : first + length], -1, sums, touched)
        if not replace(blocks, counted, person, new):
            _add(counted[first : first + length], 1, sums, touched)
            return p
        _add(new, 1, sums, touched)
    return len(persons)


@jit
def _add(entries: Records, sign: int, sums: NDArray[np.int64], touched: NDArray[np.uint8]) -> None:
    for i in range(len(entries)):
        sums[entries[i].plads] += sign * entries[i].antal
        touched[entries[i].plads // axes.COLUMNS] = 1


def tail_days(tails: Records, t: int, wide: int) -> NDArray[np.int64]:
    """Days of T's month on which people are presumed on ydelse after their last payment, per place."""
    days = np.zeros(wide, np.int64)
    _add_tails(tails, t, days)
    return days


@jit
def _add_tails(tails: Records, t: int, days: NDArray[np.int64]) -> None:
    month = month_start(month_of(t))
    for i in range(len(tails)):
        if tails[i].kommune >= 0:
            days[tails[i].kommune] += max(0, t - max(tails[i].fra, month) + 1)
