"""How chance is drawn so that the same seed gives the same bytes on every machine.

Only uniform numbers, comparisons, additions and multiplications touch a simulated person: IEEE 754 gives each one
answer, and NumPy does them one at a time, so that no processor can fuse two. `exp`, `log` and `pow`, whose last bits
differ between libraries and vector units, are met in one place: tables of whole days, made once, in which no entry
lies nearer to the edge of its day than a part in 10^9, a million times what any library errs. Tests hold that, and a
digest of a small country, also with the vector units switched off.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

KNOTS: Final = 4096
DAYS_MAX: Final = 200_000
Ints: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]


def weibull(mean_weeks: float, shape: float) -> list[float]:
    """Quantiles in days of a Weibull distribution, one for each of KNOTS equal chances."""
    scale = mean_weeks * 7 / math.gamma(1 + 1 / shape)
    chance = ((k + 0.5) / KNOTS for k in range(KNOTS))
    return [float(scale * (-math.log1p(-p)) ** (1 / shape)) for p in chance]


def weibull_days(mean_weeks: float, shape: float) -> Ints:
    """The same in whole days, at least 1."""
    return np.array([min(max(round(d), 1), DAYS_MAX) for d in weibull(mean_weeks, shape)], np.int32)


def residual_days(table: Ints) -> Ints:
    """What is left of a spell that is met on a random day: the equilibrium distribution of `table`, as such a table."""
    alive = table.size - np.searchsorted(table, np.arange(int(table[-1])), side="right")
    mass = np.cumsum(alive, dtype=np.int64)
    wanted = (2 * np.arange(KNOTS, dtype=np.int64) + 1) * mass[-1] // (2 * KNOTS)
    return np.asarray(np.searchsorted(mass, wanted, side="right") + 1, np.int32)


def cumulative(weights: Sequence[float] | NDArray[Any]) -> Floats:
    """Cumulative shares; the last is exactly 1."""
    total = np.cumsum(np.asarray(weights, np.float64))
    shares: Floats = total / total[-1]
    return shares


def matrix(rows: Sequence[Mapping[str, float]], names: tuple[str, ...]) -> Floats:
    """Cumulative shares per row, over `names`."""
    return np.stack([cumulative([float(row.get(name, 0.0)) for name in names]) for row in rows])


def choose(u: Floats, shares: Floats) -> Ints:
    """The index that each uniform number falls on."""
    return np.searchsorted(shares, u, side="right").astype(np.int32)


def choose_row(u: Floats, shares: Floats, row: NDArray[Any]) -> Ints:
    """The same with one row of cumulative `shares` per draw."""
    return np.asarray((u[:, None] >= shares[row]).sum(axis=1), np.int32)


def between(u: Floats, low: Any, high: Any) -> Ints:
    """A whole number from `low` to `high`, both included (scalars or one per draw)."""
    span = np.asarray(high) - np.asarray(low) + 1
    return np.asarray(low + np.floor(u * span), np.int32)


def look_up(u: Floats, tables: Ints, row: NDArray[Any]) -> Ints:
    """The quantile of `tables[row]` at each uniform number."""
    return np.asarray(tables[row, (u * KNOTS).astype(np.int32)], np.int32)


def chance_of(ids: Any, salt: int) -> Floats:
    """A number in [0, 1) for each id (fixed-width bytes): FNV-1a of its bytes, well mixed. No chance is drawn."""
    width = ids.dtype.itemsize
    text = np.ascontiguousarray(ids).view(np.uint8).reshape(-1, width)
    h = np.full(text.shape[0], 0xCBF29CE484222325 ^ salt, np.uint64)
    for column in range(width):
        h = (h ^ text[:, column]) * np.uint64(0x100000001B3)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(((h ^ (h >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53, np.float64)
