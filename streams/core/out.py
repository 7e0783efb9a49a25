"""What an evaluation gives: breach rows, measure entries and the next day on which anything can change.

The compiled code writes into arrays that its caller has made large enough (`rows_bound`, `entries_bound`).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.calendar import NO_DATE
from streams.core.codes import ANSVARLIGE, STATUSSER, code
from streams.core.facts import Records, record
from streams.core.jit import jit

INGEN = code(STATUSSER, "INGEN")
OPFYLDT = code(STATUSSER, "OPFYLDT")
VARSEL = code(STATUSSER, "VARSEL")
BORTFALDET = code(STATUSSER, "BORTFALDET")
AFHJULPET = code(STATUSSER, "AFHJULPET")
KONSTATERET = code(STATUSSER, "KONSTATERET")
FORELOEBIG = code(STATUSSER, "FORELOEBIG")
AKASSE = code(ANSVARLIGE, "AKASSE")

ROW: Final = record(
    [
        ("value", np.float64),
        ("threshold", np.float64),
        ("person", np.int32),
        ("regel", np.int32),
        ("version", np.int32),
        ("anker", np.int32),
        ("frist", np.int32),
        ("aabnet", np.int32),
        ("lukket", np.int32),
        ("kommune", np.int16),
        ("akasse", np.int16),
        ("status", np.int8),
        ("ansvarlig", np.int8),
        ("ydelse", np.int8),
        ("visitation", np.int8),
    ]
)
"""A breach row of a person; NaN stands for no value, NO_DATE for no date, -1 for no a-kasse.

`ydelse` and `visitation` say which maalgruppe the person was in at the due date, -1 where it is not known.
"""

ENTRY: Final = record([("plads", np.int32), ("antal", np.int32)])
"""`antal` to be added to the measure at `plads` (see `axes`)."""

TAIL: Final = record([("fra", np.int32), ("kommune", np.int32)])
"""From `fra` on each day counts as paid in `kommune`, until the next evaluation; kommune -1: none."""


class Out(NamedTuple):
    """Buffers; `filled` is [rows, entries]; `next_change[0]` is the earliest day found so far for one person."""

    rows: Records
    entries: Records
    filled: NDArray[np.int64]
    next_change: NDArray[np.int32]


def new_out(rows: int, entries: int) -> Out:
    """Empty buffers."""
    return Out(np.zeros(rows, ROW), np.zeros(entries, ENTRY), np.zeros(2, np.int64), np.zeros(1, np.int32))


@jit
def may_change(out: Out, day: int, t: int) -> None:
    """Something may change on that day, if it is still to come."""
    if t < day < out.next_change[0]:
        out.next_change[0] = day


@jit
def add(out: Out, plads: int, antal: int) -> None:
    """Count `antal` persons or days at a measure's place."""
    i = out.filled[1]
    out.entries[i].plads = plads
    out.entries[i].antal = antal
    out.filled[1] = i + 1


@jit
def emit(
    out: Out,
    rule: Any,
    anker: int,
    frist: int,
    status: int,
    aabnet: int,
    lukket: int,
    kommune: int,
    akasse: int,
) -> Any:
    """Write a row and return it, so that the caller can set value and threshold."""
    row = out.rows[out.filled[0]]
    out.filled[0] += 1
    row.regel, row.version, row.ansvarlig = rule.regel, rule.version, rule.ansvarlig
    row.anker, row.frist, row.status = anker, frist, status
    row.aabnet, row.lukket = aabnet, lukket
    row.kommune, row.akasse = kommune, akasse
    row.value, row.threshold = np.nan, np.nan
    return row


@jit
def status_of(done: int, due: int, t: int, is_open: bool, varsel: int, slut: int, paid_on_due: bool) -> int:
    """The life of a breach [02 §4]: E, D, T and what the payments prove, first condition that holds."""
    if done <= due:
        return OPFYLDT
    if t <= due:
        return VARSEL if is_open and due - t <= varsel else INGEN
    if not is_open and slut < due:
        return BORTFALDET
    if done <= t:
        return AFHJULPET
    return KONSTATERET if paid_on_due else FORELOEBIG


@jit
def resolved_on(status: int, done: int) -> int:
    """The date of a late remedy, else NO_DATE."""
    return done if status == AFHJULPET else NO_DATE
