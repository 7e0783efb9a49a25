"""Months in work or education, as the income register reports them in the month that follows."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from streams.core.codes import BESKAEFTIGELSER, code
from streams.simulation.columns import EINDKOMST, Cols, by_person, joined, number, pick, spread
from streams.simulation.draws import Floats, Ints, between
from streams.simulation.people import People, World
from streams.simulation.ydelser import Paid


def facts(world: World, people: People, paid: Paid, rng: Generator) -> Cols:
    """The `beskaeftigelse` facts of a block: hours beside an ydelse, and the months of jobs, fleksjob and education."""
    beside = pick(_row("ORDINAER", paid.person, world.window.starts[paid.month], paid.timer), paid.timer > 0)
    cols = by_person(joined([beside, *_spells(world, people, rng)]), "maaned", "kind")
    person, maaned = cols["person"], cols["maaned"]
    following = world.window.starts[world.window.month(maaned) + 1]
    return cols | {
        "serial": number(person),
        "revision": np.zeros(person.size, np.int32),
        "kommune": people.kommune_at(person, maaned),
        "akasse": people.akasse_at(person, maaned),
        "source": np.full(person.size, EINDKOMST, np.int32),
        "registered": (following + between(rng.random(person.size), 2, 14)).astype(np.int32),
    }


def _spells(world: World, people: People, rng: Generator) -> list[Cols]:
    figures, spells, window = world.figures, people.spells, world.window
    work = {"JOB_K": "ORDINAER", "JOB_S": "ORDINAER", "JOB_L": "ORDINAER", "FJ": "FLEKSJOB", "UDD": "UDDANNELSE"}
    hours = _hours(world, spells.state, rng)
    parts = []
    for navn, kind in work.items():
        at = np.flatnonzero(spells.state == figures.state(navn))
        begin, stop = window.month(spells.start[at]), window.month(spells.end[at])
        source, step = spread(stop - begin + 1)
        month = begin[source] + step
        first = np.maximum(spells.start[at][source], window.starts[month])
        last = np.minimum(spells.end[at][source], window.starts[month + 1] - 1)
        share = (last - first + 1) / (window.starts[month + 1] - window.starts[month])
        timer = np.floor(hours[at][source] * share * 2 + 0.5) / 2
        parts.append(_row(kind, spells.person[at][source], window.starts[month], timer))
    return parts


def _hours(world: World, state: Ints, rng: Generator) -> Floats:
    """Monthly hours of each spell."""
    table, figures = world.figures.raw["beskaeftigelse"], world.figures
    part = rng.random(state.size) < float(table["deltid_andel"])
    some = between(rng.random(state.size), *table["deltid"])
    usual = np.where(part, some, float(table["fuldtid"]))
    flex = between(rng.random(state.size), *table["fleksjob"])
    usual = np.where(state == figures.state("FJ"), flex, usual)
    return np.where(state == figures.state("UDD"), float(table["uddannelse"]), usual)


def _row(kind: str, person: Ints, maaned: Ints, timer: Floats) -> Cols:
    kinds = np.full(person.size, code(BESKAEFTIGELSER, kind), np.int32)
    return {"person": person, "kind": kinds, "maaned": maaned, "timer": timer}
