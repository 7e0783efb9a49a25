"""Section F for one person: what they add to the result measures that were recommended in 2024 (regime `anbefalet`)."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.naive.calendar import add_months, month_end, within_year
from tests.naive.facts import PersonFacts
from tests.naive.fokusmaal import OUTSIDE
from tests.naive.forloeb import Forloeb, ydelsesforloeb
from tests.naive.tilsyn import Entry

FAR_FROM_WORK = ("AKTIVITETSPARAT", "UDDANNELSESPARAT")
LONG_WAY_BACK = ("RESSOURCEFORLOEB", "JOBAFKLARING")
EXITS = {"ORDINAER", "UDDANNELSE"}


def recommended_entries(person: PersonFacts, dates: list[date]) -> Iterator[Entry]:
    """All that the person adds on the measuring dates."""
    runs = ydelsesforloeb(person)
    dagpenge = [run for run in runs if run.ydelse == "DAGPENGE"]
    yield from _exits("RM-K1", person, [r for r in runs if r.ydelse not in OUTSIDE], 6, dates, person.kommune_at)
    yield from _exits("RM-A1", person, dagpenge, 3, dates, person.akasse_at)
    yield from _exits("RM-A2", person, dagpenge, 6, dates, person.akasse_at)
    for on in dates:
        yield from _small_jobs(person, on)


def _exits(
    indicator: str,
    person: PersonFacts,
    runs: list[Forloeb],
    months: int,
    dates: list[date],
    place_at: Callable[[date], int | None],
) -> Iterator[Entry]:
    """Where people are `months` months after a forløb began; fleksjob is an exit for kommuner only."""
    exits = EXITS | ({"FLEKSJOB"} if indicator == "RM-K1" else set())
    for run in runs:
        later = add_months(run.start, months)
        place = place_at(later)
        for on in dates:
            if place is not None and within_year(later, on):
                yield indicator, place, on, _has_left(person, run.ydelse, exits, later), 1


def _has_left(person: PersonFacts, ydelse: str, exits: set[str], on: date) -> bool:
    """At work or in education in the month of `on`, and not paid the ydelse on it."""
    paid = any(fact.ydelse == ydelse and fact.start <= on <= fact.end for fact in person.ydelser)
    return not paid and any(
        fact.kind in exits and month_end(fact.maaned) == month_end(on) and (fact.timer > 0 or fact.kind != "ORDINAER")
        for fact in person.beskaeftigelse
    )


def _small_jobs(person: PersonFacts, on: date) -> Iterator[Entry]:
    """RM-K2: who is far from work and paid in the month, and which of them had paid hours."""
    first = on.replace(day=1)
    far = any(
        (fact.visitation in FAR_FROM_WORK or fact.ydelse in LONG_WAY_BACK) and fact.start <= on and first <= fact.end
        for fact in person.ydelser
    )
    if far:
        at_work = any(fact.loentimer > 0 and first <= fact.lasts_to <= on for fact in person.ydelser)
        yield "RM-K2", person.kommune_at(on), on, at_work, 1
