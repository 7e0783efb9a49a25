"""`fokusvagt topics apply`: what is different is shown, made good where that harms nobody, or refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from confluent_kafka.admin import ConfigResource, NewTopic, ResourceType

from schemas.registry import topics
from streams.pipeline.topics import create, inner_topics
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import Answer, fokusvagt

pytestmark = pytest.mark.slow

ALL = len(topics())


@pytest.fixture(scope="module")
def made(kafka: KafkaCluster) -> Iterator[KafkaCluster]:
    """A cluster on which the command has made all topics."""
    kafka.emptied()
    answer = applied(kafka)
    assert answer.code == 0, answer.err
    assert len(answer.out.splitlines()) == ALL
    yield kafka
    kafka.emptied()


def applied(kafka: KafkaCluster, *options: object, partitions: int = 4) -> Answer:
    """Run the command for three brokers."""
    words = ("--partitions", partitions, "--replication", 3, *options)
    return fokusvagt("topics", "apply", *words, kafka=kafka.address)


def config(kafka: KafkaCluster, topic: str) -> dict[str, str]:
    """The topic's settings as the broker has them."""
    resource, admin = ConfigResource(ResourceType.TOPIC, topic), kafka.admin()
    return {name: entry.value for name, entry in admin.describe_configs([resource])[resource].result(10).items()}


def test_every_topic_is_made_with_its_settings(made: KafkaCluster) -> None:
    known = made.admin().list_topics(timeout=10).topics
    assert {t.name for t in topics()} <= set(known)
    assert {len(known[t.name].partitions) for t in topics() if t.partitions == "person"} == {4}
    assert {len(p.replicas) for t in topics() for p in known[t.name].partitions.values()} == {3}
    settings = config(made, "star.rammevilkaar.v1")
    assert (settings["cleanup.policy"], settings["min.insync.replicas"]) == ("compact", "2")


def test_a_second_time_there_is_nothing_to_do(made: KafkaCluster) -> None:
    assert applied(made).out.split("\n")[0] == "no topic is different"


def test_a_setting_that_was_changed_is_shown_and_then_put_right(made: KafkaCluster) -> None:
    topic = "fokusvagt.breaches.v1"
    wanted = config(made, topic)["retention.ms"]
    made.configure(topic, {"retention.ms": "1000", "min.insync.replicas": "1"})
    shown = applied(made, "--dry-run")
    assert f"~ {topic}  retention.ms: 1000 → {wanted}" in shown.out.splitlines()
    assert config(made, topic)["retention.ms"] == "1000"
    assert applied(made).out == shown.out
    assert applied(made, "--dry-run").out.strip() == "no topic is different"
    assert (config(made, topic)["retention.ms"], config(made, topic)["min.insync.replicas"]) == (wanted, "2")


def refused(answer: Answer) -> str:
    """The one line of a refusal."""
    assert (answer.code, answer.out, len(answer.said)) == (2, "", 1), answer
    return answer.said[0]


def test_fewer_partitions_and_other_replicas_are_refused_in_one_line(made: KafkaCluster) -> None:
    assert "a topic cannot shrink; run with --partitions 4" in refused(applied(made, partitions=2))
    words = ("topics", "apply", "--partitions", 4, "--replication", 2)
    assert "until then run with --replication 3" in refused(fokusvagt(*words, kafka=made.address))
    assert "! star.ydelse.v1  partitions: 4 → 2" in applied(made, "--dry-run", partitions=2).out


@pytest.fixture
def uneven(kafka: KafkaCluster) -> Iterator[KafkaCluster]:
    """A cluster on which one person topic has fewer partitions than the others."""
    kafka.emptied()
    kafka.make(NewTopic("star.tilbud.v1", 2, 3))
    create(kafka.address, [t for t in inner_topics() if t.name != "star.tilbud.v1"], 4, replication=3)
    yield kafka
    kafka.emptied()


def test_a_topic_with_fewer_partitions_than_the_others_stops_a_worker_with_one_line(uneven: KafkaCluster) -> None:
    answer = fokusvagt("worker", kafka=uneven.address, clickhouse_url="http://reader@127.0.0.1:9", log_level="ERROR")
    assert "star.tilbud.v1" in refused(answer)
    assert "has 2 partitions, others of persons have 4" in answer.said[0]


def test_persons_change_partition_only_when_asked_for(uneven: KafkaCluster) -> None:
    line = refused(applied(uneven))
    assert "star.tilbud.v1 has partitions 2, not 4: persons would change partition" in line
    assert applied(uneven, "--grow").code == 0
    assert applied(uneven).out.strip() == "no topic is different"
