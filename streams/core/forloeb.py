"""Forloeb: the periods of one ydelse merged into runs [02 §3].

The same run detection serves ydelsesforloeb (key: ydelse) and kontaktforloeb (key: ydelse and visitation).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from streams.core.calendar import month_end, month_of
from streams.core.codes import VISITATIONER, YDELSER
from streams.core.facts import Records, record
from streams.core.jit import jit

FORLOEB: Final = record(
    [
        ("start", np.int32),
        ("slut", np.int32),
        ("ydelse", np.int8),
        ("visitation", np.int8),
        ("aktivt", np.uint8),
    ]
)
"""`slut` is the last paid day; `aktivt` 1 while the forloeb is open."""

KEYS: Final = len(YDELSER) * len(VISITATIONER)
_VISITATIONER: Final = len(VISITATIONER)
_HEL_MAANED: Final = 2
NEVER: Final = -(1 << 30)
"""A day before all days."""


@jit
def find_forloeb(y: Records, by_visitation: bool, t: int, borte: int, latest: Any, out: Records) -> int:
    """Merge ydelse records (ordered by start, cut at T) into runs ordered by key, then start.

    `borte` is the latest day on which the person died or left (NEVER: on none). `latest` is int32 scratch of length
    KEYS, `out` takes at most len(y) runs; returns their number.
    """
    latest[:] = -1
    count = 0
    for i in range(len(y)):
        visitation = y[i].visitation if by_visitation else 0
        key = y[i].ydelse * _VISITATIONER + visitation
        run = latest[key]
        if run < 0 or month_of(y[i].dag) - month_of(out[run].slut) >= _HEL_MAANED:
            run = count
            latest[key] = run
            count += 1
            out[run].start = y[i].dag
            out[run].slut = y[i].til
            out[run].ydelse = y[i].ydelse
            out[run].visitation = visitation
        elif y[i].til > out[run].slut:
            out[run].slut = y[i].til
    _mark_open(out[:count], t, borte)
    _sort(out[:count])
    return count


@jit
def ends_after(slut: int) -> int:
    """The last day on which a run with this last paid day may still be open: the end of the following month."""
    return month_end(month_of(slut) + 1)


@jit
def _mark_open(runs: Records, t: int, borte: int) -> None:
    """A run is ended when the month after its last paid day is over, a later run has begun, or the person is gone."""
    latest_start = -1
    for i in range(len(runs)):
        if runs[i].start > latest_start:
            latest_start = runs[i].start
    for i in range(len(runs)):
        slut = runs[i].slut
        runs[i].aktivt = 0 if t > ends_after(slut) or latest_start > slut or borte > slut else 1


@jit
def _before(a: Any, b: Any) -> bool:
    if a.ydelse != b.ydelse:
        return a.ydelse < b.ydelse
    if a.visitation != b.visitation:
        return a.visitation < b.visitation
    return a.start < b.start


@jit
def _swap(runs: Records, i: int, j: int) -> None:
    start, slut, ydelse, visitation, aktivt = (
        runs[i].start,
        runs[i].slut,
        runs[i].ydelse,
        runs[i].visitation,
        runs[i].aktivt,
    )
    runs[i] = runs[j]
    runs[j].start, runs[j].slut = start, slut
    runs[j].ydelse, runs[j].visitation, runs[j].aktivt = ydelse, visitation, aktivt


@jit
def _sort(runs: Records) -> None:
    """By (ydelse, visitation, start): the order in which instances claim their breach_id [03 A]."""
    for i in range(1, len(runs)):
        j = i
        while j > 0 and _before(runs[j], runs[j - 1]):
            _swap(runs, j, j - 1)
            j -= 1


@jit
def is_member(run: Any, day: int, t: int) -> bool:
    """Whether the person is in the forloeb at a day <= T."""
    last = t if run.aktivt else run.slut
    return run.start <= day <= last
