"""Files into a real broker: good facts on their topics, bad ones among the dead letters, every one counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from infra.embedded import TansuBroker
from schemas import registry
from streams.adapters.codec import Codec
from streams.adapters.deadletter import DLQ_TOPIC
from streams.adapters.ingest import IngestReport, ingest, producer_config
from streams.transport.outbox import DeliveryFailed
from tests.contract.builders import example_lines, fact, line

AT = datetime(2024, 2, 3, 9, tzinfo=UTC)
LINES = [text for kind in registry.FACT_TYPES for text in example_lines(registry.fact_topic(kind))]


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with TansuBroker(tmp_path_factory.mktemp("broker")) as broker:
        topics = [t for t in registry.topics() if t.name.startswith("star.") or t.name == DLQ_TOPIC]
        new = [NewTopic(t.name, 2 if t.partitions == "person" else 1, 1, config=t.config()) for t in topics]
        admin = AdminClient({"bootstrap.servers": broker.address})
        for created in admin.create_topics(new).values():
            created.result()
        yield broker.address


def sent(kafka: str, path: Path, lines: list[bytes], **options: Any) -> IngestReport:
    path.write_bytes(b"\n".join(lines))
    return ingest([path], Producer(producer_config(kafka)), Codec(), lambda: AT, **options)


def last(kafka: str, ends: dict[tuple[str, int], int], back: int = 1) -> list[Any]:
    """The last `back` messages before each of the ends."""
    consumer = Consumer({"bootstrap.servers": kafka, "group.id": "test", "enable.auto.commit": False})
    consumer.assign([TopicPartition(topic, number, end - back) for (topic, number), end in ends.items()])
    found: list[Any] = []
    while len(found) < back * len(ends):
        found += [m for m in consumer.consume(100, 1.0) if not m.error()]
    consumer.close()
    return found


def test_every_good_fact_is_delivered_and_counted(kafka: str, tmp_path: Path) -> None:
    told: list[int] = []
    report = sent(kafka, tmp_path / "good.jsonl", LINES, progress=told.append)
    assert (report.facts, report.dead, sum(told)) == (len(LINES), 0, len(b"\n".join(LINES)))
    assert report.produced["star.ydelse.v1"] == 3
    assert sum(end for (topic, _), end in report.next_offsets.items() if topic == "star.ydelse.v1") == 3


def test_a_fact_is_keyed_by_its_person_and_reads_as_it_was(kafka: str, tmp_path: Path) -> None:
    report = sent(kafka, tmp_path / "one.jsonl", [line("samtale", person_id="p1")])
    (message,) = last(kafka, report.next_offsets)
    assert message.key() == b"p1"
    assert Codec().decode(message.topic(), message.value()) == fact("samtale", person_id="p1")


def test_bad_facts_are_dead_letters_with_their_line_and_reason(kafka: str, tmp_path: Path) -> None:
    bad = [line("ydelse", kommune=1), b"{", line("ydelse", person_id="010190-1234")]
    report = sent(kafka, tmp_path / "bad.jsonl", [LINES[0], *bad, LINES[1]])
    assert (report.facts, report.dead) == (2, 3)
    assert report.dead_letters["kommune is not one of the 98"] == 1
    letters = {dict(m.headers())["line"]: m for m in last(kafka, report.dlq_next_offsets, 3)}
    assert letters[b"2"].value() == bad[0]
    assert dict(letters[b"2"].headers())["topic"] == b"star.ydelse.v1"
    assert dict(letters[b"3"].headers())["error_class"] == b"Unreadable"
    assert b"1234" not in letters[b"4"].value() + letters[b"4"].key()


def test_the_same_file_twice_is_delivered_twice(kafka: str, tmp_path: Path) -> None:
    first = sent(kafka, tmp_path / "again.jsonl", LINES[:1])
    second = sent(kafka, tmp_path / "again.jsonl", LINES[:1])
    assert {place: end + 1 for place, end in first.next_offsets.items()} == second.next_offsets


def test_a_small_queue_only_makes_it_slower(kafka: str, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(b"\n".join(LINES * 200))
    producer = Producer(producer_config(kafka) | {"queue.buffering.max.messages": 50})
    assert ingest([tmp_path / "many.jsonl"], producer, Codec(), lambda: AT).facts == 200 * len(LINES)


def test_a_fact_too_large_for_kafka_is_a_dead_letter(kafka: str, tmp_path: Path) -> None:
    (tmp_path / "large.jsonl").write_bytes(line("ydelse", source="x" * 20_000) + b"\n" + LINES[0])
    producer = Producer(producer_config(kafka) | {"message.max.bytes": 10_000})
    report = ingest([tmp_path / "large.jsonl"], producer, Codec(), lambda: AT)
    assert report.facts == 1
    assert report.dead_letters["Kafka refuses the message: MSG_SIZE_TOO_LARGE"] == 1
    (dead,) = last(kafka, report.dlq_next_offsets)
    assert int(dict(dead.headers())["cut_from"]) > 20_000


def test_a_broker_that_is_gone_is_an_error_that_counts(tmp_path: Path) -> None:
    (tmp_path / "lost.jsonl").write_bytes(b"\n".join(LINES[:2]))
    settings = {"bootstrap.servers": "127.0.0.1:9", "message.timeout.ms": 500, "log_level": 0}
    with pytest.raises(DeliveryFailed, match="2 messages"):
        ingest([tmp_path / "lost.jsonl"], Producer(settings), Codec(), lambda: AT)
