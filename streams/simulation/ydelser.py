"""Benefit payments: one `ydelse` fact a month and spell, and the hours worked beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from streams.simulation.columns import AKASSE, JOBCENTER, UDBETALING, Cols, number, spread
from streams.simulation.draws import Bools, Floats, Ints, between
from streams.simulation.people import People, World


@dataclass(frozen=True)
class Paid:
    """Months with paid days, by (person, start): days `first`..`last` of `month`, in a spell of `people.spells`."""

    spell: Ints
    person: Ints
    state: Ints
    month: Ints
    first: Ints
    last: Ints
    timer: Floats


def paid_months(world: World, people: People, rng: Generator) -> Paid:
    """Every month in which a person of the block is paid, with the ordinary hours worked in it."""
    spells, window = people.spells, world.window
    on = np.flatnonzero(spells.state < world.figures.ydelser)
    begin, stop = window.month(spells.start[on]), window.month(spells.end[on])
    source, step = spread(stop - begin + 1)
    spell = on[source].astype(np.int32)
    month = (begin[source] + step).astype(np.int32)
    return Paid(
        spell=spell,
        person=spells.person[spell],
        state=spells.state[spell],
        month=month,
        first=np.maximum(spells.start[spell], window.starts[month]),
        last=np.minimum(spells.end[spell], window.starts[month + 1] - 1),
        timer=_hours(world, spells.state, spell, rng),
    )


def _hours(world: World, state: Ints, spell: Ints, rng: Generator) -> Floats:
    """Hours in whole halves: some spells have them, in some of their months."""
    figures = world.figures
    none: dict[str, Any] = {"spell": 0.0, "maaned": 0.0, "timer": [0, 0]}
    table = figures.raw["loentimer"]
    filled = [none if n in ("FJ", "FOEP") else table[figures.group(n)] for n in figures.navne]
    has = rng.random(state.size) < np.array([float(t["spell"]) for t in filled])[state]
    in_month = rng.random(spell.size) < np.array([float(t["maaned"]) for t in filled])[state[spell]]
    low, high = (np.array([2 * t["timer"][i] for t in filled])[state[spell]] for i in (0, 1))
    hours = between(rng.random(spell.size), low, high) / 2
    works: Bools = has[spell] & in_month
    return np.where(works, hours, 0.0)


def facts(world: World, people: People, paid: Paid, rng: Generator) -> Cols:
    """The payments; registered by the run at the month's end, by some kommuner late."""
    figures = world.figures
    kommune, akasse = people.kommune_at(paid.person, paid.first), people.akasse_at(paid.person, paid.first)
    source = JOBCENTER + figures.kommuner[kommune]
    source = np.where(paid.state == figures.state("DP"), AKASSE + figures.akasser[akasse], source)
    source = np.where(paid.state == figures.state("FOEP"), UDBETALING, source)
    return {
        "person": paid.person,
        "serial": number(paid.person),
        "revision": np.zeros(paid.person.size, np.int32),
        "registered": _run(world, paid, kommune, akasse, rng),
        "source": source.astype(np.int32),
        "kommune": kommune,
        "akasse": akasse,
        "ydelse": figures.ydelse[paid.state],
        "visitation": figures.visitation[paid.state],
        "period_start": paid.first,
        "period_end": paid.last,
        "loentimer": paid.timer,
    }


def _run(world: World, paid: Paid, kommune: Ints, akasse: Ints, rng: Generator) -> Ints:
    size = paid.person.size
    by_akasse = paid.state == world.figures.state("DP")
    late_share = np.where(by_akasse, world.akasser.sen[akasse], world.kommuner.sen[kommune]) * 0.4
    month_end = world.window.starts[paid.month + 1] - 1
    usual = month_end + between(rng.random(size), -2, np.where(by_akasse, 3, 0))
    late = between(rng.random(size), 5, 75)
    return np.asarray(usual + np.where(rng.random(size) < late_share, late, 0), np.int32)
