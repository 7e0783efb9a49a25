"""Forløb: runs of paid days, whether they are still open, and who is a member when (02 section 3)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tests.naive.calendar import add_months, month_end, month_index
from tests.naive.facts import PersonFacts, Ydelse


@dataclass(frozen=True)
class Forloeb:
    """A run from its first to its last paid day as of the as-of date; no `visitation` in a ydelsesforløb."""

    ydelse: str
    visitation: str
    start: date
    slut: date
    ended: bool

    def member(self, day: date) -> bool:
        """Whether the person is on the ydelse on `day`: an open forløb is presumed to last."""
        return self.start <= day and self.lasts(day)

    def lasts(self, day: date) -> bool:
        """Whether the forløb is not over on `day`; an open one has no upper bound."""
        return day <= self.slut or not self.ended


def ydelsesforloeb(person: PersonFacts) -> list[Forloeb]:
    """The runs of each ydelse, ordered by (start, ydelse name)."""
    return _forloeb(person, lambda fact: (fact.ydelse, ""))


def kontaktforloeb(person: PersonFacts) -> list[Forloeb]:
    """The runs of each (ydelse, visitation), ordered by (ydelse, visitation, start)."""
    runs = _forloeb(person, lambda fact: (fact.ydelse, fact.visitation))
    return sorted(runs, key=lambda run: (run.ydelse, run.visitation, run.start))


def _forloeb(person: PersonFacts, key: Callable[[Ydelse], tuple[str, str]]) -> list[Forloeb]:
    runs = []
    for name in sorted({key(fact) for fact in person.ydelser}):
        runs += _runs(name, [fact for fact in person.ydelser if key(fact) == name])
    judged = [replace(run, ended=_ended(run, runs, person)) for run in runs]
    return sorted(judged, key=lambda run: (run.start, run.ydelse))


def _runs(name: tuple[str, str], ascending: list[Ydelse]) -> list[Forloeb]:
    """Merge payments that no whole calendar month without a paid day keeps apart."""
    runs: list[Forloeb] = []
    for fact in ascending:
        if runs and not _whole_month_between(runs[-1].slut, fact.start):
            runs[-1] = replace(runs[-1], slut=max(runs[-1].slut, fact.end))
        else:
            runs.append(Forloeb(*name, fact.start, fact.end, ended=False))
    return runs


def _whole_month_between(paid: date, next_paid: date) -> bool:
    return month_index(next_paid) - month_index(paid) >= 2


def _ended(run: Forloeb, runs: list[Forloeb], person: PersonFacts) -> bool:
    """A calendar month has passed without payment, a later run has taken over, or the person is gone."""
    month_after = month_end(add_months(run.slut, 1))
    begun = [*person.exits(), *(other.start for other in runs)]
    return person.as_of > month_after or any(day > run.slut for day in begun)
