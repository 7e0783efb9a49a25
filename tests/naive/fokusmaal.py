"""Section D for one person: who is in the population of the fokusmål, who fails, and the case list's rows."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.naive.calendar import add_months, month_end, within_year
from tests.naive.clocks import Dagpengeperiode, consumed, dagpengeperioder, paid_days_of, periode_at
from tests.naive.facts import PersonFacts
from tests.naive.forloeb import Forloeb, ydelsesforloeb
from tests.naive.instances import Instance, person_instance
from tests.naive.qualifying import counts, qualifies

OUTSIDE = ("FLEKSJOB", "FOERTIDSPENSION")
A_YEAR_OF_DAGPENGE = paid_days_of(12)
VALID_FROM = date(2020, 1, 1)
LOWER_HOURS_FROM = date(2023, 3, 22)
SAMTALER = 4


def hours_required(on: date) -> float:
    """The hours of ordinary work that stand in for a tilbud."""
    return 100 if on >= LOWER_HOURS_FROM else 225


def target(indicator_id: str, on: date) -> float:
    """The share of failures that must be undershot."""
    return 0.30 if indicator_id == "FM-TILBUD" and on >= LOWER_HOURS_FROM else 0.20


@dataclass(frozen=True)
class Population:
    """A person's forløb and clock, to be asked on many measuring dates."""

    person: PersonFacts
    forloeb: list[Forloeb]
    perioder: list[Dagpengeperiode]

    def representing(self, on: date) -> Forloeb | None:
        """The forløb that puts the person in the population on `on`; None for a person outside it."""
        return next((run for run in self.forloeb if run.member(on) and self._a_year(run, on)), None)

    def _a_year(self, run: Forloeb, on: date) -> bool:
        if run.ydelse == "DAGPENGE":
            return consumed(self.perioder, on) >= A_YEAR_OF_DAGPENGE
        return add_months(run.start, 12) <= on

    def reached_a_year_on(self, run: Forloeb, on: date) -> date:
        """When the representing forløb of `on` reached 12 months' anciennitet."""
        if run.ydelse != "DAGPENGE":
            return add_months(run.start, 12)
        periode = periode_at(self.perioder, on)
        assert periode is not None
        return periode.paid[A_YEAR_OF_DAGPENGE - 1]


def population(person: PersonFacts) -> Population:
    """The person as the fokusmål see them; forløb ordered by (start, ydelse name)."""
    runs = [run for run in ydelsesforloeb(person) if run.ydelse not in OUTSIDE]
    return Population(person, runs, dagpengeperioder(person))


def samtaler_in_year(person: PersonFacts, on: date) -> int:
    """Qualifying samtaler in the year up to `on`, in any forløb or none."""
    return sum(qualifies(samtale) and within_year(samtale.dato, on) for samtale in person.samtaler)


def hours_in_year(person: PersonFacts, on: date) -> float:
    """Hours of ordinary work in the months that ended in the year up to `on`."""
    return math.fsum(
        fact.timer
        for fact in person.beskaeftigelse
        if fact.kind == "ORDINAER" and within_year(month_end(fact.maaned), on)
    )


def tilbud_in_year(person: PersonFacts, ydelse: str, on: date) -> bool:
    """Whether a counting tilbud overlaps the year up to `on`."""
    after = add_months(on, -12)
    return any(
        counts(tilbud, ydelse) and tilbud.startdato <= on and (tilbud.slutdato is None or tilbud.slutdato > after)
        for tilbud in person.tilbud
    )


def fails_samtale(person: PersonFacts, ydelse: str, on: date) -> bool:
    """FM-SAMTALE: fewer than four samtaler in the year."""
    return samtaler_in_year(person, on) < SAMTALER


def fails_tilbud(person: PersonFacts, ydelse: str, on: date) -> bool:
    """FM-TILBUD: neither a tilbud nor enough ordinary hours in the year."""
    return not tilbud_in_year(person, ydelse, on) and hours_in_year(person, on) < hours_required(on)


FAILS: dict[str, Callable[[PersonFacts, str, date], bool]] = {
    "FM-SAMTALE": fails_samtale,
    "FM-TILBUD": fails_tilbud,
}


def outcomes(of: Population, on: date) -> dict[str, bool]:
    """Per fokusmål whether the person fails on `on`; empty for a person outside the population."""
    run = of.representing(on)
    if run is None or on < VALID_FROM:
        return {}
    return {indicator: fails(of.person, run.ydelse, on) for indicator, fails in FAILS.items()}


def fokusmaal_instances(person: PersonFacts) -> list[Instance]:
    """The rows of the case list: a person who is in the population and fails as of the as-of date."""
    of = population(person)
    failed = [indicator for indicator, fails in outcomes(of, person.as_of).items() if fails]
    return [_row(of, indicator) for indicator in failed]


def _row(of: Population, indicator: str) -> Instance:
    person, on = of.person, of.person.as_of
    run = of.representing(on)
    assert run is not None
    due = of.reached_a_year_on(run, on)
    is_samtale = indicator == "FM-SAMTALE"
    return person_instance(
        person,
        indicator,
        run.start,
        due,
        "KONSTATERET",
        opened_on=_too_few_since(person, due) if is_samtale else due,
        value=samtaler_in_year(person, on) if is_samtale else hours_in_year(person, on),
        threshold=SAMTALER if is_samtale else hours_required(on),
        place_on=on,
    )


def _too_few_since(person: PersonFacts, due: date) -> date:
    """The day on which the 4th latest samtale grew a year old, though not before `due`."""
    held = sorted(samtale.dato for samtale in person.samtaler if qualifies(samtale))
    return max(due, add_months(held[-SAMTALER], 12)) if len(held) >= SAMTALER else due
