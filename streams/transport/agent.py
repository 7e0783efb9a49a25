"""The shell between Faust and a handler of record batches: order, acknowledgement and time, never content.

One pump calls the handler, so that its methods never overlap. The Faust agent only feeds the pump. What the
handler has made durable is acknowledged; when it raises, the process ends and the batch is read again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from time import monotonic
from typing import Any, Protocol, TypeVar, cast

import faust
from faust.types import TP, EventT

from streams.transport.batch import RecordBatch
from streams.transport.consumer import consumer_of, transport_of
from streams.transport.fatal import die
from streams.transport.schema import PassThrough

T = TypeVar("T")
#: Before the first assignment; Tansu counts generations from 0, and none follows this one.
NO_GENERATION = -2


Finishing = Awaitable[None] | None


class Handler(Protocol):
    """What an agent does with its batches. No two methods ever run at the same time.

    `handle` and `idle` may return before what follows is durable: with what remains to be awaited. Then the next call
    may begin meanwhile, but one only, and what is returned ends in the order of the calls.
    """

    async def assigned(self, partitions: set[int]) -> None:
        """These partition numbers are ours: restore them. Their first batch comes only after this returns."""

    async def revoked(self, partitions: set[int]) -> None:
        """These partition numbers are no longer ours, and perhaps somebody else's already: write nothing."""

    async def handle(self, batches: list[RecordBatch]) -> Finishing:
        """Everything that follows from these batches is durable when this, and what it returns, has ended."""

    async def idle(self) -> Finishing:
        """Work that time brings. Called every `idle_seconds` and after `wake`, also under load."""


class BatchAgent:
    """A Faust agent over co-partitioned topics whose batches go to a `Handler`.

    `from_beginning`: nothing is committed, and every (re)assignment gives `revoked`, `assigned` and then all
    records again. `max_records` is what one `handle` gets at most (plus one batch), `buffer_bytes` what may
    wait for it. `drain_seconds` is how long a rebalance waits for the batch in hand before giving up on its
    acknowledgement.
    """

    def __init__(
        self,
        app: faust.App,
        *,
        name: str,
        topics: Sequence[str],
        handler: Handler,
        from_beginning: bool = False,
        max_records: int = 400_000,
        buffer_bytes: int = 64 << 20,
        idle_seconds: float = 0.2,
        drain_seconds: float = 30.0,
    ) -> None:
        self.name = name
        self.progressed = 0
        self._app, self._handler, self._topics = app, handler, frozenset(topics)
        self._from_beginning = from_beginning
        self._max_records, self._buffer_bytes = max_records, buffer_bytes
        self._idle_seconds, self._drain_seconds = idle_seconds, drain_seconds
        self._waiting: deque[RecordBatch] = deque()
        self._waiting_bytes = 0
        self._held = False
        self._generation = self._seen_generation = NO_GENERATION
        self._owned: set[int] = set()
        self._ours: set[TP] = set()
        self._expected: dict[TP, int] = {}
        self._quiet = True
        self._busy = self._interruptible = False
        self._signal = asyncio.Event()
        self._at_rest = asyncio.Event()
        self._finishing: asyncio.Task[None] | None = None
        self._pump: asyncio.Task[None] | None = None
        self._next_idle, self._woken = 0.0, False
        transport_of(app).register(self._topics, self, from_beginning=from_beginning)
        channel = app.topic(*topics, schema=PassThrough())
        app.agent(channel, name=name)(self._feed)

    # -- the side that Faust sees

    async def _feed(self, stream: Any) -> None:
        async for event in stream.noack().events():
            self._offer(event)

    def _offer(self, event: EventT[Any]) -> None:
        batch = cast(RecordBatch, event.value)
        if self._quiet or event.message.generation_id != self._generation:
            return  # fetched before the rebalance; its owner of today reads it again
        self._check_unbroken(TP(batch.topic, batch.partition), batch)
        self._waiting.append(batch)
        self._waiting_bytes += batch.size
        self.progressed += 1
        if self._waiting_bytes >= self._buffer_bytes and not self._held:
            self._held = True
            consumer_of(self._app).hold(self._ours)
        self._signal.set()

    def _check_unbroken(self, tp: TP, batch: RecordBatch) -> None:
        expected = self._expected.get(tp, batch.position)
        if batch.position > expected:
            die(f"{tp.topic}[{tp.partition}]: records {expected} to {batch.position - 1} were never delivered")
        self._expected[tp] = max(expected, batch.next_position)

    async def quiesce(self) -> None:
        """Drops what waits and waits for what is in hand (at most `drain_seconds`)."""
        self._quiet = True
        self._clear()
        if self._in_hand and not self._interruptible:
            try:
                await asyncio.wait_for(self._rest(), self._drain_seconds)
            except TimeoutError:
                self._app.log.warning("%s: the batch in hand outlives the rebalance; it is read again", self.name)
                transport_of(self._app).lease.orphan(self.name)

    async def _rest(self) -> None:
        while self._in_hand:
            self._at_rest.clear()
            await self._at_rest.wait()

    def rebalanced(self, assigned: set[TP], generation: int) -> None:
        """Takes the new assignment; the handler hears of it before the next batch."""
        self._clear()
        self._expected.clear()
        self._ours = {tp for tp in assigned if tp.topic in self._topics}
        self._generation, self._quiet = generation, False
        if self._pump is None:
            self._pump = asyncio.get_running_loop().create_task(self._run(), name=f"pump of {self.name}")
        self._signal.set()

    def _clear(self) -> None:
        self._waiting.clear()
        self._waiting_bytes = 0
        self._held = False

    # -- the side that the handler sees

    def wake(self) -> None:
        """Have `idle` called as soon as the handler is free. From another thread: call_soon_threadsafe."""
        self._woken = True
        self._signal.set()

    def progress(self) -> None:
        """For a handler that waits on purpose (a server is away): this is no stall."""
        self.progressed += 1

    @property
    def pending(self) -> bool:
        """Whether something waits for the handler, or is in its hands."""
        return self._in_hand or bool(self._waiting)

    @property
    def _in_hand(self) -> bool:
        return self._busy or self._finishing is not None

    @property
    def buffered_bytes(self) -> int:
        """Bytes of values that wait for the handler."""
        return self._waiting_bytes

    @property
    def ready(self) -> bool:
        """Whether the handler has what the group has given us, restored, and takes batches."""
        return self.joined and not self._quiet and self._seen_generation == self._generation and not self._interruptible

    @property
    def joined(self) -> bool:
        """Whether the group has given us an assignment, be it an empty one."""
        return self._generation != NO_GENERATION

    async def _run(self) -> None:
        while True:
            if self._quiet:
                await self._signalled(None)
            elif self._seen_generation != self._generation:
                await self._hand_over()
            elif self._woken or monotonic() >= self._next_idle:
                await self._idle()
            elif self._waiting:
                await self._handle()
            else:
                await self._signalled(max(0.0, self._next_idle - monotonic()))

    async def _signalled(self, timeout: float | None) -> None:
        self._signal.clear()
        try:
            await asyncio.wait_for(self._signal.wait(), timeout)
        except TimeoutError:
            return

    async def _hand_over(self) -> None:
        """Tells the handler what changed hands.

        Generations count every rebalance of the group. Who took part in two consecutive ones has kept what it
        has in both; after a gap somebody else may have owned, and changed, any partition meanwhile.
        """
        await self._finished()
        generation, ours = self._generation, {tp.partition for tp in self._ours}
        unbroken = generation == self._seen_generation + 1 and not self._from_beginning
        kept = self._owned & ours if unbroken else set()
        lost, gained = self._owned - kept, ours - kept
        self._seen_generation, self._owned = generation, ours
        self._interruptible = True  # a restore may take longer than a rebalance should wait
        if lost:
            await self._call("revoked", self._handler.revoked(lost))
        if gained:
            await self._call("assigned", self._handler.assigned(gained))
        self._interruptible = False

    async def _idle(self) -> None:
        self._woken = False
        await self._call("idle", self._handler.idle())
        self._next_idle = monotonic() + self._idle_seconds

    async def _handle(self) -> None:
        generation, batches = self._generation, self._next_batches()
        await self._call("handle", self._handler.handle(batches), then=lambda: self._ack(batches, generation))

    def _ack(self, batches: list[RecordBatch], generation: int) -> None:
        for batch in batches:
            consumer_of(self._app).acknowledge(batch, generation)

    def _next_batches(self) -> list[RecordBatch]:
        batches: list[RecordBatch] = []
        records = 0
        while self._waiting and records < self._max_records:
            batches.append(self._waiting.popleft())
            records += len(batches[-1])
            self._waiting_bytes -= batches[-1].size
        if self._held and self._waiting_bytes < self._buffer_bytes // 2:
            self._held = False
            consumer_of(self._app).release(self._ours)
        return batches

    async def _call(
        self, what: str, call: Coroutine[Any, Any, Finishing], then: Callable[[], None] | None = None
    ) -> None:
        self._busy = True
        finishing = await self._or_die(what, call)
        if finishing is not None:
            await self._finished()
            self._finishing = asyncio.get_running_loop().create_task(self._finish(what, finishing, then))
        elif then is not None:
            await self._finished()
            then()
        self._busy = False
        self._rested()

    async def _finish(self, what: str, finishing: Awaitable[None], then: Callable[[], None] | None) -> None:
        await self._or_die(what, finishing)
        if then is not None:
            then()
        self._finishing = None
        self._rested()

    async def _finished(self) -> None:
        """What an earlier call left to finish has ended."""
        if self._finishing is not None:
            await self._finishing

    def _rested(self) -> None:
        if not self._in_hand:
            transport_of(self._app).lease.done(self.name)
        self.progressed += 1
        self._at_rest.set()

    async def _or_die(self, what: str, call: Awaitable[T]) -> T:
        try:
            return await call
        except asyncio.CancelledError:
            raise
        except BaseException as cause:
            die(f"agent {self.name}, {what}: nothing is acknowledged", cause=cause)
