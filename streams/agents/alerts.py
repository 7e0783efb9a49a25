"""Alerts about persons: what the person agent's changes mean to the kommuner and a-kasser that have the duties.

A shell around `core.alerts`: it knows the persons' rows and facts, what was told today, and who may see what. It is
called before the rows are written: what the table holds is taken for told after a crash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from streams.adapters.alert_rows import Message, duties, fakta, seen_by
from streams.adapters.breach_rows import BreachRows, Stamp
from streams.adapters.clickhouse.restore import mine
from streams.agents.alert_desk import Desk, Written
from streams.agents.alert_memory import Answers, Key, Memory, Waiting
from streams.agents.person_state import Persons
from streams.core.alerts import RANG, Step, Told, Verdict, is_open, receiver, standing, steps, verdict
from streams.core.alerts_access import Window, membership
from streams.core.diff import Changes
from streams.core.out import ROW
from streams.core.partition import Partition
from streams.core.talte import Talt
from streams.rules.alert_texts import Gap, gap, sentence


class Alerting(Protocol):
    """What the person agent calls; see `PersonAlerts`."""

    def restore(self, partitions: set[int]) -> None:
        """The partitions are ours now."""

    def forget(self, partitions: set[int]) -> None:
        """They are somebody else's."""

    def take(self, number: int, changes: Changes, stamp: Stamp) -> None:
        """These rows have changed."""

    def collected(self) -> list[Written]:
        """What is to be told since it was asked last."""

    def send(self, alerts: list[Written]) -> None:
        """Tell it; returns when it has arrived. May be called in another thread, in the order of `collected`."""

    def settle(self, stamp: Stamp) -> None:
        """Everything has been evaluated as of the date."""


class Silent:
    """Nobody is alerted: a replay, a backfill."""

    def restore(self, partitions: set[int]) -> None:
        """Nothing to remember."""

    def forget(self, partitions: set[int]) -> None:
        """Nothing to forget."""

    def take(self, number: int, changes: Changes, stamp: Stamp) -> None:
        """Nothing is told."""

    def collected(self) -> list[Written]:
        """Nothing is to be told."""
        return []

    def send(self, alerts: list[Written]) -> None:
        """Nothing was."""

    def settle(self, stamp: Stamp) -> None:
        """Nothing waits."""


class Due(NamedTuple):
    """A message that is to be written: a row, what it means to a receiver, and what the receiver may see."""

    step: Step
    row: Any
    window: Window | None


class PersonAlerts:
    """`everything` False: what is told on a partition's first business date is the baseline, and alerts nobody."""

    def __init__(self, desk: Desk, rows: BreachRows, persons: Persons, answers: Answers, *, everything: bool) -> None:
        self._desk, self._rows, self._persons, self._answers = desk, rows, persons, answers
        self._everything = everything
        self._memories: dict[int, Memory] = {}
        self._first: dict[int, int] = {}
        self._looked: dict[int, int] = {}
        self._day: int | None = None

    def restore(self, partitions: set[int]) -> None:
        """Remember what earlier owners told."""
        numbers, count, store = sorted(partitions), self._persons.count, self._desk.store
        for number in numbers:
            condition = f"person_id != '' AND {mine([number], count)}"
            self._looked.pop(number, None)
            self._memories[number] = memory = Memory()
            memory.restore(store.numbers(condition), store.recent(condition))
        days = [told.day for n in numbers for told in self._memories[n].told.values()]
        self._day = max(days, default=self._day)
        self._first |= store.first_days(numbers, count)

    def forget(self, partitions: set[int]) -> None:
        """Somebody else tells now."""
        for number in partitions:
            for known in (self._memories, self._first, self._looked):
                known.pop(number, None)

    def take(self, number: int, changes: Changes, stamp: Stamp) -> None:
        """Write out what these changes mean to whom."""
        if self._is_baseline(number, stamp.as_of):
            return
        found: list[Due] = []
        for i in np.flatnonzero(_means_something(changes)).tolist():
            row = changes.rows[i]
            for step in steps(changes.was[i], row):
                found += self._judged(number, step, row, stamp.as_of)
        self._write(number, found, stamp)

    def collected(self) -> list[Written]:
        """The messages since it was asked last."""
        return self._desk.collected()

    def send(self, alerts: list[Written]) -> None:
        """Send them, and note that they were."""
        self._desk.send(alerts)

    def settle(self, stamp: Stamp) -> None:
        """Once a tick look again at what was held, and remind those whose snooze has ended."""
        unseen = [number for number in self._memories if self._looked.get(number) != stamp.as_of]
        for number in unseen:
            memory, self._looked[number] = self._memories[number], stamp.as_of
            found = [*self._woken(number, memory, stamp.as_of), *self._waited(number, memory, stamp.as_of)]
            self._write(number, found, stamp)
            memory.over(stamp.as_of)
        self._day = stamp.as_of

    def _is_baseline(self, number: int, day: int) -> bool:
        return not self._everything and day <= self._first.setdefault(number, day)

    def _judged(self, number: int, step: Step, row: Any, day: int) -> Iterator[Due]:
        """The message for one receiver, if there is to be one; otherwise it may be held."""
        memory, partition = self._memories[number], self._persons.owned[number]
        key = step.receiver, self._breach_id(partition, row)
        told = memory.told.get(key)
        said = verdict(step.before, step.now, told, self._answers.of(key), day)
        memory.waiting.pop(key, None)
        if said is Verdict.HOLD:
            known = told.status if told else step.before
            memory.waiting[key] = Waiting(partition.persons[row["person"]], known)
        elif said is Verdict.TELL:
            known = told.status if told else step.before
            yield from self._allowed(memory, key, step._replace(before=known), row, partition, day)

    def _allowed(self, memory: Memory, key: Key, step: Step, row: Any, partition: Partition, day: int) -> Iterator[Due]:
        """The message, if rule, policy and the a-kasse's access let it through."""
        wording = self._desk.wording
        policy = wording.policy(step.receiver, day)
        window = None
        if step.receiver.scope == "akasse":
            window = membership(partition.ydelser(row["person"]), step.receiver.kode, policy.adgang_dage)
        may_see = window is None or window.holds(day)
        if may_see and policy.wants(step.before, step.now, step.art) and wording.is_told(int(row["version"]), day):
            memory.told[key] = Told(step.now, RANG[step.now] > RANG[step.before], day)
            yield Due(step, row, window)

    def _waited(self, number: int, memory: Memory, day: int) -> Iterator[Due]:
        """What was held and has stood."""
        for key, waiting in list(memory.waiting.items()):
            row = self._row(number, waiting.subject, key[1])
            if row is None:
                del memory.waiting[key]
                continue
            now = standing(row, key[0])
            art = "PLIGT" if receiver(row) == key[0] else "FRAFLYTTET"
            yield from self._judged(number, Step(key[0], waiting.known, now, art), row, day)

    def _woken(self, number: int, memory: Memory, day: int) -> Iterator[Due]:
        """Open cases whose snooze has ended since the last date."""
        if self._day is None:
            return
        for key, subject, given in self._answers.woken(self._day, day):
            row = self._row(number, subject, key[1])
            if row is not None and is_open(now := standing(row, key[0])):
                memory.waiting.pop(key, None)
                step = Step(key[0], given.status, now, "PAAMINDELSE")
                yield from self._allowed(memory, key, step, row, self._persons.owned[number], day)

    def _row(self, number: int, subject: str, breach_id: str) -> Any:
        """The person's row with this breach_id, None when there is none here."""
        partition = self._persons.owned[number]
        person = partition.number(subject)
        told = partition.told(person) if person >= 0 else np.zeros(0, ROW)
        return next((row for row in told if self._breach_id(partition, row) == breach_id), None)

    def _breach_id(self, partition: Partition, row: Any) -> str:
        return self._rows.breach_id(int(row["regel"]), partition.persons[row["person"]], int(row["anker"]))

    def _write(self, number: int, found: list[Due], stamp: Stamp) -> None:
        if not found:
            return
        partition, rows = self._persons.owned[number], np.array([due.row for due in found], ROW)
        told = duties(self._rows, rows, partition.persons, stamp)
        counted = partition.talte(rows, stamp.as_of)
        for due, row, facts in zip(found, told, counted, strict=True):
            self._put(self._memories[number], due, seen_by(row, due.step.receiver, due.step.art), facts, stamp)

    def _put(self, memory: Memory, due: Due, row: Message, facts: list[Talt], stamp: Stamp) -> None:
        step, wording, version = due.step, self._desk.wording, int(due.row["version"])
        rule = wording.catalogue.rules[version] if version >= 0 else None
        missing = gap(rule, row) if rule else Gap("", None)
        seen: Iterable[Talt] = facts if due.window is None else due.window.seen(facts)
        self._desk.put(
            memory,
            step.receiver,
            row,
            art=step.art,
            alvor=wording.policy(step.receiver, stamp.as_of).severity(step.now, step.art),
            tekst=sentence(step.art, rule, wording.texts[row["rule_id"]], row, missing),
            before=step.before,
            gap=missing,
            fakta=[] if step.art == "FRAFLYTTET" else fakta(seen),
        )


def _means_something(changes: Changes) -> NDArray[np.bool_]:
    """Which changes are more than another figure: status, or whose it is."""
    rows, was = changes.rows, changes.was
    different: NDArray[np.bool_] = rows["status"] != was["status"]
    for field in ("kommune", "akasse", "ansvarlig"):
        different |= rows[field] != was[field]
    return different
