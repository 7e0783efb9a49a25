"""The dead letter agent: `fokusvagt.dlq.v1` into ClickHouse, so that letters can be listed, mended and replayed."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from streams.adapters.clickhouse.writer import RowWriter
from streams.adapters.letter_rows import from_record
from streams.agents.ledger import Ledger
from streams.agents.sending import DLQ
from streams.clock import SystemClock
from streams.transport.batch import RecordBatch


class LetterHandler:
    """Handler of the dead letter topic."""

    def __init__(self, clock: SystemClock, writer: RowWriter, ledger: Ledger) -> None:
        self._clock, self._writer, self._ledger = clock, writer, ledger
        self._thread = ThreadPoolExecutor(1, "letters")

    async def assigned(self, partitions: set[int]) -> None:
        """Nothing to restore."""

    async def revoked(self, partitions: set[int]) -> None:
        """Nothing to keep."""
        self._ledger.forget(partitions)

    async def handle(self, batches: list[RecordBatch]) -> None:
        """Write the letters down."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._work, batches)

    async def idle(self) -> None:
        """Time brings nothing."""

    def _work(self, batches: list[RecordBatch]) -> None:
        for batch in batches:
            letters = zip(batch.keys, batch.values, batch.headers, strict=True)
            self._writer.dead_letters([from_record(key, value, head) for key, value, head in letters])
        self._ledger.read(batches)
        self._writer.progress(self._ledger.rows([DLQ], [0], None, self._clock.stamp(), {}))
