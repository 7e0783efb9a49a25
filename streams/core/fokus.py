"""Kinds `fokus_samtaler` and `fokus_tilbud`: who is in the population, and who of them is failed [03 D]."""

from __future__ import annotations

from typing import Any

from streams.core import axes
from streams.core.calendar import NO_DATE, add_months, month_end, month_of
from streams.core.codes import BESKAEFTIGELSER, SAMTALESTATUSSER, code
from streams.core.compiled import SAMTALER, Rules
from streams.core.dagpenge import DAGPENGE, consumed, nth_paid_day, period_at
from streams.core.forloeb import is_member
from streams.core.jit import jit
from streams.core.out import KONSTATERET, Out, add, emit, may_change
from streams.core.person import Person, akasse_at, has, kommune_at, taeller_tilbud

AFHOLDT = code(SAMTALESTATUSSER, "AFHOLDT")
ORDINAER = code(BESKAEFTIGELSER, "ORDINAER")


@jit
def fokusmaal(p: Person, rules: Rules, places: axes.Places, wide: int, out: Out) -> None:
    """Entries for every month-end, for T and for the coming month-end; rows as of T; when that will change."""
    if len(p.forloeb) == 0:
        return
    coming = month_of(p.t)
    if month_end(coming) == p.t:
        coming += 1
    first, last = _span(p, rules)
    for month in range(month_of(first), min(month_of(last) + 1, coming)):
        _measure(p, rules, month_end(month), axes.month_column(month), places, wide, out)
    if first <= p.t <= last:
        _measure(p, rules, p.t, axes.NU, places, wide, out)
        _rows(p, rules, out)
    if _any_open(p):
        if first <= month_end(coming):
            _measure(p, rules, month_end(coming), axes.KOMMENDE, places, wide, out)
        _when(p, rules, month_end(coming), out)


@jit
def _span(p: Person, rules: Rules) -> tuple[int, int]:
    """No day before the first, or after the last, can find the person in a population."""
    first, last = p.t + 1, p.ydelser[0].dag
    for r in range(len(rules.fokus)):
        rule = rules.fokus[r]
        for f in range(len(p.forloeb)):
            run = p.forloeb[f]
            if not has(rule.ydelser, run.ydelse):
                continue
            if run.ydelse == DAGPENGE:
                first = min(first, run.start)
            else:
                first = min(first, add_months(run.start, rule.anciennitet_maaneder))
            last = max(last, p.t if run.aktivt else run.slut)
    return first, last


@jit
def _measure(p: Person, rules: Rules, m: int, column: int, places: axes.Places, wide: int, out: Out) -> None:
    """Count the person in each fokusmaal's population at m, and among the failed; m after T: as things stand."""
    counted, f = -1, -1
    for r in range(len(rules.fokus)):
        rule = rules.fokus[r]
        if not rule.fra <= m <= rule.til:
            continue
        if rule.maal_naevner != counted:
            counted = rule.maal_naevner
            f = representing(p, rule, m)
            if f >= 0:
                place = places.kommune_place[kommune_at(p, m)]
                add(out, axes.plads(rule.maal_naevner, wide, place, column), 1)
        if f >= 0 and fails(p, rule, rules.taellende[0], m, p.forloeb[f].ydelse):
            place = places.kommune_place[kommune_at(p, m)]
            add(out, axes.plads(rule.maal_taeller, wide, place, column), 1)


@jit
def representing(p: Person, rule: Any, m: int) -> int:
    """The forloeb by which the person is in the population at m (smallest start, then ydelse), or -1."""
    best = -1
    for f in range(len(p.forloeb)):
        run = p.forloeb[f]
        if (
            has(rule.ydelser, run.ydelse)
            and is_member(run, m, max(p.t, m))
            and (best < 0 or run.start < p.forloeb[best].start)
            and _has_seniority(p, rule, run, m)
        ):
            best = f
    return best


@jit
def _has_seniority(p: Person, rule: Any, run: Any, m: int) -> bool:
    if run.ydelse == DAGPENGE:
        return consumed(p.dagpenge, m) >= rule.anciennitet_betalte_dage
    return add_months(run.start, rule.anciennitet_maaneder) <= m


@jit
def fails(p: Person, rule: Any, taellende: Any, m: int, ydelse: int) -> bool:
    """Whether the effort in the window that ends at m is too small."""
    after = add_months(m, -rule.vindue_maaneder)
    if rule.taeller == SAMTALER:
        return samtaler_between(p, rule, after, m) < rule.antal
    return not _has_tilbud(p, taellende, after, m, ydelse) and hours_between(p, after, m) < rule.timer


@jit
def taeller_samtale(samtale: Any, rule: Any, after: int, m: int) -> bool:
    """Whether a samtale counts in the window (after, m]."""
    return after < samtale.dag <= m and samtale.status == AFHOLDT and has(rule.typer, samtale.samtaletype)


@jit
def samtaler_between(p: Person, rule: Any, after: int, m: int) -> int:
    """Qualifying samtaler with after < dato <= m, in any forloeb."""
    count = 0
    for i in range(len(p.samtaler) - 1, -1, -1):
        samtale = p.samtaler[i]
        if samtale.dag <= after:
            break
        if taeller_samtale(samtale, rule, after, m):
            count += 1
    return count


@jit
def overlapper(tilbud: Any, taellende: Any, after: int, m: int, ydelse: int) -> bool:
    """Whether a tilbud counts in the window (after, m]."""
    return tilbud.dag <= m and tilbud.til > after and taeller_tilbud(tilbud, taellende, ydelse)


@jit
def _has_tilbud(p: Person, taellende: Any, after: int, m: int, ydelse: int) -> bool:
    """Whether a started counting tilbud overlaps (after, m]."""
    for i in range(len(p.tilbud)):
        tilbud = p.tilbud[i]
        if overlapper(tilbud, taellende, after, m, ydelse):
            return True
    return False


@jit
def taeller_timer(work: Any, after: int, m: int) -> bool:
    """Whether the hours of a month count in the window (after, m]."""
    return work.kind == ORDINAER and after < month_end(month_of(work.dag)) <= m


@jit
def hours_between(p: Person, after: int, m: int) -> float:
    """Ordinary hours in the months whose last day lies in (after, m]."""
    hours = 0.0
    for i in range(len(p.beskaeftigelse)):
        work = p.beskaeftigelse[i]
        if taeller_timer(work, after, m):
            hours += work.timer
    return hours


@jit
def _rows(p: Person, rules: Rules, out: Out) -> None:
    """The case list as of T."""
    for r in range(len(rules.fokus)):
        if rules.fokus[r].fra <= p.t <= rules.fokus[r].til:
            _row(p, rules.fokus[r], rules.taellende[0], out)


@jit
def _row(p: Person, rule: Any, taellende: Any, out: Out) -> None:
    """The case list: the person is in the population and failed as of T."""
    f = representing(p, rule, p.t)
    if f < 0 or not fails(p, rule, taellende, p.t, p.forloeb[f].ydelse):
        return
    run = p.forloeb[f]
    due = _senior_from(p, rule, run)
    after = add_months(p.t, -rule.vindue_maaneder)
    aabnet = due
    if rule.taeller == SAMTALER:
        value = float(samtaler_between(p, rule, after, p.t))
        aabnet = max(due, _fell_out(p, rule))
    else:
        value = hours_between(p, after, p.t)
    row = emit(out, rule, run.start, due, KONSTATERET, aabnet, NO_DATE, kommune_at(p, p.t), akasse_at(p, p.t))
    row.value = value
    row.threshold = rule.antal if rule.taeller == SAMTALER else rule.timer


@jit
def _senior_from(p: Person, rule: Any, run: Any) -> int:
    """The date on which 12 months' anciennitet was reached."""
    if run.ydelse == DAGPENGE:
        return nth_paid_day(p.dagpenge, period_at(p.dagpenge, p.t), rule.anciennitet_betalte_dage)
    return add_months(run.start, rule.anciennitet_maaneder)


@jit
def _fell_out(p: Person, rule: Any) -> int:
    """When the antal-th latest qualifying samtale left the window; -1 when there are fewer."""
    left = rule.antal
    for i in range(len(p.samtaler) - 1, -1, -1):
        if p.samtaler[i].status == AFHOLDT and has(rule.typer, p.samtaler[i].samtaletype):
            left -= 1
            if left == 0:
                return add_months(p.samtaler[i].dag, rule.vindue_maaneder)
    return -1


@jit
def _when(p: Person, rules: Rules, coming: int, out: Out) -> None:
    """The days on which the fokusmaal can change for a person with an open forloeb and no new fact."""
    may_change(out, coming, p.t)
    may_change(out, coming + 1, p.t)
    window = -1
    for r in range(len(rules.fokus)):
        rule = rules.fokus[r]
        may_change(out, rule.fra, p.t)
        may_change(out, rule.til + 1 if rule.til != NO_DATE else rule.til, p.t)
        for f in range(len(p.forloeb)):
            may_change(out, add_months(p.forloeb[f].start, rule.anciennitet_maaneder), p.t)
        if rule.vindue_maaneder != window:
            window = rule.vindue_maaneder
            _when_facts_leave(p, window, out)


@jit
def _when_facts_leave(p: Person, window: int, out: Out) -> None:
    """The days on which facts leave the window."""
    for i in range(len(p.samtaler)):
        leaves(p.samtaler[i].dag, window, p.t, out)
    for i in range(len(p.tilbud)):
        if p.tilbud[i].til < p.t:
            leaves(p.tilbud[i].til, window, p.t, out)
    for i in range(len(p.beskaeftigelse)):
        leaves(month_end(month_of(p.beskaeftigelse[i].dag)), window, p.t, out)


@jit
def leaves(day: int, window: int, t: int, out: Out) -> None:
    """A fact of that day leaves the window so many months on; on the last of February that is a day later."""
    leaves = add_months(day, window)
    may_change(out, leaves, t)
    may_change(out, leaves + 1, t)


@jit
def _any_open(p: Person) -> bool:
    for f in range(len(p.forloeb)):
        if p.forloeb[f].aktivt:
            return True
    return False
