"""P3: from a fact's production to the moment at which it, and every row that follows from it, can be read.

Facts known by an earlier day are loaded first; the later ones come at a steady pace. A progress row is written after
all else of a batch, so that a fact is visible, and so are its rows, once a progress row that we can read has passed
its offset: what is measured is an upper bound, by the time between two looks. The first seconds do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import Any, Final

import numpy as np
from confluent_kafka import Message, Producer

from streams.adapters.ingest import producer_config
from streams.bench import processes
from streams.bench.alerts import Heard
from streams.bench.measured import Measured, percentiles
from streams.bench.population import AS_OF, Messages, Population, Sent, messages
from streams.bench.stand import Run, scratch, stand, tell_date
from streams.pipeline.sending import Shown

SLICE_SECONDS: Final = 0.02
LOOK_SECONDS: Final = 0.04
#: Seconds at the same pace before anything counts: cycles, caches and connections are then as they stay.
WARM_SECONDS: Final = 5
COLUMNS = ("topic", "facts", "p50_ms", "p95_ms", "p99_ms", "max_ms")


@dataclass(slots=True)
class Steady:
    """Produces at a steady pace, and remembers when each offset, and each person's facts, were handed over."""

    producer: Any
    made: dict[tuple[str, int], dict[int, float]] = field(default_factory=dict)
    late: float = 0.0
    began: float = 0.0
    handed: dict[bytes, list[float]] = field(default_factory=dict)

    def produce(self, facts: list[tuple[str, bytes, bytes]], rate: int) -> None:
        """All `facts`, `rate` a second; `late` is how far behind its own plan it was at worst."""
        slice_size = max(1, round(rate * SLICE_SECONDS))
        self.began = perf_counter()
        for at in range(0, len(facts), slice_size):
            ahead = self.began + at / rate - perf_counter()
            self.late = max(self.late, -ahead)
            sleep(max(0.0, ahead))
            self._hand_over(facts[at : at + slice_size])
        self.producer.flush()

    def _hand_over(self, facts: list[tuple[str, bytes, bytes]]) -> None:
        now = perf_counter()

        def arrived(error: Any, message: Message) -> None:
            if error is None:
                place = (message.topic() or "", message.partition() or 0)
                self.made.setdefault(place, {})[message.offset() or 0] = now

        for topic, key, value in facts:
            self.handed.setdefault(key, []).append(now)
            self.producer.produce(topic, value, key, on_delivery=arrived)
        self.producer.poll(0)


@dataclass(slots=True)
class Looks:
    """When each position was first seen in the progress rows."""

    seen: dict[tuple[str, int], list[tuple[int, float]]] = field(default_factory=dict)

    def look(self, run: Run) -> None:
        """Read the progress rows once."""
        read, now = run.standing().read, perf_counter()
        for place, offset in read.items():
            known = self.seen.setdefault(place, [])
            if not known or offset > known[-1][0]:
                known.append((offset, now))

    def of(self, place: tuple[str, int], made: dict[int, float]) -> Any:
        """Seconds from production to the first look at which each fact was passed, (n,), n > 0."""
        offsets, moments = (np.array(column) for column in zip(*self.seen[place], strict=True))
        facts = np.array(sorted(made), np.int64)
        at = np.searchsorted(offsets, facts, side="right")
        return moments[at] - np.array([made[int(fact)] for fact in facts])


def split(population: Population, later: int) -> tuple[list[Messages], list[tuple[str, bytes, bytes]]]:
    """The facts to load first, and the `later` last registered of them as (topic, key, value), mixed."""
    everything = list(messages(population))
    share = min(1.0, later / sum(len(m.values) for m in everything))
    first: list[Messages] = []
    rest: list[tuple[float, tuple[str, bytes, bytes]]] = []
    for m in everything:  # a block's facts come ordered by their registration
        cut = len(m.values) - round(len(m.values) * share)
        first.append(Messages(m.topic, m.keys[:cut], m.values[:cut]))
        tail = zip(np.linspace(0, 1, len(m.values) - cut), m.keys[cut:], m.values[cut:], strict=True)
        rest += [(float(moment), (m.topic, key, value)) for moment, key, value in tail]
    rest.sort(key=lambda item: item[0])
    return first, [fact for _, fact in rest]


def latency(
    population: Population, rate: int, seconds: int, partitions: int, shown: Shown, where: Path | None
) -> Measured:
    """Latency at `rate` facts a second for `seconds` seconds, on top of the population's earlier facts."""
    first, later = split(population, rate * (WARM_SECONDS + seconds))
    with scratch(where) as data_dir, stand(data_dir, partitions, alerts=True) as made:
        tell_date(made.kafka, AS_OF)
        sent = _load(made.kafka, first)
        with made.workers(alerts=True) as run:
            run.wait_until_assigned()
            run.settle(sent.ends, AS_OF, shown)
            steady = Steady(Producer(producer_config(made.kafka) | {"linger.ms": 5}))
            before = processes.usage()
            with Heard(made.kafka) as heard:
                looks = _run(run, steady, later, rate, shown)
            spent = processes.cpu_between(before, processes.usage())
    return _measured(steady, looks, heard, sent, rate, seconds, spent)


def _load(kafka: str, facts: list[Messages]) -> Sent:
    steady, sent = Steady(Producer(producer_config(kafka))), Sent()
    for m in facts:
        for at in range(0, len(m.values), 10_000):
            part = slice(at, at + 10_000)
            steady.produce([(m.topic, k, v) for k, v in zip(m.keys[part], m.values[part], strict=True)], 10**9)
    sent.ends = {place: max(made) + 1 for place, made in steady.made.items()}
    sent.facts = sum(len(m.values) for m in facts)
    return sent


def _run(run: Run, steady: Steady, later: list[tuple[str, bytes, bytes]], rate: int, shown: Shown) -> Looks:
    looks = Looks()
    looks.look(run)
    thread = Thread(target=steady.produce, args=(later, rate), name="steady")
    thread.start()
    while thread.is_alive():
        looks.look(run)
        shown("facts produced", sum(map(len, steady.made.values())), len(later))
        sleep(LOOK_SECONDS)
    thread.join()
    ends = {place: max(made) + 1 for place, made in steady.made.items()}
    while any(looks.seen[place][-1][0] < end for place, end in ends.items()):
        looks.look(run)
        sleep(LOOK_SECONDS)
    return looks


def _measured(
    steady: Steady, looks: Looks, heard: Heard, loaded: Sent, rate: int, seconds: int, spent: dict[str, float]
) -> Measured:
    by_topic: dict[str, list[Any]] = {}
    for (topic, partition), all_made in sorted(steady.made.items()):
        made = {at: when for at, when in all_made.items() if when >= steady.began + WARM_SECONDS}
        if made:
            by_topic.setdefault(topic, []).append(looks.of((topic, partition), made))
    rows = [
        (topic, sum(map(len, parts)), *percentiles(np.concatenate(parts)).values()) for topic, parts in by_topic.items()
    ]
    every = np.concatenate([part for parts in by_topic.values() for part in parts])
    alerts = heard.seconds(steady.handed)
    told = percentiles(alerts) if len(alerts) else {}
    rows += [("alerts", len(alerts), *told.values())] if told else []
    figures: dict[str, Any] = {
        **percentiles(every),
        "facts_per_second": rate,
        "seconds": seconds,
        "facts": len(every),
        "alerts": len(alerts),
        **{f"alert_{name}": value for name, value in told.items()},
        "loaded_before": loaded.facts,
        "producer_late_ms": round(steady.late * 1000, 1),
        "cpu_share": {role: round(used / (WARM_SECONDS + seconds), 2) for role, used in spent.items()},
    }
    notes = [
        "From the hand-over to the producer until the fact, its breach rows and its progress row could be read.",
        "Alerts: from the hand-over of the last fact about the person until a reader of the receiver's topic had it.",
    ]
    return Measured("Latency from production to a row that can be read (P3)", figures, COLUMNS, rows, notes)
