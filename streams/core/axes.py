"""Where a measure is added up: (slot, place, month), laid out in one long array.

A place is the position of a kommune or an a-kasse in its list of codes. Each slot has, for each place, one figure per
month from 1990 to 2100 and after them two of the present: as of T, and at the coming month-end. Then come those that a
window of months needs (`vinduer`): one per day of the month in which the window of T begins, and one per leap day.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.jit import jit

FIRST_MONTH: Final = 1990 * 12
MONTHS: Final = (2100 - 1990 + 1) * 12
NU: Final = MONTHS
"""The column of the figure as of T."""
KOMMENDE: Final = MONTHS + 1
"""The column of the figure at the coming month-end, if no further fact arrives."""
DAGE: Final = MONTHS + 2
"""The first of the columns of the days of a month."""
DAYS: Final = 31
SKUDDAGE: Final = DAGE + DAYS
"""The first of the columns of the leap days."""
_FIRST_LEAP_YEAR: Final = 1992
COLUMNS: Final = SKUDDAGE + (2096 - _FIRST_LEAP_YEAR) // 4 + 1


class Places(NamedTuple):
    """The codes in use: sorted lists, and the place of each code (-1: unknown)."""

    kommuner: NDArray[np.int32]
    akasser: NDArray[np.int32]
    kommune_place: NDArray[np.int32]
    akasse_place: NDArray[np.int32]


def places(kommuner: list[int], akasser: list[int]) -> Places:
    """Places for these kommune and a-kasse codes."""
    return Places(_sorted(kommuner), _sorted(akasser), _place(kommuner), _place(akasser))


def _sorted(codes: list[int]) -> NDArray[np.int32]:
    return np.array(sorted(codes), np.int32)


def _place(codes: list[int]) -> NDArray[np.int32]:
    place = np.full(1000, -1, np.int32)
    place[sorted(codes)] = np.arange(len(codes))
    return place


def width(p: Places) -> int:
    """How many places a slot has."""
    return max(len(p.kommuner), len(p.akasser))


@jit
def plads(slot: int, wide: int, place: int, column: int) -> int:
    """The position of a figure in the long array."""
    return (slot * wide + place) * COLUMNS + column


@jit
def month_column(month: int) -> int:
    """The column of a month (as counted by `calendar.month_of`)."""
    return month - FIRST_MONTH


@jit
def leap_day_column(month: int) -> int:
    """The column of the 29 February that ends this month."""
    return SKUDDAGE + (month // 12 - _FIRST_LEAP_YEAR) // 4
