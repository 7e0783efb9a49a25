"""P7: what grows with what. Twice the facts, twice the idle people, twice the workers.

A slope is the cost of twice as much over twice the cost: 1.0 is linear. CPU seconds of everything together are told
besides seconds, because they say the same whatever else a machine is doing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

import numpy as np

from streams.adapters.breach_rows import BreachRows
from streams.agents.person_state import Persons
from streams.bench import processes
from streams.bench.measured import Measured
from streams.bench.population import AS_OF, Population, Sent, publish
from streams.bench.stand import broker, database, scratch, tell_date
from streams.bench.tick import empty, fill, ticked, warm
from streams.core.calendar import NO_DATE, to_day
from streams.core.facts import DTYPES
from streams.pipeline.sending import Shown

COLUMNS = ("what", "facts", "workers", "seconds", "facts_per_second", "cpu_seconds", "rows")
TICKS: Final = 7
#: Everything that was told, in any order; when it was found is left out.
STATE: Final = (
    "SELECT count(), sum(cityHash64(breach_id, status, due_on, opened_on, ifNull(resolved_on, toDate(0)), "
    "ifNull(kommune, 0), ifNull(akasse, 0), rule_version)) FROM fokusvagt.v_breaches "
    "WHERE status NOT IN ('OPFYLDT', 'BORTFALDET')"
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One replay from the first record to the last row."""

    what: str
    facts: int
    workers: int
    seconds: float
    cpu_seconds: float
    state: tuple[int, int]

    def row(self) -> tuple[Any, ...]:
        """As COLUMNS."""
        rate, cpu = round(self.facts / self.seconds), round(self.cpu_seconds, 1)
        return self.what, self.facts, self.workers, round(self.seconds, 2), rate, cpu, self.state[0]


def scaling(persons: int, months: int, runs: int, partitions: int, shown: Shown, where: Path | None) -> Measured:
    """Facts doubled, workers doubled (medians of `runs`), and people without anything due doubled."""
    found: list[Replayed] = []
    with scratch(where) as data_dir:
        for step, size in enumerate((persons, 2 * persons)):
            with broker(data_dir / f"broker-{size}", partitions) as kafka:
                sent = publish(kafka, Population(size, months), partitions)
                tell_date(kafka, AS_OF)
                for number in range(runs):
                    for workers in (1, 2) if step else (1,):
                        shown("replays", len(found), 3 * runs)
                        folder = data_dir / f"{size}-{workers}-{number}"
                        found.append(replayed(folder, kafka, sent, partitions, workers))
    return _measured(found, persons, idle(persons, months, shown))


def replayed(data_dir: Path, kafka: str, sent: Sent, partitions: int, workers: int) -> Replayed:
    """One replay on a new database."""
    with database(data_dir, kafka, partitions) as made, made.workers(workers) as run:
        began = run.wait_until_assigned()
        before = processes.usage()
        ended = run.settle(sent.ends, AS_OF)
        spent = processes.cpu_between(before, processes.usage())
        cpu = sum(spent.get(role, 0.0) for role in ("worker", "clickhouse", "broker"))
        count, mix = made.ask(STATE)[0]
        return Replayed(f"{sent.facts:,} facts", sent.facts, workers, ended - began, cpu, (int(count), int(mix)))


@dataclass(frozen=True, slots=True)
class Idle:
    """An ordinary tick over people, and over the same with as many again who have nothing due."""

    people: int
    seconds: float
    with_idle: float

    @property
    def slope(self) -> float:
        """What doubling the idle costs."""
        return self.with_idle / self.seconds


def idle(persons: int, months: int, shown: Shown) -> Idle:
    """Medians of TICKS ordinary days each; what is due on each day is the same people in both."""
    alone, rows = empty(4)
    warm(alone, rows)
    fill(alone, Population(persons, months), shown)
    crowded, _ = empty(4)
    fill(crowded, Population(persons, months), shown)
    _add_idle(crowded, persons)
    for each in (alone, crowded):
        ticked(each, rows, to_day(AS_OF))
    took: tuple[list[float], list[float]] = [], []
    for day in range(1, TICKS + 1):
        for seconds, each in zip(took, (alone, crowded), strict=True):
            seconds.append(_seconds(each, rows, to_day(AS_OF) + day))
    return Idle(persons, median(took[0]), median(took[1]))


def _seconds(persons: Persons, rows: BreachRows, t: int) -> float:
    began = perf_counter()
    ticked(persons, rows, t)
    return perf_counter() - began


def _add_idle(persons: Persons, count: int) -> None:
    """People of whom one old borgerstatus is known, and nothing that will ever be due."""
    per = count // persons.count
    for number, partition in persons.owned.items():
        records = np.zeros(per, DTYPES["borgerstatus"])
        records["dag"], records["til"], records["kommune"], records["akasse"] = 10_000, NO_DATE, 101, -1
        names = [f"idle-{number}-{i}" for i in range(per)]
        ids = np.array([f"I{number}-{i}".encode() for i in range(per)])
        partition.merge("borgerstatus", partition.index(names), records, ids)


def _measured(found: list[Replayed], persons: int, quiet: Idle) -> Measured:
    def middle(facts: int, workers: int, field: str) -> float:
        return float(median(getattr(r, field) for r in found if r.facts == facts and r.workers == workers))

    small, large = sorted({r.facts for r in found})
    factor = large / small
    states = {r.state for r in found if r.facts == large}
    figures: dict[str, Any] = {
        "slope_seconds": round(middle(large, 1, "seconds") / middle(small, 1, "seconds") / factor, 3),
        "slope_cpu": round(middle(large, 1, "cpu_seconds") / middle(small, 1, "cpu_seconds") / factor, 3),
        "slope_idle_persons": round(quiet.slope, 3),
        "tick_seconds": round(quiet.seconds, 4),
        "tick_seconds_with_idle": round(quiet.with_idle, 4),
        "speed_up_two_workers": round(middle(large, 1, "seconds") / middle(large, 2, "seconds"), 2),
        "same_rows": len(states) == 1,
        "persons": persons,
        "idle_persons_added": quiet.people,
    }
    notes = ["A slope of 1.0 is linear; for idle persons it means that they cost nothing."]
    return Measured("Scaling (P7)", figures, COLUMNS, [r.row() for r in found], notes)
