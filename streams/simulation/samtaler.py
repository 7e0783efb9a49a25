"""Conversations: summoned, held, missed, rebooked; by jobcenter, a-kasse or another actor.

Regular samtaler come when the rate, summed over the paid months of a spell, passes the next whole number: a kommune
that slows down leaves longer gaps. The first samtale and the faellessamtaler aim at their own deadlines.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.core.codes import AKTOERER, SAMTALETYPER, code
from streams.simulation.columns import Cols, joined, pick, spread
from streams.simulation.draws import Bools, Floats, Ints, between, choose_row, matrix
from streams.simulation.kalender import TRAVLHED, day, weekday
from streams.simulation.people import People, World
from streams.simulation.ydelser import Paid

AKASSE_TIL: Final = 91
# Ages of a spell, in days, at which the rhythm of its samtaler changes.
ALDRE: Final = (45, 183, 426)
# The clock may have started with a request or a registration some days before the spell.
SLACK: Final = 4
# From here the a-kasser hold the first three months of dagpenge [004 L1825].
OVERTAGELSE: Final = day(date(2024, 1, 1))
JOBCENTER, AF_AKASSE, ANDEN_AKTOER = (code(AKTOERER, n) for n in ("JOBCENTER", "AKASSE", "ANDEN_AKTOER"))
FAELLES, JOBSAMTALE = code(SAMTALETYPER, "FAELLESSAMTALE"), code(SAMTALETYPER, "JOBSAMTALE")


def planned(world: World, people: People, paid: Paid, rng: Generator) -> Cols:
    """Every samtale that is arranged: person, spell, dato, samtaletype, aktoer (not yet whether it is held)."""
    regular = _regular(world, people, paid, rng)
    first = _first(world, people, rng)
    shared = _shared(world, people, rng)
    return joined([regular, first, shared])


def by_akasse(world: World, people: People, spell: Ints, days: Ints) -> Bools:
    """Whether the a-kasse holds the contact: dagpenge begun in 2024 or later, first three months."""
    start = people.spells.since[spell]
    dagpenge = people.spells.state[spell] == world.figures.state("DP")
    return np.asarray(dagpenge & (start >= OVERTAGELSE) & (days - start <= AKASSE_TIL))


def _regular(world: World, people: People, paid: Paid, rng: Generator) -> Cols:
    rate = _rate(world, people, paid)
    per_spell = rng.random(len(people.spells)) * 0.6
    before, after = _running(rate, paid.spell, per_spell)
    counts = (np.floor(after) - np.floor(before)).astype(np.int64)
    source, step = spread(counts)
    part = (np.floor(before)[source] + 1 + step - before[source]) / rate[source]
    length = (paid.last - paid.first + 1)[source]
    dato = paid.first[source] + np.minimum(np.floor(part * length), length - 1).astype(np.int32)
    spell = paid.spell[source]
    dato = weekday(dato + between(rng.random(dato.size), -4, 4))
    dato = np.clip(dato, people.spells.start[spell], people.spells.end[spell])
    return _typed(world, people, spell, dato.astype(np.int32), rng)


def _running(rate: Floats, spell: Ints, offset: Floats) -> tuple[Floats, Floats]:
    """The rate summed over each spell, before and after each of its months."""
    total = np.cumsum(rate)
    new = np.diff(spell, prepend=-1) != 0
    base = (total - rate)[new][np.cumsum(new) - 1]
    after = total - base + offset[spell]
    return after - rate, after


def _rate(world: World, people: People, paid: Paid) -> Floats:
    """Samtaler to be held in each paid month."""
    figures = world.figures
    bands = np.zeros((len(figures.navne), len(ALDRE) + 1))
    for navn, days in figures.raw["samtale_dage"].items():
        filled = [*days, *[days[-1]] * (len(ALDRE) + 1 - len(days))]
        bands[figures.state(navn)] = [1 / d if d else 0.0 for d in filled]
    age = (paid.first + paid.last) // 2 - people.spells.since[paid.spell]
    per_day = bands[paid.state, np.searchsorted(ALDRE, age, side="right")]
    kommune, akasse = people.kommune_at(paid.person, paid.first), people.akasse_at(paid.person, paid.first)
    own = by_akasse(world, people, paid.spell, paid.first)
    tempo = np.where(own, world.akasser.tempo[akasse, paid.month], world.kommuner.tempo[kommune, paid.month])
    busy = np.asarray(TRAVLHED)[world.window.calendar_month()][paid.month]
    rate = per_day * (paid.last - paid.first + 1) * tempo * busy * people.adgang[paid.person]
    return np.asarray(np.maximum(rate, 1e-9))


def _typed(world: World, people: People, spell: Ints, dato: Ints, rng: Generator) -> Cols:
    figures = world.figures
    table = figures.raw["samtaletyper"]
    shares = matrix([table.get(figures.group(n), table["KH"]) for n in figures.navne], SAMTALETYPER)
    person, state = people.spells.person[spell], people.spells.state[spell]
    kind = choose_row(rng.random(spell.size), shares, state)
    other = rng.random(spell.size) < world.kommuner.anden[people.kommune_at(person, dato)]
    own = by_akasse(world, people, spell, dato)
    kind = np.where(other & ~own, code(SAMTALETYPER, "ANDEN"), kind)
    supplier = rng.random(spell.size) < float(figures.raw["samtale_andele"]["anden_aktoer"])
    aktoer = np.where(own, AF_AKASSE, np.where(supplier, ANDEN_AKTOER, JOBCENTER))
    return _cols(person, spell, dato, kind, aktoer)


def _first(world: World, people: People, rng: Generator) -> Cols:
    """The first samtale of a forloeb, aimed at its deadline; where it is missed, late or never."""
    figures, spells = world.figures, people.spells
    limit = figures.per_state(figures.raw["foerste_frist"]).astype(np.int32)[spells.state]
    at = np.flatnonzero((limit > 0) & spells.leads & (spells.start <= world.window.end)).astype(np.int32)
    start, person, limit = spells.start[at], spells.person[at], limit[at]
    kommune, month = people.kommune_at(person, start), world.window.month(start)
    own = by_akasse(world, people, at, start)
    mine = world.akasser.foerste[people.akasse_at(person, start)]
    on_time = rng.random(at.size) < np.where(own, mine, world.kommuner.foerste[kommune, month])
    soon = between(rng.random(at.size), np.where(limit > 20, 28, 1), limit - SLACK)
    late = limit + between(rng.random(at.size), 1, 35)
    dato = weekday(start + np.where(on_time, soon, late))
    keep = (on_time | (rng.random(at.size) < 0.75)) & (dato <= spells.until[at])
    aktoer = np.where(own, AF_AKASSE, JOBCENTER)
    return pick(_cols(person, at, dato, np.full(at.size, JOBSAMTALE), aktoer), keep)


def _shared(world: World, people: People, rng: Generator) -> Cols:
    """Faellessamtaler 1-3 of dagpenge up to 2023, aimed at consumed days; consumed = days of dagpenge so far."""
    figures, spells = world.figures, people.spells
    at = np.flatnonzero(spells.state == figures.state("DP")).astype(np.int32)
    person, start = spells.person[at], spells.start[at]
    length = spells.end[at] - start + 1
    consumed, _ = _running(length.astype(np.float64), person, np.zeros(people.count))
    parts = []
    table = figures.raw["faellessamtaler"]
    for (low, high), share in zip(table["dage"], table["modtaget"], strict=True):
        aim = between(rng.random(at.size), low, high)
        held = rng.random(at.size) < float(share)
        late = high + between(rng.random(at.size), 1, 90)
        dato = weekday(np.asarray(start + np.where(held, aim, late) - consumed, np.int32))
        keep = (dato >= start) & (dato <= spells.end[at]) & (held | (rng.random(at.size) < 0.5))
        keep &= dato < OVERTAGELSE
        kind, aktoer = np.full(at.size, FAELLES), np.full(at.size, JOBCENTER)
        parts.append(pick(_cols(person, at, dato, kind, aktoer), keep))
    return joined(parts)


def _cols(person: Any, spell: Any, dato: Any, kind: Any, aktoer: Any) -> Cols:
    named = {"person": person, "spell": spell, "dato": dato, "samtaletype": kind, "aktoer": aktoer}
    return {name: np.asarray(column, np.int32) for name, column in named.items()}
