"""Topics as they are to exist, held against a broker: the differences, made good where that harms nobody.

What a running system cannot take is refused before anything is changed: fewer partitions, another partition for the
persons that are there, other replicas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewPartitions,
    NewTopic,
    ResourceType,
)

from schemas.registry import Topic, topics
from streams.access import Kafka
from streams.adapters.codec.framing import register
from streams.adapters.codec.schema_registry import SchemaRegistryClient
from streams.transport.reach import reach

SECONDS = 30.0


class TopicsError(RuntimeError):
    """The broker could not be brought to the topics' definitions; the message is one line."""


class Change(NamedTuple):
    """One difference: `what` is "new", "partitions", "replication" or a setting's name.

    `refused` says why it is not made, '' when it is.
    """

    topic: str
    what: str
    there: str
    wanted: str
    refused: str = ""


class Shape(NamedTuple):
    """What an installation decides for all topics. `grow`: person topics may get more partitions."""

    partitions: int
    replication: int = 1
    grow: bool = False

    def count(self, topic: Topic) -> int:
        """The topic's partitions."""
        return self.partitions if topic.partitions == "person" else topic.partitions

    def config(self, topic: Topic) -> dict[str, str]:
        """The topic's settings: one broker of its replicas may be away, and no acknowledged record is lost with it."""
        return topic.config() | {"min.insync.replicas": str(max(1, self.replication - 1))}


def inner_topics() -> list[Topic]:
    """All topics but those of single kommuner and a-kasser."""
    return [topic for topic in topics() if topic.tenant is None]


def create(kafka: Kafka | str, wanted: Iterable[Topic], partitions: int, replication: int = 1) -> list[str]:
    """Make the topics that are missing; their names. TopicsError when one has another number of partitions."""
    admin, shape, wanted = reach(kafka), Shape(partitions, replication), list(wanted)
    known = admin.list_topics(timeout=SECONDS).topics
    for topic in wanted:
        if topic.name in known and len(known[topic.name].partitions) != shape.count(topic):
            there = len(known[topic.name].partitions)
            raise TopicsError(f"{topic.name} has {there} partitions; run with --partitions {there} or make it anew")
    absent = [topic for topic in wanted if topic.name not in known]
    _create(admin, absent, shape)
    return [topic.name for topic in absent]


def compared(kafka: Kafka | str, wanted: Iterable[Topic], shape: Shape) -> list[Change]:
    """Every difference between the definitions and what the broker has, in the order of the topics."""
    admin, wanted = reach(kafka), list(wanted)
    known = admin.list_topics(timeout=SECONDS).topics
    settings = _settings(admin, [topic.name for topic in wanted if topic.name in known])
    changes = []
    for topic in wanted:
        if topic.name not in known:
            changes.append(Change(topic.name, "new", "", f"{shape.count(topic)} partitions × {shape.replication}"))
            continue
        partitions = known[topic.name].partitions
        changes += _of_partitions(topic, len(partitions), shape)
        changes += _of_replication(topic, min(len(p.replicas) for p in partitions.values()), shape)
        found = settings[topic.name]
        changes += [
            Change(topic.name, name, found.get(name, ""), value)
            for name, value in shape.config(topic).items()
            if found.get(name, "") != value
        ]
    return changes


def _of_partitions(topic: Topic, there: int, shape: Shape) -> list[Change]:
    wanted, refused = shape.count(topic), ""
    if there > wanted:
        refused = f"a topic cannot shrink; run with --partitions {there} or make it anew"
    elif topic.partitions == "person" and not shape.grow:
        refused = "persons would change partition; stop producers, let the workers finish, stop them, run with --grow"
    return [] if there == wanted else [Change(topic.name, "partitions", str(there), str(wanted), refused)]


def _of_replication(topic: Topic, there: int, shape: Shape) -> list[Change]:
    refused = f"replicas are moved by kafka-reassign-partitions; until then run with --replication {there}"
    wanted = str(shape.replication)
    return [] if there == shape.replication else [Change(topic.name, "replication", str(there), wanted, refused)]


def apply(kafka: Kafka | str, wanted: Iterable[Topic], shape: Shape) -> list[Change]:
    """Make good every difference, and say which; safe to run again.

    TopicsError, and nothing is done, when one of them is refused.
    """
    wanted = list(wanted)
    changes = compared(kafka, wanted, shape)
    if refused := [change for change in changes if change.refused]:
        first, more = refused[0], f" (and {len(refused) - 1} more)" if refused[1:] else ""
        raise TopicsError(f"{first.topic} has {first.what} {first.there}, not {first.wanted}: {first.refused}{more}")
    admin = reach(kafka)
    missing = {change.topic for change in changes if change.what == "new"}
    _create(admin, [topic for topic in wanted if topic.name in missing], shape)
    grown = [NewPartitions(c.topic, int(c.wanted)) for c in changes if c.what == "partitions"]
    if grown:
        _await(admin.create_partitions(grown), "cannot grow")
    _alter(admin, [change for change in changes if change.what not in ("new", "partitions")])
    return changes


def _create(admin: AdminClient, absent: list[Topic], shape: Shape) -> None:
    made = [NewTopic(t.name, shape.count(t), shape.replication, config=shape.config(t)) for t in absent]
    if made:
        _await(admin.create_topics(made), "cannot be made", KafkaError.TOPIC_ALREADY_EXISTS)


def _alter(admin: AdminClient, changes: list[Change]) -> None:
    entries: dict[str, list[ConfigEntry]] = {}
    for change in changes:
        entry = ConfigEntry(change.what, change.wanted, incremental_operation=AlterConfigOpType.SET)
        entries.setdefault(change.topic, []).append(entry)
    if entries:
        wanted = [ConfigResource(ResourceType.TOPIC, t, incremental_configs=found) for t, found in entries.items()]
        _await(admin.incremental_alter_configs(wanted), "cannot be set up")


def _settings(admin: AdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    """What the broker says of each topic's settings."""
    asked = [ConfigResource(ResourceType.TOPIC, name) for name in names]
    answers = admin.describe_configs(asked) if asked else {}
    return {r.name: {n: entry.value for n, entry in future.result(SECONDS).items()} for r, future in answers.items()}


def _await(futures: dict, failing: str, *fine: int) -> None:  # type: ignore[type-arg]
    for what, future in futures.items():
        try:
            future.result(SECONDS)
        except KafkaException as error:
            if error.args[0].code() not in fine:
                name = getattr(what, "name", what)
                raise TopicsError(f"{name} {failing}: {error.args[0].str()}") from None


def register_schemas(url: str) -> int:
    """Give the Schema Registry every topic's schema, compatibility FULL_TRANSITIVE; how many subjects there are."""
    client = SchemaRegistryClient(url)
    return len([register(client, topic.name) for topic in topics() if topic.schema is not None])
