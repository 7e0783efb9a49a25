"""Kinds `samtale_andel`, `samtaler_pr_fuldtid`, `forbrugt_andel` and `medlem_andel`: what revisions look at [03 G]."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.calendar import NO_DATE, add_months, month_end, month_of
from streams.core.codes import SAMTALESTATUSSER, code
from streams.core.compiled import Rules
from streams.core.dagpenge import days_between, nth_paid_day, paid_intervals
from streams.core.fokus import hours_between, leaves
from streams.core.forloeb import is_member
from streams.core.jit import jit
from streams.core.out import Out, add, may_change
from streams.core.person import Person, Scratch, has, kommune_at
from streams.core.vinduer import count_event

AFHOLDT = code(SAMTALESTATUSSER, "AFHOLDT")


@jit
def andele(p: Person, rules: Rules, places: axes.Places, wide: int, s: Scratch, out: Out) -> None:
    """What the person counts for in every share."""
    if len(rules.samtaletal) > 0:
        _samtaler(p, rules, places, wide, out)
    for r in range(len(rules.forbrugt_andel)):
        _forbrugt(p, rules.forbrugt_andel[r], places, wide, out)
    for r in range(len(rules.medlem_andel)):
        _medlem(p, rules.medlem_andel[r], places, wide, s, out)


@jit
def _samtaler(p: Person, rules: Rules, places: axes.Places, wide: int, out: Out) -> None:
    """Each samtale counts where its own fact says."""
    for i in range(len(p.samtaler)):
        samtale = p.samtaler[i]
        for r in range(len(rules.samtaletal)):
            rule = rules.samtaletal[r]
            if not er_valgt(samtale, rule):
                continue
            if rule.akasse == 0:
                place = places.kommune_place[samtale.kommune]
            elif samtale.akasse >= 0:
                place = places.akasse_place[samtale.akasse]
            else:
                continue
            count_event(rule.slot, wide, place, samtale.dag, rule.vindue, p.t, out)


@jit
def er_valgt(samtale: Any, rule: Any) -> bool:
    """Whether a samtale is one of those that are counted."""
    return (
        has(rule.statusser, samtale.status)
        and has(rule.typer, samtale.samtaletype)
        and has(rule.deltog, samtale.akasse_deltog)
        and (rule.fravalgte == 1 or samtale.akasse_fravalgt == 0)
    )


@jit
def _forbrugt(p: Person, rule: Any, places: axes.Places, wide: int, out: Out) -> None:
    """Every dagpengeperiode that reaches so many paid days counts on that day, where the person is then."""
    for period in range(len(p.dagpenge.perioder)):
        day = nth_paid_day(p.dagpenge, period, rule.betalte_dage)
        if day == NO_DATE:
            continue
        place = places.kommune_place[kommune_at(p, day)]
        count_event(rule.naevner, wide, place, day, rule.vindue, p.t, out)
        if _has_samtale(p, rule, nth_paid_day(p.dagpenge, period, rule.fra_betalte_dage), day):
            count_event(rule.taeller, wide, place, day, rule.vindue, p.t, out)


@jit
def _has_samtale(p: Person, rule: Any, first: int, last: int) -> bool:
    for i in range(len(p.samtaler)):
        samtale = p.samtaler[i]
        if first <= samtale.dag <= last and samtale.status == AFHOLDT and has(rule.typer, samtale.samtaletype):
            return True
    return False


@jit
def _medlem(p: Person, rule: Any, places: axes.Places, wide: int, s: Scratch, out: Out) -> None:
    """Members with so many paid days behind them, at every month-end and at T; when that will change by itself."""
    count = paid_intervals(p.ydelser, rule.ydelser, s.betalt[0], s.betalt[1])
    fra, til = s.betalt[0, :count], s.betalt[1, :count]
    if days_between(fra, til, 0, p.t) < rule.betalte_dage:
        return
    last, is_open = -1, False
    for f in range(len(p.forloeb)):
        if has(rule.ydelser, p.forloeb[f].ydelse):
            last = max(last, p.t if p.forloeb[f].aktivt else p.forloeb[f].slut)
            is_open = is_open or p.forloeb[f].aktivt == 1
    for month in range(month_of(fra[0] + rule.betalte_dage - 1), month_of(last) + 1):
        if month_end(month) <= p.t:
            _at(p, rule, fra, til, month_end(month), axes.month_column(month), places, wide, out)
    if is_open:
        _at(p, rule, fra, til, p.t, axes.NU, places, wide, out)
        _when(p, rule, fra, til, out)


@jit
def _at(
    p: Person,
    rule: Any,
    fra: NDArray[np.int32],
    til: NDArray[np.int32],
    m: int,
    column: int,
    places: axes.Places,
    wide: int,
    out: Out,
) -> None:
    """Count the person at m (<= T), if a member with enough paid days, and among those with enough hours."""
    if not er_medlem(p, rule, m):
        return
    if days_between(fra, til, add_months(m, -rule.betalt_maaneder) + 1, m) < rule.betalte_dage:
        return
    place = places.kommune_place[kommune_at(p, m)]
    add(out, axes.plads(rule.naevner, wide, place, column), 1)
    if hours_between(p, add_months(m, -rule.vindue), m) >= rule.timer:
        add(out, axes.plads(rule.taeller, wide, place, column), 1)


@jit
def er_medlem(p: Person, rule: Any, m: int) -> bool:
    """Whether the person is in a ydelsesforloeb of the rule's ydelser at m."""
    for f in range(len(p.forloeb)):
        if has(rule.ydelser, p.forloeb[f].ydelse) and is_member(p.forloeb[f], m, p.t):
            return True
    return False


@jit
def _when(p: Person, rule: Any, fra: NDArray[np.int32], til: NDArray[np.int32], out: Out) -> None:
    """The days on which a member's place in the share can change without a new fact."""
    may_change(out, month_end(month_of(p.t) + (1 if month_end(month_of(p.t)) == p.t else 0)), p.t)
    leaves(_last_paid_but(fra, til, rule.betalte_dage), rule.betalt_maaneder, p.t, out)
    for i in range(len(p.beskaeftigelse)):
        leaves(month_end(month_of(p.beskaeftigelse[i].dag)), rule.vindue, p.t, out)


@jit
def _last_paid_but(fra: NDArray[np.int32], til: NDArray[np.int32], n: int) -> int:
    """The n-th latest paid day, of which there are at least n: when it leaves a window, fewer than n are in it."""
    i = len(fra) - 1
    while til[i] - fra[i] + 1 < n:
        n -= til[i] - fra[i] + 1
        i -= 1
    return til[i] - n + 1
