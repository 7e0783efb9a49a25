"""Shares without a target: what persons and their facts add up to becomes figures to compare on [03 G].

Rows exist from the month in which anybody anywhere was paid first. `avg12` is the value itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core import catalogue as cat
from streams.core.calendar import month_of, to_day
from streams.core.compiled import FULDTIDSDAGE, Compiled
from streams.core.figur import Figure, Point, Sums, is_month_end, points
from streams.core.vinduer import at_month_ends, days_in, weights

Counts = NDArray[np.int64]


def share_figures(compiled: Compiled, sums: Sums, t: int) -> list[Figure]:
    """The figures of one kommune or a-kasse in all such shares."""
    return [
        figure
        for rule in compiled.catalogue.rules
        if rule.head in compiled.andel_slots and (rule.head.ansvarlig == "AKASSE") == (sums.scope == "akasse")
        for figure in _of_rule(compiled, rule, sums, t)
        if to_day(rule.head.gyldig_fra) <= figure.period_end <= to_day(rule.head.gyldig_til)
    ]


def _of_rule(compiled: Compiled, rule: cat.Rule, sums: Sums, t: int) -> Iterator[Figure]:
    everything, some = (sums.slots[slot] for slot in compiled.andel_slots[rule.head])
    match rule:
        case cat.SamtaleAndel() | cat.ForbrugtAndel():
            window = rule.vindue_maaneder
            part = _held(some, window, t, days=False)
            for point, n in _windows(everything, sums, window, t, days=False):
                yield _figure(rule, sums, point, int(part[point.column]), n)
        case cat.SamtalerPrFuldtid():
            window = rule.vindue_maaneder
            part = _held(some, window, t, days=False)
            for point, n in _windows(_paid(sums, everything), sums, window, t, days=True):
                yield _figure(rule, sums, point, int(part[point.column]), n / days_in(point.day, window))
        case cat.AktiveDage():
            paid = _now_is_the_month(_paid(sums, everything), t)
            active = _now_is_the_month(some.copy(), t)
            for point in points(paid, t):
                yield _figure(rule, sums, point, int(active[point.column]), int(paid[point.column]))
        case cat.MedlemAndel():
            for point in points(everything, t):
                yield _figure(rule, sums, point, int(some[point.column]), int(everything[point.column]))


def _windows(slot: Counts, sums: Sums, window: int, t: int, *, days: bool) -> Iterator[tuple[Point, int]]:
    """The measuring dates whose window holds anything, and how much."""
    held = _held(slot, window, t, days=days)
    held[: min(sums.first, axes.MONTHS)] = 0
    for point in points(held, t) if sums.first <= axes.month_column(month_of(t)) else ():
        yield point, int(held[point.column])


def _held(slot: Counts, window: int, t: int, *, days: bool) -> Counts:
    """What the windows that end with each month hold, and in axes.NU that of T."""
    held = np.zeros(axes.COLUMNS, np.int64)
    held[: axes.MONTHS] = at_month_ends(slot, window)
    if not is_month_end(t):
        held[axes.NU] = weights(window, t, days=days) @ slot
    return held


def _paid(sums: Sums, slot: Counts) -> Counts:
    """Days paid on a rule's ydelser: their months are kept as what they differ from all paid days."""
    paid = slot.copy()
    paid[: axes.MONTHS] += sums.slots[FULDTIDSDAGE, : axes.MONTHS]
    return paid


def _now_is_the_month(counts: Counts, t: int) -> Counts:
    """The figure as of T of what is counted by calendar month: T's month so far."""
    counts[axes.NU] = counts[axes.month_column(month_of(t))]
    return counts


def _figure(rule: cat.Rule, sums: Sums, point: Point, numerator: float, denominator: float) -> Figure:
    value = numerator / denominator
    return Figure(
        rule.head.rule_id,
        sums.scope,
        sums.code,
        point.day,
        point.live,
        numerator,
        denominator,
        value,
        value,
        None,
        False,
    )
