"""Facts from files to the state as of a date, on embedded servers: everything a replay does, in order."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any, Final

from infra.embedded import EmbeddedServers
from schemas.registry import fact_topic, topics
from streams.access import Kafka
from streams.adapters.clickhouse.link import Link, Patience, Unavailable, connect
from streams.adapters.clickhouse.migrate import migrate
from streams.adapters.clickhouse.writer import RowWriter
from streams.adapters.codec import Codec
from streams.adapters.ingest import Ingest
from streams.adapters.readers import AS_NAMED, Reading, check_files, read_facts
from streams.agents.sending import CLOCK
from streams.clock import SystemClock
from streams.pipeline.sending import Report, Shown, read_so_far, send, sender, told
from streams.pipeline.settling import Position, Standing, settle, standing
from streams.pipeline.ticking import CLOCKS, between, known_by, span, ticks
from streams.pipeline.topics import create, inner_topics
from streams.pipeline.workers import Workers
from streams.settings import Settings
from streams.transport.outbox import Outbox

__all__ = ["CLOCKS", "Pipeline", "Replay", "pipeline", "replay"]

_ALWAYS: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class Replay:
    """What to replay. `key` pseudonymises facts that come with `cpr`; `reading`: how the files are to be read;
    `emit_alerts` as in the settings.
    """

    files: list[Path]
    as_of: date
    data_dir: Path
    clock: str = "final"
    workers: int = 1
    partitions: int = 4
    key: str | None = field(default=None, repr=False)
    reading: Reading = AS_NAMED
    emit_alerts: str = "no"


class Pipeline:
    """Running servers and workers, to be fed."""

    def __init__(self, servers: EmbeddedServers, workers: Workers, partitions: int, settings: Settings) -> None:
        self.servers, self.settings, self.kafka = servers, settings, settings.access()
        self._workers, self._partitions = workers, partitions
        self._link = Link(servers.clickhouse_url, Patience(limit=0.0))
        self._clock = Outbox(self.kafka)

    def tick(self, day: date) -> None:
        """Tell the business date."""
        self._clock.produce_many(CLOCK, [None], Codec().encode_many(CLOCK, [{"as_of": day}]), partition=0)
        self._clock.flush()

    def await_workers(self) -> None:
        """Wait until every partition has a worker. The first start on a machine compiles the rules."""
        ready = {(fact_topic("ydelse"), p) for p in range(self._partitions)}
        while not ready <= standing(self._link, self.settings.run).read.keys():
            self.check()
            sleep(0.1)

    def tidy(self) -> None:
        """Put the rows in the order in which they are asked for: nothing changes, questions are quicker."""
        RowWriter(self._link).settle()

    def check(self) -> None:
        """Raises when a worker or a server has ended."""
        self._workers.check()
        self.servers.check()

    def close(self) -> None:
        """Let go of the broker, before it goes."""
        self._clock.close()

    def tell(self, sent: dict[Position, int], day: date, shown: Shown) -> None:
        """Have the state told as of the date, once all that was sent has been read: each row is told once."""
        self.settle(sent, None, shown)
        self.tick(day)
        self.settle(sent, day, shown)

    def settle(self, sent: dict[Position, int], as_of: date | None, shown: Shown) -> None:
        """Wait until all that was sent is processed, as of the date."""
        total = sum(offset for (topic, _), offset in sent.items() if topic.startswith("star."))

        def look() -> Standing:
            self._workers.check()
            self.servers.check()
            try:
                return standing(self._link, self.settings.run)
            except Unavailable:  # for a moment; or for good, which the next look's check tells
                return Standing()

        settle(
            look, sent, as_of, self._partitions, lambda now: shown("facts processed", min(now.facts(), total), total)
        )


@contextmanager
def pipeline(
    data_dir: Path,
    workers: int,
    partitions: int,
    *,
    key: str | None = None,
    clickhouse_port: int = 0,
    kafka: Kafka | None = None,
    emit_alerts: str = "no",
) -> Iterator[Pipeline]:
    """Embedded servers with tables and topics, and workers on them, for as long as the context lasts.

    `kafka` stands in for the embedded broker, and has its topics already.
    """
    with EmbeddedServers(data_dir, kafka=kafka is None, clickhouse_port=clickhouse_port) as servers:
        migrate(connect(servers.clickhouse_url))
        if kafka is None:
            create(servers.kafka, inner_topics() if emit_alerts == "no" else topics(), partitions)
        where: dict[str, Any] = {**(kafka or Kafka(servers.kafka)).given()}
        settings = Settings(
            **where,
            clickhouse_url=servers.clickhouse_url,
            pseudonym_key=key or "",
            clock="topic",
            run=uuid.uuid4().hex,
            state_dir=str(data_dir / "worker"),
            emit_alerts=emit_alerts,
        )
        with Workers(workers, worker_settings(settings), data_dir / "log") as running:
            made = Pipeline(servers, running, partitions, settings)
            try:
                yield made
            finally:
                made.close()


def worker_settings(settings: Settings) -> dict[str, str]:
    """What a worker of the pipeline with these settings is to be told; pseudonyms are none of its business."""
    own = {
        name: str(getattr(settings, name)) for name in ("clickhouse_url", "clock", "run", "state_dir", "emit_alerts")
    }
    return settings.access().given() | own


def replay(job: Replay, shown: Shown) -> Report:
    """Do it all; the data directory then holds the state as of the date."""
    check_files(job.files, job.reading)
    with pipeline(job.data_dir, job.workers, job.partitions, key=job.key, emit_alerts=job.emit_alerts) as running:
        report = feed(running, job, shown)
        running.tidy()
        return report


def feed(running: Pipeline, job: Replay, shown: Shown) -> Report:
    """Send the facts and tell the dates; returns when all is processed as of the last."""
    if job.clock == "final":
        report = send(job.files, running.settings, SystemClock(), shown, job.reading)
        running.tell(report.ends, job.as_of, shown)
        return report
    return _in_steps(running, job, shown)


def _in_steps(running: Pipeline, job: Replay, shown: Shown) -> Report:
    """As it was known: before each date come the facts that had been registered by then. Holds the facts in memory."""
    key, progress = running.settings.pseudonym_key or None, read_so_far(job.files, shown)
    blocks = list(read_facts(job.files, key, progress, job.reading))
    chunks = [chunk for block in blocks for chunk in block.chunks]
    days = ticks(job.clock, span(blocks) or job.as_of, job.as_of)
    after = -_ALWAYS
    with sender(running.settings, SystemClock()) as ingest:
        for block in blocks:
            ingest.reject(block.rejected)
        for number, day in enumerate(days, 1):
            until = _ALWAYS if day == job.as_of else known_by(day)
            report = _step(running, ingest, list(between(chunks, after, until)), day, shown)
            shown("dates told", number, len(days))
            after = until
    return report


def _step(running: Pipeline, ingest: Ingest, chunks: list, day: date, shown: Shown) -> Report:  # type: ignore[type-arg]
    for chunk in chunks:
        ingest.produce_chunk(chunk)
    report = told(ingest.flush())
    running.tell(report.ends, day, shown)
    return report
