"""What leaves a worker: delivered and accounted for, or loudly not."""

from __future__ import annotations

import pytest

from streams.transport.outbox import DeliveryFailed, Outbox
from tests.integration.transport.bench import Bench


def test_an_outbox_knows_where_each_partition_ends(bench: Bench) -> None:
    (topic,) = bench.topics(1, 4)
    outbox = Outbox(bench.brokers, account=True)
    outbox.produce_many(topic, [b"a"] * 3, [b"1", None, b"3"], partition=2)
    outbox.produce_many(topic, [b"b"] * 2, [b"4", b"5"], partition=0)
    outbox.flush()
    assert outbox.next_offsets == {(topic, 2): 3, (topic, 0): 2}
    assert outbox.delivered == 5


def test_a_full_queue_makes_the_outbox_wait_instead_of_failing(bench: Bench) -> None:
    (topic,) = bench.topics(1, 4)
    outbox = Outbox(bench.brokers, {"queue.buffering.max.messages": 100}, account=True)
    outbox.produce_many(topic, [b"a"] * 5_000, [b"1"] * 5_000)
    outbox.flush()
    assert outbox.delivered == 5_000


def test_a_record_the_broker_does_not_take_makes_flush_raise() -> None:
    settings = {"delivery.timeout.ms": 300, "log_level": 0}
    outboxes = [Outbox("127.0.0.1:9", settings, account=account) for account in (True, False)]
    for outbox in outboxes:
        outbox.produce_many("anything", [b"a"], [b"1"])
    for outbox in outboxes:
        with pytest.raises(DeliveryFailed, match="not delivered"):
            outbox.flush(5)


def test_keys_and_values_that_do_not_pair_are_refused(bench: Bench) -> None:
    with pytest.raises(ValueError, match="zip"):
        Outbox(bench.brokers).produce_many("anything", [b"a"], [])
