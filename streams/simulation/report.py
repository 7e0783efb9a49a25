"""The simulation against what is published, figure by figure: published.yaml beside what the facts say.

Measuring and comparing only; how it is shown is told elsewhere. Blocks are measured one by one and added up, so that
memory does not grow with the persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from streams.simulation import figures, maal_forsoergelse, maal_indsats, maal_langvarige
from streams.simulation.blok import block
from streams.simulation.kalender import window
from streams.simulation.people import BLOCK, world
from streams.simulation.syn import Syn, last_year

MAAL: Final = (
    maal_forsoergelse.ydelser,
    maal_forsoergelse.forloeb,
    maal_forsoergelse.afgange,
    maal_forsoergelse.kontanthjaelp_to_aar,
    maal_forsoergelse.sanktion,
    maal_indsats.samtaler,
    maal_indsats.faelles,
    maal_indsats.tilbud,
    maal_indsats.rammer,
    maal_indsats.timer,
    maal_indsats.seksten,
    maal_langvarige.langvarige,
)


@dataclass(frozen=True, slots=True)
class Figur:
    """A published figure: `tolerance` is in its own unit, or relative to it; `kerne`: a test holds it."""

    maal: str
    gruppe: str
    navn: str
    vaerdi: float
    enhed: str
    kilde: str
    tolerance: float
    relativ: bool
    gange: float
    kerne: bool
    valgt: str


@dataclass(frozen=True, slots=True)
class Fund:
    """A figure and what was simulated: None where nobody was met, who could be counted."""

    figur: Figur
    simuleret: float | None
    antal: float

    @property
    def afvigelse(self) -> float | None:
        """How far off, in the unit of the tolerance."""
        if self.simuleret is None:
            return None
        off = self.simuleret - self.figur.vaerdi
        return off / self.figur.vaerdi if self.figur.relativ else off

    @property
    def inden_for(self) -> bool:
        """Whether the deviation is within the tolerance."""
        return self.afvigelse is not None and abs(self.afvigelse) <= self.figur.tolerance


@cache
def published() -> tuple[Figur, ...]:
    """The published figures, in the order in which they are told."""
    return tuple(_figur(g["gruppe"], f) for g in _file()["figurer"] for f in g["figurer"])


def outside() -> list[dict[str, str]]:
    """Published figures that no simulated fact can show: `navn`, `kilde`, `grund`."""
    return list(_file()["udenfor"])


def compare(
    persons: int, months: int, seed: int, end: date, progress: Callable[[int], None] = lambda _: None
) -> list[Fund]:
    """Every published figure beside the simulated one; ValueError for a period without a whole calendar year.

    Whole blocks are simulated, so that at least `persons` are measured; `progress` hears how many so far.
    """
    sums: dict[str, tuple[float, float]] = {}
    for number, found in enumerate(_measured(persons, months, seed, end), 1):
        for navn, (over, under) in found.items():
            before = sums.get(navn, (0.0, 0.0))
            sums[navn] = (before[0] + over, before[1] + under)
        progress(number * BLOCK)
    return [_fund(figur, *sums.get(figur.maal, (0.0, 0.0))) for figur in published()]


def _measured(persons: int, months: int, seed: int, end: date) -> Iterator[dict[str, tuple[float, float]]]:
    country = world(figures.load(), window(months, end), seed)
    year = last_year(country)
    for number in range(-(-persons // BLOCK)):
        seen = Syn(country, block(country, number, (number + 1) * BLOCK), year)
        yield {navn: pair for measure in MAAL for navn, pair in measure(seen).items()}


def _fund(figur: Figur, over: float, under: float) -> Fund:
    return Fund(figur, figur.gange * over / under if under else None, under)


@cache
def _file() -> dict[str, Any]:
    text = (files("streams.simulation") / "published.yaml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.safe_load(text)
    return raw


def _figur(gruppe: str, row: dict[str, Any]) -> Figur:
    return Figur(
        maal=row["maal"],
        gruppe=gruppe,
        navn=row["navn"],
        vaerdi=float(row["vaerdi"]),
        enhed=row["enhed"],
        kilde=row["kilde"],
        tolerance=float(row["rel"] if "rel" in row else row["abs"]),
        relativ="rel" in row,
        gange=float(row.get("gange", 1)),
        kerne=bool(row.get("kerne", False)),
        valgt=row.get("valgt", ""),
    )
