"""Other readings of unclear law, beside those of 03: what the sources could also mean.

FS-2: »den anden inden for de næste tre måneders ledighed«, so in months four to six of paid days. TIL-*: a citizen
»fritaget fra at stå til rådighed« on the due date owes nothing, where 03 only moves the date.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from tests.naive import deadlines
from tests.naive.calendar import days
from tests.naive.clocks import paid_days_of
from tests.naive.deadlines import deadline_instances
from tests.naive.facts import Fact, by_person, current, person_facts
from tests.naive.faellessamtaler import ConsumedRule, consumed_instances
from tests.naive.instances import Instance

SECOND_IN_MONTHS_4_TO_6 = ConsumedRule("FS-2", paid_days_of(6), 1, 30, after_paid=paid_days_of(3))
EXCUSED = tuple(replace(rule, shifted=False, excused=True) for rule in deadlines.RULES if rule.shifted)


def instances_read_otherwise(facts: Iterable[Fact], as_of: date) -> list[Instance]:
    """All instances of those rules, and of no other, as `person_instances` gives them under 03."""
    persons = [person_facts(person_id, own, as_of) for person_id, own in by_person(current(facts)).items()]
    consumed = [each for person in persons for each in consumed_instances(person, (SECOND_IN_MONTHS_4_TO_6,))]
    return consumed + [each for person in persons for each in deadline_instances(person, EXCUSED)]


def instances_while_suspended(facts: Iterable[Fact], as_of: date, first: date, last: date) -> list[Instance]:
    """All instances of section A when the days from `first` to `last` count towards no deadline."""

    def still(rule: deadlines.Deadline, anchor: date) -> date:
        left, day = (rule.due(anchor) - anchor).days, anchor
        while left:
            day += days(1)
            left -= not first <= day <= last
        return day

    rules = [replace(rule, due=partial(still, rule)) for rule in deadlines.RULES]
    persons = [person_facts(person_id, own, as_of) for person_id, own in by_person(current(facts)).items()]
    return [each for person in persons for each in deadline_instances(person, rules)]
