"""Findings are set differences: what an evaluation found against what is already told.

A row that is gone lapses (BORTFALDET); a closed row that was never open is not worth telling. So late data retracts,
and a replay is silent.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.arena import Blocks, replace
from streams.core.calendar import NO_DATE
from streams.core.facts import Records
from streams.core.jit import jit
from streams.core.out import BORTFALDET, OPFYLDT, ROW

NEW_ROW = -2
"""`before` of a row that was not told before."""


class Changes(NamedTuple):
    """Rows to tell, with what was told of each before.

    `before[i]` is the kommune under which row i was told last, NEW_ROW if it was not; `was[i]` the row as it was told
    then, with status INGEN if it was not.
    """

    rows: Records
    before: NDArray[np.int16]
    was: Records


def no_changes(room: int) -> Changes:
    """Buffers for `room` changes."""
    return Changes(np.zeros(room, ROW), np.zeros(room, np.int16), np.zeros(room, ROW))


def first_changes(changes: Changes, count: int) -> Changes:
    """The first `count` of them."""
    return Changes(changes.rows[:count], changes.before[:count], changes.was[:count])


@jit
def _same_number(a: float, b: float) -> bool:
    return a == b or (np.isnan(a) and np.isnan(b))


@jit
def _same(a: Any, b: Any) -> bool:
    """Whether two rows of one breach tell the same."""
    return (
        a.status == b.status
        and a.frist == b.frist
        and a.aabnet == b.aabnet
        and a.lukket == b.lukket
        and a.kommune == b.kommune
        and a.akasse == b.akasse
        and a.ansvarlig == b.ansvarlig
        and a.version == b.version
        and a.ydelse == b.ydelse
        and a.visitation == b.visitation
        and _same_number(a.value, b.value)
        and _same_number(a.threshold, b.threshold)
    )


@jit
def _is_closed(row: Any) -> bool:
    return row.status == OPFYLDT or row.status == BORTFALDET


@jit
def _position(rows: Records, row: Any) -> int:
    """Where the same breach (rule and anchor) stands among rows, or -1."""
    for i in range(len(rows)):
        if rows[i].regel == row.regel and rows[i].anker == row.anker:
            return i
    return -1


@jit
def _tell(row: Any, before: int, changes: Changes, count: int) -> int:
    changes.rows[count] = row
    changes.before[count] = before
    return count + 1


@jit
def _found(old: Records, new: Records, kept: Records, changes: Changes, count: int) -> tuple[int, int]:
    """Keep what was found and tell what is different; returns (kept, count)."""
    n = 0
    for j in range(len(new)):
        i = _position(old, new[j])
        if i < 0 and _is_closed(new[j]):
            continue
        kept[n] = new[j]
        if i < 0:
            count = _tell(new[j], NEW_ROW, changes, count)
        elif _is_closed(old[i]) and _is_closed(new[j]):
            kept[n] = old[i]
        elif not _same(old[i], new[j]):
            changes.was[count] = old[i]
            count = _tell(new[j], old[i].kommune, changes, count)
        n += 1
    return n, count


@jit
def _gone(old: Records, new: Records, kept: Records, n: int, changes: Changes, count: int) -> tuple[int, int]:
    """What was told and is no longer found lapses; what was closed stays closed."""
    for i in range(len(old)):
        if _position(new, old[i]) >= 0:
            continue
        kept[n] = old[i]
        if not _is_closed(old[i]):
            kept[n].status = BORTFALDET
            kept[n].lukket = NO_DATE
            changes.was[count] = old[i]
            count = _tell(kept[n], old[i].kommune, changes, count)
        n += 1
    return n, count


@jit
def tell_changes(
    blocks: Blocks,
    told: Records,
    persons: NDArray[np.int32],
    rows: Records,
    row_end: NDArray[np.int64],
    begin: int,
    kept: Records,
    changes: Changes,
    count: NDArray[np.int64],
) -> int:
    """Compare persons[begin:] with what is told of them, and remember the new state.

    Returns the number of persons done: short of len(persons) when `told` or `changes` must grow first.
    """
    for p in range(begin, len(persons)):
        person = persons[p]
        new = rows[(row_end[p - 1] if p > 0 else 0) : row_end[p]]
        first = blocks.start[person]
        old = told[first : first + blocks.length[person]]
        if count[0] + len(old) + len(new) > len(changes.rows) or len(old) + len(new) > len(kept):
            return p
        n, told_now = _found(old, new, kept, changes, count[0])
        n, told_now = _gone(old, new, kept, n, changes, told_now)
        if not replace(blocks, told, person, kept[:n]):
            return p
        count[0] = told_now
    return len(persons)


@jit
def remember(
    blocks: Blocks,
    told: Records,
    persons: NDArray[np.int32],
    rows: Records,
    row_end: NDArray[np.int64],
    begin: int,
) -> int:
    """Take rows as told of persons[begin:], as they are; returns the number of persons done, as `tell_changes`."""
    for p in range(begin, len(persons)):
        if not replace(blocks, told, persons[p], rows[(row_end[p - 1] if p > 0 else 0) : row_end[p]]):
            return p
    return len(persons)
