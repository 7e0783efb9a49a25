"""The state that the rules prescribe for a set of facts as of a date: the package's front door."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tests.naive.comparisons import comparisons
from tests.naive.deadlines import deadline_instances
from tests.naive.events import event_instances
from tests.naive.facts import Fact, PersonFacts, by_person, current, person_facts
from tests.naive.faellessamtaler import consumed_instances
from tests.naive.fokusmaal import fokusmaal_instances
from tests.naive.indicators import indicators
from tests.naive.instances import CLOSED, Instance
from tests.naive.passivity import passive_instances
from tests.naive.rammevilkaar import rammevilkaar
from tests.naive.recommended import recommended
from tests.naive.runs import aggregate_instances
from tests.naive.tally import Tally, person_tally

Row = dict[str, Any]
IndicatorKey = tuple[str, str, int, date, bool]


@dataclass(frozen=True)
class State:
    """Rows by breach_id and by (indicator_id, scope, code, period_end, live); their dates are dates."""

    breaches: dict[str, Row]
    indicators: dict[IndicatorKey, Row]


def tilsyn(facts: Iterable[Fact], as_of: date) -> State:
    """The final state of the regime `tilsyn` alone (section G); as `state` otherwise."""
    persons = _persons(facts, as_of)
    figures = comparisons(persons, as_of)
    instances = [instance for person in persons for instance in passive_instances(person)]
    return State(_rows(instances), {figure.key: asdict(figure) for figure in figures})


def anbefalet(facts: Iterable[Fact], as_of: date) -> dict[IndicatorKey, Row]:
    """The figures of the regime `anbefalet` alone (section F), each with its `class`."""
    known = current(facts)
    persons = _persons(known, as_of)
    tally = Tally()
    for person in persons:
        tally.add(person_tally(person, []))
    in_force = indicators(tally, rammevilkaar(known), as_of)
    rows = recommended(persons, known, in_force, as_of)
    return {row.figure.key: asdict(row.figure) | {"class": row.klass} for row in rows}


def state(facts: Iterable[Fact], as_of: date) -> State:
    """The final state of the regime in force (sections A-E) for facts (any order, any revisions) as of `as_of`.

    Rows with status OPFYLDT or BORTFALDET are left out: to a consumer they mean the same as no row.
    """
    known = current(facts)
    instances: list[Instance] = []
    tally = Tally()
    for person_id, own in by_person(known).items():
        person = person_facts(person_id, own, as_of)
        of_person = _instances(person)
        instances += of_person
        tally.add(person_tally(person, of_person))
    figures = indicators(tally, rammevilkaar(known), as_of)
    instances += aggregate_instances(figures, as_of)
    return State(_rows(instances), {figure.key: asdict(figure) for figure in figures})


def computed(facts: Iterable[Fact], as_of: date) -> State:
    """What is computed unless somebody says otherwise: the regime in force and `tilsyn`, side by side."""
    known = list(facts)
    law, looked_at = state(known, as_of), tilsyn(known, as_of)
    return State(law.breaches | looked_at.breaches, law.indicators | looked_at.indicators)


def person_rows(facts: Iterable[Fact], as_of: date) -> dict[str, Row]:
    """The breach rows of the one person whom the facts are about, by breach_id."""
    return _rows(person_instances(facts, as_of))


def person_instances(facts: Iterable[Fact], as_of: date) -> list[Instance]:
    """All instances of the person rules of both regimes, of one or more persons, with OPFYLDT, BORTFALDET, None."""
    persons = _persons(facts, as_of)
    return [instance for person in persons for instance in (*_instances(person), *passive_instances(person))]


def _persons(facts: Iterable[Fact], as_of: date) -> list[PersonFacts]:
    persons = by_person(current(facts))
    return [person_facts(person_id, own, as_of) for person_id, own in persons.items()]


def _instances(person: PersonFacts) -> list[Instance]:
    return [
        *deadline_instances(person),
        *consumed_instances(person),
        *event_instances(person),
        *fokusmaal_instances(person),
    ]


def _rows(instances: Iterable[Instance]) -> dict[str, Row]:
    visible = [each for each in instances if each.status is not None and each.status not in CLOSED]
    return {each.breach_id: each.row() for each in visible}
