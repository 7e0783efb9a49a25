"""The persons of a block: their spells, where they live, their a-kasse, and how easily they are reached.

One block is the unit of randomness: its persons depend on (seed, period, block number), never on how many blocks there
are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from streams.simulation import behaviour
from streams.simulation.careers import Spells, live
from streams.simulation.draws import Bools, Floats, Ints, between, choose
from streams.simulation.figures import Figures, akasse_cumulative, kommune_cumulative
from streams.simulation.kalender import Window

BLOCK: Final = 4096
NEVER: Final = int(np.iinfo(np.int32).max)


@dataclass(frozen=True)
class World:
    """What all blocks share."""

    figures: Figures
    window: Window
    seed: int
    kommuner: behaviour.Kommuner
    akasser: behaviour.Akasser


@dataclass(frozen=True)
class People:
    """Persons 0..n-1 of a block. `kommune` and `akasse` hold rows (before, after) of `flyttet` and `skiftet`.

    Rows, not codes: `figures.kommuner[row]`, `figures.akasser[row]`. `forsikret`: has an a-kasse. `adgang`: how often
    the person is reached relative to others. `passiv`: gets no second tilbud; `pause`: how long between the others.
    """

    first: int
    count: int
    spells: Spells
    kommune: Ints
    flyttet: Ints
    akasse: Ints
    skiftet: Ints
    forsikret: Bools
    adgang: Floats
    passiv: Bools
    pause: Floats

    def kommune_at(self, person: Ints, days: Ints) -> Ints:
        """Row of the kommune where each person lives on a day."""
        return self.kommune[person, (days >= self.flyttet[person]).astype(np.int32)]

    def akasse_at(self, person: Ints, days: Ints) -> Ints:
        """Row of each person's a-kasse on a day (meaningless unless `forsikret`)."""
        return self.akasse[person, (days >= self.skiftet[person]).astype(np.int32)]


def world(figures: Figures, window: Window, seed: int) -> World:
    """The country that (`seed`, `window`) gives: every kommune and a-kasse with its behaviour."""
    rng = generator(seed, "sted")
    return World(
        figures, window, seed, behaviour.kommuner(figures, window, rng), behaviour.akasser(figures, window, rng)
    )


def generator(seed: int, room: str, number: int = 0) -> Generator:
    """The random numbers of one room (and block) of one seed."""
    return Generator(PCG64(SeedSequence([seed, int.from_bytes(room.encode(), "big"), number])))


def people(world: World, number: int) -> People:
    """Block `number`: persons number*BLOCK … number*BLOCK+BLOCK-1."""
    rng = generator(world.seed, "folk", number)
    figures, years = world.figures, world.window.months / 12
    moving = figures.raw["flytning"]
    spells = live(rng, figures, world.window, BLOCK)
    return People(
        first=number * BLOCK,
        count=BLOCK,
        spells=spells,
        kommune=choose(rng.random(2 * BLOCK), kommune_cumulative(figures)).reshape(BLOCK, 2),
        flyttet=_when(rng, world.window, float(moving["kommune"]) * years),
        akasse=choose(rng.random(2 * BLOCK), akasse_cumulative(figures)).reshape(BLOCK, 2),
        skiftet=_when(rng, world.window, float(moving["akasse"]) * years),
        forsikret=_insured(rng, figures, spells, float(moving["forsikret"])),
        adgang=_reach(rng),
        passiv=rng.random(BLOCK) < 0.15,
        pause=_pause(rng),
    )


def _when(rng: Generator, window: Window, share: float) -> Ints:
    days = between(rng.random(BLOCK), window.start + 1, window.last)
    return np.where(rng.random(BLOCK) < share, days, NEVER).astype(np.int32)


def _insured(rng: Generator, figures: Figures, spells: Spells, share: float) -> Bools:
    """Everybody who is ever on dagpenge, and a share of the others."""
    insured: Any = rng.random(BLOCK) < share
    insured[spells.person[spells.state == figures.state("DP")]] = True
    return np.asarray(insured, np.bool_)


def _reach(rng: Generator) -> Floats:
    """Around 1 for most; one in eleven is hard to reach (the spread is wide: [000 L506], [003 L658-668])."""
    usual = 0.80 + 0.45 * (rng.random(BLOCK) + rng.random(BLOCK)) / 2
    hard = 0.25 + 0.40 * rng.random(BLOCK)
    return np.where(rng.random(BLOCK) < 0.09, hard, usual)


def _pause(rng: Generator) -> Floats:
    """Some go from one tilbud to the next, some wait a while, most wait long: of the long-term, 29 % are in tilbud for
    over 52 of 104 weeks and 24 % for 27 to 52 [003 L1103]."""
    kind, u = rng.random(BLOCK), rng.random(BLOCK)
    return np.where(kind < 0.40, 0.02 + 0.12 * u, np.where(kind < 0.68, 0.18 + 0.36 * u, 0.9 + 1.2 * u))
