"""Partial measures on their way from person agents to the measure agent: sums of one kommune or a-kasse, packed.

A payload is a list of (position, amount): position in the place's (slots, columns) block, or PRESUMED. Absent
positions are zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.partition import Partition

PRESUMED: Final = -1
_CELL: Final = np.dtype([("position", "<i4"), ("amount", "<i8")])


class Place(NamedTuple):
    """Whom sums are about: `scope` KOMMUNE or AKASSE, the code, and its place among the scope's codes."""

    scope: str
    kode: int
    place: int


def all_places(places: axes.Places) -> list[Place]:
    """Every kommune and a-kasse."""
    kommuner = [Place("KOMMUNE", int(kode), i) for i, kode in enumerate(places.kommuner)]
    return kommuner + [Place("AKASSE", int(kode), i) for i, kode in enumerate(places.akasser)]


def _packed(
    sums: NDArray[np.int64], at: NDArray[np.int64], mine: NDArray[np.bool_], presumed: NDArray[np.int64]
) -> list[bytes]:
    """The payloads of the places `at` (n,) of sums (slots, places, columns): their slots are mine (n, slots)."""
    ends = np.zeros(len(at) + 1, np.int64)
    cells = np.empty(_fill(sums, at, mine, presumed, ends, np.empty(0, np.int32), np.empty(0, np.int64)), _CELL)
    positions, amounts = np.empty(len(cells), np.int32), np.empty(len(cells), np.int64)
    _fill(sums, at, mine, presumed, ends, positions, amounts)
    cells["position"], cells["amount"] = positions, amounts
    data = cells.tobytes()
    return [data[a:b] for a, b in pairwise((ends * _CELL.itemsize).tolist())]


@numba.njit(cache=True, nogil=True)
def _fill(sums, at, mine, presumed, ends, positions, amounts):  # type: ignore[no-untyped-def]
    """Write the cells that are not zero, and where each place's end; only counts where there is no room."""
    n = 0
    for i in range(len(at)):
        for slot in range(sums.shape[0]):
            if mine[i, slot]:
                for column in range(sums.shape[2]):
                    if sums[slot, at[i], column] != 0:
                        if n < len(positions):
                            positions[n] = slot * sums.shape[2] + column
                            amounts[n] = sums[slot, at[i], column]
                        n += 1
        if presumed[i] != 0:
            if n < len(positions):
                positions[n], amounts[n] = PRESUMED, presumed[i]
            n += 1
        ends[i + 1] = n
    return n


def add_up(payloads: list[bytes], slots: int) -> tuple[NDArray[np.int64], int]:
    """The sums (slots, axes.COLUMNS) and presumed days of several partitions."""
    flat, presumed = np.zeros(slots * axes.COLUMNS, np.int64), 0
    for payload in payloads:
        cells = np.frombuffer(payload, _CELL)
        if len(cells) and cells["position"][-1] == PRESUMED:
            presumed += int(cells["amount"][-1])
            cells = cells[:-1]
        flat[cells["position"]] += cells["amount"]
    return flat.reshape(slots, axes.COLUMNS), presumed


def first_paid(payload: bytes) -> int:
    """The column of the first month in which anybody of a kommune's payload is paid; axes.MONTHS for nobody."""
    return min(int.from_bytes(payload[:4], "little"), axes.MONTHS) if payload else axes.MONTHS


def payloads(
    partition: Partition, places: Sequence[Place], presumed: NDArray[np.int64], akasse_slots: NDArray[np.bool_]
) -> list[bytes]:
    """What a partition's persons add up to for each of some places.

    Kommuner and a-kasser share the axis of places; `akasse_slots` (slots,) says which slots are a-kasser's.
    """
    sums = partition.sums.reshape(partition.compiled.slots, partition.wide, axes.COLUMNS)
    at = np.array([place.place for place in places], np.int64)
    of_akasse = np.array([place.scope == "AKASSE" for place in places], np.bool_)
    return _packed(sums, at, of_akasse[:, None] == akasse_slots, np.where(of_akasse, 0, presumed[at]))
