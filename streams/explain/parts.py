"""What the kinds of rules say of a row: the spell, the steps and the facts. And the spells, ready to be shown."""

from __future__ import annotations

from typing import Any, NamedTuple

from streams.core import codes
from streams.core.dagpenge import last_paid_day
from streams.explain.case import Case
from streams.explain.trace import FactNote, Spell, Step
from streams.explain.words import iso


class Parts(NamedTuple):
    """A kind's answer."""

    spell: Spell | None
    steps: tuple[Step, ...]
    facts: tuple[FactNote, ...]


def kontaktforloeb(run: Any) -> Spell:
    """A kontaktforloeb as traces show it."""
    return _spell("kontaktforloeb", run, codes.VISITATIONER[run["visitation"]])


def ydelsesforloeb(run: Any) -> Spell:
    """A ydelsesforloeb as traces show it."""
    return _spell("ydelsesforloeb", run, "")


def dagpengeperiode(case: Case, number: int, is_open: bool) -> Spell:
    """A dagpengeperiode as traces show it; `number` from 0."""
    clock = case.person.dagpenge
    last = last_paid_day(clock, number)
    return Spell("dagpengeperiode", "DAGPENGE", "", iso(int(clock.perioder[number])), iso(last), is_open)


def _spell(kind: str, run: Any, visitation: str) -> Spell:
    ydelse = codes.YDELSER[run["ydelse"]]
    return Spell(kind, ydelse, visitation, iso(int(run["start"])), iso(int(run["slut"])), bool(run["aktivt"]))
