"""One worker, in this process: everything arrives once, in order, and is committed; time and replay work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter

from streams.transport.agent import BatchAgent
from streams.transport.app import create_faust_app, run
from streams.transport.batch import RecordBatch
from tests.integration.transport.bench import SESSION_SECONDS, Bench

TOPICS, PARTITIONS = 5, 4


class Collector:
    """Keeps every batch it is given and stops the app at `enough` records."""

    def __init__(self, enough: int) -> None:
        self.batches: list[RecordBatch] = []
        self.partitions: list[set[int]] = []
        self.idled = 0
        self.times: list[float] = []
        self._missing = enough
        self.enough = asyncio.Event()

    async def assigned(self, partitions: set[int]) -> None:
        self.partitions.append(partitions)

    async def revoked(self, partitions: set[int]) -> None:
        self.partitions.append(partitions)

    async def handle(self, batches: list[RecordBatch]) -> None:
        self.times.append(perf_counter())
        self.batches += batches
        self._missing -= sum(map(len, batches))
        if self._missing <= 0:
            self.enough.set()

    async def idle(self) -> None:
        self.idled += 1


def work(
    bench: Bench,
    topics: list[str],
    enough: int,
    meanwhile: Callable[[Collector], Awaitable[None]] | None = None,
    from_beginning: bool = False,
) -> Collector:
    """Runs a worker until it has `enough` records (and `meanwhile` is through), then stops it in order."""

    async def running() -> Collector:
        app = create_faust_app(bench.name, bench.brokers, data_dir=bench.folder, session_seconds=SESSION_SECONDS)
        collector = Collector(enough)
        BatchAgent(app, name="agent", topics=topics, handler=collector, from_beginning=from_beginning)
        stop = asyncio.Event()
        app_run = asyncio.create_task(run(app, stop))
        async with asyncio.timeout(60):
            await collector.enough.wait()
            if meanwhile is not None:
                await meanwhile(collector)
        stop.set()
        await app_run
        return collector

    return asyncio.run(running())


def test_every_record_arrives_once_and_in_order_and_all_of_it_is_committed(bench: Bench) -> None:
    topics = bench.topics(TOPICS, PARTITIONS)
    ends = bench.fill(topics, 20_000)
    done = work(bench, topics, TOPICS * 20_000)
    offsets: dict[tuple[str, int], list[int]] = {place: [] for place in ends}
    for batch in done.batches:
        offsets[batch.topic, batch.partition] += batch.offsets
    assert offsets == {place: list(range(end)) for place, end in ends.items()}
    assert bench.committed(ends) == ends


def test_keys_and_values_are_the_producers_bytes(bench: Bench) -> None:
    (topic,) = bench.topics(1, PARTITIONS)
    bench.fill([topic], 3_000)
    done = work(bench, [topic], 3_000)
    pairs = [pair for batch in done.batches for pair in zip(batch.keys, batch.values, strict=True)]
    assert sorted(pairs) == sorted((b"%d" % n, b"value of %d" % n + b"." * 80) for n in range(3_000))


def test_a_restarted_worker_reads_on_where_the_first_one_stopped(bench: Bench) -> None:
    (topic,) = bench.topics(1, PARTITIONS)
    bench.fill([topic], 1_000)
    work(bench, [topic], 1_000)
    bench.fill([topic], 500, first=1_000)
    again = work(bench, [topic], 500)
    assert sum(map(len, again.batches)) == 500
    assert again.partitions == [set(range(PARTITIONS))]


def test_a_topic_from_the_beginning_is_read_in_full_each_time_and_never_committed(bench: Bench) -> None:
    (topic,) = bench.topics(1, 1)
    ends = bench.fill([topic], 1_000)
    for _ in range(2):
        assert sum(map(len, work(bench, [topic], 1_000, from_beginning=True).batches)) == 1_000
    assert set(bench.committed(ends).values()) == {-1001}


def test_a_lone_record_is_handed_over_at_once_and_the_handler_has_idle_time(bench: Bench) -> None:
    (topic,) = bench.topics(1, PARTITIONS)
    bench.fill([topic], 10)
    delays: list[float] = []

    async def trickle(collector: Collector) -> None:
        for number in range(20):
            before, sent = len(collector.batches), perf_counter()
            await asyncio.to_thread(bench.fill, [topic], 1, number)
            while len(collector.batches) == before:
                await asyncio.sleep(0.001)
            delays.append(collector.times[-1] - sent)
            await asyncio.sleep(0.05)

    done = work(bench, [topic], 10, trickle)
    assert sorted(delays)[len(delays) // 2] < 0.1
    assert done.idled >= 5
