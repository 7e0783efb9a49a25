"""Who is where and when: persons move between ydelser, work, education and self-support.

A semi-Markov chain over the states of `Figures`, run for a whole block of persons at once. Nothing is known here of
samtaler, tilbud or rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from streams.simulation.draws import (
    Bools,
    Floats,
    Ints,
    between,
    choose,
    choose_row,
    cumulative,
    look_up,
)
from streams.simulation.figures import Figures
from streams.simulation.kalender import Window

MAX_SPELLS = 400
# A longer spell is met by one parallel ydelse in its first years at most.
YEARS_MAX = 3 * 365


@dataclass(frozen=True)
class Spells:
    """Spells ordered by (person, start), both ends inclusive, cut at the period; one may lie beside another.

    `since` and `until` are the ends of the forloeb that a spell belongs to: spells of one state with no whole calendar
    month between them are one forloeb (02 §3). `leads`: the spell is the first of its forloeb.
    """

    person: Ints
    state: Ints
    start: Ints
    end: Ints
    since: Ints
    until: Ints
    leads: Bools

    def __len__(self) -> int:
        return int(self.person.size)


def live(rng: Generator, figures: Figures, window: Window, count: int) -> Spells:
    """The spells of `count` persons, every one of them on some ydelse at least once within `window`."""
    state, end, then = _beginning(rng, figures, window, count)
    person = np.arange(count, dtype=np.int32)
    start = np.full(count, window.start, np.int32)
    parts = []
    for _ in range(MAX_SPELLS):
        parts.append((person, state, start, end))
        on = end < window.last
        person, start, state, then = person[on], end[on] + 1, state[on], then[on]
        if not person.size:
            break
        state = _next(rng, figures, state, then)
        then = np.full(person.size, -1, np.int32)
        end = start + look_up(rng.random(person.size), figures.varighed, state) - 1
    return _ordered([*parts, *(_beside(rng, figures, part) for part in parts)], window)


def _beside(rng: Generator, figures: Figures, part: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is paid beside a spell, at most once: sygedagpenge to those who fall ill in a fleksjob."""
    person, state, start, end = part
    table = figures.raw["sideloebende"]
    share = np.array([float(table.get(navn, {"andel": 0})["andel"]) for navn in figures.navne])
    within = np.minimum(end, start + YEARS_MAX)
    hit = rng.random(person.size) < share[state] * (within - start + 1) / 365
    person, start, end = person[hit], start[hit], end[hit]
    ill = np.full(person.size, figures.state("SDP"), np.int32)
    begin = start + np.floor(rng.random(person.size) * (within[hit] - start + 1)).astype(np.int32)
    return person, ill, begin, np.minimum(end, begin + look_up(rng.random(person.size), figures.varighed, ill) - 1)


def _beginning(rng: Generator, figures: Figures, window: Window, count: int) -> tuple[Ints, Ints, Ints]:
    """State on the first day, its last day, and the state that must follow (-1: drawn): the stock and the newcomers."""
    years = newcomers(figures, window)
    share = float(years[-1])
    stock = rng.random(count) < 1 / (1 + share)
    fuldtid = cumulative([float(s["fuldtid"]) for s in figures.raw["tilstande"].values()])
    on = choose(rng.random(count), fuldtid)
    rest = window.start + look_up(rng.random(count), figures.rest, on) - 1
    names = figures.navne
    off = choose(rng.random(count), cumulative([figures.raw["nye_fra"].get(n, 0.0) for n in names]))
    entry = choose(rng.random(count), cumulative([figures.raw["nye"].get(n, 0.0) for n in names]))
    month = choose(rng.random(count), years / share)
    first = between(rng.random(count), window.starts[month] + 1, window.starts[month + 1] - 1)
    then = np.where(stock, -1, entry).astype(np.int32)
    return np.where(stock, on, off).astype(np.int32), np.where(stock, rest, first - 1).astype(np.int32), then


def newcomers(figures: Figures, window: Window) -> Floats:
    """Newcomers per person of the stock, cumulated by month up to the as-of date's: yearly figures by season."""
    yearly = figures.raw["nye_pr_aar"]
    season = np.asarray(figures.raw["saeson"], np.float64)[window.calendar_month()[:-1]]
    per_year = [float(yearly[min(m // 12, len(yearly) - 1)]) for m in range(window.months - 1)]
    return np.cumsum(np.asarray(per_year) * season / 12)


def _next(rng: Generator, figures: Figures, state: Ints, then: Ints) -> Ints:
    drawn = choose_row(rng.random(state.size), figures.naeste, state)
    return np.where(then >= 0, then, drawn).astype(np.int32)


def _ordered(parts: list[tuple[Any, ...]], window: Window) -> Spells:
    person, state, start, end = (np.concatenate(column).astype(np.int32) for column in zip(*parts, strict=True))
    order = np.lexsort((start, person))
    person, state, start = person[order], state[order], start[order]
    end = np.minimum(end[order], window.last)
    return Spells(person, state, start, end, *_forloeb(window, person, state, start, end))


def _forloeb(window: Window, person: Ints, state: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Bools]:
    """First and last day of each spell's forloeb, and whether the spell is its first."""
    order = np.lexsort((start, state, person))
    same = (np.diff(person[order], prepend=-1) == 0) & (np.diff(state[order], prepend=-1) == 0)
    before = np.concatenate([start[:1], end[order][:-1]])
    first = ~same | (window.month(start[order]) - window.month(before) > 1)
    last = np.append(first[1:], True)
    forloeb = np.cumsum(first) - 1
    since, until, leads = np.empty_like(start), np.empty_like(start), np.empty(start.size, np.bool_)
    since[order], until[order], leads[order] = start[order][first][forloeb], end[order][last][forloeb], first
    return since, until, leads
