"""A figure of a kommune or an a-kasse, and what it is made of: sums, measuring dates, the country around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.calendar import month_end, month_of, month_start

Scope = Literal["kommune", "akasse"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of `indicators`; days since 1970. `live`: the nowcast as of T; `threshold` None: there is no target."""

    indicator_id: str
    scope: Scope
    code: int
    period_end: int
    live: bool
    numerator: float
    denominator: float
    value: float
    avg12: float
    threshold: float | None
    breach: bool
    headroom: int | None = None


class Sums(NamedTuple):
    """What the persons of one kommune or a-kasse add up to.

    `slots` has shape (slots, axes.COLUMNS); `presumed` counts the presumed days of T's month after last payments.
    `first` is the column of the month in which anybody anywhere is paid first, axes.MONTHS when nobody is.
    """

    scope: Scope
    code: int
    slots: NDArray[np.int64]
    presumed: int
    first: int


class Point(NamedTuple):
    """A measuring date and the column in which its sums stand."""

    day: int
    column: int
    live: bool


def first_month(paid: NDArray[np.int64]) -> int:
    """`Sums.first` of paid days (..., axes.COLUMNS): all places' or one's."""
    columns = np.flatnonzero(paid.reshape(-1, axes.COLUMNS)[:, : axes.MONTHS].any(axis=0))
    return int(columns[0]) if len(columns) else axes.MONTHS


def is_month_end(day: int) -> bool:
    """Whether the day is the last of its month."""
    return day == month_end(month_of(day))


def last_month_end(t: int) -> int:
    """The last month-end <= T."""
    return t if is_month_end(t) else month_start(month_of(t)) - 1


def points(slot: NDArray[np.int64], t: int) -> Iterator[Point]:
    """The measuring dates at which the slot counts anybody, the nowcast last."""
    last = axes.month_column(month_of(last_month_end(t)))
    for column in np.flatnonzero(slot[: last + 1]).tolist():
        yield Point(month_end(column + axes.FIRST_MONTH), column, False)
    if not is_month_end(t) and slot[axes.NU]:
        yield Point(t, axes.NU, True)
