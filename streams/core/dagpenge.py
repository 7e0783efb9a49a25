"""The consumed clock: dagpenge seniority in paid days; gaps pause it [02 §3, 000 L588, 001 L480]."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.calendar import NO_DATE
from streams.core.codes import BORGERSTATUSSER, YDELSER, code
from streams.core.facts import Records
from streams.core.jit import jit

DAGPENGE = code(YDELSER, "DAGPENGE")
ALENE = 1 << DAGPENGE
"""Dagpenge alone, as a set of ydelser."""
INDPLACERING = code(BORGERSTATUSSER, "INDPLACERING")


class Dagpenge(NamedTuple):
    """A person's paid dagpenge days as disjoint intervals `fra`..`til`, and the starts of the dagpengeperioder."""

    fra: NDArray[np.int32]
    til: NDArray[np.int32]
    perioder: NDArray[np.int32]


@jit
def paid_intervals(y: Records, ydelser: int, fra: Any, til: Any) -> int:
    """Merge the records (ordered by start) of these ydelser (a bit set) into disjoint intervals; how many."""
    count = 0
    for i in range(len(y)):
        if (ydelser >> y[i].ydelse) & 1 == 0:
            continue
        if count > 0 and y[i].dag <= til[count - 1] + 1:
            til[count - 1] = max(til[count - 1], y[i].til)
        else:
            fra[count], til[count] = y[i].dag, y[i].til
            count += 1
    return count


@jit
def period_starts(b: Records, first_paid: int, out: Any) -> int:
    """Starts of the dagpengeperioder: distinct INDPLACERING dates, and the first paid day if before them (or alone).

    `b` ordered by dato; `first_paid` is NO_DATE when nothing is paid. Returns their number.
    """
    count = 0
    for i in range(len(b)):
        if b[i].kind != INDPLACERING:
            continue
        if count == 0 and first_paid < b[i].dag:
            out[0] = first_paid
            count = 1
        if count == 0 or out[count - 1] != b[i].dag:
            out[count] = b[i].dag
            count += 1
    if count == 0 and first_paid != NO_DATE:
        out[0] = first_paid
        count = 1
    return count


@jit
def period_at(clock: Dagpenge, day: int) -> int:
    """The dagpengeperiode that contains the day, or -1."""
    found = -1
    for i in range(len(clock.perioder)):
        if clock.perioder[i] <= day:
            found = i
    return found


@jit
def period_last(clock: Dagpenge, period: int) -> int:
    """The last day of a dagpengeperiode: the day before the next one, else far away."""
    return clock.perioder[period + 1] - 1 if period + 1 < len(clock.perioder) else NO_DATE


@jit
def days_between(fra: Any, til: Any, first: int, last: int) -> int:
    """How many days of disjoint intervals lie from first to last, both included."""
    total = 0
    for i in range(len(fra)):
        days = min(til[i], last) - max(fra[i], first) + 1
        if days > 0:
            total += days
    return total


@jit
def paid_days(clock: Dagpenge, first: int, last: int) -> int:
    """The number of paid days from first to last, both included."""
    return days_between(clock.fra, clock.til, first, last)


@jit
def consumed(clock: Dagpenge, day: int) -> int:
    """Paid days from the start of the dagpengeperiode that contains the day, up to and including it."""
    period = period_at(clock, day)
    return paid_days(clock, clock.perioder[period], day) if period >= 0 else 0


@jit
def nth_paid_day(clock: Dagpenge, period: int, n: int) -> int:
    """The date on which `consumed` reaches n in this dagpengeperiode, or NO_DATE."""
    first, last = clock.perioder[period], period_last(clock, period)
    left = n
    for i in range(len(clock.fra)):
        fra, til = max(clock.fra[i], first), min(clock.til[i], last)
        if til - fra + 1 >= left:
            return fra + left - 1
        if til >= fra:
            left -= til - fra + 1
    return NO_DATE


@jit
def last_paid_day(clock: Dagpenge, period: int) -> int:
    """The last paid day of a dagpengeperiode; NO_DATE when none of its days is paid."""
    first, last = clock.perioder[period], period_last(clock, period)
    found = NO_DATE
    for i in range(len(clock.fra)):
        fra, til = max(clock.fra[i], first), min(clock.til[i], last)
        if til >= fra:
            found = til
    return found
