"""Which facts counted for a breach row: the same tests as the rules', asked of one instance at a time.

A row and the facts it was found from give the answer; nothing is remembered while rules are evaluated, so that only
those pay who ask: alerts and explanations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import codes, fokus, forbrug, frister, haendelser
from streams.core.calendar import add_months
from streams.core.compiled import SAMTALER, TILBUD, Compiled, Rules
from streams.core.dagpenge import period_last
from streams.core.evaluate import largest
from streams.core.facts import Facts, Records, Segment, record
from streams.core.jit import jit
from streams.core.person import Person, Scratch, has, new_scratch, person_at
from streams.core.store import FactTable

TYPER: Final = ("samtale", "tilbud", "borgerstatus", "beskaeftigelse")
_SLAGS: Final = {
    "samtale": ("samtaletype", codes.SAMTALETYPER),
    "tilbud": ("tilbudstype", codes.TILBUDSTYPER),
    "borgerstatus": ("kind", codes.BORGERSTATUSSER),
    "beskaeftigelse": ("kind", codes.BESKAEFTIGELSER),
}
FUND: Final = record([("row", np.int32), ("type", np.int32), ("plads", np.int64)])


class Talt(NamedTuple):
    """A fact that counted: its type and identity, the day that orders it (since 1970), and what kind it is."""

    type: str
    fact_id: str
    dag: int
    slags: str


class Maerker(NamedTuple):
    """1 where a fact of `Person` counted."""

    samtaler: NDArray[np.uint8]
    tilbud: NDArray[np.uint8]
    borgerstatus: NDArray[np.uint8]
    beskaeftigelse: NDArray[np.uint8]


@jit
def maerk(p: Person, rules: Rules, row: Any, s: Scratch, m: Maerker) -> None:
    """Mark the facts that counted for the instance that the row is about; none when it is no instance any more."""
    m.samtaler[:] = 0
    m.tilbud[:] = 0
    m.borgerstatus[:] = 0
    m.beskaeftigelse[:] = 0
    for r in range(len(rules.frist)):
        if rules.frist[r].version == row.version:
            _frist(p, rules.frist[r], rules, row.anker, s, m)
    for r in range(len(rules.forbrug)):
        if rules.forbrug[r].version == row.version:
            _forbrug(p, rules.forbrug[r], row.anker, m)
    _haendelser(p, rules, row, m)
    for r in range(len(rules.fokus)):
        if rules.fokus[r].version == row.version:
            _fokus(p, rules.fokus[r], rules, m)


@jit
def _frist(p: Person, rule: Any, rules: Rules, anchor: int, s: Scratch, m: Maerker) -> None:
    """The first kontaktforloeb that gives the anchor has the breach."""
    for f in range(len(p.kontaktforloeb)):
        forloeb = p.kontaktforloeb[f]
        if not (has(rule.ydelser, forloeb.ydelse) and has(rule.visitationer, forloeb.visitation)):
            continue
        for a in range(frister.anchors(p, forloeb, rule, rules.taellende[0], s)):
            if s.ankre[a, 0] == anchor:
                _instance(p, forloeb, rule, rules, anchor, s.ankre[a, 1] == 1, m)
                return


@jit
def _instance(p: Person, forloeb: Any, rule: Any, rules: Rules, anchor: int, is_end: bool, m: Maerker) -> None:
    if rule.taeller == SAMTALER:
        first = frister.samtaler_from(forloeb, rule, anchor)
        for i in range(len(p.samtaler)):
            m.samtaler[i] = frister.taeller_samtale(p.samtaler[i], forloeb, rule, first)
    elif rule.taeller == TILBUD:
        for i in range(len(p.tilbud)):
            m.tilbud[i] = frister.taeller_tilbud_her(p.tilbud[i], forloeb, rule, rules.taellende[0], anchor, is_end)
    else:
        for i in range(len(p.borgerstatus)):
            m.borgerstatus[i] = frister.taeller_haendelse(p.borgerstatus[i], forloeb, rule, anchor)


@jit
def _forbrug(p: Person, rule: Any, anchor: int, m: Maerker) -> None:
    for period in range(len(p.dagpenge.perioder)):
        if p.dagpenge.perioder[period] == anchor:
            last = period_last(p.dagpenge, period)
            for i in range(len(p.samtaler)):
                first = forbrug.first_counting(p, rule, period)
                m.samtaler[i] = forbrug.taeller_samtale(p.samtaler[i], rule, first, last)


@jit
def _haendelser(p: Person, rules: Rules, row: Any, m: Maerker) -> None:
    """The event of the row's day is what counted."""
    for i in range(len(p.samtaler)):
        if p.samtaler[i].dag == row.anker:
            for r in range(len(rules.uden_akasse)):
                if rules.uden_akasse[r].version == row.version:
                    m.samtaler[i] = haendelser.er_uden_akasse(p, rules.uden_akasse[r], p.samtaler[i])
            for r in range(len(rules.samtaleform)):
                if rules.samtaleform[r].version == row.version:
                    m.samtaler[i] = haendelser.har_forkert_form(p, rules.samtaleform[r], p.samtaler[i])
    startede = rules.taellende[0].startede
    for r in range(len(rules.varighed)):
        if rules.varighed[r].version == row.version:
            for i in range(len(p.tilbud)):
                if p.tilbud[i].dag == row.anker:
                    m.tilbud[i] = haendelser.maales_paa_varighed(p.tilbud[i], rules.varighed[r], startede)


@jit
def _fokus(p: Person, rule: Any, rules: Rules, m: Maerker) -> None:
    """What lies in the window that ends at T."""
    f = fokus.representing(p, rule, p.t)
    if f < 0:
        return
    after = add_months(p.t, -rule.vindue_maaneder)
    if rule.taeller == SAMTALER:
        for i in range(len(p.samtaler)):
            m.samtaler[i] = fokus.taeller_samtale(p.samtaler[i], rule, after, p.t)
        return
    for i in range(len(p.tilbud)):
        m.tilbud[i] = fokus.overlapper(p.tilbud[i], rules.taellende[0], after, p.t, p.forloeb[f].ydelse)
    for i in range(len(p.beskaeftigelse)):
        m.beskaeftigelse[i] = fokus.taeller_timer(p.beskaeftigelse[i], after, p.t)


@jit
def _write(segment: Segment, person: int, t: int, marks: Any, row: int, kind: int, out: Records, count: int) -> int:
    """Note the places of the marked facts; marks are aligned to the person's facts as `person_at` gives them."""
    first, i = segment.start[person], 0
    for at in range(first, first + segment.length[person]):
        if segment.records[at].slettet == 0 and segment.records[at].dag <= t:
            if marks[i] == 1:
                out[count].row, out[count].type, out[count].plads = row, kind, at
                count += 1
            i += 1
    return count


@jit
def _find(facts: Facts, rows: Records, t: int, rules: Rules, s: Scratch, m: Maerker, out: Records) -> int:
    """Write the facts that counted for each row to `out`, ordered by row; returns how many."""
    count = 0
    for i in range(len(rows)):
        person = rows[i].person
        p = person_at(facts, person, t, s)
        maerk(p, rules, rows[i], s, m)
        count = _write(facts.samtale, person, t, m.samtaler, i, 0, out, count)
        count = _write(facts.tilbud, person, t, m.tilbud, i, 1, out, count)
        count = _write(facts.borgerstatus, person, t, m.borgerstatus, i, 2, out, count)
        count = _write(facts.beskaeftigelse, person, t, m.beskaeftigelse, i, 3, out, count)
    return count


def talte(compiled: Compiled, tables: Mapping[str, FactTable], facts: Facts, rows: Records, t: int) -> list[list[Talt]]:
    """The facts that counted for each of these person rows as of day t, ordered by type and day.

    A row whose instance is no more (BORTFALDET because nothing is found any longer) has none.
    """
    persons = rows["person"].astype(np.int32)
    most = largest(facts, persons)
    room = sum(int(tables[name].segment().length[persons].sum()) for name in TYPER)
    marks = Maerker(*(np.zeros(most[name], np.uint8) for name in TYPER))
    out = np.zeros(room, FUND)
    rules = compiled.rules
    count = _find(facts, rows, t, rules, new_scratch(most, len(rules.frist)), marks, out)
    found: list[list[Talt]] = [[] for _ in range(len(rows))]
    for row, kind, place in out[:count].tolist():
        found[row].append(_talt(TYPER[kind], tables[TYPER[kind]], place))
    return found


def _talt(kind: str, table: FactTable, place: int) -> Talt:
    field, words = _SLAGS[kind]
    record = table.records[place]
    return Talt(kind, table.fact_id(place), int(record["dag"]), words[record[field]])
