"""When is everything processed? Asked of the progress rows, never of the broker's word for where a topic ends.

A stage has settled when it has read whatever the stages before it had sent, as of the date that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from time import monotonic, sleep
from typing import Any

from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.clickhouse.link import Link
from streams.agents.ledger import OWED

Position = tuple[str, int]
_PERSONS = {fact_topic(kind) for kind in PERSON_TYPES}
_SQL = (
    "SELECT stage, topic, partition, consumed, as_of, produced FROM fokusvagt.progress FINAL WHERE run = {run:String}"
)


class NotSettled(RuntimeError):
    """Processing did not end in time; the message says what is behind."""


@dataclass(slots=True)
class Standing:
    """What the progress rows of one run say."""

    read: dict[Position, int] = field(default_factory=dict)
    sent: dict[Position, int] = field(default_factory=dict)
    as_of: dict[Position, date | None] = field(default_factory=dict)

    def facts(self) -> int:
        """How many records of person topics have been dealt with."""
        return sum(offset for (topic, _), offset in self.read.items() if topic in _PERSONS)


def standing(link: Link, run: str) -> Standing:
    """The progress of a run."""
    found = Standing()
    rows = link.run(lambda client: client.query(_SQL, parameters={"run": run}).result_rows)
    for _stage, topic, partition, consumed, as_of, produced in rows:
        found.read[topic, partition] = max(found.read.get((topic, partition), 0), consumed)
        found.as_of[topic, partition] = as_of
        for place, offset in produced.items():
            name, _, number = place.rpartition(":")
            found.sent[name, int(number)] = max(found.sent.get((name, int(number)), 0), offset)
    return found


def behind(now: Standing, sent: Mapping[Position, int], as_of: date | None, partitions: int) -> str:
    """What is not yet done, in words; empty when all is: `sent` is what was produced from outside."""
    due = dict(sent)
    for place, offset in now.sent.items():
        if place[0] in _INNER:
            due[place] = max(due.get(place, 0), offset)
    for (topic, partition), offset in due.items():
        if offset == OWED:
            return f"{topic}[{partition}] is still to be sent to"
        if now.read.get((topic, partition), 0) < offset:
            return f"{topic}[{partition}] is read to {now.read.get((topic, partition), 0)} of {offset}"
    if as_of is not None:
        places = [(topic, p) for topic in _PERSONS for p in range(partitions)] + [("fokusvagt.partials.v1", 0)]
        for topic, partition in places:
            if now.as_of.get((topic, partition)) != as_of:
                return f"{topic}[{partition}] is not told as of {as_of}"
    return ""


_INNER = {"fokusvagt.partials.v1", "fokusvagt.dlq.v1", *_PERSONS}


def settle(
    look: Callable[[], Standing],
    sent: Mapping[Position, int],
    as_of: date | None,
    partitions: int,
    watch: Callable[[Standing], Any],
    patience: float = 300.0,
) -> None:
    """Wait until everything is processed; `watch` hears of each look. NotSettled after `patience` without progress."""
    began = since = monotonic()
    last = Standing()
    while True:
        now = look()
        watch(now)
        left = behind(now, sent, as_of, partitions)
        if not left:
            return
        if now != last:
            since, last = monotonic(), now
        elif monotonic() - since > patience:
            raise NotSettled(f"no progress for {patience:.0f} s: {left}; see the workers' logs")
        # A look costs the database some 5 ms: the longer it takes, the less often it is asked.
        sleep(min(0.5, max(0.02, (monotonic() - began) / 50)))
