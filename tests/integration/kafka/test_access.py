"""Who gets in, and to what: TLS and passwords for every client of ours, and the rights of infra/kafka."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from confluent_kafka import Consumer, KafkaError, Message

from infra.kafka.acl import commands, principals
from schemas.registry import topics
from streams.access import Kafka, client
from streams.pipeline.topics import create
from streams.transport.outbox import DeliveryFailed, Outbox
from tests.golden.compare import differences, whole
from tests.integration.pipeline.test_golden import BREACHES, INDICATORS
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import Answer, fokusvagt, running

pytestmark = pytest.mark.slow

OWN, OTHER = "fokusvagt.alerts.kommune.751", "fokusvagt.alerts.kommune.101"
ACLS, CONFIGS = "org.apache.kafka.tools.AclCommand", "kafka.admin.ConfigCommand"
PASSWORD = "rødgrød-med-fløde"  # noqa: S105 - not ASCII, as people's passwords are


@pytest.fixture(scope="module")
def guarded(kafka: KafkaCluster) -> Iterator[KafkaCluster]:
    """A cluster with all topics and rights, a worker, an ingest and a kommune."""
    create(kafka.emptied(), topics(), 4, replication=3)
    for user in ("fokusvagt-worker", "fokusvagt-ingest", "kommune-751"):
        kafka.add_user(user, PASSWORD)
    answer = acl(kafka, "--apply")
    assert answer.code == 0, answer.err
    yield kafka
    kafka.emptied()


def acl(kafka: KafkaCluster, *options: str) -> Answer:
    """Run the command as an administrator."""
    return fokusvagt("topics", "acl", *options, kafka=kafka.address)


def way_in(kafka: KafkaCluster, user: str) -> Kafka:
    """The secure door, as a user."""
    return Kafka(kafka.secure, "SASL_SSL", user=user, password=PASSWORD, ca=str(kafka.certificates.ca))


def first(kafka: KafkaCluster, user: str, topic: str, group: str) -> Message:
    """The first thing that a user hears who reads a topic in a group."""
    reader = Consumer({**client(way_in(kafka, user)), "group.id": group, "auto.offset.reset": "earliest"})
    reader.subscribe([topic])
    message = reader.poll(20.0)
    reader.close()
    assert message is not None
    return message


def test_a_kommune_reads_its_own_alerts_and_is_refused_every_other(guarded: KafkaCluster) -> None:
    outbox = Outbox(guarded.address)
    for topic in (OWN, OTHER):
        outbox.produce_many(topic, [b"k"], [topic.encode()])
    outbox.close()
    assert first(guarded, "kommune-751", OWN, "kommune-751.sager").value() == OWN.encode()
    for topic in (OTHER, "fokusvagt.alerts.akasse.2", "fokusvagt.breaches.v1", "star.ydelse.v1"):
        error = first(guarded, "kommune-751", topic, "kommune-751.sager").error()
        assert error is not None
        assert error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED, error


def test_a_kommune_may_not_use_the_group_of_another_nor_write(guarded: KafkaCluster) -> None:
    error = first(guarded, "kommune-751", OWN, "kommune-101.sager").error()
    assert error is not None
    assert error.code() == KafkaError.GROUP_AUTHORIZATION_FAILED, error
    outbox = Outbox(way_in(guarded, "kommune-751"), {"delivery.timeout.ms": 30_000})
    outbox.produce_many(OWN, [b"k"], [b"v"])
    with pytest.raises(DeliveryFailed, match=r"Kafka takes nothing from us: .*authorization failed"):
        outbox.flush()


def test_the_whole_pipeline_runs_on_the_rights_of_a_worker(guarded: KafkaCluster, tmp_path: Path) -> None:
    facts, as_of, expected = whole("boundary.2025-06-30")
    with running(tmp_path, kafka=way_in(guarded, "fokusvagt-worker")) as run:
        run.inner.settings = replace(run.inner.settings, kafka_user="fokusvagt-ingest")  # who brings the facts
        run.feed(facts, as_of)
        assert differences(expected, run.ask(BREACHES), run.ask(INDICATORS)) == []


def test_rights_are_applied_once_and_a_difference_is_shown_and_put_right(guarded: KafkaCluster) -> None:
    assert acl(guarded, "--diff").out.strip() == "no right is different"
    give = ("--add", "--allow-principal", "User:kommune-751", "--operation", "Read", "--topic", OTHER)
    take = ("--remove", "--force", "--allow-principal", "User:akasse-2", "--operation", "Read", "--group", "akasse-2.")
    for words in (give, (*take, "--resource-pattern-type", "prefixed")):
        assert guarded.tool(ACLS, "--bootstrap-server", guarded.address, *words).returncode == 0
    wanted = ["+ akasse-2  READ GROUP akasse-2. PREFIXED", f"- kommune-751  READ TOPIC {OTHER} LITERAL"]
    assert acl(guarded, "--diff").out.splitlines() == wanted
    assert acl(guarded, "--apply").out.splitlines() == wanted
    assert acl(guarded, "--diff").out.strip() == "no right is different"


def test_what_is_printed_are_commands_that_kafkas_own_tools_take(guarded: KafkaCluster) -> None:
    (kommune,) = (found for found in principals() if found.user == "kommune-147")
    for line in commands([kommune]):
        name, *words = line.replace("'", "").split()
        if name != "#":
            words = words[4:]  # where the broker is, and the administrator's file
            main = {"kafka-acls": ACLS, "kafka-configs": CONFIGS}[name]
            done = guarded.tool(main, "--bootstrap-server", guarded.address, *words)
            assert done.returncode == 0, done.stdout + done.stderr
    shown = guarded.tool(CONFIGS, "--bootstrap-server", guarded.address, "--describe", "--entity-type", "users")
    assert "Quota configs for user-principal 'kommune-147' are" in shown.stdout
    assert "consumer_byte_rate=5242880.0" in shown.stdout
    assert acl(guarded, "--diff").out.strip() == "no right is different"


def said(kafka: Kafka, *words: str) -> str:
    """The one line of a command that is not let in; it ends with exit code 2."""
    answer = fokusvagt(*words, clickhouse_url="http://reader@127.0.0.1:9", **kafka.given())
    assert (answer.code, len(answer.said)) == (2, 1), answer
    assert PASSWORD not in answer.err
    return answer.said[0]


@pytest.mark.parametrize("words", [("worker",), ("topics", "apply")])
def test_a_wrong_password_is_one_line(words: tuple[str, ...], guarded: KafkaCluster) -> None:
    wrong = replace(way_in(guarded, "fokusvagt-worker"), password=PASSWORD + "!")
    assert "does not take user fokusvagt-worker with this password (SCRAM-SHA-512)" in said(wrong, *words)


def test_a_broker_that_nobody_vouches_for_is_one_line(guarded: KafkaCluster) -> None:
    wrong = replace(way_in(guarded, "fokusvagt-worker"), ca=str(guarded.certificates.stranger))
    assert "see FOKUSVAGT_KAFKA_CA" in said(wrong, "worker")


def test_whoever_may_not_see_to_rights_is_told_so(guarded: KafkaCluster) -> None:
    assert "this takes an administrator" in said(way_in(guarded, "kommune-751"), "topics", "acl", "--apply")
