"""The period of a simulation and its calendar, as whole days since 1970-01-01.

Only arithmetic on days lives here. A `Window` is the months that are simulated and the as-of date that ends them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from streams.simulation.draws import Ints

EPOCH: Final = date(1970, 1, 1)
NULL_DATE: Final = int(np.iinfo(np.int32).min)
# A light hand: July and the days around Christmas and Easter see less of everything.
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
    """Saturdays move to the Friday before, Sundays to the Monday after (1970-01-01 was a Thursday)."""
    dow = (days + 3) % 7
    return np.asarray(days - (dow == 5) + (dow == 6), np.int32)
