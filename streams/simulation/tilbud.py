"""Offers: the first one aimed at its deadline, then pauses and further ones for as long as the spell lasts."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.core.codes import TILBUDSTATUSSER, TILBUDSTYPER, code
from streams.simulation.columns import JOBCENTER, Cols, by_person, joined, number, pick
from streams.simulation.draws import Ints, between, choose_row, matrix
from streams.simulation.kalender import NULL_DATE, day, weekday
from streams.simulation.people import People, World

ROUNDS: Final = 30
# From here oevrig vejledning counts for uddannelseshjaelp only [000 L141].
UDGAAR: Final = day(date(2023, 3, 22))
PRAKTIK, NYTTE = code(TILBUDSTYPER, "VIRKSOMHEDSPRAKTIK"), code(TILBUDSTYPER, "NYTTEINDSATS")
OEVRIG, MENTOR = code(TILBUDSTYPER, "OEVRIG_VEJLEDNING"), code(TILBUDSTYPER, "MENTOR")
AFGIVET, PAABEGYNDT, AFSLUTTET, AFBRUDT, AFLYST = (
    code(TILBUDSTATUSSER, n) for n in ("AFGIVET", "PAABEGYNDT", "AFSLUTTET", "AFBRUDT", "AFLYST")
)


def planned(world: World, people: People, rng: Generator) -> Cols:
    """Every tilbud: person, tilbudstype, startdato, planned slutdato, and `brudt` where the forloeb ends first."""
    spells = people.spells
    limit = _column(world, "frist")
    at = np.flatnonzero((limit[spells.state] > 0) & spells.leads & (spells.start <= world.window.end)).astype(np.int32)
    at, start = _first(world, people, at, rng)
    parts = []
    for _ in range(ROUNDS):
        inside = (start <= spells.until[at]) & (start <= world.window.end + 30)
        at, start = at[inside], start[inside]
        kind, slut = _kind_and_end(world, people, at, start, rng)
        parts.append(_cols(people, at, kind, start, slut))
        # A mentor goes along: the next tilbud does not wait for the end.
        at, start = _again(world, people, at, np.where(kind == MENTOR, start, slut), rng)
        if not at.size:
            break
    return joined(parts)


def _column(world: World, name: str) -> Any:
    """One column of the figures' table per state; 0 where a state has no row."""
    rows = world.figures.raw["tilbud"]
    return np.array([rows[n][name] if n in rows else 0 for n in world.figures.navne])


def _pauses(world: World) -> Any:
    rows = world.figures.raw["tilbud"]
    return np.array([rows[n]["pause"] if n in rows else [0, 0] for n in world.figures.navne])


def _first(world: World, people: People, at: Ints, rng: Generator) -> tuple[Ints, Ints]:
    """Spells that get a tilbud and when the first starts: in time, or up to eight months late."""
    spells = people.spells
    state, begin = spells.state[at], spells.start[at]
    limit = _column(world, "frist")[state]
    pace = world.kommuner.tilbud[people.kommune_at(spells.person[at], begin), world.window.month(begin)]
    on_time = rng.random(at.size) < np.minimum(_column(world, "andel")[state] * pace, 0.985)
    soon = between(rng.random(at.size), _column(world, "tidligst")[state], limit - 3)
    late = limit + between(rng.random(at.size), 1, 240)
    gets = on_time | (rng.random(at.size) < 0.45)
    start = weekday(np.asarray(begin + np.where(on_time, soon, late), np.int32))
    return at[gets], start[gets]


def _again(world: World, people: People, at: Ints, slut: Ints, rng: Generator) -> tuple[Ints, Ints]:
    person, state = people.spells.person[at], people.spells.state[at]
    pause = _pauses(world)[state]
    pace = world.kommuner.tilbud[people.kommune_at(person, slut), world.window.month(slut)]
    days = between(rng.random(at.size), pause[:, 0], pause[:, 1]) * people.pause[person] / pace
    start = weekday(np.asarray(slut + 1 + np.floor(days), np.int32))
    on = ~people.passiv[person]
    return at[on], start[on]


def _kind_and_end(world: World, people: People, at: Ints, start: Ints, rng: Generator) -> tuple[Ints, Ints]:
    figures = world.figures
    names = [figures.group(n) for n in figures.navne]
    shares = matrix([figures.raw["tilbudstyper"][n] for n in names], TILBUDSTYPER)
    person, state = people.spells.person[at], people.spells.state[at]
    kind = _steered(world, people, at, start, choose_row(rng.random(at.size), shares, state), rng)
    length = np.array([figures.raw["tilbudsdage"][n] for n in TILBUDSTYPER])[kind]
    short = np.array([n in ("DP", "JP") for n in names])[state] & (kind == PRAKTIK)
    low, high = (np.where(short, figures.raw["praktik_kort"][i], length[:, i]) for i in (0, 1))
    days = between(rng.random(at.size), low, high)
    over = rng.random(at.size) < world.kommuner.lang_praktik[people.kommune_at(person, start)]
    over &= (kind == PRAKTIK) | (kind == NYTTE)
    days = np.where(over, high + between(rng.random(at.size), 1, 30), days)
    return kind, (start + days - 1).astype(np.int32)


def _steered(world: World, people: People, at: Ints, start: Ints, kind: Ints, rng: Generator) -> Ints:
    """Oevrig vejledning gives way to praktik where it no longer counts: kommuner steer by the fokusmaal [000 L635]."""
    figures, state = world.figures, people.spells.state[at]
    pace = world.kommuner.tilbud[people.kommune_at(people.spells.person[at], start), world.window.month(start)]
    away = rng.random(at.size) < float(figures.raw["tilbud_andele"]["styret"]) * pace
    counts = np.isin(state, [figures.state("UH_AP"), figures.state("UH_UP")]) | (start < UDGAAR)
    return np.where((kind == OEVRIG) & away & ~counts, PRAKTIK, kind).astype(np.int32)


def _cols(people: People, at: Ints, kind: Ints, start: Ints, slut: Ints) -> Cols:
    end = people.spells.until[at]
    broken = slut > end
    return {
        "person": people.spells.person[at],
        "tilbudstype": kind,
        "startdato": start,
        "planlagt": slut,
        "slutdato": np.where(broken, np.maximum(end, start), slut).astype(np.int32),
        "brudt": broken,
    }


def facts(world: World, people: People, plan: Cols, rng: Generator) -> Cols:
    """The `tilbud` facts of a plan: AFGIVET for some, PAABEGYNDT, and the end unless it is forgotten; or AFLYST."""
    plan = by_person(plan, "startdato")
    shares = world.figures.raw["tilbud_andele"]
    size = plan["person"].size
    kommune = people.kommune_at(plan["person"], plan["startdato"])
    base = {
        "person": plan["person"],
        "serial": number(plan["person"]),
        "kommune": kommune,
        "akasse": people.akasse_at(plan["person"], plan["startdato"]),
        "source": (JOBCENTER + world.figures.kommuner[kommune]).astype(np.int32),
        "tilbudstype": plan["tilbudstype"],
        "startdato": plan["startdato"],
    }
    open_end = rng.random(size) < float(shares["uden_slut"])
    expected = np.where(open_end, NULL_DATE, plan["planlagt"]).astype(np.int32)
    given = (rng.random(size) < float(shares["afgivet"])) | (plan["startdato"] > world.window.end)
    dropped = rng.random(size) < float(shares["aflyst"])
    closed = ~dropped & (rng.random(size) >= float(shares["glemt"]))
    expected = np.where(closed, expected, NULL_DATE).astype(np.int32)
    lag = _lag(world, kommune, rng)
    stages = _stages(base, plan, expected, lag, rng)
    keep = (given, ~dropped, closed, dropped)
    return _numbered(joined([pick(stage, k) for stage, k in zip(stages, keep, strict=True)]))


def _stages(base: Cols, plan: Cols, expected: Ints, lag: Ints, rng: Generator) -> list[Cols]:
    """AFGIVET, PAABEGYNDT, AFSLUTTET or AFBRUDT, and AFLYST, each with the day of its registration."""
    start, slut, size = base["startdato"], plan["slutdato"], lag.size
    ended = np.where(plan["brudt"], AFBRUDT, AFSLUTTET)
    return [
        _stage(base, AFGIVET, expected, start - between(rng.random(size), 3, 20)),
        _stage(base, PAABEGYNDT, expected, start + lag),
        _stage(base, ended, slut, slut + 1 + np.maximum(lag, between(rng.random(size), 0, 4))),
        _stage(base, AFLYST, expected, start - between(rng.random(size), 0, 3)),
    ]


def _stage(base: Cols, status: Any, slutdato: Ints, registered: Any) -> Cols:
    stage = {
        "status": np.broadcast_to(np.asarray(status, np.int32), slutdato.shape),
        "slutdato": slutdato,
        "registered": np.asarray(registered, np.int32),
    }
    return base | stage


def _numbered(cols: Cols) -> Cols:
    """Revisions 0, 1, 2 … of each fact in the order of its stages."""
    cols = by_person(cols, "serial", "registered")
    return cols | {"revision": number(cols["person"].astype(np.int64) * 100_000 + cols["serial"])}


def _lag(world: World, kommune: Ints, rng: Generator) -> Ints:
    late = rng.random(kommune.size) < world.kommuner.sen[kommune]
    days = between(rng.random(kommune.size), 10, 60)
    return np.where(late, days, between(rng.random(kommune.size), 0, 3)).astype(np.int32)
