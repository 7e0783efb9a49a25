"""Dagpenge's consumed clock: periods of seniority that count paid days only (02 section 3)."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from tests.naive.calendar import days, each_day
from tests.naive.facts import PersonFacts


def paid_days_of(months: int) -> int:
    """How many paid days `months` months of consumed dagpenge are: ceil(months x 30.4375)."""
    return math.ceil(months * 30.4375)


@dataclass(frozen=True)
class Dagpengeperiode:
    """From `start` to `last`, the day before the next one (None: no next one); `paid` days in order."""

    start: date
    last: date | None
    paid: list[date]

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day and (self.last is None or day <= self.last)

    def consumed(self, day: date) -> int:
        """The paid days of the period up to and including `day`."""
        return bisect_right(self.paid, day)


def dagpengeperioder(person: PersonFacts) -> list[Dagpengeperiode]:
    """The person's dagpengeperioder as of the as-of date, in order; also those without a paid day."""
    paid = _paid_dagpenge_days(person)
    starts = sorted({fact.dato for fact in person.borgerstatus if fact.kind == "INDPLACERING"})
    if paid and (not starts or paid[0] < starts[0]):
        starts.insert(0, paid[0])
    lasts: list[date | None] = [start - days(1) for start in starts[1:]]
    return [_periode(start, last, paid) for start, last in zip(starts, [*lasts, None], strict=False)]


def _periode(start: date, last: date | None, paid: list[date]) -> Dagpengeperiode:
    inside = [day for day in paid if start <= day and (last is None or day <= last)]
    return Dagpengeperiode(start, last, inside)


def _paid_dagpenge_days(person: PersonFacts) -> list[date]:
    paid: set[date] = set()
    for fact in person.ydelser:
        if fact.ydelse == "DAGPENGE":
            paid.update(each_day(fact.start, fact.end))
    return sorted(paid)


def periode_at(perioder: list[Dagpengeperiode], day: date) -> Dagpengeperiode | None:
    """The dagpengeperiode that contains `day`; None before the first."""
    return next((periode for periode in perioder if periode.contains(day)), None)


def consumed(perioder: list[Dagpengeperiode], day: date) -> int:
    """Paid days since the start of the dagpengeperiode that contains `day`, up to and including it."""
    periode = periode_at(perioder, day)
    return periode.consumed(day) if periode else 0
