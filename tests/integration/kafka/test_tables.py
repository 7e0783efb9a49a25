"""Faust's tables: we have none, and nothing on a broker that they would leave; those of others come back from Kafka.

The app with a table is the one that the product is measured against (streams/bench/idiomatic.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import ConsumerGroupTopicPartitions, TopicPartition
from confluent_kafka.admin import NewTopic

from schemas.registry import topics
from streams.adapters.codec import Codec
from streams.transport.outbox import Outbox
from tests.contract.builders import fact
from tests.golden.compare import load
from tests.integration.embedded.helpers import eventually
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import running

pytestmark = pytest.mark.slow

NAME = "tables"
SAMTALER = [date(2025, 3, day) for day in (3, 10, 17, 24)]


def test_a_worker_leaves_no_topic_behind_but_those_that_are_defined(kafka: KafkaCluster, tmp_path: Path) -> None:
    facts, as_of, _ = load("boundary.2025-06-30")
    with running(tmp_path, broker=kafka) as pipeline:
        pipeline.feed(facts[:200], as_of)
        there = kafka.admin().list_topics(timeout=10).topics
    assert {name for name in there if not name.startswith("__")} <= {topic.name for topic in topics()}


def message(kind: str, **fields: Any) -> tuple[str, bytes]:
    """A fact of one person, for the app's own topics."""
    made = fact(kind, person_id="p1", **fields)
    return f"idiomatic.{kind}", Codec().encode_many(f"star.{kind}.v1", [made])[0]


def worked(kafka: KafkaCluster, folder: Path, messages: list[tuple[str, bytes]]) -> dict[tuple[str, int], int]:
    """Send the facts and run the app until it has done them; where its topics end."""
    outbox = Outbox(kafka.address, account=True)
    for topic, value in messages:
        outbox.produce_many(topic, [b"p1"], [value])
    outbox.close()
    job = {"name": NAME, "kafka": kafka.brokers[0].plain, "data_dir": str(folder), "partitions": 1}
    command = [sys.executable, "-m", "streams.bench.idiomatic", json.dumps(job | {"facts": len(messages)})]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return outbox.next_offsets


def flips(kafka: KafkaCluster) -> list[bool]:
    """What the app has told of the person, in its order."""
    return [json.loads(value or b"")["late"] for value in kafka.values(f"{NAME}-flips")]


def stands_at(kafka: KafkaCluster, ends: dict[tuple[str, int], int]) -> None:
    """Have the group go on from there. It takes no offsets while it still waits for a member that has gone."""
    admin = kafka.admin()
    assert eventually(lambda: not admin.describe_consumer_groups([NAME])[NAME].result(10).members, 30)
    read = [TopicPartition(topic, number, end) for (topic, number), end in ends.items()]
    (done,) = admin.alter_consumer_group_offsets([ConsumerGroupTopicPartitions(NAME, read)]).values()
    assert [place.error for place in done.result(20).topic_partitions] == [None] * len(read)


def test_a_table_comes_back_from_its_changelog(kafka: KafkaCluster, tmp_path: Path) -> None:
    kafka.emptied()
    kinds = ("ydelse", "samtale", "tilbud", "borgerstatus", "beskaeftigelse")
    kafka.make(*(NewTopic(f"idiomatic.{kind}", 1, 3) for kind in kinds), NewTopic(f"{NAME}-flips", 1, 3))
    three = [message("samtale", fact_id=str(day), dato=day, status="AFHOLDT") for day in SAMTALER]
    paid = message("ydelse", fact_id="y", period_start=date(2025, 3, 1), period_end=date(2025, 3, 31))
    ends = worked(kafka, tmp_path / "one", [*three[:3], paid])
    assert flips(kafka) == [True]
    stands_at(kafka, ends)
    worked(kafka, tmp_path / "two", three[3:])
    assert eventually(lambda: flips(kafka) == [True, False], 30), flips(kafka)
