"""What to simulate: one description for every way in which simulated facts leave, so that all can do the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from streams.simulation import FactBatch, simulate
from streams.simulation.scenarier import Scenarie


@dataclass(frozen=True, slots=True)
class Population:
    """Whom to simulate, up to the date `as_of`."""

    persons: int
    months: int
    seed: int
    as_of: date


@dataclass(frozen=True, slots=True)
class Job:
    """A population, what happens to it, and how many of its facts come once more as dirt (`dirty`, a share)."""

    population: Population
    scenarier: tuple[Scenarie, ...] = ()
    dirty: float = 0.0

    def batches(self) -> Iterator[FactBatch]:
        """The good facts, block by block."""
        p = self.population
        return simulate(p.persons, p.months, p.seed, end=p.as_of, scenarier=self.scenarier)
