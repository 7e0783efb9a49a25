"""Kinds `uden_akasse`, `samtaleform` and `varighed`: events that are a breach in themselves [03 C]."""

from __future__ import annotations

from typing import Any

from streams.core.calendar import NO_DATE, add_months
from streams.core.codes import DELTAGELSER, SAMTALESTATUSSER, code
from streams.core.compiled import Rules
from streams.core.dagpenge import consumed
from streams.core.forloeb import is_member
from streams.core.jit import jit
from streams.core.out import AFHJULPET, KONSTATERET, OPFYLDT, Out, emit, may_change
from streams.core.person import Person, akasse_at, has, kommune_at

AFHOLDT = code(SAMTALESTATUSSER, "AFHOLDT")
NEJ = code(DELTAGELSER, "NEJ")


@jit
def haendelser(p: Person, rules: Rules, out: Out) -> None:
    """All instances of the event rules; several on one day are one instance."""
    for r in range(len(rules.uden_akasse)):
        _uden_akasse(p, rules.uden_akasse[r], out)
    for r in range(len(rules.samtaleform)):
        _samtaleform(p, rules.samtaleform[r], out)
    for r in range(len(rules.varighed)):
        _varighed(p, rules.varighed[r], rules.taellende[0].startede, out)


@jit
def _on_the_day(p: Person, rule: Any, day: int, out: Out) -> None:
    """The breach is the event itself: opened on its day."""
    emit(out, rule, day, day, KONSTATERET, day, NO_DATE, kommune_at(p, day), akasse_at(p, day))


@jit
def er_uden_akasse(p: Person, rule: Any, samtale: Any) -> bool:
    """Whether the a-kasse should have been at this samtale, and was not."""
    return (
        rule.fra <= samtale.dag <= rule.til
        and samtale.status == AFHOLDT
        and has(rule.typer, samtale.samtaletype)
        and samtale.akasse_deltog == NEJ
        and samtale.akasse_fravalgt == 0
        and consumed(p.dagpenge, samtale.dag) >= rule.forbrug_min
    )


@jit
def _uden_akasse(p: Person, rule: Any, out: Out) -> None:
    latest = -1
    for i in range(len(p.samtaler)):
        samtale = p.samtaler[i]
        if samtale.dag != latest and er_uden_akasse(p, rule, samtale):
            latest = samtale.dag
            _on_the_day(p, rule, latest, out)


@jit
def har_forkert_form(p: Person, rule: Any, samtale: Any) -> bool:
    """Whether this samtale was held in a form that was not allowed so early."""
    return (
        rule.fra <= samtale.dag <= rule.til
        and samtale.status == AFHOLDT
        and has(rule.typer, samtale.samtaletype)
        and has(rule.former, samtale.form)
        and _early_in_forloeb(p, rule, samtale.dag)
    )


@jit
def _samtaleform(p: Person, rule: Any, out: Out) -> None:
    latest = -1
    for i in range(len(p.samtaler)):
        samtale = p.samtaler[i]
        if samtale.dag != latest and har_forkert_form(p, rule, samtale):
            latest = samtale.dag
            _on_the_day(p, rule, latest, out)


@jit
def _early_in_forloeb(p: Person, rule: Any, day: int) -> bool:
    """Whether the day lies in the first months of a kontaktforloeb of the rule's ydelser."""
    for f in range(len(p.kontaktforloeb)):
        forloeb = p.kontaktforloeb[f]
        if (
            has(rule.ydelser, forloeb.ydelse)
            and is_member(forloeb, day, p.t)
            and day < add_months(forloeb.start, rule.maaneder)
        ):
            return True
    return False


@jit
def _limit(p: Person, rule: Any, day: int) -> int:
    """The days allowed for a tilbud begun that day; -1 when the person is in no kontaktforloeb."""
    limit = -1
    for f in range(len(p.kontaktforloeb)):
        forloeb = p.kontaktforloeb[f]
        if is_member(forloeb, day, p.t):
            if has(rule.kort_ydelser, forloeb.ydelse) or has(rule.kort_visitationer, forloeb.visitation):
                return rule.kort_dage
            limit = rule.lang_dage
    return limit


@jit
def maales_paa_varighed(tilbud: Any, rule: Any, startede: int) -> bool:
    """Whether the rule limits how long this tilbud may last."""
    return (
        tilbud.tilbudstype == rule.tilbudstype and has(startede, tilbud.status) and rule.fra <= tilbud.dag <= rule.til
    )


@jit
def _varighed(p: Person, rule: Any, startede: int, out: Out) -> None:
    """One instance per startdato; of several that day the one that lasts longest counts."""
    day, end = -1, -1
    for i in range(len(p.tilbud)):
        tilbud = p.tilbud[i]
        if maales_paa_varighed(tilbud, rule, startede):
            if tilbud.dag != day and day >= 0:
                _for_long(p, rule, day, end, out)
                end = -1
            day, end = tilbud.dag, max(end, tilbud.til)
    if day >= 0:
        _for_long(p, rule, day, end, out)


@jit
def _for_long(p: Person, rule: Any, day: int, end: int, out: Out) -> None:
    limit = _limit(p, rule, day)
    if limit < 0:
        return
    due = day + limit - 1
    may_change(out, due + 1, p.t)
    if end <= due:
        status = OPFYLDT
    elif p.t <= due:
        return
    elif end > p.t:
        status = KONSTATERET
        may_change(out, p.t + 1, p.t)
    else:
        status = AFHJULPET
    lukket = end if status == AFHJULPET else NO_DATE
    row = emit(out, rule, day, due, status, due + 1, lukket, kommune_at(p, due), akasse_at(p, due))
    row.value, row.threshold = min(end, p.t) - day + 1, limit
