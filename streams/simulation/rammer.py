"""Reference facts: each year's rammevilkår and satisfaction surveys of kommuner and a-kasser.

The population is scaled to the simulated persons, so that shares are those of a country; what is expected of a kommune
is its own share times the room its class leaves it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.simulation.careers import newcomers
from streams.simulation.columns import STAR, Cols, FactBatch, joined, pick
from streams.simulation.draws import Floats
from streams.simulation.kalender import day
from streams.simulation.people import World, generator
from streams.simulation.registrering import DAY_MS

SCOPES: Final = ("AKASSE", "KOMMUNE")
TILFREDSHED: Final = ("BORGER", "VIRKSOMHED")
NINE_O_CLOCK_MS: Final = 8 * 3_600_000
NO_NUMBER: Final = -1


def batches(world: World, persons: int) -> list[FactBatch]:
    """One batch of `rammevilkaar` and one of `tilfredshed` for every year of the period, up to the as-of date."""
    rng = generator(world.seed, "ramme")
    terms, surveys = [], []
    for aar in world.window.years:
        terms += [_kommuner(world, persons, aar, rng), _akasser(world, aar, rng)]
        surveys += [_survey(world, aar, *kind, rng) for kind in _kinds(world)]
    return [_batch(world, "rammevilkaar", terms, 5), _batch(world, "tilfredshed", surveys, 20)]


def expected_share(world: World) -> Floats:
    """Share of each kommune's population that is on an ydelse on average."""
    figures = world.figures
    load = (figures.udsathed * figures.indbyggere).sum() / figures.indbyggere.sum()
    return np.asarray(figures.udsathed / load * float(figures.raw["befolkning"]["forsoergede_andel"]))


def population(world: World, persons: int) -> Floats:
    """Inhabitants aged 16-66 per kommune in a country with `persons` persons touched in the period."""
    figures = world.figures
    stock = persons / (1 + float(newcomers(figures, world.window)[-1]))
    share = figures.indbyggere / figures.indbyggere.sum()
    return np.asarray(share * stock / float(figures.raw["befolkning"]["forsoergede_andel"]))


def _kommuner(world: World, persons: int, aar: int, rng: Generator) -> Cols:
    figures, count = world.figures, world.figures.kommuner.size
    spread = float(figures.raw["befolkning"]["spredning"])
    room = world.kommuner.rum * _around(rng, count, spread)
    expected = np.minimum(expected_share(world) * room, 0.95)
    exits = float(figures.raw["forventet"]["kommune_6mdr"]) * _around(rng, count, 0.1)
    return _rows(world, "KOMMUNE", aar) | {
        "befolkning_16_66": np.maximum(np.rint(population(world, persons)), 1).astype(np.int32),
        "forventet_andel": np.round(expected, 4),
        "forventet_afgang_3mdr": np.full(count, np.nan),
        "forventet_afgang_6mdr": np.round(exits, 3),
    }


def _akasser(world: World, aar: int, rng: Generator) -> Cols:
    count, expected = world.figures.akasser.size, world.figures.raw["forventet"]
    return _rows(world, "AKASSE", aar) | {
        "befolkning_16_66": np.full(count, NO_NUMBER, np.int32),
        "forventet_andel": np.full(count, np.nan),
        "forventet_afgang_3mdr": np.round(float(expected["afgang_3mdr"]) * _around(rng, count, 0.1), 3),
        "forventet_afgang_6mdr": np.round(float(expected["afgang_6mdr"]) * _around(rng, count, 0.1), 3),
    }


def _kinds(world: World) -> list[tuple[str, str, list[float], float]]:
    table = world.figures.raw["tilfredshed"]
    aims = table["maal"]
    return [
        ("KOMMUNE", "BORGER", table["BORGER"], aims["BORGER"]),
        ("KOMMUNE", "VIRKSOMHED", table["VIRKSOMHED"], aims["VIRKSOMHED"]),
        ("AKASSE", "BORGER", table["AKASSE"], aims["AKASSE"]),
    ]


def _survey(world: World, aar: int, scope: str, kind: str, scores: list[float], aim: float, rng: Generator) -> Cols:
    rows = _rows(world, scope, aar)
    count = rows["kode"].size
    score = scores[0] + (scores[1] - scores[0]) * (rng.random(count) + rng.random(count)) / 2
    return rows | {
        "kind": np.full(count, TILFREDSHED.index(kind), np.int32),
        "score": np.round(score, 2),
        "svar": (40 + np.floor(rng.random(count) * 900)).astype(np.int32),
        "maal": np.full(count, float(aim)),
    }


def _rows(world: World, scope: str, aar: int) -> Cols:
    kode = world.figures.kommuner if scope == "KOMMUNE" else world.figures.akasser
    full = {"scope": SCOPES.index(scope), "kode": kode, "aar": aar}
    return {n: np.broadcast_to(np.asarray(v, np.int32), kode.shape) for n, v in full.items()}


def _batch(world: World, kind: str, parts: list[Cols], january: int) -> FactBatch:
    cols = joined(parts)
    days = np.array([day(date(int(aar), 1, january)) for aar in cols["aar"]], np.int64)
    cols = _envelope(world, kind, cols, days) | cols
    return FactBatch(kind, pick(cols, days <= world.window.end))


def _envelope(world: World, kind: str, cols: Cols, days: Any) -> Cols:
    keys = zip(
        *(cols[n].tolist() for n in ("scope", "kode", "aar", *(["kind"] if "kind" in cols else []))), strict=True
    )
    count = days.size
    return {
        "fact_id": np.array(["-".join((f"{kind[0]}{world.seed}", *map(str, key))) for key in keys], "S"),
        "revision": np.zeros(count, np.int32),
        "deleted": np.zeros(count, np.bool_),
        "registered_at": days * DAY_MS + NINE_O_CLOCK_MS,
        "source": np.full(count, STAR, np.int32),
    }


def _around(rng: Generator, count: int, spread: float) -> Floats:
    return 1 + spread * (2 * rng.random(count) - 1)
