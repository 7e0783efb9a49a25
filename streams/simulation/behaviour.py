"""How each kommune and a-kasse behaves, month by month.

Profiles only: factors and shares per (kommune or a-kasse, month). What they do to a person is told where the facts are
made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from streams.simulation.draws import Floats, Ints, cumulative
from streams.simulation.figures import Figures
from streams.simulation.kalender import Window


@dataclass(frozen=True)
class Kommuner:
    """Per kommune; `tempo`, `foerste`, `tilbud` are (kommune, month), the rest one figure a kommune."""

    klasse: Ints
    tempo: Floats
    foerste: Floats
    tilbud: Floats
    sen: Floats
    anden: Floats
    udeblivelse: Floats
    fjern: Floats
    lang_praktik: Floats
    rum: Floats


@dataclass(frozen=True)
class Akasser:
    """Per a-kasse; `tempo` (own samtaler) is (a-kasse, month)."""

    tempo: Floats
    foerste: Floats
    cv: Floats
    deltagelse: Floats
    ukendt: Floats
    sen: Floats


def kommuner(figures: Figures, window: Window, rng: Generator) -> Kommuner:
    """Every kommune's profile: its class, a spread of its own, and the class's change over the period."""
    count = figures.kommuner.size
    classes = list(figures.raw["klasser"].values())
    klasse = _dealt(rng, [float(c["andel"]) for c in classes], count)
    own = _column(classes, "udvikling")[klasse]
    drift = 1 + own[:, None] * _ramp(window)[None, :]
    spread = {name: _near(rng, count, 0.06) for name in ("tempo", "foerste", "tilbud")}
    size = figures.raw["stoerrelser"]
    own_size = stoerrelse(figures)
    spread["tempo"] *= np.array(size["tempo"])[own_size]
    spread["tilbud"] *= np.array(figures.raw["rammevilkaar"]["tilbud"])[rammevilkaar(figures)]
    return Kommuner(
        klasse=klasse,
        tempo=(_column(classes, "tempo")[klasse] * spread["tempo"])[:, None] * drift,
        foerste=np.minimum((_column(classes, "foerste")[klasse] * spread["foerste"])[:, None] * drift, 0.985),
        tilbud=(_column(classes, "tilbud")[klasse] * spread["tilbud"])[:, None] * drift,
        sen=_column(classes, "sen")[klasse] * np.array(size["sen"])[own_size] * _near(rng, count, 0.5),
        anden=0.03 + 0.22 * rng.random(count) * rng.random(count),
        udeblivelse=_near(rng, count, 0.4),
        fjern=_near(rng, count, 0.6),
        lang_praktik=0.02 + 0.08 * rng.random(count),
        rum=_column(classes, "rum")[klasse],
    )


def stoerrelse(figures: Figures) -> Ints:
    """Size group of each kommune, 0 for the smallest."""
    return np.searchsorted(figures.raw["stoerrelser"]["graenser"], figures.indbyggere).astype(np.int32)


def rammevilkaar(figures: Figures) -> Ints:
    """Group of each kommune by how many are expected to be on an ydelse, 0 for the ten with the fewest."""
    rank = np.argsort(np.argsort(figures.udsathed, kind="stable"), kind="stable")
    return np.searchsorted(figures.raw["rammevilkaar"]["bedste"], rank, side="right").astype(np.int32)


def akasser(figures: Figures, window: Window, rng: Generator) -> Akasser:
    """Every a-kasse's profile: its strength from the data file, every sixth slipping and every seventh improving."""
    rows = list(figures.raw["akasser"].values())
    strength = _column(rows, "styrke")
    count = strength.size
    own = np.zeros(count)
    own[2::6], own[4::7] = -0.22, 0.18
    drift = 1 + own[:, None] * _ramp(window)[None, :]
    return Akasser(
        tempo=strength[:, None] * drift,
        foerste=np.minimum(0.84 * strength, 0.97),
        cv=np.minimum(0.82 * strength, 0.96),
        deltagelse=_column(rows, "deltagelse"),
        ukendt=0.02 + 0.10 * rng.random(count),
        sen=0.02 + 0.10 * rng.random(count),
    )


def _dealt(rng: Generator, shares: list[float], count: int) -> Ints:
    """Classes dealt so that each has its share of the kommuner, in random order."""
    places = np.searchsorted(cumulative(shares), (np.arange(count) + 0.5) / count)
    return places[np.argsort(rng.random(count), kind="stable")].astype(np.int32)


def _column(rows: list[dict[str, Any]], name: str) -> Floats:
    return np.array([float(row[name]) for row in rows])


def _ramp(window: Window) -> Floats:
    return (np.arange(window.months) + 0.5) / window.months


def _near(rng: Generator, count: int, spread: float) -> Floats:
    return 1 + spread * (2 * rng.random(count) - 1)
