"""What one person adds to the figures of kommuner and a-kasser: numerators and denominators, nothing else."""

from dataclasses import dataclass, field
from datetime import date

from tests.naive.calendar import is_month_end, month_end, month_ends, within_year
from tests.naive.facts import PersonFacts
from tests.naive.fokusmaal import Population, outcomes, population
from tests.naive.forsoergelse import month_days, nowcast_days
from tests.naive.instances import Instance

Cell = tuple[str, int, date]
"""(indicator_id, code, the date of measuring)."""


@dataclass
class Tally:
    """Counts per cell: (failing or on time, all) of the shares, and paid days per (kommune, month-end).

    Shares are kept for every month-end, for the as-of date and for the coming month-end (headroom);
    `days_so_far` holds the nowcast's paid and presumed days per kommune.
    """

    shares: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    days: dict[tuple[int, date], int] = field(default_factory=dict)
    days_so_far: dict[int, int] = field(default_factory=dict)
    first_ydelse: date | None = None

    def count(self, cell: Cell, hit: bool) -> None:
        """Add one to the denominator of a cell, and to its numerator on a hit."""
        numerator, denominator = self.shares.get(cell, (0, 0))
        self.shares[cell] = numerator + hit, denominator + 1

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        for cell, (numerator, denominator) in other.shares.items():
            mine = self.shares.get(cell, (0, 0))
            self.shares[cell] = mine[0] + numerator, mine[1] + denominator
        for key, count in other.days.items():
            self.days[key] = self.days.get(key, 0) + count
        for kommune, count in other.days_so_far.items():
            self.days_so_far[kommune] = self.days_so_far.get(kommune, 0) + count
        starts = [day for day in (self.first_ydelse, other.first_ydelse) if day]
        self.first_ydelse = min(starts, default=None)


def measuring_dates(first: date, as_of: date) -> list[date]:
    """The month-ends from `first`'s month on, and where `as_of` is none: `as_of` and the coming month-end."""
    live = [] if is_month_end(as_of) else [as_of, month_end(as_of)]
    return month_ends(first, as_of) + live


def person_tally(person: PersonFacts, instances: list[Instance]) -> Tally:
    """What the person adds to every figure as of the as-of date."""
    tally = Tally()
    if person.ydelser:
        tally.first_ydelse = person.ydelser[0].start
        tally.days = dict(month_days(person))
        tally.days_so_far = dict(nowcast_days(person))
        dates = measuring_dates(tally.first_ydelse, person.as_of)
        _count_fokusmaal(tally, population(person), dates)
        _count_akasse_samtaler(tally, instances, [day for day in dates if day <= person.as_of])
    return tally


def _count_fokusmaal(tally: Tally, of: Population, dates: list[date]) -> None:
    for day in dates:
        for indicator, fails in outcomes(of, day).items():
            tally.count((indicator, of.person.kommune_at(day), day), fails)


def _count_akasse_samtaler(tally: Tally, instances: list[Instance], dates: list[date]) -> None:
    """AK-SAM3: the instances of SAM-DP-AK3 that fell due in the year, the person still being on dagpenge."""
    for instance in instances:
        if instance.rule_id == "SAM-DP-AK3" and instance.akasse is not None and instance.proven:
            for day in dates:
                if within_year(instance.due_on, day):
                    tally.count(("AK-SAM3", instance.akasse, day), instance.status == "OPFYLDT")
