"""Section B: the fællessamtaler that dagpenge's consumed clock asks for."""

from dataclasses import dataclass
from datetime import date

from tests.naive.calendar import days
from tests.naive.clocks import Dagpengeperiode, dagpengeperioder, paid_days_of
from tests.naive.facts import PersonFacts
from tests.naive.forloeb import ydelsesforloeb
from tests.naive.instances import Instance, kth, life, person_instance

VALID_FROM, VALID_TO = date(2020, 1, 1), date(2023, 12, 31)


@dataclass(frozen=True)
class ConsumedRule:
    """A row of section B: `count` fællessamtaler by the `paid_days`-th paid day, all after the `after_paid`-th."""

    rule_id: str
    paid_days: int
    count: int
    varsel_dage: int
    after_paid: int = 0


RULES = (
    ConsumedRule("FS-1", paid_days_of(3), 1, 21),
    ConsumedRule("FS-2", paid_days_of(6), 2, 30),
    ConsumedRule("FS-3", paid_days_of(16), 3, 45),
)


def consumed_instances(person: PersonFacts, rules: tuple[ConsumedRule, ...] = RULES) -> list[Instance]:
    """Every instance of `rules` (section B's) as of the person's as-of date, also those without a row."""
    perioder = dagpengeperioder(person)
    return [
        _instance(person, rule, periode, is_open=periode is perioder[-1] and _on_dagpenge(person))
        for rule in rules
        for periode in perioder
        if periode.paid and VALID_FROM <= periode.start <= VALID_TO
    ]


def _on_dagpenge(person: PersonFacts) -> bool:
    """Whether the person's latest dagpenge ydelsesforløb is open."""
    runs = [run for run in ydelsesforloeb(person) if run.ydelse == "DAGPENGE"]
    return not max(runs, key=lambda run: run.slut).ended


def _instance(person: PersonFacts, rule: ConsumedRule, periode: Dagpengeperiode, is_open: bool) -> Instance:
    lacking = rule.paid_days - len(periode.paid)
    proven = lacking <= 0
    due = periode.paid[rule.paid_days - 1] if proven else periode.paid[-1] + days(lacking)
    dates = [dato for dato in _faellessamtaler(person, periode) if _late_enough(dato, rule, periode)]
    reached = kth(dates, rule.count)
    status = life(reached, due, person.as_of, rule.varsel_dage, is_open, proven)
    return person_instance(
        person,
        rule.rule_id,
        periode.start,
        due,
        status if proven or is_open else None,
        opened_on=due + days(1),
        resolved_on=reached,
        value=len(dates),
        threshold=rule.count,
        proven=proven,
    )


def _late_enough(dato: date, rule: ConsumedRule, periode: Dagpengeperiode) -> bool:
    """Whether the `after_paid`-th paid day is already over."""
    return sum(paid < dato for paid in periode.paid) >= rule.after_paid


def _faellessamtaler(person: PersonFacts, periode: Dagpengeperiode) -> list[date]:
    return [
        samtale.dato
        for samtale in person.samtaler
        if samtale.samtaletype == "FAELLESSAMTALE" and samtale.status == "AFHOLDT" and periode.contains(samtale.dato)
    ]
