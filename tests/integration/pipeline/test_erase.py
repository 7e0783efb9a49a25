"""Somebody is erased: nothing tells of them any more, nothing brings them back, and nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

from schemas.registry import FACT_TYPES as TYPES
from schemas.registry import fact_topic
from streams.access import Kafka, client
from streams.adapters.clickhouse.link import Link
from streams.adapters.codec import Codec
from streams.pipeline.erase import NobodyToErase, erase, planned
from streams.transport.outbox import Outbox
from tests.integration.pipeline.conftest import AS_OF
from tests.support.pipeline import Running, Tables, fokusvagt, running

Fact = dict[str, Any]
Message = tuple[str, bytes | None, bytes | None]
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
TABLES = "SELECT name FROM system.tables WHERE database = 'fokusvagt' AND engine LIKE '%MergeTree'"


@dataclass
class Erased:
    """A pipeline in which a person was erased; what it said before, and what was erased."""

    pipeline: Running
    person: str
    before: Tables
    planned: dict[str, int]
    found: dict[str, int]


@pytest.fixture(scope="module")
def erased(facts: list[Fact], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Erased]:
    """The person with the most rows is erased, a bad letter of theirs among the rest."""
    with running(tmp_path_factory.mktemp("erased"), emit_alerts="all") as pipeline:
        pipeline.feed(facts, AS_OF)
        before = pipeline.tables()
        subjects = [row["person_id"] for row in before.breaches if len(row["person_id"]) == 7]  # within no other's
        person = max(sorted(set(subjects)), key=subjects.count)
        fact = next(f for f in facts if f.get("person_id") == person and f["type"] == "ydelse")
        pipeline.feed([fact | {"fact_id": "bad", "kommune": 1}], AS_OF)
        link, inner = writer(pipeline), pipeline.inner
        plan, outbox = planned(link, person), Outbox(inner.kafka, account=True)
        found = erase(link, outbox, Codec(), person, "tester", NOW, inner.settings.run, lambda *_: None)
        yield Erased(pipeline, person, before, plan, found)


def writer(pipeline: Running) -> Link:
    """The database, as whoever erases reaches it."""
    return Link(pipeline.inner.servers.clickhouse_url)


def everything(kafka: Kafka) -> list[Message]:
    """Every message of the fact topics, from the beginning."""
    with closing(Consumer(client(kafka) | {"group.id": "again", "enable.auto.commit": False})) as consumer:
        places = [TopicPartition(fact_topic(kind), p, OFFSET_BEGINNING) for kind in TYPES for p in range(4)]
        consumer.assign(places)
        found: list[Message] = []
        while some := consumer.consume(10_000, 2.0):
            found += [(m.topic(), m.key(), m.value()) for m in some if m.error() is None]
    return found


def mentions(link: Link, text: str) -> list[str]:
    """The tables in which a text stands anywhere."""
    count = f"SELECT count() AS n FROM fokusvagt.`{{}}` WHERE position(formatRow('RowBinary', *), '{text}') > 0"
    names = [row[0] for row in link.run(lambda c: c.query(TABLES).result_rows)]
    return [name for name in names if link.run(lambda c, n=name: c.query(count.format(n)).result_rows[0][0])]


def test_no_table_tells_of_the_person(erased: Erased) -> None:
    assert {"facts_ydelse", "breaches", "breach_log", "dead_letters", "alerts"} <= set(erased.found)
    assert mentions(writer(erased.pipeline), erased.person) == []


def test_a_dry_run_had_counted_the_same(erased: Erased) -> None:
    assert erased.planned == erased.found


def test_the_others_rows_are_as_they_were(erased: Erased) -> None:
    others = [row for row in erased.before.breaches if row["scope"] == "person" and row["person_id"] != erased.person]
    now = [row for row in erased.pipeline.tables().breaches if row["scope"] == "person"]
    assert now == others


def test_that_somebody_was_erased_is_kept_without_saying_who(erased: Erased) -> None:
    (row,) = writer(erased.pipeline).run(
        lambda c: c.query("SELECT hvem, aftryk FROM fokusvagt.v_sletninger").result_rows
    )
    assert row[0] == "tester"
    assert erased.person not in str(row)


def test_the_topics_read_again_from_their_beginning_do_not_bring_the_person_back(
    erased: Erased, tmp_path: Path
) -> None:
    messages, now = everything(erased.pipeline.inner.kafka), erased.pipeline.tables()
    assert sum(key == erased.person.encode() for _, key, _ in messages) > 10
    with running(tmp_path) as another:
        another.feed([], AS_OF)
        another.send(messages, AS_OF)
        assert another.tables() == now


def test_who_is_not_there_cannot_be_erased(erased: Erased) -> None:
    with pytest.raises(NobodyToErase, match="nothing is held"):
        planned(writer(erased.pipeline), "ingen")


def test_the_command_says_what_went_and_where(erased: Erased) -> None:
    inner = erased.pipeline.inner
    other = next(row["person_id"] for row in erased.pipeline.tables().breaches if row["person_id"])
    told = {"kafka": inner.kafka.address, "run": inner.settings.run}
    answer = fokusvagt("erase", other, "--data-dir", erased.pipeline.data_dir, **told)
    assert answer.code == 0, answer.err
    assert "breach_log" in answer.out
    assert "star.ydelse.v1" in answer.out
    assert fokusvagt("erase", other, "--data-dir", erased.pipeline.data_dir, **told).code == 1
