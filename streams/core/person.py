"""One person as of T: the facts that exist then, and what is derived from them once for all rules."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import facts
from streams.core.calendar import NO_DATE
from streams.core.dagpenge import ALENE, Dagpenge, paid_intervals, period_starts
from streams.core.facts import Facts, Records, Segment
from streams.core.forloeb import FORLOEB, KEYS, NEVER, find_forloeb
from streams.core.jit import jit
from streams.core.livsbegivenheder import AKASSE_SKIFT, FLYTTET, cut_at_exits, is_merged, last_event, last_exit


class Person(NamedTuple):
    """A person's current facts dated <= T (annulled ones left out), and the forloeb and clock that they give."""

    ydelser: Records
    samtaler: Records
    tilbud: Records
    borgerstatus: Records
    beskaeftigelse: Records
    forloeb: Records
    kontaktforloeb: Records
    dagpenge: Dagpenge
    t: int


class Scratch(NamedTuple):
    """Room for the largest person of a call; overwritten by each person in turn."""

    ydelser: Records
    samtaler: Records
    tilbud: Records
    borgerstatus: Records
    beskaeftigelse: Records
    forloeb: Records
    kontaktforloeb: Records
    latest: NDArray[np.int32]
    fra: NDArray[np.int32]
    til: NDArray[np.int32]
    perioder: NDArray[np.int32]
    taget: NDArray[np.int32]
    egne: NDArray[np.int32]
    betalt: NDArray[np.int32]
    ankre: NDArray[np.int32]
    krav: NDArray[np.int32]


def new_scratch(largest: dict[str, int], frister: int) -> Scratch:
    """Scratch for persons with at most `largest[type]` facts of each type, under so many deadline rules."""
    y, b, t = largest["ydelse"], largest["borgerstatus"], largest["tilbud"]
    return Scratch(
        np.zeros(y, facts.YDELSE),
        np.zeros(largest["samtale"], facts.SAMTALE),
        np.zeros(t, facts.TILBUD),
        np.zeros(b, facts.BORGERSTATUS),
        np.zeros(largest["beskaeftigelse"], facts.BESKAEFTIGELSE),
        np.zeros(y, FORLOEB),
        np.zeros(y, FORLOEB),
        np.zeros(KEYS, np.int32),
        np.zeros(y, np.int32),
        np.zeros(y, np.int32),
        np.zeros(b + 1, np.int32),
        np.zeros((y, 2), np.int32),
        np.zeros((2 * y, 3), np.int32),
        np.zeros((2, y), np.int32),
        np.zeros((t + 1, 2), np.int32),
        np.zeros((y * frister * (t + 1), 2), np.int32),
    )


@jit
def _current(segment: Segment, person: int, t: int, out: Records) -> int:
    """Copy the facts that exist as of T; they stay ordered by dag."""
    first = segment.start[person]
    count = 0
    for i in range(first, first + segment.length[person]):
        if segment.records[i].slettet == 0 and segment.records[i].dag <= t:
            out[count] = segment.records[i]
            count += 1
    return count


@jit
def next_fact(segment: Segment, person: int, t: int) -> int:
    """The day of the person's first fact dated after T, or NO_DATE."""
    first = segment.start[person]
    for i in range(first, first + segment.length[person]):
        if segment.records[i].slettet == 0 and segment.records[i].dag > t:
            return segment.records[i].dag
    return NO_DATE


@jit
def person_at(all_facts: Facts, person: int, t: int, s: Scratch) -> Person:
    """The person as of T, in the scratch arrays."""
    known = NEVER if is_merged(all_facts.borgerstatus, person) else t
    y = s.ydelser[: _current(all_facts.ydelse, person, known, s.ydelser)]
    for i in range(len(y)):
        if y[i].til > t:
            y[i].til = t
    b = s.borgerstatus[: _current(all_facts.borgerstatus, person, known, s.borgerstatus)]
    y = y[: cut_at_exits(y, b)]
    borte = last_exit(b)
    paid = paid_intervals(y, ALENE, s.fra, s.til)
    first_paid = s.fra[0] if paid > 0 else NO_DATE
    perioder = period_starts(b, first_paid, s.perioder)
    return Person(
        y,
        s.samtaler[: _current(all_facts.samtale, person, known, s.samtaler)],
        s.tilbud[: _current(all_facts.tilbud, person, known, s.tilbud)],
        b,
        s.beskaeftigelse[: _current(all_facts.beskaeftigelse, person, known, s.beskaeftigelse)],
        s.forloeb[: find_forloeb(y, False, t, borte, s.latest, s.forloeb)],
        s.kontaktforloeb[: find_forloeb(y, True, t, borte, s.latest, s.kontaktforloeb)],
        Dagpenge(s.fra[:paid], s.til[:paid], s.perioder[:perioder]),
        t,
    )


@jit
def _lengths(all_facts: Facts, person: int, t: int, s: Scratch, lengths: NDArray[np.int64]) -> None:
    p = person_at(all_facts, person, t, s)
    lengths[0], lengths[1], lengths[2] = len(p.ydelser), len(p.samtaler), len(p.tilbud)
    lengths[3], lengths[4], lengths[5] = len(p.borgerstatus), len(p.beskaeftigelse), len(p.forloeb)
    lengths[6], lengths[7], lengths[8] = len(p.kontaktforloeb), len(p.dagpenge.fra), len(p.dagpenge.perioder)


def read_person(all_facts: Facts, person: int, t: int, s: Scratch) -> Person:
    """`person_at` for Python, to which compiled code hands no arrays."""
    lengths = np.zeros(9, np.int64)
    _lengths(all_facts, person, t, s, lengths)
    ydelser, samtaler, tilbud, borgerstatus, work, forloeb, kontaktforloeb, paid, perioder = lengths.tolist()
    return Person(
        s.ydelser[:ydelser],
        s.samtaler[:samtaler],
        s.tilbud[:tilbud],
        s.borgerstatus[:borgerstatus],
        s.beskaeftigelse[:work],
        s.forloeb[:forloeb],
        s.kontaktforloeb[:kontaktforloeb],
        Dagpenge(s.fra[:paid], s.til[:paid], s.perioder[:perioder]),
        t,
    )


@jit
def _last_at(y: Records, day: int) -> int:
    """The last ydelse record with start <= day, or -1."""
    low, high = 0, len(y)
    while low < high:
        middle = (low + high) // 2
        if y[middle].dag <= day:
            low = middle + 1
        else:
            high = middle
    return low - 1


@jit
def ydelse_at(p: Person, day: int) -> int:
    """Which of p.ydelser tells where the person is on that day: the latest begun by it, else the first; -1 for none."""
    return max(0, _last_at(p.ydelser, day)) if len(p.ydelser) > 0 else -1


@jit
def kommune_at(p: Person, day: int) -> int:
    """The kommune of the latest ydelse fact begun by the day, else of the first; -1 without any [02 §3].

    A move counts as such a fact, and before one of its own day [ADR 27].
    """
    i = ydelse_at(p, day)
    if i < 0:
        return -1
    e = last_event(p.borgerstatus, FLYTTET, day)
    return p.borgerstatus[e].kommune if e >= 0 and _told_later(p, e, i, day) else p.ydelser[i].kommune


@jit
def _told_later(p: Person, e: int, i: int, day: int) -> bool:
    """Whether event e tells of the day rather than payment i, which may have begun after it."""
    return p.borgerstatus[e].dag >= p.ydelser[i].dag or p.ydelser[i].dag > day


@jit
def akasse_at(p: Person, day: int) -> int:
    """The same for the a-kasse, over the facts that name one and the changes of a-kasse."""
    i = _ydelse_with_akasse(p, day)
    e = last_event(p.borgerstatus, AKASSE_SKIFT, day)
    if e >= 0 and (i < 0 or _told_later(p, e, i, day)):
        return p.borgerstatus[e].akasse
    return p.ydelser[i].akasse if i >= 0 else -1


@jit
def _ydelse_with_akasse(p: Person, day: int) -> int:
    """The latest ydelse fact begun by the day that names an a-kasse, else the first that does, else -1."""
    i = _last_at(p.ydelser, day)
    while i >= 0:
        if p.ydelser[i].akasse >= 0:
            return i
        i -= 1
    for j in range(len(p.ydelser)):
        if p.ydelser[j].akasse >= 0:
            return j
    return -1


@jit
def has(mask: int, code: int) -> bool:
    """Whether the bit set holds the code."""
    return (mask >> code) & 1 == 1


@jit
def er_startet(tilbud: Any, rule: Any) -> bool:
    """Whether a tilbud is started."""
    return has(rule.startede, tilbud.status)


@jit
def taeller_tilbud(tilbud: Any, rule: Any, ydelse: int) -> bool:
    """Whether a tilbud is started and counts for a forloeb of this ydelse [03]."""
    if not er_startet(tilbud, rule):
        return False
    if has(rule.typer, tilbud.tilbudstype):
        return True
    if not has(rule.oevrige, tilbud.tilbudstype):
        return False
    return tilbud.dag < rule.skaeringsdato or has(rule.oevrige_ydelser, ydelse)
