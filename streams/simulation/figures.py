"""The published figures, read from the data files of this room.

Only reading and naming live here: every number is in `figures.yaml` and `kommuner.csv`, with its source beside it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from streams.core.codes import VISITATIONER, YDELSER
from streams.simulation.draws import Ints, cumulative, matrix, residual_days, weibull_days


@dataclass(frozen=True)
class Figures:
    """Tables ready to draw from. States are rows in the order of `navne`: first the ydelser, then those outside."""

    raw: dict[str, Any]
    navne: tuple[str, ...]
    ydelser: int
    ydelse: Ints
    visitation: Ints
    varighed: Ints
    rest: Ints
    naeste: np.ndarray
    kommuner: Ints
    indbyggere: np.ndarray
    udsathed: np.ndarray
    akasser: Ints

    def state(self, navn: str) -> int:
        """The row of a state; ValueError for an unknown name."""
        return self.navne.index(navn)

    def per_state(self, table: dict[str, Any], default: float = 0.0) -> np.ndarray:
        """A figure per state, `default` where the data file has none."""
        return np.array([float(table.get(navn, default)) for navn in self.navne])

    def group(self, navn: str) -> str:
        """DP, JP, AP, UP or SYG: the groups for which hours, tilbud and exemptions are published."""
        tail = navn.rpartition("_")[2]
        return tail if tail in ("DP", "JP", "AP", "UP") else "SYG"


@cache
def load() -> Figures:
    """The figures of this version, read once."""
    room = files("streams.simulation")
    raw: dict[str, Any] = yaml.safe_load((room / "figures.yaml").read_text(encoding="utf-8"))
    rows = list(csv.DictReader((room / "kommuner.csv").read_text(encoding="utf-8").splitlines()))
    states = {**raw["tilstande"], **raw["udenfor"]}
    durations = np.stack([weibull_days(float(s["uger"]), float(s["form"])) for s in states.values()])
    on = raw["tilstande"].values()
    return Figures(
        raw=raw,
        navne=tuple(states),
        ydelser=len(raw["tilstande"]),
        ydelse=np.array([YDELSER.index(s["ydelse"]) for s in on], np.int32),
        visitation=np.array([VISITATIONER.index(s["visitation"]) for s in on], np.int32),
        varighed=durations,
        rest=np.stack([residual_days(table) for table in durations]),
        naeste=matrix([raw["overgange"][navn] for navn in states], tuple(states)),
        kommuner=np.array([int(r["kode"]) for r in rows], np.int32),
        indbyggere=np.array([float(r["indbyggere_1000"]) for r in rows]),
        udsathed=np.array([float(r["udsathed"]) for r in rows]),
        akasser=np.array([int(kode) for kode in raw["akasser"]], np.int32),
    )


def kommune_cumulative(figures: Figures) -> np.ndarray:
    """Cumulative shares of persons on ydelser per kommune: inhabitants times how much more often they are on one."""
    return cumulative(figures.indbyggere * figures.udsathed)


def akasse_cumulative(figures: Figures) -> np.ndarray:
    """Cumulative shares of insured persons per a-kasse."""
    return cumulative([float(a["medlemmer"]) for a in figures.raw["akasser"].values()])
