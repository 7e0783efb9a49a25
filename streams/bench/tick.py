"""P4: what midnight costs: everybody whose next change has come is evaluated as of the new date, and it is told.

In this process the state is built without Kafka, straight from the simulation; timed are the evaluation, the rows as
Arrow and the partial measures, which is all of a tick but its way over the wire. Through the pipeline, the whole way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from schemas.regions import akasser, kommuner
from schemas.registry import PERSON_TYPES
from streams.adapters.breach_rows import BreachRows, Stamp
from streams.adapters.columns import Columns, columns
from streams.adapters.records import from_columns
from streams.agents.person_state import Persons
from streams.bench import processes
from streams.bench.measured import Measured
from streams.bench.population import AS_OF, Population, publish
from streams.bench.stand import scratch, stand, tell_date
from streams.core.axes import places
from streams.core.calendar import to_day
from streams.core.compiled import compiled
from streams.core.partition import Partition
from streams.pipeline.sending import Shown
from streams.rules.loader import load

DAYS: Final = (date(2025, 6, 21), date(2025, 6, 22), date(2025, 6, 23), date(2025, 6, 30), date(2025, 7, 1))
"""Ticks from `AS_OF` on: three ordinary days, a month-end after a pause of a week, the turn of the month."""
COLUMNS = ("date", "what", "evaluated", "changed_rows", "evaluate_s", "tell_s", "seconds")


def empty(partitions: int) -> tuple[Persons, BreachRows]:
    """Partitions without anybody, under the catalogue in force."""
    law = compiled(load())
    here, rows = places(list(kommuner()), list(akasser())), BreachRows(law)
    persons = Persons(law, here, rows, partitions)
    persons.owned = {number: Partition(law, here) for number in range(partitions)}
    return persons, rows


def merge(partition: Partition, facts: Columns) -> None:
    """Merge a batch of facts; no two revisions here tie, so that no digest is needed."""
    records = from_columns(facts, np.zeros(len(facts), np.uint64))
    partition.merge(facts.fact_type, partition.index(facts.persons)[facts.person], records, facts["fact_id"])


def fill(persons: Persons, population: Population, shown: Shown) -> int:
    """Merge a population, a block of persons to each partition in turn; the number of facts."""
    facts = block = 0
    for kind, batch in population.batches():
        if kind not in PERSON_TYPES:
            continue
        block += kind == PERSON_TYPES[0]
        merge(persons.owned[block % persons.count], columns(kind, batch))
        facts += len(batch)
        shown("facts merged", facts, None)
    return facts


@dataclass(frozen=True, slots=True)
class Ticked:
    """One tick."""

    evaluated: int
    changed: int
    evaluate: float
    tell: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.evaluate + self.tell


def ticked(persons: Persons, rows: BreachRows, t: int, *, everything: bool = True) -> Ticked:
    """Bring everybody up to date as of day t, and make what would be sent."""
    stamp, evaluate, tell, changed = Stamp(t, datetime.now(UTC), 1), 0.0, 0.0, 0  # noqa: TID251 (a stamp, not a date)
    evaluated = sum(len(partition.due(t)) for partition in persons.owned.values())
    mark = perf_counter()
    for changes, number in persons.evaluate(t):
        evaluate, mark = evaluate + perf_counter() - mark, perf_counter()
        changed += rows.table(changes, persons.owned[number].persons, stamp).num_rows
        tell, mark = tell + perf_counter() - mark, perf_counter()
    evaluate, mark = evaluate + perf_counter() - mark, perf_counter()
    for partials in persons.partials(t, 1, everything=everything):
        changed += 0 * len(partials)
    return Ticked(evaluated, changed, evaluate, tell + perf_counter() - mark)


def tick(population: Population, partitions: int, shown: Shown) -> Measured:
    """Ticks over a population held in this process."""
    persons, rows = empty(partitions)
    warm(persons, rows)
    began = perf_counter()
    facts = fill(persons, population, shown)
    filled = perf_counter() - began
    found = [("everybody, for the first time", AS_OF, ticked(persons, rows, to_day(AS_OF)))]
    for day in DAYS:
        shown("ticks", len(found), len(DAYS) + 1)
        found.append((what(day), day, ticked(persons, rows, to_day(day))))
    return _measured(population, facts, filled, found)


def warm(persons: Persons, rows: BreachRows) -> None:
    """Have everything compiled, with a few people in partitions of their own."""
    aside, _ = empty(1)
    fill(aside, Population(20, 12), lambda *_: None)
    ticked(aside, rows, to_day(AS_OF))


def what(day: date) -> str:
    """What is special about a tick."""
    if day.day == 1:
        return "the turn of the month"
    return "the last of the month, after a week" if (day + timedelta(1)).day == 1 else "an ordinary day"


def _measured(population: Population, facts: int, filled: float, found: list[tuple[str, date, Ticked]]) -> Measured:
    rows = [
        (day.isoformat(), name, t.evaluated, t.changed, round(t.evaluate, 3), round(t.tell, 3), round(t.seconds, 3))
        for name, day, t in found
    ]
    ordinary = max(t.seconds for name, _, t in found if name == "an ordinary day")
    month = max(t.seconds for name, _, t in found if name == "the turn of the month")
    everybody = found[0][2]
    figures: dict[str, Any] = {
        "ordinary_day_seconds": round(ordinary, 3),
        "turn_of_month_seconds": round(month, 3),
        "everybody_seconds": round(everybody.seconds, 3),
        "everybody_us_per_person": round(everybody.evaluate / population.persons * 1e6, 1),
        "persons": population.persons,
        "facts": facts,
        "fill_facts_per_second": round(facts / filled),
        "rss_mib": round(processes.usage()["bench"].rss_mib),
        "peak_rss_mib": round(processes.usage()["bench"].peak_mib),
    }
    notes = ["In this process: evaluation, rows as Arrow and partial measures; without Kafka and ClickHouse."]
    return Measured("Midnight (P4)", figures, COLUMNS, rows, notes)


def tick_through(population: Population, partitions: int, shown: Shown, where: Path | None) -> Measured:
    """Ticks through the whole pipeline, from the clock's message to the last progress row."""
    found: list[tuple[str, str, int, float]] = []
    with scratch(where) as data_dir, stand(data_dir, partitions) as made:
        tell_date(made.kafka, AS_OF)
        sent = publish(made.kafka, population, partitions)
        with made.workers() as run:
            run.settle(sent.ends, AS_OF, shown)
            for day in DAYS:
                before, began = made.number("SELECT count() FROM fokusvagt.breach_log"), perf_counter()
                tell_date(made.kafka, day)
                run.settle(sent.ends, day)
                took = perf_counter() - began
                told = made.number("SELECT count() FROM fokusvagt.breach_log") - before
                found.append((day.isoformat(), what(day), told, round(took, 3)))
    figures = {
        "ordinary_day_seconds": max(took for _, name, _, took in found if name == "an ordinary day"),
        "turn_of_month_seconds": max(took for _, name, _, took in found if name == "the turn of the month"),
        "persons": population.persons,
        "facts": sent.facts,
    }
    columns = ("date", "what", "logged_rows", "seconds")
    return Measured("Midnight, through the pipeline (P4)", figures, columns, list(found))
