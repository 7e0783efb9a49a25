"""What a citizen's registration says: request for help, registration as jobseeker, CV, placement, exemption, review."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.core.codes import BORGERSTATUSSER, code
from streams.simulation import livsbegivenheder
from streams.simulation.careers import Spells
from streams.simulation.columns import AKASSE, JOBCENTER, Cols, by_person, changed, joined, number, pick, spread
from streams.simulation.draws import Bools, Floats, Ints, between
from streams.simulation.kalender import NULL_DATE, weekday
from streams.simulation.people import BLOCK, People, World, generator

AF_AKASSE: Final = ("TILMELDT", "INDPLACERING", "AFMELDT", "CV_GODKENDT")
GENOPTJENT: Final = 365
LIV: Final = 9_000
"""From this number on a person's facts are events of life."""
REVURDERING_FRIST: Final = 22 * 7 - 1


def facts(world: World, people: People, rng: Generator) -> Cols:
    """The `borgerstatus` facts of a block."""
    spells = people.spells
    seen = spells.start <= world.window.end
    parts = [
        *_jobseekers(world, people, seen, rng),
        _requests(world, spells, seen, rng),
        _placements(world, people, rng),
        _reviews(world, people, seen, rng),
        _exemptions(world, people, seen, rng),
    ]
    told = _finished(world, people, by_person(joined(parts), "dato"), rng)
    lives = by_person(livsbegivenheder.events(world, people, _row), "dato")
    chance = generator(world.seed, "liv", people.first // BLOCK)
    found = _finished(world, people, lives, chance)
    return joined([told, changed(found, serial=found["serial"] + LIV)])


def _in(world: World, spells: Spells, *navne: str) -> Bools:
    return np.isin(spells.state, [world.figures.state(n) for n in navne])


def _jobseekers(world: World, people: People, seen: Bools, rng: Generator) -> list[Cols]:
    """TILMELDT near the start, CV approved after it (in time, late or never), AFMELDT after the end."""
    spells = people.spells
    at = np.flatnonzero(seen & _in(world, spells, "DP", "KH_JP", "SHO_JP"))
    dagpenge = spells.state[at] == world.figures.state("DP")
    tilmeldt = spells.start[at] - between(rng.random(at.size), -2, 3)
    limit = np.where(dagpenge, 13, 20)
    diligent = np.where(
        dagpenge,
        world.akasser.cv[people.akasse_at(spells.person[at], spells.start[at])],
        world.kommuner.foerste[people.kommune_at(spells.person[at], spells.start[at]), 0],
    )
    on_time = rng.random(at.size) < diligent
    late = rng.random(at.size) < float(world.figures.raw["borgerstatus"]["cv_sent"])
    days = np.where(on_time, between(rng.random(at.size), 2, limit), limit + between(rng.random(at.size), 1, 40))
    cv = _row("CV_GODKENDT", spells.person[at], tilmeldt + days)
    left = spells.end[at] < world.window.last
    off = _row("AFMELDT", spells.person[at], spells.end[at] + between(rng.random(at.size), 0, 5))
    inside = tilmeldt + days <= spells.end[at]
    return [_row("TILMELDT", spells.person[at], tilmeldt), pick(cv, (on_time | late) & inside), pick(off, left)]


def _requests(world: World, spells: Spells, seen: Bools, rng: Generator) -> Cols:
    helped = _in(world, spells, "KH_JP", "KH_AP", "SHO_JP", "SHO_AP", "UH_UP", "UH_AP")
    at = np.flatnonzero(seen & helped & spells.leads & (rng.random(len(spells)) < 0.92))
    return _row("FOERSTE_HENVENDELSE", spells.person[at], spells.start[at] - between(rng.random(at.size), 0, 3))


def _placements(world: World, people: People, rng: Generator) -> Cols:
    """INDPLACERING with the first dagpenge spell, and again after a year in work."""
    spells = people.spells
    at = np.flatnonzero(_in(world, spells, "DP"))
    person, start, end = spells.person[at], spells.start[at], spells.end[at]
    same = np.diff(person, prepend=-1) == 0
    gap = start - np.concatenate([[0], end[:-1]])
    new = ~same | (gap > GENOPTJENT)
    new &= start <= world.window.end
    return _row("INDPLACERING", person[new], start[new] - between(rng.random(int(new.sum())), 0, 1))


def _reviews(world: World, people: People, seen: Bools, rng: Generator) -> Cols:
    """REVURDERING of sygedagpenge that last: before the end of week 22, late, or never."""
    spells = people.spells
    length = spells.end - spells.since
    before = spells.start - spells.since
    near = (length >= REVURDERING_FRIST - 30) & (before < REVURDERING_FRIST - 30)
    at = np.flatnonzero(seen & near & _in(world, spells, "SDP"))
    kommune = people.kommune_at(spells.person[at], spells.start[at])
    on_time = rng.random(at.size) < world.kommuner.foerste[kommune, world.window.month(spells.start[at])]
    late = REVURDERING_FRIST + between(rng.random(at.size), 1, 40)
    days = np.where(on_time, REVURDERING_FRIST - between(rng.random(at.size), 0, 30), late)
    some = on_time | (rng.random(at.size) < 0.7)
    dato = spells.since[at] + days
    return pick(_row("REVURDERING", spells.person[at], dato), some & (dato <= spells.end[at]))


def _exemptions(world: World, people: People, seen: Bools, rng: Generator) -> Cols:
    """FRITAGELSE, at most one in each year of a spell; a citizen may have several after each other."""
    figures, spells = world.figures, people.spells
    table = figures.raw["borgerstatus"]["fritagelse"]
    share: Floats = np.array([float(table.get(figures.group(n), 0.0)) for n in figures.navne])
    length = spells.end - spells.start
    on = np.flatnonzero(seen & (length > 40) & (share[spells.state] > 0))
    source, step = spread(length[on] // 365 + 1)
    at, low = on[source], step * 365 + 10
    high = np.minimum(length[at], low + 354)
    hit = (rng.random(at.size) < share[spells.state[at]] * (high - low + 1) / 365) & (high > low)
    at, low, high = at[hit], low[hit], high[hit]
    begin = weekday(spells.start[at] + between(rng.random(at.size), low, high))
    slut = begin + between(rng.random(at.size), *figures.raw["borgerstatus"]["fritagelse_dage"])
    unknown = rng.random(at.size) < float(figures.raw["borgerstatus"]["uden_slut"])
    row = _row("FRITAGELSE", spells.person[at], begin)
    return row | {"slutdato": np.where(unknown, NULL_DATE, slut).astype(np.int32)}


def _row(kind: str, person: Ints, dato: Any) -> Cols:
    return {
        "person": person,
        "kind": np.full(person.size, code(BORGERSTATUSSER, kind), np.int32),
        "dato": np.asarray(dato, np.int32),
        "slutdato": np.full(person.size, NULL_DATE, np.int32),
        "livsbegivenhed": np.zeros(person.size, np.int32),
    }


def _finished(world: World, people: People, cols: Cols, rng: Generator) -> Cols:
    """With place, source and registration: the same day or a few days later."""
    figures = world.figures
    person, dato = cols["person"], cols["dato"]
    kommune, akasse = people.kommune_at(person, dato), people.akasse_at(person, dato)
    theirs = np.isin(cols["kind"], [code(BORGERSTATUSSER, n) for n in AF_AKASSE]) & people.forsikret[person]
    late = rng.random(dato.size) < world.kommuner.sen[kommune]
    lag = np.where(late, between(rng.random(dato.size), 5, 45), between(rng.random(dato.size), 0, 1))
    return cols | {
        "serial": number(person),
        "revision": np.zeros(dato.size, np.int32),
        "kommune": kommune,
        "akasse": akasse,
        "source": np.where(theirs, AKASSE + figures.akasser[akasse], JOBCENTER + figures.kommuner[kommune]),
        "registered": (dato + lag).astype(np.int32),
    }
