"""Sanctions: days on which an ydelse is not paid, and whole months that break a forloeb.

Only what the payments show: no fact says "sanction". A kommune that sanctions goes on counting the citizen's forloeb as
before; the law does not, where a whole calendar month has no paid day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.simulation.columns import Cols, joined, pick, spread
from streams.simulation.draws import Ints, between, choose, cumulative
from streams.simulation.people import People, World
from streams.simulation.ydelser import Paid

DAGE, KARANTAENE, SKAERPET = range(3)
SLAGS: Final = ("dage", "karantaene", "skaerpet")
KARANTAENE_DAGE: Final = 21
# Nobody is sanctioned in the first days of a forloeb.
FREDET: Final = 14


def decided(world: World, people: People, rng: Generator) -> Cols:
    """Every sanction: person, spell, start, dage (without pay), antal (what statistics count), slags.

    A spell meets each kind at most once in every calendar year that it touches.
    """
    figures, years = world.figures, _years(world, people)
    state = people.spells.state[years["spell"]]
    parts = []
    for slags, navn in enumerate(SLAGS):
        table = figures.raw["sanktioner"][navn]
        share = np.array([float(table.get(figures.group(n), 0.0)) for n in figures.navne])[state]
        parts.append(_drawn(world, people, pick(years, rng.random(state.size) < share), slags, rng))
    return joined(parts)


def _years(world: World, people: People) -> Cols:
    """The calendar years of each paid spell: its days `first`..`last` in which it can be sanctioned."""
    spells, new_years = people.spells, world.window.new_years()
    on = np.flatnonzero(spells.state < world.figures.ydelser)
    begin = np.maximum(spells.start[on], spells.since[on] + FREDET)
    some = begin <= spells.end[on]
    on, begin = on[some], begin[some]
    number = np.searchsorted(new_years, begin, side="right")
    source, step = spread(np.searchsorted(new_years, spells.end[on], side="right") - number + 1)
    edges = np.concatenate([new_years[:1] - 400, new_years, new_years[-1:] + 400])
    year = number[source] + step
    return {
        "person": spells.person[on][source],
        "spell": on[source].astype(np.int32),
        "first": np.maximum(begin[source], edges[year]).astype(np.int32),
        "last": np.minimum(spells.end[on][source], edges[year + 1] - 1).astype(np.int32),
    }


def _drawn(world: World, people: People, years: Cols, slags: int, rng: Generator) -> Cols:
    antal, dage = _length(world, people, years, slags, rng)
    room = np.maximum(years["last"] - years["first"] + 1 - dage, 0)
    start = years["first"] + np.floor(rng.random(dage.size) * (room + 1)).astype(np.int32)
    if slags == SKAERPET:
        start, dage = _whole_months(world, start, rng)
    stop = np.minimum(start + dage - 1, people.spells.end[years["spell"]])
    named = {"start": start, "dage": stop - start + 1, "antal": antal, "slags": np.full(dage.size, slags)}
    cols = {n: years[n] for n in ("person", "spell")} | {n: np.asarray(c, np.int32) for n, c in named.items()}
    return pick(cols, stop >= start)


def _length(world: World, people: People, years: Cols, slags: int, rng: Generator) -> tuple[Ints, Ints]:
    """How many sanctions, and how many days: of help they are counted by the day, of dagpenge by the case."""
    size = years["person"].size
    if slags != DAGE:
        return np.ones(size, np.int32), np.full(size, KARANTAENE_DAGE, np.int32)
    table = world.figures.raw["sanktioner"]
    spans = np.array(table["spand"])
    insured = people.spells.state[years["spell"]] == world.figures.state("DP")
    u, v, w = rng.random(size), rng.random(size), rng.random(size)
    rank = np.where(insured, choose(u, cumulative(table["antal"]["DP"])), choose(u, cumulative(table["antal"]["KH"])))
    antal = between(v, spans[rank, 0], spans[rank, 1])
    return antal, np.where(insured, np.minimum(antal * between(w, *table["dage_pr_sag"]), 31), antal).astype(np.int32)


def _whole_months(world: World, start: Ints, rng: Generator) -> tuple[Ints, Ints]:
    """One to three calendar months, the next ones after `start`."""
    starts = world.window.starts
    month = np.minimum(world.window.month(start) + 1, starts.size - 1)
    until = np.minimum(month + between(rng.random(start.size), 1, 3), starts.size - 1)
    return starts[month], (starts[until] - starts[month]).astype(np.int32)


def paid_out(paid: Paid, cuts: Cols) -> Paid:
    """The payments without the days of sanctions: a month falls into the parts that are left of it."""
    for slags in range(len(SLAGS)):
        paid = _without(paid, pick(cuts, cuts["slags"] == slags))
    return paid


def _without(paid: Paid, cuts: Cols) -> Paid:
    if not cuts["spell"].size:
        return paid
    cuts = pick(cuts, np.lexsort((cuts["start"], cuts["spell"])))
    at = np.searchsorted(_place(cuts["spell"], cuts["start"]), _place(paid.spell, paid.last), side="right") - 1
    begin, stop = cuts["start"][at], cuts["start"][at] + cuts["dage"][at] - 1
    hit = (at >= 0) & (cuts["spell"][at] == paid.spell) & (stop >= paid.first)
    before = np.where(hit, np.minimum(paid.last, begin - 1), paid.last).astype(np.int32)
    after = np.maximum(paid.first, stop + 1).astype(np.int32)
    left = _rows(replace(paid, last=before), before >= paid.first)
    right = _rows(replace(paid, first=after, timer=np.zeros_like(paid.timer)), hit & (after <= paid.last))
    both = {n: np.concatenate([getattr(left, n), getattr(right, n)]) for n in Paid.__annotations__}
    return _rows(Paid(**both), np.lexsort((both["first"], both["person"])))


def _place(spell: Ints, days: Ints) -> Any:
    return spell.astype(np.int64) * 1_000_000 + days


def _rows(paid: Paid, where: Any) -> Paid:
    return Paid(**{name: getattr(paid, name)[where] for name in Paid.__annotations__})
