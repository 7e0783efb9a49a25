"""Partial measures on their way from person agents to the measure agent: sums of one kommune or a-kasse, packed.

A payload is a list of (position, amount): position in the place's (slots, columns) block, or PRESUMED. Absent
positions are zero.
"""

from __future__ import annotations

from typing import Final, NamedTuple

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


def pack(sums: NDArray[np.int64], presumed: int) -> bytes:
    """The payload of one place: sums of shape (slots, axes.COLUMNS) and its presumed days."""
    flat = sums.reshape(-1)
    positions = np.flatnonzero(flat)
    cells = np.empty(len(positions) + (presumed != 0), _CELL)
    cells["position"][: len(positions)], cells["amount"][: len(positions)] = positions, flat[positions]
    if presumed:
        cells[-1] = (PRESUMED, presumed)
    return cells.tobytes()


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


def payload(partition: Partition, place: Place, presumed: NDArray[np.int64], akasse_slots: NDArray[np.bool_]) -> bytes:
    """What a partition's persons add up to for one place.

    Kommuner and a-kasser share the axis of places; `akasse_slots` (slots,) says which slots are a-kasser's.
    """
    view = partition.sums.reshape(partition.compiled.slots, partition.wide, axes.COLUMNS)[:, place.place]
    mine = akasse_slots if place.scope == "AKASSE" else ~akasse_slots
    return pack(np.where(mine[:, None], view, 0), int(presumed[place.place]) if place.scope == "KOMMUNE" else 0)
