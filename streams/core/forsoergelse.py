"""Kind `forsoergelse`: paid (person, day)s per kommune and month, and who is presumed still on ydelse [03 E]."""

from __future__ import annotations

from typing import Any

from streams.core import axes
from streams.core.calendar import month_end, month_of, month_start
from streams.core.compiled import FULDTIDSDAGE
from streams.core.dage import ALLE, own_days, pieces_by_month
from streams.core.jit import jit
from streams.core.livsbegivenheder import FLYTTET, last_event, next_move
from streams.core.out import Out, add, may_change
from streams.core.person import Person, Scratch, kommune_at


@jit
def forsoergelse(p: Person, places: axes.Places, wide: int, s: Scratch, tail: Any, out: Out) -> None:
    """Entries per kommune and month; `tail`: from when each further day counts as paid until something changes."""
    tail.kommune = -1
    if len(p.ydelser) == 0:
        return
    pieces, taken = own_days(p, ALLE, s)
    pieces_by_month(p, pieces, FULDTIDSDAGE, places, wide, 1, s, out)
    open_from = _open_from(p)
    if open_from < 0:
        return
    _holes(p, places, wide, s, taken, max(open_from, month_start(month_of(p.t))), out)
    tail.fra = _moved_on(p, places, wide, s.taget[0, 1] + 1, out)
    tail.kommune = places.kommune_place[kommune_at(p, tail.fra)]
    may_change(out, month_end(month_of(p.t)) + 1, p.t)


@jit
def _open_from(p: Person) -> int:
    """The day after the earliest last paid day of an open forloeb, or -1."""
    found = -1
    for f in range(len(p.forloeb)):
        run = p.forloeb[f]
        if run.aktivt:
            if found < 0 or run.slut + 1 < found:
                found = run.slut + 1
    return found


@jit
def _holes(p: Person, places: axes.Places, wide: int, s: Scratch, taken: int, first: int, out: Out) -> None:
    """Count as of T the unpaid days since `first` between paid ones: the person is presumed on ydelse on them."""
    for i in range(taken - 1, -1, -1):
        last = s.taget[i, 0] - 1
        _presumed(p, places, wide, first, last, out)
        first = max(first, s.taget[i, 1] + 1)


@jit
def _presumed(p: Person, places: axes.Places, wide: int, first: int, last: int, out: Out) -> None:
    """Count as of T the days from first to last, each where the person is on it (none when last < first)."""
    while first <= last:
        place = places.kommune_place[kommune_at(p, first)]
        end = min(last, next_move(p.borgerstatus, first) - 1)
        add(out, axes.plads(FULDTIDSDAGE, wide, place, axes.NU), end - first + 1)
        first = end + 1


@jit
def _moved_on(p: Person, places: axes.Places, wide: int, fra: int, out: Out) -> int:
    """Count the presumed days from `fra` up to the person's latest move; the day from which the tail runs."""
    e = last_event(p.borgerstatus, FLYTTET, p.t)
    if e < 0 or p.borgerstatus[e].dag <= fra:
        return fra
    moved = p.borgerstatus[e].dag
    _presumed(p, places, wide, max(fra, month_start(month_of(p.t))), moved - 1, out)
    return moved
