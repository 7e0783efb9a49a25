"""The person agent: raw facts in; facts, breach rows and partial measures out, durable before anything is acknowledged.

A shell around `core.partition`: it decides when to evaluate and in which order things become durable.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import Any, Final, TypeVar

import pyarrow as pa

from streams.adapters.breach_rows import BreachRows, Stamp
from streams.adapters.clickhouse.restore import Restore
from streams.adapters.clickhouse.writer import FactWriter, RowWriter
from streams.agents.alert_desk import Written
from streams.agents.alerts import Alerting
from streams.agents.business_date import BusinessDate
from streams.agents.forwarding import Forwarder
from streams.agents.in_order import InOrder
from streams.agents.intake import Intake, by_topic
from streams.agents.ledger import OWED, Ledger
from streams.agents.pace import Pace
from streams.agents.person_state import Persons
from streams.agents.sending import PARTIALS, Sender
from streams.clock import SystemClock
from streams.metrics import BATCH, CHANGES, CYCLE, EVALUATE
from streams.transport.agent import Finishing
from streams.transport.batch import RecordBatch

T = TypeVar("T")
TOLD_AT_ONCE: Final = 50_000
PARTIALS_AT: Final = f"{PARTIALS}:0"


class PersonHandler:
    """Handler of the five person topics."""

    def __init__(
        self,
        topics: list[str],
        persons: Persons,
        date: BusinessDate,
        clock: SystemClock,
        intake: Intake,
        rows: BreachRows,
        facts: FactWriter,
        writer: RowWriter,
        restore: Restore,
        sender: Sender,
        ledger: Ledger,
        alerts: Alerting,
        forwarder: Forwarder,
    ) -> None:
        self._topics, self._persons, self._date, self._clock = topics, persons, date, clock
        self._intake, self._rows, self._sender, self._ledger = intake, rows, sender, ledger
        self._alerts, self._forwarder = alerts, forwarder
        self._facts, self._writer, self._restore = facts, writer, restore
        self._thread, self._finishing = ThreadPoolExecutor(1, "persons"), InOrder("finishing")
        self._inserting = ThreadPoolExecutor(len(topics), "facts")
        self._told_as_of: int | None = None
        self._pace, self._owed = Pace(), False

    async def assigned(self, partitions: set[int]) -> None:
        """Restore the partitions and bring them up to date."""
        await asyncio.wrap_future(await self._do(self._take_over, partitions))

    async def revoked(self, partitions: set[int]) -> None:
        """Forget the partitions."""
        self._persons.drop(partitions)
        self._alerts.forget(partitions)
        self._ledger.forget(partitions)

    async def handle(self, batches: list[RecordBatch]) -> Finishing:
        """Merge the facts and tell what follows from them; the next may be merged while this is written."""
        return asyncio.wrap_future(await self._do(self._work, batches))

    async def idle(self) -> Finishing:
        """Tell what a new business date brings, and the measures that were put off."""
        dated = self._date.latest != self._told_as_of
        if self._persons.owned and (dated or (self._owed and self._pace.due)):
            return asyncio.wrap_future(await self._do(self._work, []))
        return None

    async def _do(self, call: Callable[[T], Future[None]], argument: T) -> Future[None]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, argument)

    def _take_over(self, partitions: set[int]) -> Future[None]:
        self._clock.at_least(self._restore.max_version())
        self._persons.restore(self._restore, partitions)
        self._forwarder.restore(partitions, self._persons.count)
        self._ledger.resume(self._restore, partitions)
        self._alerts.restore(partitions)
        return self._work([])

    def _work(self, batches: list[RecordBatch]) -> Future[None]:
        """Everything up to the rows, here; writing them, in their order, is what the result waits for."""
        began = perf_counter()
        BATCH.observe(sum(map(len, batches)))
        taken = self._intake.take(batches)
        forward = self._forwarder.learn(taken.readable)
        inserts = by_topic(taken.readable).items()
        inserted = [self._inserting.submit(self._facts.insert, topic, table) for topic, table in inserts]
        self._persons.merge(taken.readable)
        self._sender.dead_letters(taken.refused, self._clock.now())
        t, version = self._date.latest, self._clock.stamp()
        self._finishing.then(lambda: [each.result() for each in inserted])
        if forward is not None:
            self._finishing.then(forward)
        if t is not None:
            self._tell(t, version)
        self._told_as_of = t
        owned, owed = list(self._persons.owned), self._owed
        return self._finishing.then(lambda: self._finish(batches, owned, t, version, owed, began))

    def _tell(self, t: int, version: int) -> None:
        """Evaluate as of t; rows first, then the measures that rest on the same state."""
        before = self._told_as_of
        if before is not None and t < before:
            self._persons.everyone()
        for table in gathered(self._changed(t, version)):
            self._finishing.then(partial(self._tell_rows, table, self._alerts.collected()))
        self._alerts.settle(Stamp(t, self._clock.now(), version))
        if held := self._alerts.collected():
            self._finishing.then(partial(self._alerts.send, held))
        self._owed = t == before and not self._pace.due
        if not self._owed:
            with self._pace.working():
                for partials in self._persons.partials(t, version, everything=t != before):
                    self._finishing.then(partial(self._sender.partials, partials))

    def _changed(self, t: int, version: int) -> Iterator[Any]:
        stamp = Stamp(t, self._clock.now(), version)
        began, spent = perf_counter(), 0.0
        for changes, number in self._persons.evaluate(t):
            CHANGES.inc(len(changes.rows))
            self._alerts.take(number, changes, stamp)
            table = self._rows.table(changes, self._persons.owned[number].persons, stamp)
            spent += perf_counter() - began
            yield table
            began = perf_counter()  # what was told meanwhile is not evaluation
        EVALUATE.observe(spent + perf_counter() - began)

    def _tell_rows(self, table: Any, alerts: list[Written]) -> None:
        """Topics come before the table: what the table holds is taken for told after a crash."""
        self._sender.breaches(table)
        self._alerts.send(alerts)
        self._sender.flush()
        self._writer.breaches(table)

    def _finish(
        self, batches: list[RecordBatch], owned: list[int], t: int | None, version: int, owed: bool, began: float
    ) -> None:
        sent = self._sender.flush() | ({PARTIALS_AT: OWED} if owed else {})
        self._ledger.read(batches)
        self._writer.progress(self._ledger.rows(self._topics, owned, t, version, sent))
        CYCLE.observe(perf_counter() - began)


def gathered(tables: Iterable[Any]) -> Iterator[Any]:
    """The tables put together to some TOLD_AT_ONCE rows: a write has its price, however few rows it writes."""
    waiting: list[Any] = []
    for table in tables:
        waiting.append(table)
        if sum(t.num_rows for t in waiting) >= TOLD_AT_ONCE:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)
