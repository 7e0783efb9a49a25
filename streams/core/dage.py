"""Paid days, each told of by one payment; and kind `aktive_dage`: on which of them an offer runs [03 E, G].

A day belongs to the covering payment with the greatest (period_start, fact_id). Walking the payments from the last to
the first, a payment owns the days that no later one has taken.
"""

from __future__ import annotations

from typing import Any, Final

from streams.core import axes
from streams.core.calendar import month_end, month_of
from streams.core.compiled import Rules
from streams.core.jit import jit
from streams.core.out import Out, add
from streams.core.person import Person, Scratch, has, taeller_tilbud
from streams.core.vinduer import count_days

ALLE: Final = -1
"""Every ydelse, as a bit set."""


@jit
def own_days(p: Person, ydelser: int, s: Scratch) -> tuple[int, int]:
    """Which days the payments of these ydelser tell of: (number of pieces, number of intervals).

    s.egne: pieces (first, last, payment). s.taget: all paid days as disjoint intervals, the latest first.
    """
    pieces, taken = 0, 0
    for i in range(len(p.ydelser) - 1, -1, -1):
        if not has(ydelser, p.ydelser[i].ydelse):
            continue
        day, end = p.ydelser[i].dag, p.ydelser[i].til
        last = end
        while taken > 0 and s.taget[taken - 1, 0] <= end:
            taken -= 1
            pieces = _piece(s, pieces, day, s.taget[taken, 0] - 1, i)
            day = s.taget[taken, 1] + 1
            last = max(last, s.taget[taken, 1])
        pieces = _piece(s, pieces, day, end, i)
        s.taget[taken, 0], s.taget[taken, 1] = p.ydelser[i].dag, last
        taken += 1
    return pieces, taken


@jit
def _piece(s: Scratch, pieces: int, first: int, last: int, payment: int) -> int:
    """Note a piece, when it has a day; returns how many there are."""
    if first > last:
        return pieces
    s.egne[pieces, 0], s.egne[pieces, 1], s.egne[pieces, 2] = first, last, payment
    return pieces + 1


@jit
def by_month(slot: int, wide: int, place: int, first: int, last: int, sign: int, out: Out) -> None:
    """Count the days from first to last in their months, or with sign -1 take them back."""
    while first <= last:
        month = month_of(first)
        end = min(last, month_end(month))
        add(out, axes.plads(slot, wide, place, axes.month_column(month)), sign * (end - first + 1))
        first = end + 1


@jit
def pieces_by_month(
    p: Person, pieces: int, slot: int, places: axes.Places, wide: int, sign: int, s: Scratch, out: Out
) -> None:
    """The same for all pieces, each in the kommune of its payment."""
    for i in range(pieces):
        place = places.kommune_place[p.ydelser[s.egne[i, 2]].kommune]
        by_month(slot, wide, place, s.egne[i, 0], s.egne[i, 1], sign, out)


@jit
def ydelsesdage(p: Person, rules: Rules, places: axes.Places, wide: int, s: Scratch, out: Out) -> None:
    """Days paid on some ydelser. Their months are told as what they differ from all paid days: for most, not at all."""
    for r in range(len(rules.dage)):
        rule = rules.dage[r]
        if _has_others(p, rule.ydelser):
            pieces, _ = own_days(p, ALLE, s)
            pieces_by_month(p, pieces, rule.naevner, places, wide, -1, s, out)
            pieces, _ = own_days(p, rule.ydelser, s)
            pieces_by_month(p, pieces, rule.naevner, places, wide, 1, s, out)
        else:
            pieces, _ = own_days(p, rule.ydelser, s)
        for i in range(pieces):
            payment = p.ydelser[s.egne[i, 2]]
            place, first, last = places.kommune_place[payment.kommune], s.egne[i, 0], s.egne[i, 1]
            if rule.vindue > 0:
                count_days(rule.naevner, wide, place, first, last, rule.vindue, p.t, out)
            if rule.aktive >= 0:
                _active(p, rules.taellende[0], payment.ydelse, rule.aktive, wide, place, first, last, out)


@jit
def _has_others(p: Person, ydelser: int) -> bool:
    for i in range(len(p.ydelser)):
        if not has(ydelser, p.ydelser[i].ydelse):
            return True
    return False


@jit
def _active(
    p: Person, taellende: Any, ydelse: int, slot: int, wide: int, place: int, first: int, last: int, out: Out
) -> None:
    """Count the days from first to last on which a started counting tilbud runs; tilbud are ordered by startdato."""
    for i in range(len(p.tilbud)):
        tilbud = p.tilbud[i]
        if tilbud.dag > last or first > last:
            return
        if tilbud.til >= first and taeller_tilbud(tilbud, taellende, ydelse):
            by_month(slot, wide, place, max(first, tilbud.dag), min(last, tilbud.til), 1, out)
            first = max(first, tilbud.til + 1) if tilbud.til < last else last + 1
