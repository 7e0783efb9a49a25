"""RM-FORSOERGELSE for one person: which days are paid, and which kommune each belongs to (section E)."""

from collections import Counter
from datetime import date

from tests.naive.calendar import days, each_day, month_end
from tests.naive.facts import PersonFacts
from tests.naive.forloeb import ydelsesforloeb

DaysPerKommune = Counter[tuple[int, date]]
"""Distinct paid days per (kommune, month-end)."""


def paid_days(person: PersonFacts) -> dict[date, int]:
    """Every paid day up to the as-of date and its kommune: the last begun payment that covers it tells."""
    kommune_of: dict[date, int] = {}
    for fact in person.ydelser:  # ascending by (period_start, fact_id): a later one overwrites
        for day in each_day(fact.start, fact.end):
            kommune_of[day] = fact.kommune
    return kommune_of


def presumed_days(person: PersonFacts) -> dict[date, int]:
    """The days after `slut` on which an open forløb counts as paid, and the person's kommune at each."""
    presumed: dict[date, int] = {}
    for run in ydelsesforloeb(person):
        if not run.ended:
            for day in each_day(run.slut + days(1), person.as_of):
                presumed[day] = person.kommune_at(day)
    return presumed


def month_days(person: PersonFacts) -> DaysPerKommune:
    """Paid days per kommune and calendar month."""
    return Counter((kommune, month_end(day)) for day, kommune in paid_days(person).items())


def nowcast_days(person: PersonFacts) -> Counter[int]:
    """Paid and presumed days per kommune in the month so far."""
    days_so_far = presumed_days(person) | paid_days(person)
    coming = month_end(person.as_of)
    return Counter(kommune for day, kommune in days_so_far.items() if month_end(day) == coming)
