"""Where the product is measured: embedded servers with tables and topics, and workers that come and go.

Everything is as in a replay, but that its parts can be started, killed and replaced one by one.
"""

from __future__ import annotations

import os
import signal
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from infra.embedded import ClickHouseFront, TansuBroker
from schemas.registry import PERSON_TYPES, fact_topic, topics
from streams.adapters.clickhouse.link import Link, connect
from streams.adapters.clickhouse.migrate import migrate
from streams.adapters.codec import Codec
from streams.agents.sending import CLOCK
from streams.bench import processes
from streams.pipeline.sending import Shown
from streams.pipeline.settling import Position, Standing, settle, standing
from streams.pipeline.topics import create, inner_topics
from streams.pipeline.workers import Workers
from streams.transport.outbox import Outbox

PERSON_TOPICS = [fact_topic(kind) for kind in PERSON_TYPES]
#: Seconds after which a worker that does not begin will not begin.
START_SECONDS = 180.0


@contextmanager
def scratch(data_dir: Path | None) -> Iterator[Path]:
    """`data_dir`, or a directory that is gone afterwards."""
    if data_dir is not None:
        yield data_dir
        return
    with tempfile.TemporaryDirectory(prefix="fokusvagt-bench-") as name:
        yield Path(name)


@contextmanager
def broker(data_dir: Path, partitions: int, *, alerts: bool = False) -> Iterator[str]:
    """A broker with all topics (`alerts`: those of single kommuner and a-kasser too); its address."""
    with TansuBroker(data_dir) as tansu:
        create(tansu.address, topics() if alerts else inner_topics(), partitions)
        yield tansu.address


def tell_date(kafka: str, day: date) -> None:
    """Publish the business date."""
    clock = Outbox(kafka)
    clock.produce_many(CLOCK, [None], Codec().encode_many(CLOCK, [{"as_of": day}]), partition=0)
    clock.close()


@dataclass(slots=True)
class Stand:
    """A broker and a database, and a group of workers of its own."""

    kafka: str
    url: str
    reader_url: str
    data_dir: Path
    partitions: int
    group: str = field(default_factory=lambda: f"bench-{uuid.uuid4().hex[:8]}")

    @contextmanager
    def workers(self, count: int = 1, *, alerts: bool = False) -> Iterator[Run]:
        """Workers for as long as the context lasts; they may be killed before. `alerts`: they tell the receivers."""
        run = uuid.uuid4().hex
        given: Mapping[str, str] = {
            "kafka": self.kafka,
            "clickhouse_url": self.url,
            "clock": "topic",
            "run": run,
            "group": self.group,
            "state_dir": str(self.data_dir / "worker"),
            "emit_alerts": "all" if alerts else "no",
        }
        began = monotonic()
        with Workers(count, given, self.data_dir / "log") as running:
            yield Run(self, run, running, began)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        return Link(self.reader_url).run(lambda client: list(client.query(sql).result_rows))

    def number(self, sql: str) -> int:
        """The one number that a question asks for."""
        return int(self.ask(sql)[0][0])


@contextmanager
def database(data_dir: Path, kafka: str, partitions: int) -> Iterator[Stand]:
    """A database on a directory of its own, beside a broker that is there."""
    with ClickHouseFront(data_dir) as front:
        migrate(connect(front.writer_url))
        yield Stand(kafka, front.writer_url, front.reader_url, data_dir, partitions)


@contextmanager
def stand(data_dir: Path, partitions: int, *, alerts: bool = False) -> Iterator[Stand]:
    """Broker and database."""
    with ExitStack() as stack:
        kafka = stack.enter_context(broker(data_dir, partitions, alerts=alerts))
        yield stack.enter_context(database(data_dir, kafka, partitions))


def silent(what: str, done: float, total: float | None) -> None:
    """Progress that nobody watches."""


class Run:
    """Running workers, and what their progress rows say."""

    def __init__(self, where: Stand, name: str, workers: Workers, began: float) -> None:
        self.began = began
        self._where, self._name, self._workers = where, name, workers
        self._link = Link(where.url)

    def standing(self) -> Standing:
        """What this run's progress rows say; WorkerDied when a worker has ended."""
        self._workers.check()
        return standing(self._link, self._name)

    def wait_until_assigned(self) -> float:
        """Wait until every partition is owned and restored; the moment at which it was first seen."""
        wanted = {(topic, p) for topic in PERSON_TOPICS for p in range(self._where.partitions)}
        deadline = monotonic() + START_SECONDS
        while not wanted <= set(self.standing().read):
            if monotonic() > deadline:
                raise TimeoutError(f"no worker has taken all partitions in {START_SECONDS:.0f} s; see its log")
            sleep(0.03)
        return monotonic()

    def settle(self, ends: Mapping[Position, int], as_of: date | None, shown: Shown = silent) -> float:
        """Wait until everything up to `ends` is processed, as of the date if any; the moment at which it was seen."""
        total = sum(end for (topic, _), end in ends.items() if topic in PERSON_TOPICS)

        def watch(now: Standing) -> None:
            shown("facts processed", min(now.facts(), total), total)

        settle(self.standing, ends, as_of, self._where.partitions, watch)
        return monotonic()

    def kill(self) -> None:
        """End the workers as a power cut would."""
        for pid in processes.pids("worker"):
            os.kill(pid, signal.SIGKILL)
