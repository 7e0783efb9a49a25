"""The cluster that the other tests rest on: a broker that dies is missed, and comes back with what it had."""

from __future__ import annotations

import pytest
from confluent_kafka.admin import NewTopic

from streams.transport.outbox import Outbox
from tests.integration.transport.bench import eventually
from tests.support.kafka import KafkaCluster

pytestmark = pytest.mark.slow


def in_sync(kafka: KafkaCluster, topic: str) -> list[int]:
    """The brokers that have all of the topic's first partition."""
    partitions = kafka.admin().list_topics(topic, timeout=10).topics[topic].partitions
    return sorted(partitions[0].isrs) if partitions else []


def test_a_broker_that_is_killed_is_missed_and_catches_up_when_it_is_back(kafka: KafkaCluster) -> None:
    kafka.make(NewTopic("cluster.one", 1, 3, config={"min.insync.replicas": "2"}))
    assert eventually(lambda: in_sync(kafka, "cluster.one") == [1, 2, 3], 60)
    kafka.kill(2)
    assert eventually(lambda: in_sync(kafka, "cluster.one") == [1, 3], 60)
    outbox = Outbox(kafka.address, account=True)
    outbox.produce_many("cluster.one", [b"k"] * 100, [b"v"] * 100)
    outbox.close()
    kafka.start(2)
    kafka.await_ready()
    assert eventually(lambda: in_sync(kafka, "cluster.one") == [1, 2, 3], 60)
    assert outbox.next_offsets == {("cluster.one", 0): 100}
