"""What becomes of an arranged samtale: summons, outcome, form, the a-kasse's part, and when it is registered."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.core.codes import DELTAGELSER, FORMER, SAMTALESTATUSSER, code
from streams.simulation.columns import AKASSE, JOBCENTER, Cols, by_person, joined, number, pick
from streams.simulation.draws import Floats, Ints, between
from streams.simulation.kalender import weekday
from streams.simulation.people import People, World
from streams.simulation.samtaler import AF_AKASSE, FAELLES

INDKALDT, AFHOLDT, AFLYST, UDEBLEVET = (
    code(SAMTALESTATUSSER, n) for n in ("INDKALDT", "AFHOLDT", "AFLYST", "UDEBLEVET")
)
PERSONLIG, VIDEO, TELEFON, UKENDT = (code(FORMER, n) for n in ("PERSONLIG", "VIDEO", "TELEFON", "UKENDT"))
TRE_MAANEDER: Final = 92
JA, NEJ, VED_IKKE = (code(DELTAGELSER, n) for n in ("JA", "NEJ", "UKENDT"))


def facts(world: World, people: People, plan: Cols, rng: Generator) -> Cols:
    """The `samtale` facts of a plan: an INDKALDT revision for most, then the outcome."""
    plan = by_person(_with_rebooked(world, people, plan, rng), "dato")
    shares = world.figures.raw["samtale_andele"]
    size = plan["dato"].size
    kommune, akasse = people.kommune_at(plan["person"], plan["dato"]), people.akasse_at(plan["person"], plan["dato"])
    shared = plan["samtaletype"] == FAELLES
    base = {
        "person": plan["person"],
        "serial": number(plan["person"]),
        "kommune": kommune,
        "akasse": akasse,
        "source": _source(world, plan["aktoer"], kommune, akasse),
        "samtaletype": plan["samtaletype"],
        "form": _form(world, people, plan, kommune, rng),
        "dato": plan["dato"],
        "aktoer": plan["aktoer"],
        "akasse_deltog": _took_part(world, people, plan, akasse, rng),
        "akasse_fravalgt": shared & (rng.random(size) < float(shares["fravalgt"])),
    }
    return _registered(world, base, plan["status"], kommune, rng)


def _with_rebooked(world: World, people: People, plan: Cols, rng: Generator) -> Cols:
    """Outcomes, and a new samtale one to two weeks after most that were missed or cancelled."""
    shares = world.figures.raw["samtale_andele"]
    missed = world.figures.per_state(world.figures.raw["udeblivelse"])[people.spells.state[plan["spell"]]]
    missed = missed * world.kommuner.udeblivelse[people.kommune_at(plan["person"], plan["dato"])]
    u = rng.random(plan["dato"].size)
    gone = u < missed
    cancelled = ~gone & (u > 1 - float(shares["aflyst"]))
    plan["status"] = np.where(gone, UDEBLEVET, np.where(cancelled, AFLYST, AFHOLDT)).astype(np.int32)
    again = (gone | cancelled) & (rng.random(u.size) < float(shares["genbooket"]))
    new = pick(plan, again)
    new["dato"] = weekday(new["dato"] + between(rng.random(new["dato"].size), 7, 14))
    new["status"] = np.full(new["dato"].size, AFHOLDT, np.int32)
    inside = new["dato"] <= people.spells.end[new["spell"]]
    return joined([plan, pick(new, inside)])


def _source(world: World, aktoer: Ints, kommune: Ints, akasse: Ints) -> Ints:
    figures = world.figures
    own, other = AKASSE + figures.akasser[akasse], JOBCENTER + figures.kommuner[kommune]
    return np.where(aktoer == AF_AKASSE, own, other).astype(np.int32)


def _form(world: World, people: People, plan: Cols, kommune: Ints, rng: Generator) -> Ints:
    """Mostly in person early in a spell, digital for a third to a half later (figur 4.9 [000 L1138])."""
    early = float(world.figures.raw["samtale_andele"]["fjern_tidligt"]) * world.kommuner.fjern[kommune]
    age = plan["dato"] - people.spells.since[plan["spell"]]
    away = np.where(age < 190, early, 0.38 * world.kommuner.fjern[kommune])
    u = rng.random(kommune.size)
    digital = np.where(u < away * 0.45, VIDEO, TELEFON)
    return np.where(u < away, digital, np.where(u > 0.985, UKENDT, PERSONLIG)).astype(np.int32)


def _took_part(world: World, people: People, plan: Cols, akasse: Ints, rng: Generator) -> Ints:
    """Joint participation where it is a faellessamtale, less in the first three months; otherwise rarely told."""
    u = rng.random(akasse.size)
    unknown = world.akasser.ukendt[akasse]
    early = plan["dato"] - people.spells.since[plan["spell"]] < TRE_MAANEDER
    share = np.where(early, float(world.figures.raw["samtale_andele"]["tidligt_faelles"]), 1.0)
    joint = np.where(u < share * world.akasser.deltagelse[akasse] * (1 - unknown), JA, NEJ)
    joint = np.where(u > 1 - unknown, VED_IKKE, joint)
    alone = np.where(u < 0.9, NEJ, VED_IKKE)
    shared = np.where(plan["samtaletype"] == FAELLES, joint, alone)
    return np.where(plan["aktoer"] == AF_AKASSE, JA, shared).astype(np.int32)


def _registered(world: World, base: Cols, status: Ints, kommune: Ints, rng: Generator) -> Cols:
    size = status.size
    own = base["aktoer"] == AF_AKASSE
    late = np.where(own, world.akasser.sen[base["akasse"]], world.kommuner.sen[kommune])
    summons = np.asarray(base["dato"] - between(rng.random(size), 7, 21), np.int32)
    noted = base["dato"] + _lag(late, rng)
    cancelled = status == AFLYST
    noted = np.where(cancelled, base["dato"] - between(rng.random(size), 0, 5), noted).astype(np.int32)
    called: Any = rng.random(size) < float(world.figures.raw["samtale_andele"]["indkaldt"])
    called |= base["dato"] > world.window.end
    before = base | {
        "status": np.full(size, INDKALDT, np.int32),
        "revision": np.zeros(size, np.int32),
        "registered": summons,
    }
    after = base | {"status": status, "revision": called.astype(np.int32), "registered": noted}
    return joined([pick(before, called), after])


def _lag(late: Floats, rng: Generator) -> Ints:
    """Days until it is registered: the same day for most, within a week for some, up to ten weeks for the late."""
    u = rng.random(late.size)
    slow, soon = between(rng.random(late.size), 8, 70), between(rng.random(late.size), 1, 7)
    return np.where(u < late, slow, np.where(u > 0.78, soon, 0)).astype(np.int32)
