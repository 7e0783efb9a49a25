"""The record-batch transport: Faust's aiokafka driver, with batches for events and commits of our own.

Two rules hold for a batched topic. An offset is committed only after `acknowledge`; Faust's own ack, which
also fires for events it skipped or that failed, counts for nothing. And nothing that was fetched may vanish:
a partition is always read on from its committed offset, or from its beginning when it has none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar, Protocol, cast

import aiokafka
from faust.exceptions import ConsumerNotStarted
from faust.transport.consumer import ensure_TP
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage, Message
from faust.types.transports import ConsumerT, TPorTopicSet

from streams.metrics import COMMITTED
from streams.transport import codecs
from streams.transport.batch import RecordBatch
from streams.transport.fetch import Limits, drain
from streams.transport.lease import Lease
from streams.transport.records import keep_bytes

#: Milliseconds a fetch may wait at the broker. Kafka answers as soon as something has arrived, Tansu only looks
#: again after a quarter of the wait.
FETCH_WAIT_MS = 50
#: Bytes for which a fetch waits so long: under a steady trickle fewer fetches of more records each.
FETCH_MIN_BYTES = 32 << 10
#: Bytes (compressed) of one fetch response, and of one partition in it: what may lie unread in the worker.
FETCH_BYTES, PARTITION_BYTES = 24 << 20, 4 << 20
#: Seconds between looks at what has been fetched while some partition is held back.
HELD_POLL = 0.02


class RebalanceListener(Protocol):
    """A reader of batched topics, which must be quiet while partitions change hands."""

    async def quiesce(self) -> None:
        """Finish what is in hand and drop the rest; start nothing new before `rebalanced`."""

    def rebalanced(self, assigned: set[TP], generation: int) -> None:
        """These partitions are ours from now on. Called before the first batch of `generation`."""


class BatchConsumerThread(driver.AIOKafkaConsumerThread):
    """The consumer's own thread: connects, joins the group and drains what was fetched."""

    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        # Without tables stock Faust assigns round robin over all partitions of all topics, which spreads a
        # person's five topics over the workers. Its own assignor keeps equal partition numbers together.
        self._assignor = self.app.assignor
        conf = self.app.conf
        return aiokafka.AIOKafkaConsumer(
            client_id=conf.broker_client_id,
            group_id=conf.id,
            bootstrap_servers=driver.server_list(transport.url, transport.default_port),
            partition_assignment_strategy=[self._assignor],
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_interval_ms=int((conf.broker_max_poll_interval or 0) * 1000),
            fetch_max_bytes=FETCH_BYTES,
            max_partition_fetch_bytes=PARTITION_BYTES,
            fetch_max_wait_ms=FETCH_WAIT_MS,
            fetch_min_bytes=FETCH_MIN_BYTES,
            request_timeout_ms=int(conf.broker_request_timeout * 1000),
            retry_backoff_ms=250,  # also how often a broker that is away is complained about
            check_crcs=conf.broker_check_crcs,
            session_timeout_ms=int(conf.broker_session_timeout * 1000),
            rebalance_timeout_ms=int(conf.broker_rebalance_timeout * 1000),
            heartbeat_interval_ms=int(conf.broker_heartbeat_interval * 1000),
            metadata_max_age_ms=conf.consumer_metadata_max_age_ms,
            **driver.credentials_to_aiokafka_auth(conf.broker_credentials, conf.ssl_context),
        )

    async def on_start(self) -> None:
        """Starts the consumer; from its first heartbeat on the lease follows it."""
        await super().on_start()
        cast("BatchTransport", self.transport).lease.watch(self._ensure_consumer()._coordinator)

    async def on_thread_stop(self) -> None:
        """Leaves the group, also in its generation 0 (Tansu counts from there, aiokafka from 1)."""
        if self._consumer is not None and self._consumer._coordinator.generation == 0:
            self._consumer._coordinator.generation = 1
        await super().on_thread_stop()

    async def _fetch_records(
        self,
        consumer: aiokafka.AIOKafkaConsumer,
        active_partitions: set[TP],
        timeout: float | None = None,
        max_records: int | None = None,
    ) -> Any:
        if not self.consumer.flow_active:
            return {}
        transport = cast("BatchTransport", self.transport)
        with consumer._fetcher._subscriptions.fetch_context():
            return await drain(
                consumer._fetcher, active_partitions, transport.is_batched, transport.limits, timeout or 0.0
            )

    def standing(self) -> dict[TP, tuple[int, int]]:
        """Where each partition is read to, and how much of it is known to be unread. Any thread may ask."""
        try:
            assignment = self._ensure_consumer()._subscription.subscription.assignment
            states = {tp: assignment.state_value(tp) for tp in assignment.tps}
        except (ConsumerNotStarted, AttributeError):
            return {}
        known = {tp: s for tp, s in states.items() if s and s._position is not None and s.highwater}
        return {tp: (s._position, max(0, s.highwater - s._position)) for tp, s in known.items()}


class BatchConsumer(driver.Consumer):
    """Faust's consumer for batched topics; other topics behave as they do in stock Faust."""

    transport: BatchTransport
    _thread: BatchConsumerThread

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transport.consumer = self
        self._acknowledged: dict[TP, int] = {}
        self._held: set[TP] = set()
        self._released = asyncio.Event()

    def _new_consumer_thread(self) -> BatchConsumerThread:
        return BatchConsumerThread(self, loop=self.loop, beacon=self.beacon)

    # -- what is delivered

    def _to_message(self, tp: TP, record: Any) -> ConsumerMessage:
        if not isinstance(record, RecordBatch):
            return super()._to_message(tp, record)
        return ConsumerMessage(
            topic=record.topic,
            partition=record.partition,
            offset=record.last_offset,
            timestamp=record.timestamp_ms / 1000,
            timestamp_type=0,
            headers=None,
            key=None,
            value=cast(bytes, record),  # Faust only passes it on
            checksum=None,
            tp=tp,
            generation_id=self.app.consumer_generation_id,
        )

    def hold(self, tps: Iterable[TP]) -> None:
        """Deliver nothing more of these partitions until `release`: their reader has enough in hand."""
        self._held.update(tps)

    def release(self, tps: Iterable[TP]) -> None:
        """Deliver these partitions again."""
        self._held.difference_update(tps)
        self._released.set()

    async def _wait_next_records(self, timeout: float) -> Any:
        if not self.flow_active:
            await self.wait(self.can_resume_flow)  # type: ignore[arg-type]
        active = self._get_active_partitions() - self._held
        if active:
            return await self._getmany(active, HELD_POLL if self._held else timeout), active
        self._released.clear()
        await self.wait(self._released, timeout=HELD_POLL)  # type: ignore[arg-type]
        return {}, active

    # -- what is committed

    def acknowledge(self, batch: RecordBatch, generation: int) -> None:
        """Everything up to the end of `batch` is durable. Ignored when a rebalance has come in between."""
        if generation == self.app.consumer_generation_id and not self.transport.is_replayed(batch.topic):
            tp = TP(batch.topic, batch.partition)
            self._acknowledged[tp] = max(self._acknowledged.get(tp, 0), batch.last_offset + 1)

    def ack(self, message: Message) -> bool:
        """Faust's own acknowledgement: of a batched topic it only ends Faust's waiting, and commits nothing."""
        if not self.transport.is_batched(message.topic):
            return super().ack(message)
        self._unacked_messages.discard(message)
        return True

    def _filter_tps_with_pending_acks(self, topics: TPorTopicSet | None = None) -> Iterator[TP]:
        stock = (tp for tp in super()._filter_tps_with_pending_acks(topics) if not self.transport.is_batched(tp.topic))
        ours = (tp for tp in self._acknowledged if topics is None or tp in topics or tp.topic in topics)
        return chain(stock, list(ours))

    def _new_offset(self, tp: TP) -> int | None:
        if self.transport.is_batched(tp.topic):
            return self._acknowledged.get(tp)
        return super()._new_offset(tp)

    async def _commit(self, offsets: Any) -> bool:
        done = await super()._commit(offsets)
        if done:
            COMMITTED.set_to_current_time()
        return done

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        # Faust takes the distance between two events for missing records; between batches it is their length.
        if not self.transport.is_batched(tp.topic):
            await super()._add_gap(tp, offset_from, offset_to)

    # -- where reading goes on

    async def perform_seek(self) -> None:
        """Every partition to its committed offset; to its beginning when it has none, or is replayed.

        Stock Faust leaves a partition without a committed offset where it stands, and loses what had been
        fetched but not delivered when a rebalance comes before the first commit.
        """
        await super().perform_seek()
        fresh = [tp for tp in self.assignment() if self._starts_over(tp)]
        if fresh:
            await self._thread.seek_to_beginning(*driver.ensure_aiokafka_TPset(fresh))
        for tp in fresh:
            self._read_offset[tp] = self._committed_offset[tp] = None

    def _starts_over(self, tp: TP) -> bool:
        return self.transport.is_replayed(tp.topic) or self._committed_offset[tp] is None

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        await self._quiesce()
        # Commit before Faust forgets what was acknowledged, else the next owner reads it again.
        await self._commit_all()
        self._acknowledged.clear()
        await super().on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        self._acknowledged.clear()
        self._held.clear()
        self.transport.lease.renew()
        for listener in self.transport.listeners:
            listener.rebalanced({ensure_TP(tp) for tp in assigned}, generation_id)
        await super().on_partitions_assigned(assigned, generation_id)

    async def on_stop(self) -> None:
        await self._quiesce()
        await self._commit_all()
        await super().on_stop()

    async def _commit_all(self) -> None:
        """Commits what is acknowledged, also since a commit set out: while one is on its way, Faust only awaits it."""
        if not await self.commit():
            await self.commit()

    async def _quiesce(self) -> None:
        await asyncio.gather(*(listener.quiesce() for listener in self.transport.listeners))

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Nothing: Faust compares a monotonic clock with the wall clock here. `watchdog` does this work."""


class BatchTransport(driver.Transport):
    """Knows which topics are batched, which are read from their beginning each time, and who listens."""

    Consumer: ClassVar[type[ConsumerT]] = BatchConsumer

    def __init__(self, *args: Any, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codecs.lend()
        keep_bytes()
        self.limits = limits
        self.lease = Lease(self.app.conf.broker_session_timeout)
        self.consumer: BatchConsumer | None = None
        self.listeners: list[RebalanceListener] = []
        self._batched: set[str] = set()
        self._replayed: set[str] = set()

    def register(self, topics: Iterable[str], listener: RebalanceListener, *, from_beginning: bool) -> None:
        """Deliver `topics` in batches; `from_beginning`: never commit, read all at each assignment."""
        self._batched.update(topics)
        if from_beginning:
            self._replayed.update(topics)
        self.listeners.append(listener)

    def is_batched(self, topic: str) -> bool:
        """Whether the topic's records are delivered in batches."""
        return topic in self._batched

    def is_replayed(self, topic: str) -> bool:
        """Whether the topic is read from its beginning at each assignment, and never committed."""
        return topic in self._replayed

    def standing(self) -> tuple[int, int]:
        """(records known to be unread by us, sum of our positions); zeros before there is a consumer."""
        known = self._positions().values()
        return sum(unread for _, unread in known), sum(at for at, _ in known)

    def unread(self) -> dict[tuple[str, int], int]:
        """Records known to be unread by us, by topic and partition. Any thread may ask."""
        return {(tp.topic, tp.partition): unread for tp, (_, unread) in self._positions().items()}

    def _positions(self) -> dict[TP, tuple[int, int]]:
        return self.consumer._thread.standing() if self.consumer is not None else {}


def consumer_of(app: Any) -> BatchConsumer:
    """The consumer of a started app made by `streams.transport.app`."""
    consumer = transport_of(app).consumer
    if consumer is None:
        # Not `app.consumer`: it would make one here, tied to whatever loop this thread has.
        raise RuntimeError("the app has no consumer yet: start it first")
    return consumer


def transport_of(app: Any) -> BatchTransport:
    """The transport of an app made by `streams.transport.app`."""
    return cast(BatchTransport, app.transport)
