"""Columns: how facts lie in memory until they leave as batches.

`Cols` is a dict of equally long NumPy arrays. Only selecting, joining and numbering live here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from streams.simulation.draws import Ints

Cols: TypeAlias = dict[str, NDArray[Any]]

JOBCENTER, AKASSE, EINDKOMST, UDBETALING, STAR = 0, 1000, 2000, 3000, 4000


@dataclass(frozen=True)
class FactBatch:
    """Facts of one `type` as columns named and ordered as in the JSONL (see the package's docstring for dtypes)."""

    type: str
    columns: Cols

    def __len__(self) -> int:
        return int(self.columns["revision"].size)


def pick(cols: Cols, where: NDArray[Any]) -> Cols:
    """The rows that a mask or index array picks."""
    return {name: column[where] for name, column in cols.items()}


def joined(parts: list[Cols]) -> Cols:
    """The parts under each other; all have the same columns."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def changed(cols: Cols, **columns: Any) -> Cols:
    """The same rows with some columns replaced (a scalar fills the column)."""
    return cols | {
        name: np.broadcast_to(np.asarray(value, cols[name].dtype if name in cols else None), rows(cols))
        for name, value in columns.items()
    }


def rows(cols: Cols) -> int:
    """How many rows there are."""
    return int(next(iter(cols.values())).size)


def by_person(cols: Cols, *then: str) -> Cols:
    """Ordered by person and then by other columns."""
    return pick(cols, np.lexsort([cols[name] for name in reversed(("person", *then))]))


def number(person: NDArray[Any]) -> Ints:
    """0, 1, 2 … within each person; `person` is sorted."""
    if not person.size:
        return np.zeros(0, np.int32)
    first = np.flatnonzero(np.diff(person, prepend=person[0] - 1))
    lengths = np.diff(np.append(first, person.size))
    return (np.arange(person.size) - np.repeat(first, lengths)).astype(np.int32)


def spread(counts: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """For rows that become `counts` rows each: the row each comes from, and its number 0.. within that row."""
    source = np.repeat(np.arange(counts.size), counts)
    begin = np.repeat(np.cumsum(counts) - counts, counts)
    return source, np.arange(source.size) - begin
