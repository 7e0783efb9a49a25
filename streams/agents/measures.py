"""The measure agent: partial measures and reference facts in; indicators and breaches of kommuner and a-kasser out.

It reads its topics from the beginning at every assignment (they are compacted), so that its sums need no other store;
what was told before comes from ClickHouse. Whoever has it also keeps the business date, when the clock is live.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from schemas.registry import fact_topic
from streams.adapters import figure_rows
from streams.adapters.breach_rows import BreachRows, Stamp
from streams.adapters.clickhouse.restore import Restore
from streams.adapters.clickhouse.writer import FactWriter, RowWriter
from streams.adapters.codec import Codec
from streams.adapters.reference_rows import rammevilkaar, restored_brud
from streams.agents.alerts_measures import Alerting
from streams.agents.intake import Intake, by_topic
from streams.agents.ledger import Ledger
from streams.agents.measure_state import Measures
from streams.agents.pace import Pace
from streams.agents.sending import PARTIALS, Sender
from streams.clock import SystemClock
from streams.core.calendar import to_day
from streams.transport.batch import RecordBatch

TOPICS = [PARTIALS, fact_topic("rammevilkaar"), fact_topic("tilfredshed")]


class MeasureHandler:
    """Handler of the partials topic and the reference topics."""

    def __init__(
        self,
        measures: Measures,
        clock: SystemClock,
        codec: Codec,
        intake: Intake,
        rows: BreachRows,
        facts: FactWriter,
        writer: RowWriter,
        restore: Restore,
        sender: Sender,
        ledger: Ledger,
        alerts: Alerting,
        *,
        publishes_date: bool,
    ) -> None:
        self._alerts = alerts
        self._measures, self._clock, self._codec, self._intake = measures, clock, codec, intake
        self._rows, self._sender, self._ledger = rows, sender, ledger
        self._facts, self._writer, self._restore = facts, writer, restore
        self._publishes_date, self._leads, self._published = publishes_date, False, -1
        self._thread = ThreadPoolExecutor(1, "measures")
        self._pace, self._untold = Pace(), list[RecordBatch]()

    async def assigned(self, partitions: set[int]) -> None:
        """Remember what was told before; the rest comes from the topics."""
        self._leads = True
        await asyncio.get_running_loop().run_in_executor(self._thread, self._take_over)

    async def revoked(self, partitions: set[int]) -> None:
        """Somebody else adds up, and keeps the date."""
        self._leads = False
        self._untold.clear()
        self._ledger.forget(partitions)

    async def handle(self, batches: list[RecordBatch]) -> None:
        """Take what has come and tell what has changed."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._work, batches)

    async def idle(self) -> None:
        """Publish the Copenhagen date when it has changed, and tell what was put off."""
        today = to_day(self._clock.today())
        if self._publishes_date and self._leads and today != self._published:
            self._published = today
            self._sender.clock(today)
        if self._untold and self._pace.due:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._tell)

    def _take_over(self) -> None:
        self._clock.at_least(self._restore.max_version())
        self._measures.forget()
        self._untold.clear()
        known = figure_rows.figures(self._restore.indicator_rows())
        broken = restored_brud(self._restore.kommune_breaches())
        self._measures.remember(known, broken)
        self._alerts.restore(known, broken)
        self._reference(rammevilkaar(self._restore.reference()["rammevilkaar"]))

    def _reference(self, facts: list) -> None:  # type: ignore[type-arg]
        for fact in facts:
            self._measures.all_again |= self._measures.reference.merge(fact)

    def _work(self, batches: list[RecordBatch]) -> None:
        taken = self._intake.take(b for b in batches if b.topic != PARTIALS)
        for topic, table in by_topic(taken.readable).items():
            self._facts.insert(topic, table)
            if topic == fact_topic("rammevilkaar"):
                self._reference(rammevilkaar(table))
        self._sender.dead_letters(taken.refused, self._clock.now())
        for batch in batches:
            if batch.topic == PARTIALS:
                for partial in self._partials(batch):
                    self._measures.take(partial)
        self._untold += batches
        if self._pace.due:
            self._tell()

    def _partials(self, batch: RecordBatch) -> list[dict[str, Any]]:
        values = batch.values
        found: list[dict[str, Any]] = self._codec.decode_spans(
            PARTIALS, values.buf, values.begins, values.ends
        ).batch.to_pylist()
        return found

    def _tell(self) -> None:
        with self._pace.working():
            self._tell_changes()
        self._untold.clear()

    def _tell_changes(self) -> None:
        t, version = self._measures.as_of, self._clock.stamp()
        if t is not None:
            told, stamp = self._measures.tell(), Stamp(t, self._clock.now(), version)
            indicators = figure_rows.table(told.figures, told.gone, stamp)
            breaches = self._rows.brud(told.brud, stamp)
            self._sender.indicators(indicators)
            self._sender.breaches(breaches)
            self._sender.flush()
            self._alerts.take(told, stamp)
            self._writer.indicators(indicators)
            self._writer.breaches(breaches)
        sent = self._sender.flush()
        self._ledger.read(self._untold)
        self._writer.progress(self._ledger.rows(TOPICS, [0], t, version, sent))
