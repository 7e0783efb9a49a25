"""Small topics read in full by everybody: all of it before the start, then each message as it comes."""

from __future__ import annotations

import asyncio
from time import perf_counter

import pytest
from confluent_kafka import KafkaException

from streams.transport.broadcast import BroadcastReader
from tests.integration.transport.bench import Bench


def test_everything_has_arrived_when_start_returns(bench: Bench) -> None:
    topics = bench.topics(2, 2)
    bench.fill(topics, 3_000)

    async def reading() -> set[tuple[str, bytes | None]]:
        reader = BroadcastReader(bench.brokers, topics)
        await reader.start()
        found = [reader.queue.get_nowait() for _ in range(reader.queue.qsize())]
        await reader.stop()
        return {(message.topic, message.key) for message in found}

    assert asyncio.run(reading()) == {(topic, b"%d" % number) for topic in topics for number in range(3_000)}


def test_an_empty_topic_is_caught_up_with_soon(bench: Bench) -> None:
    async def reading() -> float:
        reader, before = BroadcastReader(bench.brokers, bench.topics(1, 1)), perf_counter()
        await reader.start()
        await reader.stop()
        return perf_counter() - before

    assert asyncio.run(reading()) < 2


def test_a_new_message_wakes_the_reader_at_once(bench: Bench) -> None:
    topics = bench.topics(1, 1)

    async def reading() -> tuple[bytes | None, float]:
        woken = asyncio.Event()
        reader = BroadcastReader(bench.brokers, topics, wake=woken.set)
        await reader.start()
        before = perf_counter()
        await asyncio.to_thread(bench.fill, topics, 1)
        await asyncio.wait_for(woken.wait(), 5)
        delay = perf_counter() - before
        await reader.stop()
        return reader.queue.get_nowait().key, delay

    key, delay = asyncio.run(reading())
    assert key == b"0"
    assert delay < 0.5


def test_a_topic_that_is_not_there_is_an_error_at_the_start(bench: Bench) -> None:
    with pytest.raises(KafkaException):
        asyncio.run(BroadcastReader(bench.brokers, [f"{bench.name}.absent"]).start())
