"""All rules for many persons: the heart of the core.

One pass per person: read the facts as of T, let each kind of rule speak, note the next day on which something can
change. The driver sees to it that the output buffers are large enough.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.andele import andele
from streams.core.axes import Places
from streams.core.calendar import NO_DATE, month_of
from streams.core.compiled import Compiled, Rules
from streams.core.dage import ydelsesdage
from streams.core.facts import PERSON_TYPES, Facts, Records
from streams.core.fokus import fokusmaal
from streams.core.forbrug import forbrugte_frister
from streams.core.forloeb import ends_after
from streams.core.forsoergelse import forsoergelse
from streams.core.frister import frister
from streams.core.haendelser import haendelser
from streams.core.jit import jit
from streams.core.out import TAIL, Out, may_change, new_out
from streams.core.person import Person, Scratch, new_scratch, next_fact, person_at, ydelse_at

ROWS = 1 << 16
ENTRIES = 1 << 19


class Found(NamedTuple):
    """What one call found for persons[:done]: rows and entries by person, tails and next days aligned to `done`.

    Person i of the call has rows[row_end[i-1]:row_end[i]] and entries[entry_end[i-1]:entry_end[i]].
    """

    done: int
    rows: Records
    entries: Records
    row_end: NDArray[np.int64]
    entry_end: NDArray[np.int64]
    tails: Records
    next_change: NDArray[np.int32]


@jit
def _bounds(p: Person, rules: Rules) -> tuple[int, int]:
    """More rows and entries than the person can give."""
    anchors = len(p.kontaktforloeb) * len(rules.frist) * (1 + len(p.tilbud))
    events = len(p.samtaler) * (len(rules.uden_akasse) + len(rules.samtaleform))
    events += len(p.tilbud) * len(rules.varighed) + len(p.dagpenge.perioder) * len(rules.forbrug)
    months = 3
    if len(p.ydelser) > 0:
        months += month_of(p.t) - month_of(p.ydelser[0].dag)
    shares = len(p.kontaktforloeb) * len(rules.frist) * 30 if len(rules.andel) > 0 else 0
    entries = months * (1 + 2 * len(rules.fokus)) + 3 * len(p.ydelser) + shares
    return anchors + events + len(rules.fokus), entries + _more_entries(p, rules, months)


@jit
def _more_entries(p: Person, rules: Rules, months: int) -> int:
    """More than the shares take: three entries an event; a stretch of days has a few beside its months."""
    pieces = 2 * len(p.ydelser)
    days = len(rules.dage) * (4 * months + pieces * (6 + len(p.tilbud)))
    events = 3 * len(p.samtaler) * len(rules.samtaletal) + 6 * len(p.dagpenge.perioder) * len(rules.forbrugt_andel)
    return days + events + 2 * (months + 1) * len(rules.medlem_andel)


@jit
def _when_facts_speak(facts: Facts, person: int, p: Person, out: Out) -> None:
    """Facts dated after T, payments that reach past T, and forloeb that end for want of payment."""
    may_change(out, next_fact(facts.ydelse, person, p.t), p.t)
    may_change(out, next_fact(facts.samtale, person, p.t), p.t)
    may_change(out, next_fact(facts.tilbud, person, p.t), p.t)
    may_change(out, next_fact(facts.borgerstatus, person, p.t), p.t)
    may_change(out, next_fact(facts.beskaeftigelse, person, p.t), p.t)
    for i in range(facts.ydelse.start[person], facts.ydelse.start[person] + facts.ydelse.length[person]):
        if facts.ydelse.records[i].til > p.t and facts.ydelse.records[i].dag <= p.t:
            may_change(out, p.t + 1, p.t)
    for i in range(len(p.tilbud)):
        if p.tilbud[i].til != NO_DATE:
            may_change(out, p.tilbud[i].til + 1, p.t)
    for f in range(len(p.forloeb)):
        may_change(out, ends_after(p.forloeb[f].slut) + 1, p.t)
    for f in range(len(p.kontaktforloeb)):
        may_change(out, ends_after(p.kontaktforloeb[f].slut) + 1, p.t)


@jit
def _maalgruppe(p: Person, row: Any) -> None:
    """Which ydelse, and which visitation, the person had at the due date."""
    at = ydelse_at(p, row.frist)
    row.ydelse, row.visitation = -1, -1
    if at >= 0:
        row.ydelse, row.visitation = p.ydelser[at].ydelse, p.ydelser[at].visitation


@jit
def _evaluate(
    facts: Facts,
    persons: NDArray[np.int32],
    t: int,
    rules: Rules,
    places: Places,
    wide: int,
    s: Scratch,
    out: Out,
    row_end: NDArray[np.int64],
    entry_end: NDArray[np.int64],
    tails: Records,
    next_change: NDArray[np.int32],
) -> int:
    """Evaluate persons in turn until the buffers may not hold the next one; returns the number done."""
    for i in range(len(persons)):
        p = person_at(facts, persons[i], t, s)
        rows, entries = _bounds(p, rules)
        if out.filled[0] + rows > len(out.rows) or out.filled[1] + entries > len(out.entries):
            return i
        out.next_change[0] = NO_DATE
        first_row = out.filled[0]
        frister(p, rules, places, wide, s, out)
        forbrugte_frister(p, rules, out)
        haendelser(p, rules, out)
        fokusmaal(p, rules, places, wide, out)
        forsoergelse(p, places, wide, s, tails[i], out)
        ydelsesdage(p, rules, places, wide, s, out)
        andele(p, rules, places, wide, s, out)
        _when_facts_speak(facts, persons[i], p, out)
        for r in range(first_row, out.filled[0]):
            out.rows[r].person = persons[i]
            _maalgruppe(p, out.rows[r])
        row_end[i], entry_end[i] = out.filled[0], out.filled[1]
        next_change[i] = out.next_change[0]
    return len(persons)


def largest(facts: Facts, persons: NDArray[np.int32]) -> dict[str, int]:
    """The most facts of each type that one of the persons has."""
    return {
        name: int(segment.length[persons].max(initial=0)) for name, segment in zip(PERSON_TYPES, facts, strict=True)
    }


class Evaluation:
    """Evaluates persons under one catalogue, with buffers that are used again and again."""

    def __init__(self, compiled: Compiled, places: Places) -> None:
        self.compiled = compiled
        self.places = places
        self._out = new_out(ROWS, ENTRIES)

    def run(self, facts: Facts, persons: NDArray[np.int32], t: int) -> Found:
        """Evaluate as many of `persons` as the buffers hold (at least one) as of day t.

        The result's arrays are views into the buffers: use them before the next call.
        """
        rules = self.compiled.rules
        s = new_scratch(largest(facts, persons), len(rules.frist))
        n = len(persons)
        row_end, entry_end = np.zeros(n, np.int64), np.zeros(n, np.int64)
        tails, next_change = np.zeros(n, TAIL), np.zeros(n, np.int32)
        while True:
            self._out.filled[:] = 0
            done = _evaluate(
                facts, persons, t, rules, self.places, axes.width(self.places), s, self._out,
                row_end, entry_end, tails, next_change,
            )  # fmt: skip
            if done > 0 or n == 0:
                break
            self._out = new_out(2 * len(self._out.rows), 2 * len(self._out.entries))
        rows, entries = self._out.filled
        return Found(
            done,
            self._out.rows[:rows],
            self._out.entries[:entries],
            row_end[:done],
            entry_end[:done],
            tails[:done],
            next_change[:done],
        )
