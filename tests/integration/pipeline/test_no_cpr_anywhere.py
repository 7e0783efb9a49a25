"""S1: facts come with CPR numbers, right and wrong, and afterwards no number stands anywhere."""

from __future__ import annotations

import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

from infra.embedded.process import free_port
from streams.access import Kafka, client
from streams.pipeline.replay import worker_settings
from streams.pipeline.workers import Workers
from tests.integration.pipeline.conftest import AS_OF
from tests.integration.pipeline.test_pseudonyms import KEY, TABLES, Fact, pseudonym, with_cpr
from tests.naive.population import population
from tests.support.pipeline import Running, asked, fokusvagt, running

#: How every number of this population is written: six digits of a birthday and four that follow, or ten in a row.
WRITTEN = ("0101000", "010100-0")
NUMBER = "0101000001"


def dirty(fact: Fact) -> list[Fact | str]:
    """The same fact with a number wherever a source may put one by mistake."""
    line = f'{{"type": "ydelse", "person_id": "{NUMBER}", "cpr'
    wrong = [fact | {name: NUMBER} for name in ("person_id", "fact_id", "source", "ydelse", "period_start")]
    return [*wrong, fact | {"person_id": "010100-0001"}, fact | {"ekstra": NUMBER}, line]


def on_topics(kafka: Kafka) -> bytes:
    """Every key, value and header of every message there is."""
    with closing(Consumer(client(kafka) | {"group.id": "scan", "enable.auto.commit": False})) as consumer:
        names = consumer.list_topics(timeout=10).topics.items()
        consumer.assign([TopicPartition(n, p, OFFSET_BEGINNING) for n, about in names for p in about.partitions])
        found = []
        while some := consumer.consume(10_000, 2.0):
            found += [repr((m.key(), m.value(), m.headers())).encode() for m in some if m.error() is None]
    assert len(found) > 1_000
    return b"".join(found)


def in_tables(url: str) -> bytes:
    """Everything that stands in the tables."""
    names = [row["name"] for row in asked(url, TABLES)]
    sql = "SELECT base64Encode(formatRow('TSV', *)) AS row FROM fokusvagt.`{}`"
    return b"".join(b64decode(row["row"]) for name in names for row in asked(url, sql.format(name)))


@dataclass
class Run:
    """A run with numbers in it, and what its workers tell Prometheus."""

    pipeline: Running
    metrics: bytes


def metrics_of_a_worker(pipeline: Running, room: Path) -> bytes:
    """The page of one more worker, once it has taken part."""
    port = free_port()
    told = worker_settings(pipeline.inner.settings) | {"metrics_port": str(port)}
    with Workers(1, told, room):
        pipeline.feed(dirty(with_cpr(population(5, 3, date(2024, 1, 1), date(2025, 6, 30)))[0]), AS_OF)
        for _ in range(100):
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5).read()
            except OSError:
                sleep(0.2)
    raise AssertionError("the worker tells nothing")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    people = population(40, 12, date(2019, 6, 1), date(2026, 6, 30))
    payment = next(fact for fact in people if fact["type"] == "ydelse")
    with running(tmp_path_factory.mktemp("cpr"), key=KEY, emit_alerts="all") as pipeline:
        pipeline.feed([*with_cpr(people), *dirty(payment)], AS_OF)
        yield Run(pipeline, metrics_of_a_worker(pipeline, tmp_path_factory.mktemp("worker")))


def standing_in(text: bytes) -> list[str]:
    return [number for number in WRITTEN if number.encode() in text]


def test_no_topic_has_a_number(run: Run) -> None:
    assert standing_in(on_topics(run.pipeline.inner.kafka)) == []


def test_no_table_has_a_number(run: Run) -> None:
    url = run.pipeline.inner.servers.reader_url
    assert standing_in(in_tables(url)) == []
    assert len(asked(url, "SELECT reason FROM fokusvagt.v_dead_letters")) >= 8


def test_no_log_and_no_metric_has_a_number(run: Run) -> None:
    logs = b"".join(log.read_bytes() for log in (run.pipeline.data_dir / "log").rglob("*") if log.is_file())
    assert standing_in(logs) == []
    assert b"fokusvagt_" in run.metrics
    assert standing_in(run.metrics) == []


def test_no_trace_has_a_number(run: Run) -> None:
    answer = fokusvagt("explain", pseudonym(NUMBER), "--all", "--json", "--data-dir", run.pipeline.data_dir)
    assert answer.code == 0, answer.err
    assert standing_in((answer.out + answer.err).encode()) == []


@pytest.mark.parametrize("command", [("explain",), ("erase", "--dry-run")])
@pytest.mark.parametrize("number", [NUMBER, "010100-0001"])
def test_no_error_repeats_a_number_that_somebody_typed(command: tuple[str, ...], number: str, run: Run) -> None:
    answer = fokusvagt(command[0], number, *command[1:], "--data-dir", run.pipeline.data_dir)
    assert answer.code == 1
    assert standing_in((answer.out + answer.err).encode()) == []
