"""The whole pipeline behind the front door of a test: facts in, the views' rows out; by command line or in process.

Nothing is mocked: servers, workers and tables are those of production. No assertions here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from infra.embedded import EmbeddedServers
from streams.access import Kafka
from streams.adapters.clickhouse.link import Link, Patience
from streams.adapters.clickhouse.query import query
from streams.pipeline.replay import Pipeline, Replay, feed, pipeline, worker_settings
from streams.pipeline.sending import Report
from streams.pipeline.topics import create, inner_topics
from streams.pipeline.workers import Workers
from streams.transport.outbox import Outbox
from tests.support.kafka import KafkaCluster

Fact = dict[str, Any]
Row = dict[str, Any]

BREACHES = (
    "SELECT * EXCEPT (as_of, detected_at, version) FROM fokusvagt.v_breaches "
    "WHERE status NOT IN ('OPFYLDT', 'BORTFALDET') ORDER BY breach_id"
)
INDICATORS = (
    "SELECT * EXCEPT (as_of, version) FROM fokusvagt.v_indicators ORDER BY indicator_id, scope, code, period_end, live"
)
LETTERS = (
    "SELECT topic, partition, offset, hex(key) AS key, hex(value) AS value, reason, error_class, time, file, line "
    "FROM fokusvagt.v_dead_letters ORDER BY file, line, topic, partition, offset"
)
_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def rows(self) -> list[Row]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Tables:
    """What the views say: every breach that is not closed, every indicator; but not when it was computed."""

    breaches: list[Row]
    indicators: list[Row]


def written(path: Path, facts: Iterable[Fact | str | bytes]) -> Path:
    """A JSONL file of facts; strings and bytes are lines as they stand."""
    with path.open("wb") as file:
        for fact in facts:
            line = json.dumps(fact, ensure_ascii=False) if isinstance(fact, dict) else fact
            file.write((line.encode() if isinstance(line, str) else line) + b"\n")
    return path


def command(*words: object) -> list[str]:
    """The command line of `fokusvagt` with these arguments."""
    return [sys.executable, "-m", "streams", *map(str, words)]


def surroundings(**settings: str) -> dict[str, str]:
    """The environment without this machine's settings, with those given: kafka=... is FOKUSVAGT_KAFKA."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FOKUSVAGT_")}
    return ours | {f"FOKUSVAGT_{name.upper()}": value for name, value in settings.items()}


def fokusvagt(*words: object, **settings: str) -> Answer:
    """Run a command to its end."""
    environment = surroundings(**settings)
    done = subprocess.run(command(*words), check=False, env=environment, capture_output=True, timeout=_SECONDS)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def replayed(facts: Path, as_of: date, data_dir: Path, *options: object, **settings: str) -> Answer:
    """`fokusvagt replay`."""
    return fokusvagt("replay", facts, "--as-of", as_of, "--data-dir", data_dir, *options, **settings)


def queried(sql: str, data_dir: Path) -> list[Row]:
    """`fokusvagt query`; its rows."""
    answer = fokusvagt("query", sql, "--data-dir", data_dir, "--format", "json")
    if answer.code:
        raise RuntimeError(answer.err)
    return answer.rows


def asked(url: str, sql: str) -> list[Row]:
    """The rows of a question to a running database."""
    text = b"".join(query(Link(url, Patience(limit=2.0)), sql, "json"))
    return [json.loads(line) for line in text.splitlines()]


def tables_at(url: str) -> Tables:
    """The tables of a running database."""
    return Tables(asked(url, BREACHES), asked(url, INDICATORS))


def tables_in(data_dir: Path) -> Tables:
    """The tables of a data directory that nobody uses."""
    with EmbeddedServers(data_dir, kafka=False) as servers:
        return tables_at(servers.reader_url)


class Running:
    """A running pipeline, to be fed more than once."""

    def __init__(self, inner: Pipeline, data_dir: Path) -> None:
        self.inner, self.data_dir = inner, data_dir
        self._files = 0

    def feed(self, facts: Sequence[Fact | str | bytes], as_of: date, clock: str = "final") -> Report:
        """Send facts as a replay does and wait for the state as of the date."""
        self._files += 1
        path = written(self.data_dir / f"facts-{self._files}.jsonl", facts)
        return feed(self.inner, Replay([path], as_of, self.data_dir, clock), _silent)

    def send(self, messages: Iterable[tuple[str, bytes | None, bytes | None]], as_of: date) -> None:
        """Put (topic, key, value) on Kafka as they are, and wait until they are dealt with."""
        outbox = Outbox(self.inner.kafka, account=True)
        for topic, key, value in messages:
            outbox.produce_many(topic, [key], [value])
        outbox.close()
        self.inner.settle(outbox.next_offsets, as_of, _silent)

    def more_workers(self, name: str, count: int = 1) -> Workers:
        """Workers beside those that it has; a context."""
        return Workers(count, worker_settings(self.inner.settings), self.data_dir / name)

    def tables(self) -> Tables:
        """What the views say now."""
        return tables_at(self.inner.servers.reader_url)

    def ask(self, sql: str) -> list[Row]:
        """The rows of a question."""
        return asked(self.inner.servers.reader_url, sql)


@contextmanager
def running(
    data_dir: Path,
    workers: int = 1,
    partitions: int = 4,
    key: str = "",
    broker: KafkaCluster | None = None,
    kafka: Kafka | None = None,
    emit_alerts: str = "no",
) -> Iterator[Running]:
    """A pipeline on the data directory for as long as the context lasts; `key` makes pseudonyms.

    `broker`: an Apache Kafka instead of the embedded broker; what was in it is gone. `kafka`: one with all topics.
    """
    if broker is not None:
        create(broker.emptied(), inner_topics(), partitions, replication=3)
        kafka = Kafka(broker.address)
    with pipeline(data_dir, workers, partitions, key=key, kafka=kafka, emit_alerts=emit_alerts) as inner:
        yield Running(inner, data_dir)


def _silent(what: str, done: float, total: float | None) -> None:
    """Progress that nobody watches."""
