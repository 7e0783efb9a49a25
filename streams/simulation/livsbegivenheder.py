"""Events of life: death and departure at the end of a career, moves, changes of a-kasse, new numbers.

Each block has chance of its own for them, so that everything else is the same with and without. What happens to whom
is told of those who are on an ydelse then: of others there is no case.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from streams.core.codes import LIVSBEGIVENHEDER, code
from streams.simulation.columns import Cols, changed, joined, pick
from streams.simulation.draws import Bools, Floats, Ints, between
from streams.simulation.people import BLOCK, NEVER, People, World, generator


def new_numbers(world: World, people: People) -> Ints:
    """The day on which each person gets another number, NEVER for most."""
    rng = generator(world.seed, "nummer", people.first // BLOCK)
    share = float(world.figures.raw["livsbegivenheder"]["nyt_nummer"]) * world.window.months / 12
    days = between(rng.random(people.count), world.window.start + 1, world.window.last)
    return np.where(rng.random(people.count) < share, days, NEVER).astype(np.int32)


def events(world: World, people: People, row: Any) -> Cols:
    """Their rows; `row` makes AFMELDT rows of persons and days."""
    moved = np.flatnonzero(people.kommune[:, 0] != people.kommune[:, 1])
    skiftet = np.flatnonzero(people.forsikret & (people.akasse[:, 0] != people.akasse[:, 1]))
    found = [
        *_gone(world, people, row),
        _event("FLYTTET", _on_ydelse(world, people, row("AFMELDT", moved, people.flyttet[moved]))),
        _event("AKASSE_SKIFT", _on_ydelse(world, people, row("AFMELDT", skiftet, people.skiftet[skiftet]))),
        _merged(world, people, row),
    ]
    rows = joined(found)
    return pick(rows, rows["dato"] <= world.window.end)


def _gone(world: World, people: People, row: Any) -> list[Cols]:
    """Who is away for good has died or left; of those on fleksjob and pension most are pensioners instead."""
    rng = generator(world.seed, "borte", people.first // BLOCK)
    figures, spells = world.figures, people.spells
    table = figures.raw["livsbegivenheder"]
    away = np.flatnonzero((spells.state == figures.state("UDE")) & (spells.start > world.window.start))
    before = np.where(spells.person[away - 1] == spells.person[away], spells.state[away - 1], -1)
    share: Floats = np.array([float(table["borte"].get(navn, 1.0)) for navn in figures.navne])
    told: Bools = (before >= 0) & (rng.random(away.size) < share[before])
    rows = pick(row("AFMELDT", spells.person[away], spells.start[away]), told)
    dead = rng.random(rows["person"].size) < float(table["heraf_doede"])
    return [_event("DOED", pick(rows, dead)), _event("UDREJST", pick(rows, ~dead))]


def _merged(world: World, people: People, row: Any) -> Cols:
    days = new_numbers(world, people)
    who = np.flatnonzero(days != NEVER).astype(np.int32)
    return _event("SAMMENLAGT", row("AFMELDT", who, days[who]))


def _event(word: str, rows: Cols) -> Cols:
    return changed(rows, livsbegivenhed=code(LIVSBEGIVENHEDER, word))


def _on_ydelse(world: World, people: People, rows: Cols) -> Cols:
    """Those rows whose person is on an ydelse on the day."""
    spells, paid = people.spells, len(world.figures.raw["tilstande"])
    mine = spells.state < paid
    person, start, end = spells.person[mine], spells.start[mine], spells.end[mine]
    key = person.astype(np.int64) * 1_000_000
    begun = np.searchsorted(key + start, rows["person"].astype(np.int64) * 1_000_000 + rows["dato"], side="right") - 1
    found = (begun >= 0) & (person[begun] == rows["person"]) & (end[begun] >= rows["dato"])
    return pick(rows, found)
