"""Topics as they are to exist, on a broker: made where they are missing, told where they differ."""

from __future__ import annotations

from collections.abc import Iterable

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from schemas.registry import Topic, topics
from streams.adapters.codec.framing import register
from streams.adapters.codec.schema_registry import SchemaRegistryClient


class TopicsError(RuntimeError):
    """The broker could not be brought to the topics' definitions; the message is one line."""


def inner_topics() -> list[Topic]:
    """All topics but those of single kommuner and a-kasser."""
    return [topic for topic in topics() if topic.tenant is None]


def wanted_partitions(topic: Topic, partitions: int) -> int:
    """The topic's partitions where the person topics have `partitions`."""
    return partitions if topic.partitions == "person" else topic.partitions


def missing(kafka: str, wanted: Iterable[Topic], partitions: int) -> list[Topic]:
    """Those that are not there; TopicsError when one is there with another number of partitions."""
    known = AdminClient({"bootstrap.servers": kafka}).list_topics(timeout=15).topics
    absent = [t for t in wanted if t.name not in known]
    for topic in wanted:
        if topic.name in known and len(known[topic.name].partitions) != wanted_partitions(topic, partitions):
            there = len(known[topic.name].partitions)
            raise TopicsError(f"{topic.name} has {there} partitions; run with --partitions {there} or make it anew")
    return absent


def create(kafka: str, wanted: Iterable[Topic], partitions: int, replication: int = 1) -> list[str]:
    """Make the topics that are missing; their names."""
    absent = missing(kafka, list(wanted), partitions)
    if not absent:
        return []
    admin = AdminClient({"bootstrap.servers": kafka})
    made = admin.create_topics(
        [NewTopic(t.name, wanted_partitions(t, partitions), replication, config=t.config()) for t in absent]
    )
    for name, future in made.items():
        try:
            future.result(30)
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise TopicsError(f"{name} cannot be made: {error.args[0].str()}") from None
    return [t.name for t in absent]


def register_schemas(url: str) -> int:
    """Give the Schema Registry every topic's schema, compatibility FULL_TRANSITIVE; how many subjects there are."""
    client = SchemaRegistryClient(url)
    return len([register(client, topic.name) for topic in topics() if topic.schema is not None])
