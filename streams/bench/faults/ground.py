"""Where faults are injected: servers, a gate, a crew, and facts that are fed in steps while things go wrong."""

from __future__ import annotations

import os
import random
import signal
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from confluent_kafka import Consumer, TopicPartition

from infra.embedded import ClickHouseFront, TansuBroker
from schemas.registry import fact_topic
from streams.adapters.clickhouse.link import Link, connect
from streams.adapters.clickhouse.migrate import migrate
from streams.adapters.codec import Codec
from streams.adapters.ingest import keys
from streams.bench import processes
from streams.bench.faults.crew import Crew
from streams.bench.faults.gate import Gate
from streams.bench.population import AS_OF, Population
from streams.bench.stand import PERSON_TOPICS, tell_date
from streams.clock import SystemClock
from streams.pipeline.audit.audit import audit
from streams.pipeline.settling import Standing, standing
from streams.pipeline.topics import create, inner_topics
from streams.rules.loader import load
from streams.transport.outbox import Outbox

PARTITIONS: Final = 6
SESSION_SECONDS: Final = 6.0
#: Without a sign of progress for so long, a fault was not survived.
PATIENCE: Final = 180.0
#: A first start on a machine compiles the rules.
START_SECONDS: Final = 600.0
#: Days between the dates that are told while facts come in; the last is `AS_OF`.
DAYS: Final = 17
PARTIALS: Final = ("fokusvagt.partials.v1", 0)
ROWS: Final = {
    "breaches": "SELECT * EXCEPT (as_of, detected_at, version) FROM fokusvagt.v_breaches "
    "WHERE status NOT IN ('OPFYLDT', 'BORTFALDET')",
    "indicators": "SELECT * EXCEPT (as_of, version) FROM fokusvagt.v_indicators",
}
Message = tuple[str, bytes, bytes]
Rows = dict[str, set[tuple[Any, ...]]]


class NotSurvived(RuntimeError):
    """Processing did not go on after a fault; the message says what is behind."""


def parts(population: Population, count: int, seed: int = 0) -> list[list[Message]]:
    """All facts, encoded, in `count` parts; each fact in whichever part, so that topics and persons are mixed."""
    codec, rng = Codec(), random.Random(seed)  # noqa: S311 (a repeatable order)
    found: list[list[Message]] = [[] for _ in range(count)]
    for kind, facts in population.batches():
        topic = fact_topic(kind)
        for key, value in zip(keys(kind, facts), codec.encode_many(topic, facts), strict=True):
            found[rng.randrange(count)].append((topic, key.encode(), value or b""))
    return found


class Servers:
    """Broker and database on a directory; each may be started again, on the port it had."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.broker, self.front = TansuBroker(data_dir), ClickHouseFront(data_dir)

    def start_broker(self, port: int = 0) -> None:
        """A broker with all topics, and nothing in them."""
        self.broker = TansuBroker(self.data_dir, port)
        self.broker.__enter__()
        create(self.broker.address, inner_topics(), PARTITIONS)

    def stop_broker(self) -> int:
        """The broker goes, and all that lay in it; its port."""
        self.broker.__exit__(None, None, None)
        return int(self.broker.address.rpartition(":")[2])

    def start_front(self, port: int = 0) -> None:
        """The database as it lies on the disk."""
        self.front = ClickHouseFront(self.data_dir, port)
        self.front.__enter__()
        migrate(connect(self.front.writer_url))

    def kill_front(self) -> int:
        """kill -9 of the database; its port."""
        for pid in processes.pids("clickhouse"):
            os.kill(pid, signal.SIGKILL)
        self.front.__exit__(None, None, None)
        return int(self.front.writer_url.rpartition(":")[2])

    def stop(self) -> None:
        """Both end."""
        self.front.__exit__(None, None, None)
        self.broker.__exit__(None, None, None)


@dataclass(slots=True)
class Ground:
    """Servers, a gate and a crew; `pending` are the parts that were not yet fed."""

    servers: Servers
    gate: Gate
    crew: Crew
    group: str
    run: str
    pending: list[list[Message]]
    fed: list[list[Message]] = field(default_factory=list)
    ends: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def link(self) -> Link:
        """The database itself, not by the gate."""
        return Link(self.servers.front.writer_url)

    @property
    def kafka(self) -> str:
        """The broker's address."""
        return self.servers.broker.address

    def begin(self, workers: int) -> None:
        """Start workers, and wait until every partition has one."""
        self.crew.start(workers)
        assigned = {(topic, p) for topic in PERSON_TOPICS for p in range(PARTITIONS)}
        self.wait(lambda: assigned <= self.standing().read.keys(), "no worker has all partitions", START_SECONDS)

    def step(self) -> None:
        """Feed the next part and tell the next date; nothing when all is fed."""
        if self.pending:
            self.fed.append(self.pending.pop(0))
            self.produce(self.fed[-1])
            self.tell(AS_OF - timedelta(DAYS * (len(self.pending) + 1)))

    def tell(self, day: date) -> None:
        """Publish the business date."""
        tell_date(self.kafka, day)

    def produce(self, facts: list[Message]) -> None:
        """Put facts on the broker, and remember where it ends."""
        outbox = Outbox(self.kafka, account=True)
        for topic, key, value in facts:
            outbox.produce_many(topic, [key], [value])
        outbox.close()
        for place, offset in outbox.next_offsets.items():
            self.ends[place] = max(self.ends.get(place, 0), offset)

    def standing(self) -> Standing:
        """What the progress rows say."""
        return standing(self.link, self.run)

    def wait(self, condition: Any, what: str, seconds: float = PATIENCE) -> None:
        """Wait, and mend the crew meanwhile."""
        deadline = monotonic() + seconds
        while not condition():
            self.crew.mend()
            if monotonic() > deadline:
                raise NotSurvived(f"{what} for {seconds:.0f} s; see {self.servers.data_dir / 'log'}")
            sleep(0.1)

    def until_working(self, seconds: float = 30.0) -> None:
        """Wait until some progress row is new."""
        before, deadline = self._newest(), monotonic() + seconds
        while self._newest() == before and monotonic() < deadline:
            self.crew.mend()
            sleep(0.02)

    def _newest(self) -> int:
        return int(self.link.run(lambda c: c.query("SELECT max(version) FROM fokusvagt.progress").result_rows[0][0]))

    def renew(self) -> None:
        """New workers under a run of their own: what an earlier broker was sent is no more there to be read."""
        self.run = uuid.uuid4().hex
        self.crew.renew(run=self.run)

    def finish(self) -> None:
        """Feed what is left, and wait until all is processed as of `AS_OF`."""
        while self.pending:
            self.step()
        self.wait(lambda: self.uncommitted() == 0, "facts are not read")
        self.tell(AS_OF)
        self.wait(lambda: self._is_told(AS_OF), f"not told as of {AS_OF}")

    def uncommitted(self) -> int:
        """Person facts that the group has not acknowledged."""
        places = [TopicPartition(topic, p) for topic, p in self.ends if topic in PERSON_TOPICS]
        consumer = Consumer({"bootstrap.servers": self.kafka, "group.id": self.group})
        try:
            known = {(tp.topic, tp.partition): max(0, tp.offset) for tp in consumer.committed(places, timeout=10)}
        finally:
            consumer.close()
        return sum(max(0, self.ends[place] - at) for place, at in known.items())

    def _is_told(self, day: date) -> bool:
        now = self.standing()
        wanted = [(topic, p) for topic in PERSON_TOPICS for p in range(PARTITIONS)]
        reference = all(now.read.get(p, 0) >= end for p, end in self.ends.items() if p[0] not in PERSON_TOPICS)
        told = all(now.as_of.get(place) == day for place in [*wanted, PARTIALS])
        return told and reference and now.read.get(PARTIALS, 0) >= now.sent.get(PARTIALS, 0)

    def rows(self) -> Rows:
        """What is told: open breaches and indicators."""
        return {
            name: {tuple(row) for row in self.link.run(lambda c, sql=sql: c.query(sql).result_rows)}  # type: ignore[misc]
            for name, sql in ROWS.items()
        }

    def audited(self) -> int:
        """In how much the tables differ from the facts."""
        return len(audit(self.link, load(), SystemClock(), None, lambda *_: None).differences)


@contextmanager
def ground(data_dir: Path, facts: list[list[Message]], workers: int = 1, **more: str) -> Iterator[Ground]:
    """Everything up, and workers that have been given their partitions; `more` are settings of theirs."""
    with ExitStack() as stack:
        servers = Servers(data_dir)
        stack.callback(servers.stop)
        servers.start_broker()
        servers.start_front()
        gate = stack.enter_context(Gate(servers.front.writer_url))
        group, run = f"faults-{uuid.uuid4().hex[:8]}", uuid.uuid4().hex
        settings = {
            "kafka": servers.broker.address,
            "clickhouse_url": gate.url,
            "clock": "topic",
            "run": run,
            "group": group,
            "state_dir": str(data_dir / "worker"),
            "session_seconds": str(SESSION_SECONDS),
            **more,
        }
        crew = Crew(settings, data_dir / "log")
        stack.callback(crew.stop)
        made = Ground(servers, gate, crew, group, run, [list(part) for part in facts])
        made.begin(workers)
        yield made
