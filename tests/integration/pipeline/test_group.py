"""Workers and brokers that come and go while facts come in: the rows are those of a run that was left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import ElectionType, TopicPartition

from tests.integration.embedded.helpers import eventually
from tests.integration.pipeline.conftest import AS_OF
from tests.support.agreement import changed
from tests.support.kafka import KafkaCluster
from tests.support.load import YDELSE, under_load
from tests.support.pipeline import Tables, running

Fact = dict[str, Any]
pytestmark = pytest.mark.slow

REASSIGN = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand"


def test_from_one_worker_to_three_to_two(
    facts: list[Fact], undisturbed: Tables, kafka: KafkaCluster, tmp_path: Path
) -> None:
    with running(tmp_path, broker=kafka) as pipeline, under_load(pipeline, facts, AS_OF) as load:
        assert load.more()
        with pipeline.more_workers("second"):
            with pipeline.more_workers("third"):
                assert load.shared_by(3)
                assert load.more()
            assert load.shared_by(2)
            load.finish()
        assert changed(undisturbed, pipeline.tables()) == []


def leaders(kafka: KafkaCluster) -> dict[int, int]:
    """Which broker leads each partition of the ydelser."""
    partitions = kafka.admin().list_topics(YDELSE, timeout=10).topics[YDELSE].partitions
    return {number: partition.leader for number, partition in partitions.items()}


def preferred(kafka: KafkaCluster) -> set[int]:
    """Ask that every partition of the ydelser be led by the first of its brokers; who leads them now."""
    wanted = [TopicPartition(YDELSE, number) for number in leaders(kafka)]
    admin = kafka.admin()
    admin.elect_leaders(ElectionType.PREFERRED, wanted).result(20)  # refused while that broker is still catching up
    return set(leaders(kafka).values())


def test_one_broker_of_three_is_killed_and_comes_back(
    facts: list[Fact], undisturbed: Tables, kafka: KafkaCluster, tmp_path: Path
) -> None:
    with running(tmp_path, workers=2, broker=kafka) as pipeline, under_load(pipeline, facts, AS_OF) as load:
        assert load.more()
        kafka.kill(2)
        assert eventually(lambda: 2 not in leaders(kafka).values(), 30)
        assert load.more()
        kafka.start(2)
        kafka.await_ready()
        assert eventually(lambda: 2 in preferred(kafka), 30)
        assert load.more()
        load.finish()
        assert changed(undisturbed, pipeline.tables()) == []


def moved(kafka: KafkaCluster, folder: Path, brokers: list[int]) -> None:
    """Put every partition of the ydelser on these brokers, the first of them leading."""
    wanted = [{"topic": YDELSE, "partition": number, "replicas": brokers} for number in leaders(kafka)]
    plan = folder / "reassignment.json"
    plan.write_text(json.dumps({"version": 1, "partitions": wanted}))
    words = ("--bootstrap-server", kafka.address, "--reassignment-json-file", str(plan))
    done = kafka.tool(REASSIGN, *words, "--execute")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_leader_of_every_partition_moves(
    facts: list[Fact], undisturbed: Tables, kafka: KafkaCluster, tmp_path: Path
) -> None:
    with running(tmp_path, broker=kafka) as pipeline, under_load(pipeline, facts, AS_OF) as load:
        for brokers in ([3, 1], [1, 2]):
            assert load.more()
            moved(kafka, tmp_path, brokers)
            assert eventually(lambda brokers=brokers: preferred(kafka) == {brokers[0]}, 30)
        assert load.more()
        load.finish()
        assert changed(undisturbed, pipeline.tables()) == []
