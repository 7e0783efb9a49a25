"""Section G for one person: what they add to the figures that revisions look at (regime `tilsyn`)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tests.naive.calendar import add_months, each_day, within_year
from tests.naive.clocks import dagpengeperioder, paid_days_of
from tests.naive.facts import PersonFacts, Samtale, Ydelse
from tests.naive.fokusmaal import OUTSIDE, hours_in_year
from tests.naive.forloeb import Forloeb, ydelsesforloeb
from tests.naive.qualifying import counts, qualifies

Entry = tuple[str, int, date, float, float]
"""(indicator_id, code, the date of measuring, addend of the numerator, of the denominator)."""

ON_HJAELP = ("KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO")
A_YEAR_OF_HJAELP = 365
T225_HOURS = 225
SENIOR_FROM, SENIOR_TO = paid_days_of(14), paid_days_of(18)


def person_entries(person: PersonFacts, dates: list[date]) -> Iterator[Entry]:
    """All that the person adds on the measuring dates, in no order."""
    paid = _fokus_days(person)
    runs = ydelsesforloeb(person)
    yield from _seniors(person, dates)
    yield from _active(person, paid, dates)
    for on in dates:
        yield from _samtaler(person, on)
        yield from _fuldtid(paid, on)
        yield from _t225(person, runs, on)


def _in_year(samtaler: Iterable[Samtale], on: date) -> list[Samtale]:
    return [samtale for samtale in samtaler if within_year(samtale.dato, on)]


def _samtaler(person: PersonFacts, on: date) -> Iterator[Entry]:
    """UDEBLIVELSE, SAM-PR-FULDTID's numerator and FS-DELTAGELSE: each samtale where it was registered."""
    for samtale in _in_year(person.samtaler, on):
        if samtale.status in ("AFHOLDT", "UDEBLEVET"):
            yield "UDEBLIVELSE", samtale.kommune, on, samtale.status == "UDEBLEVET", 1
        if qualifies(samtale):
            yield "SAM-PR-FULDTID", samtale.kommune, on, 1, 0
        if _could_take_part(samtale) and samtale.akasse is not None:
            yield "FS-DELTAGELSE", samtale.akasse, on, samtale.akasse_deltog == "JA", 1


def _could_take_part(samtale: Samtale) -> bool:
    """A held fællessamtale at which the a-kasse's presence was wanted and is known."""
    held = samtale.samtaletype == "FAELLESSAMTALE" and samtale.status == "AFHOLDT"
    return held and not samtale.akasse_fravalgt and samtale.akasse_deltog in ("JA", "NEJ")


def _fokus_days(person: PersonFacts) -> dict[date, Ydelse]:
    """Every day paid on a ydelse of the fokusmål, and the last begun such payment that covers it."""
    covering: dict[date, Ydelse] = {}
    for fact in person.ydelser:  # ascending by (period_start, fact_id): a later one overwrites
        if fact.ydelse not in OUTSIDE:
            covering |= dict.fromkeys(each_day(fact.start, fact.end), fact)
    return covering


def _fuldtid(paid: dict[date, Ydelse], on: date) -> Iterator[Entry]:
    """SAM-PR-FULDTID's denominator: paid days of the year by the days there are in it."""
    after = add_months(on, -12)
    days = Counter(fact.kommune for day, fact in paid.items() if after < day <= on)
    for kommune, count in days.items():
        yield "SAM-PR-FULDTID", kommune, on, 0, count / (on - after).days


def _active(person: PersonFacts, paid: dict[date, Ydelse], dates: list[date]) -> Iterator[Entry]:
    """AKTIV-ANDEL: the paid days of the month, and on which of them a counting tilbud runs."""
    for on in dates:
        for day in each_day(on.replace(day=1), on):
            if day in paid:
                yield "AKTIV-ANDEL", paid[day].kommune, on, _in_tilbud(person, paid[day].ydelse, day), 1


def _in_tilbud(person: PersonFacts, ydelse: str, day: date) -> bool:
    return any(
        counts(tilbud, ydelse) and tilbud.startdato <= day and (tilbud.slutdato is None or day <= tilbud.slutdato)
        for tilbud in person.tilbud
    )


def _seniors(person: PersonFacts, dates: list[date]) -> Iterator[Entry]:
    """SI-PROXY: who has come to 18 months of dagpenge, and whether a samtale was held in the last four of them."""
    for periode in dagpengeperioder(person):
        if len(periode.paid) >= SENIOR_TO:
            first, last = periode.paid[SENIOR_FROM - 1], periode.paid[SENIOR_TO - 1]
            seen = any(qualifies(samtale) and first <= samtale.dato <= last for samtale in person.samtaler)
            for on in dates:
                if within_year(last, on):
                    yield "SI-PROXY", person.kommune_at(last), on, seen, 1


def _t225(person: PersonFacts, runs: list[Forloeb], on: date) -> Iterator[Entry]:
    """T225: who has had hjaelp for a year of the last three, and how many have worked 225 hours in the last."""
    if any(run.ydelse in ON_HJAELP and run.member(on) for run in runs) and _long_on_hjaelp(person, on):
        yield "T225", person.kommune_at(on), on, hours_in_year(person, on) >= T225_HOURS, 1


def _long_on_hjaelp(person: PersonFacts, on: date) -> bool:
    after = add_months(on, -36)
    paid = {
        day
        for fact in person.ydelser
        if fact.ydelse in ON_HJAELP
        for day in each_day(fact.start, fact.end)
        if after < day <= on
    }
    return len(paid) >= A_YEAR_OF_HJAELP
