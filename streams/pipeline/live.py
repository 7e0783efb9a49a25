"""Simulated facts onto Kafka: as fast as they come, or as their time comes on a clock that runs faster than ours.

No rule and no database here. At the pace of the clock facts go out in the order of `registered_at`, and whenever the
simulated date changes it is told on fokusvagt.clock.v1, after everything that was registered before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any, Final

import numpy as np

from schemas.registry import fact_topic
from streams.access import Kafka
from streams.adapters.codec import Codec
from streams.adapters.ingest import keys
from streams.agents.sending import CLOCK
from streams.pipeline.bulk import Bulk
from streams.pipeline.dirt import past_the_edge
from streams.pipeline.sending import Shown
from streams.pipeline.ticking import known_by
from streams.simulation import FactBatch, record_batch
from streams.simulation.job import Job
from streams.simulation.spole import Spole, Window, stamps

#: A simulated day in ten seconds.
SPEED: Final = 8640.0
#: Real seconds between two looks at the clock.
STEP: Final = 0.2


@dataclass(frozen=True, slots=True)
class Pace:
    """A clock that starts at `start` (ms since 1970) and runs `speed` times as fast as `ticking`."""

    start: int
    speed: float
    ticking: Callable[[], float] = monotonic
    waiting: Callable[[float], None] = sleep
    _begin: list[float] = field(default_factory=list)

    def now(self) -> int:
        """The simulated moment, ms since 1970; the first call starts the clock."""
        if not self._begin:
            self._begin.append(self.ticking())
        return self.start + int((self.ticking() - self._begin[0]) * self.speed * 1000)

    def wait(self) -> None:
        """Let some time pass."""
        self.waiting(STEP)


def to_kafka(job: Job, kafka: Kafka | str, codec: Codec, shown: Shown) -> int:
    """Produce all facts as fast as the broker takes them; returns how many good ones it has acknowledged."""
    out, sent = Bulk(kafka), 0
    for batch in job.batches():
        if len(batch):
            topic, facts = fact_topic(batch.type), record_batch(batch)
            sent += out.produce(topic, _keys(batch), codec.encode_many(topic, facts))
            _soil(out, codec, batch.type, facts, job.dirty)
            shown("facts produced", sent, None)
    out.close()
    return sent


def live(job: Job, kafka: Kafka | str, codec: Codec, since: date, pace: Callable[[int], Pace], shown: Shown) -> int:
    """Produce what was registered before `since` at once, the rest as its time comes; returns how many good facts.

    `pace` makes the clock from its first moment. Holds the facts of one simulated day in memory, however fast the clock
    or slow the broker: no window reaches past a midnight.
    """
    out = Bulk(kafka)
    with TemporaryDirectory(prefix="fokusvagt-") as folder:
        spool = Spole(Path(folder))
        for written in spool.add(job.batches()):
            shown("facts simulated", written, None)
        spool.rewind()
        sent = _backlog(spool, out, codec, since, job, shown)
        for window, told in _windows(spool, since, job.population.as_of, pace):
            sent += _in_time(out, codec, window, job.dirty)
            shown("facts produced", sent, spool.facts)
            if told is not None:
                _tick(out, codec, told)
    out.close()
    return sent


def _backlog(spool: Spole, out: Bulk, codec: Codec, since: date, job: Job, shown: Shown) -> int:
    """What lies before the first day, a month at a time, and then the date."""
    sent, day = 0, since - timedelta(31 * (job.population.months + 2))
    while day < since:
        day = min(day + timedelta(31), since)
        sent += _in_time(out, codec, spool.until(known_by(day - timedelta(1))), job.dirty)
        shown("facts produced", sent, spool.facts)
    _tick(out, codec, since)
    return sent


def _windows(
    spool: Spole, since: date, until: date, pace: Callable[[int], Pace]
) -> Iterator[tuple[Window, date | None]]:
    """Facts as their time comes, none past a midnight, and the date that begins when one is reached."""
    clock, day = pace(known_by(since - timedelta(1))), since
    while day <= until:
        midnight, now = known_by(day), clock.now()
        if now < midnight:
            yield spool.until(now), None
            clock.wait()
            continue
        day += timedelta(1)
        yield spool.until(midnight), day if day <= until else None


def _in_time(out: Bulk, codec: Codec, window: Window, dirty: float) -> int:
    """Produce the facts of a window in the order of their registration, whatever their type; after them the dirt."""
    rows: list[tuple[int, str, bytes, bytes]] = []
    for fact_type, batch in window.items():
        topic = fact_topic(fact_type)
        told = [key.encode() for key in keys(fact_type, batch)]
        moments = stamps(batch).tolist()
        rows += zip(moments, [topic] * len(told), told, codec.encode_many(topic, batch), strict=True)
    rows.sort(key=lambda row: row[0])
    for topic, group in groupby(rows, key=lambda row: row[1]):
        together = list(group)
        out.produce(topic, [row[2] for row in together], [row[3] for row in together])
    for fact_type, batch in window.items():
        _soil(out, codec, fact_type, batch, dirty)
    return len(rows)


def _soil(out: Bulk, codec: Codec, fact_type: str, facts: Any, share: float) -> None:
    bad = past_the_edge(fact_type, facts, share, codec)
    out.produce(fact_topic(fact_type), bad.keys, bad.values)


def _keys(batch: FactBatch) -> list[bytes]:
    """The keys of a batch, straight from its columns where it is about persons."""
    persons: Any = batch.columns.get("person_id")
    if persons is None:
        return [key.encode() for key in keys(batch.type, record_batch(batch))]
    found: list[bytes] = np.asarray(persons).tolist()
    return found


def _tick(out: Bulk, codec: Codec, day: date) -> None:
    """The date, once everything before it has arrived."""
    out.produce_last(CLOCK, codec.encode_many(CLOCK, [{"as_of": day}])[0])
