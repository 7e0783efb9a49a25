"""Simulated facts on a real broker: all of them, in order, and the date told when it changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Consumer, TopicPartition

from infra.embedded.tansu import TansuBroker
from schemas.registry import FACT_TYPES, fact_topic
from streams.adapters.codec import Codec
from streams.pipeline.bulk import BULK, Bulk
from streams.pipeline.dirt import past_the_edge
from streams.pipeline.live import Pace, live, to_kafka
from streams.pipeline.topics import create, inner_topics
from streams.simulation import record_batch
from streams.simulation.job import Job, Population
from streams.simulation.scenarier import load
from streams.transport.outbox import DeliveryFailed, Outbox

CLOCK = "fokusvagt.clock.v1"
END = date(2025, 3, 31)
SMALL = Job(Population(60, 12, 1, END))
Record = tuple[str, bytes, Any]


@pytest.fixture(params=["tansu", pytest.param("kafka", marks=pytest.mark.slow)])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with ExitStack() as stack:
        if request.param == "tansu":
            address = stack.enter_context(TansuBroker(tmp_path)).address
        else:
            address = request.getfixturevalue("kafka").emptied()
        create(address, inner_topics(), 2)
        yield address


def quiet(*_: Any) -> None:
    """Progress that nobody looks at."""


def expected(job: Job = SMALL) -> dict[str, int]:
    counts = dict.fromkeys(FACT_TYPES, 0)
    for batch in job.batches():
        counts[batch.type] += len(batch)
    return counts


def received(broker: str, topic: str, partitions: int, count: int) -> list[Any]:
    """`count` records of a topic, decoded, partition by partition in their order."""
    reader = Consumer({"bootstrap.servers": broker, "group.id": "t", "enable.auto.commit": False})
    reader.assign([TopicPartition(topic, p, 0) for p in range(partitions)])
    found: list[list[bytes]] = [[] for _ in range(partitions)]
    while sum(map(len, found)) < count:
        messages = reader.consume(count - sum(map(len, found)), 20.0)
        assert messages, f"{topic}: {sum(map(len, found))} of {count} arrived"
        for message in messages:
            found[message.partition() or 0].append(message.value() or b"")
    assert not [m for m in reader.consume(1, 0.3) if m.error() is None]
    reader.close()
    return [Codec().decode_batch(topic, values).batch for values in found if values]


def test_every_simulated_fact_arrives_as_the_codec_of_its_topic_wrote_it(broker: str) -> None:
    assert to_kafka(SMALL, broker, Codec(), quiet) == sum(expected().values())
    for fact_type, count in expected().items():
        partitions = 2 if fact_type in FACT_TYPES[:5] else 1
        batches = received(broker, fact_topic(fact_type), partitions, count)
        assert sum(batch.num_rows for batch in batches) == count


def test_dirt_travels_beside_the_facts_and_is_not_counted(broker: str) -> None:
    dirty = Job(SMALL.population, (), 0.1)
    samtaler = [record_batch(b) for b in dirty.batches() if b.type == "samtale"]
    bad = sum(len(past_the_edge("samtale", batch, dirty.dirty, Codec()).values) for batch in samtaler)
    assert to_kafka(dirty, broker, Codec(), quiet) == sum(expected().values())
    assert bad > 5
    received(broker, "star.samtale.v1", 2, expected()["samtale"] + bad)


def fast(start: int) -> Pace:
    """A clock of its own, on which a day goes by between two looks."""
    seconds = iter(range(10_000))
    return Pace(start, 43_200.0, lambda: float(next(seconds)), lambda _: None)


def test_live_facts_come_in_the_order_of_their_registration(broker: str) -> None:
    assert live(SMALL, broker, Codec(), date(2025, 3, 1), fast, quiet) == sum(expected().values())
    for batch in received(broker, fact_topic("samtale"), 2, expected()["samtale"]):
        moments = batch.column("registered_at").to_pylist()
        assert moments == sorted(moments)


def test_live_tells_every_date_once(broker: str) -> None:
    live(SMALL, broker, Codec(), date(2025, 3, 20), fast, quiet)
    (told,) = received(broker, CLOCK, 1, 12)
    assert told.column("as_of").to_pylist() == [date(2025, 3, 20) + timedelta(n) for n in range(12)]


def test_the_command_sends_a_scenario_and_says_how_fast(broker: str) -> None:
    asked = "simulate --to-kafka --persons 60 --months 12 --end 2025-03-31 --scenario akasse:akasse=1,fra=2024-06-01"
    done = subprocess.run(
        [sys.executable, "-m", "streams", *asked.split()],
        env=os.environ | {"FOKUSVAGT_KAFKA": broker},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    job = Job(SMALL.population, (load("akasse:akasse=1,fra=2024-06-01"),))
    assert done.stderr.startswith(f"{sum(expected(job).values()):,} facts acknowledged by Kafka: ")
    assert done.stderr.rstrip().endswith("/s")


def test_batches_place_a_key_where_single_records_go(broker: str) -> None:
    keys = [f"s1-{n:07}".encode() for n in range(300)]
    one, many = Outbox(broker), Bulk(broker)
    one.produce_many("star.samtale.v1", keys, keys)
    one.close()
    assert many.produce("star.samtale.v1", keys, keys) == 300
    many.close()
    reader = Consumer({"bootstrap.servers": broker, "group.id": "t", "enable.auto.commit": False})
    reader.assign([TopicPartition("star.samtale.v1", p, 0) for p in range(2)])
    places = Counter((m.key(), m.partition()) for m in reader.consume(600, 20.0))
    reader.close()
    assert len(places) == 300
    assert set(places.values()) == {2}


def test_a_broker_that_is_gone_or_a_record_too_large_is_an_error() -> None:
    bulk = Bulk("127.0.0.1:1")
    with pytest.raises(DeliveryFailed, match="refuses a record"):
        bulk.produce("star.samtale.v1", [b"k"], [b"x" * 3_000_000])


def test_more_than_the_queue_holds_is_waited_for(broker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BULK, "queue.buffering.max.messages", 1000)
    bulk = Bulk(broker)
    bulk.produce("star.tilbud.v1", [b"k"] * 7000, [b"%d" % n for n in range(7000)])
    bulk.close()
    reader = Consumer({"bootstrap.servers": broker, "group.id": "t", "enable.auto.commit": False})
    reader.assign([TopicPartition("star.tilbud.v1", p, 0) for p in range(2)])
    found = [int(m.value() or b"") for m in reader.consume(7000, 20.0)]
    reader.close()
    assert sorted(found) == list(range(7000))
