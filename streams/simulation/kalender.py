"""The period of a simulation and its calendar, as whole days since 1970-01-01.

Only arithmetic on days lives here. A `Window` is the months that are simulated and the as-of date that ends them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

import numpy as np

from streams.simulation.draws import Ints

EPOCH: Final = date(1970, 1, 1)
AAR: Final = (1990, 2101)
FOERSTE: Final = (date(AAR[0], 1, 1) - EPOCH).days
NULL_DATE: Final = int(np.iinfo(np.int32).min)
# July sees less of everything, and so do months with holidays.
TRAVLHED: Final = (0.98, 1.02, 1.06, 0.96, 1.0, 1.02, 0.72, 1.02, 1.06, 1.0, 1.04, 0.86)


def day(d: date) -> int:
    """Days since 1970-01-01."""
    return (d - EPOCH).days


def as_date(days: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(days))


@dataclass(frozen=True)
class Window:
    """The simulated months: `starts[m]` is the first day of month m, `starts[-1]` the day after the last.

    The last month lies ahead of `end`: samtaler and tilbud are arranged in it, and nothing else comes of it.
    """

    end: int
    starts: Ints

    @property
    def start(self) -> int:
        return int(self.starts[0])

    @property
    def months(self) -> int:
        return int(self.starts.size - 1)

    @property
    def last(self) -> int:
        """The last day of the month ahead."""
        return int(self.starts[-1]) - 1

    @property
    def years(self) -> range:
        return range(as_date(self.start).year, as_date(self.end).year + 1)

    def new_years(self) -> Ints:
        """The first of January of every year of the period."""
        return np.array([day(date(year, 1, 1)) for year in self.years], np.int32)

    def month(self, days: Ints) -> Ints:
        """The month in which each day lies, clamped to the period."""
        m = np.searchsorted(self.starts, days, side="right") - 1
        return np.clip(m, 0, self.months - 1).astype(np.int32)

    def calendar_month(self) -> Ints:
        """0 for January to 11 for December, per month of the period."""
        return np.array([as_date(int(s)).month - 1 for s in self.starts[:-1]], np.int32)


def window(months: int, end: date) -> Window:
    """The `months` calendar months up to and including that of `end`, and the one ahead; ValueError for none."""
    if months < 1:
        raise ValueError(f"months is {months}: simulate at least 1 month")
    first = end.year * 12 + end.month - months
    starts = [day(date(m // 12, m % 12 + 1, 1)) for m in range(first, first + months + 2)]
    return Window(day(end), np.array(starts, np.int32))


def weekday(days: Ints) -> Ints:
    """The nearest working day: Saturdays move to the day before, Sundays and holidays to the day after."""
    shift = _shifts()
    return np.asarray(days + shift[np.clip(days - FOERSTE, 0, shift.size - 1)], np.int32)


def helligdage(year: int) -> set[date]:
    """The days of a year on which no office is open; Store bededag up to 2023."""
    easter = paaske(year)
    moving = [-3, -2, 1, 39, 50] + ([26] if year < 2024 else [])
    fixed = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)]
    return {easter + timedelta(n) for n in moving} | {date(year, m, d) for m, d in fixed}


def paaske(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, number = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, number + 1)


@cache
def _shifts() -> Ints:
    closed = {day(d) for year in range(AAR[0], AAR[1]) for d in helligdage(year)}
    every = range(FOERSTE, day(date(AAR[1], 1, 1)))
    return np.array([_open(d, closed) - d for d in every], np.int32)


def _open(d: int, closed: set[int]) -> int:
    """The working day to which day `d` moves (1970-01-01 was a Thursday)."""
    if (d + 3) % 7 == 5:
        d -= 1
    while d in closed or (d + 3) % 7 > 4:
        d += 1
    return d
