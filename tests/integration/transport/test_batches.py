"""One worker, in this process: everything arrives once, in order, and is committed; time and replay work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter

import pytest

from streams.transport.agent import BatchAgent
from streams.transport.app import create_faust_app, run
from streams.transport.batch import RecordBatch
from streams.transport.fetch import Limits
from streams.transport.outbox import Outbox
from tests.integration.transport.bench import NEVER, SESSION_SECONDS, Bench, Place

TOPICS, PARTITIONS = 5, 4


class Collector:
    """Keeps every batch it is given and stops the app at `enough` records."""

    def __init__(self, enough: int) -> None:
        self.batches: list[RecordBatch] = []
        self.partitions: list[set[int]] = []
        self.idled = 0
        self.times: list[float] = []
        self.beside: Collector | None = None
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
    replayed: list[str] | None = None,
) -> Collector:
    """Runs a worker until it has `enough` records (and `meanwhile` is through), then stops it in order.

    With `replayed`, a second agent reads those topics from their beginning, one record at least.
    """

    async def running() -> Collector:
        app = create_faust_app(bench.name, bench.brokers, data_dir=bench.folder, session_seconds=SESSION_SECONDS)
        collector = Collector(enough)
        BatchAgent(app, name="agent", topics=topics, handler=collector)
        if replayed:
            collector.beside = Collector(1)
            BatchAgent(app, name="beside", topics=replayed, handler=collector.beside, from_beginning=True)
        stop = asyncio.Event()
        app_run = asyncio.create_task(run(app, stop))
        async with asyncio.timeout(60):
            await collector.enough.wait()
            if collector.beside is not None:
                await collector.beside.enough.wait()
            if meanwhile is not None:
                await meanwhile(collector)
        stop.set()
        await app_run
        return collector

    return asyncio.run(running())


def test_every_record_arrives_once_in_order_and_unchanged_and_all_of_it_is_committed(bench: Bench) -> None:
    topics = bench.topics(TOPICS, PARTITIONS)
    ends = bench.fill(topics, 20_000)
    done = work(bench, topics, TOPICS * 20_000)
    offsets: dict[Place, list[int]] = {place: [] for place in ends}
    pairs: list[tuple[bytes | None, bytes | None]] = []
    for batch in done.batches:
        offsets[batch.topic, batch.partition] += batch.offsets
        pairs += zip(batch.keys, batch.values, strict=True)
    assert offsets == {place: list(range(end)) for place, end in ends.items()}
    assert sorted(pairs) == sorted(TOPICS * [(b"%d" % n, b"value of %d" % n + b"." * 80) for n in range(20_000)])
    assert bench.committed(ends) == ends


def test_after_a_restart_a_topic_goes_on_where_it_stopped_and_a_replayed_one_from_its_start(bench: Bench) -> None:
    topics, sums = bench.topics(1, PARTITIONS), bench.topics(1, 1)
    bench.fill(topics, 1_000)
    sums_end = bench.fill(sums, 700)
    work(bench, topics, 1_000, replayed=sums)
    bench.fill(topics, 500, first=1_000)
    again = work(bench, topics, 500, replayed=sums)
    assert sum(map(len, again.batches)) == 500
    assert again.partitions == [set(range(PARTITIONS))]
    assert again.beside is not None
    assert sum(map(len, again.beside.batches)) == 700
    assert set(bench.committed(sums_end).values()) == {NEVER}


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


@pytest.mark.slow
def test_a_slow_handler_holds_the_reader_back(bench: Bench) -> None:
    topics, room = bench.topics(2, 4), 256 << 10
    ends = bench.fill(topics, 20_000)  # 4 MB of values, sixteen times what may wait
    waiting: list[int] = []

    async def running() -> int:
        app = create_faust_app(
            bench.name,
            bench.brokers,
            data_dir=bench.folder,
            session_seconds=SESSION_SECONDS,
            limits=Limits(records=1_000),
        )
        slow = SlowCollector(2 * 20_000, lambda: waiting.append(agent.buffered_bytes))
        agent = BatchAgent(app, name="slow", topics=topics, handler=slow, max_records=1_000, buffer_bytes=room)
        await run(app, slow.enough)
        return sum(map(len, slow.batches))

    assert asyncio.run(running()) == 2 * 20_000
    assert room < max(waiting) < 3 * room
    assert bench.committed(ends) == ends


class SlowCollector(Collector):
    """Takes 10 ms a batch and looks around while it does."""

    def __init__(self, enough: int, look: Callable[[], None]) -> None:
        super().__init__(enough)
        self._look = look

    async def handle(self, batches: list[RecordBatch]) -> None:
        await asyncio.sleep(0.01)
        self._look()
        await super().handle(batches)


@pytest.mark.slow
def test_raw_throughput_through_the_shell(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    topics, records = bench.topics(TOPICS, PARTITIONS), 200_000
    bench.outbox = Outbox(bench.brokers, account=True)  # producer batches of the usual size
    ends = bench.fill(topics, records)
    done = work(bench, topics, TOPICS * records)
    rate = TOPICS * records / (done.times[-1] - done.times[0])
    with capsys.disabled():
        print(f"\n{rate:,.0f} records/s through the shell, {len(done.batches)} batches, {len(done.times)} calls")
    assert rate > 100_000
    assert bench.committed(ends) == ends
