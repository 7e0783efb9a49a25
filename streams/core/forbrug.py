"""Kind `forbrugt_frist`: deadlines on dagpenge's consumed clock [03 B]."""

from __future__ import annotations

from typing import Any

from streams.core.calendar import NO_DATE
from streams.core.codes import SAMTALESTATUSSER, code
from streams.core.compiled import Rules
from streams.core.dagpenge import DAGPENGE, last_paid_day, nth_paid_day, paid_days, period_last
from streams.core.jit import jit
from streams.core.out import INGEN, Out, emit, may_change, resolved_on, status_of
from streams.core.person import Person, akasse_at, has, kommune_at

AFHOLDT = code(SAMTALESTATUSSER, "AFHOLDT")


@jit
def forbrugte_frister(p: Person, rules: Rules, out: Out) -> None:
    """One instance per rule and dagpengeperiode with a paid day."""
    for period in range(len(p.dagpenge.perioder)):
        last_paid = last_paid_day(p.dagpenge, period)
        if last_paid == NO_DATE:
            continue
        anchor = p.dagpenge.perioder[period]
        is_open = period == len(p.dagpenge.perioder) - 1 and _latest_is_open(p)
        for r in range(len(rules.forbrug)):
            if rules.forbrug[r].fra <= anchor <= rules.forbrug[r].til:
                _instance(p, rules.forbrug[r], period, last_paid, is_open, out)


@jit
def _latest_is_open(p: Person) -> bool:
    """Whether the person's latest dagpenge ydelsesforloeb is open."""
    slut, is_open = -1, False
    for i in range(len(p.forloeb)):
        if p.forloeb[i].ydelse == DAGPENGE and p.forloeb[i].slut > slut:
            slut = p.forloeb[i].slut
            is_open = p.forloeb[i].aktivt == 1
    return is_open


@jit
def _instance(p: Person, rule: Any, period: int, last_paid: int, is_open: bool, out: Out) -> None:
    anchor, last = p.dagpenge.perioder[period], period_last(p.dagpenge, period)
    due = nth_paid_day(p.dagpenge, period, rule.betalte_dage)
    reached = due != NO_DATE
    if not reached:
        if not is_open:
            return
        due = last_paid + rule.betalte_dage - paid_days(p.dagpenge, anchor, last)
    count, done = _samtaler(p, rule, first_counting(p, rule, period), last)
    status = status_of(done, due, p.t, is_open, rule.varsel_dage, last_paid, reached)
    may_change(out, due - rule.varsel_dage, p.t)
    may_change(out, due + 1, p.t)
    if status != INGEN:
        row = emit(
            out,
            rule,
            anchor,
            due,
            status,
            due + 1,
            resolved_on(status, done),
            kommune_at(p, due),
            akasse_at(p, due),
        )
        row.value, row.threshold = count, rule.antal


@jit
def first_counting(p: Person, rule: Any, period: int) -> int:
    """The first day on which a samtale counts: of the period, or after its `efter_betalte_dage`-th paid day."""
    if rule.efter_betalte_dage == 0:
        return int(p.dagpenge.perioder[period])
    reached = nth_paid_day(p.dagpenge, period, rule.efter_betalte_dage)
    return reached if reached == NO_DATE else reached + 1


@jit
def taeller_samtale(samtale: Any, rule: Any, first: int, last: int) -> bool:
    """Whether a samtale counts in a dagpengeperiode from first to last."""
    return samtale.status == AFHOLDT and first <= samtale.dag <= last and has(rule.typer, samtale.samtaletype)


@jit
def _samtaler(p: Person, rule: Any, first: int, last: int) -> tuple[int, int]:
    """Qualifying samtaler inside the dagpengeperiode: how many, and the date of the k-th."""
    count, done = 0, NO_DATE
    for i in range(len(p.samtaler)):
        samtale = p.samtaler[i]
        if taeller_samtale(samtale, rule, first, last):
            count += 1
            if count == rule.antal:
                done = samtale.dag
    return count, done
