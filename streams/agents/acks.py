"""The agent of answers: `fokusvagt.acks.v1` into ClickHouse, so that work lists show what is seen and put off.

Those who alert read the topic themselves; what cannot be used goes to the dead letters.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import pyarrow as pa

from schemas.regions import akasser, kommuner
from streams.adapters.alert_rows import ACKS
from streams.adapters.clickhouse.alerts import ACKS as COLUMNS
from streams.adapters.clickhouse.alerts import AlertStore
from streams.adapters.clickhouse.writer import RowWriter
from streams.adapters.codec import Codec
from streams.agents.intake import Refused
from streams.agents.ledger import Ledger
from streams.agents.sending import Sender
from streams.clock import SystemClock
from streams.transport.batch import RecordBatch

_KNOWN: Final[dict[str, Callable[[], Container[int]]]] = {"KOMMUNE": kommuner, "AKASSE": akasser}


class AckHandler:
    """Handler of the topic of answers."""

    def __init__(
        self, clock: SystemClock, codec: Codec, store: AlertStore, writer: RowWriter, sender: Sender, ledger: Ledger
    ) -> None:
        self._clock, self._codec, self._store, self._sender = clock, codec, store, sender
        self._writer, self._ledger = writer, ledger
        self._thread = ThreadPoolExecutor(1, "acks")

    async def assigned(self, partitions: set[int]) -> None:
        """Nothing to restore."""

    async def revoked(self, partitions: set[int]) -> None:
        """Nothing to keep."""
        self._ledger.forget(partitions)

    async def handle(self, batches: list[RecordBatch]) -> None:
        """Write the answers down."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._work, batches)

    async def idle(self) -> None:
        """Time brings nothing."""

    def _work(self, batches: list[RecordBatch]) -> None:
        for batch in batches:
            self._take(batch)
        sent = self._sender.flush()
        self._ledger.read(batches)
        self._writer.progress(self._ledger.rows([ACKS], [0], None, self._clock.stamp(), sent))

    def _take(self, batch: RecordBatch) -> None:
        values = list(batch.values)
        decoded = self._codec.decode_batch(ACKS, values)
        # A tombstone is the topic's own housekeeping, no answer.
        wrong = {bad.position: (bad.reason, bad.error_class) for bad in decoded.bad if values[bad.position] is not None}
        good = []
        for position, ack in zip(decoded.positions.tolist(), decoded.batch.to_pylist(), strict=True):
            reason = fault(ack)
            if reason:
                wrong[position] = reason, "Invalid"
            else:
                good.append(ack | {"modtager": ack["modtager"].lower()})
        self._store.answers(pa.Table.from_pylist(good, schema=COLUMNS))
        refused = [
            Refused(batch.topic, batch.partition, batch.offsets[at], batch.keys[at], values[at], *why)
            for at, why in sorted(wrong.items())
        ]
        self._sender.dead_letters(refused, self._clock.now())


def fault(ack: dict[str, Any]) -> str:
    """Why an answer cannot be used; empty when it can."""
    if ack["kode"] not in _KNOWN[ack["modtager"]]():
        return f"{ack['modtager'].lower()} {ack['kode']} does not exist"
    if ack["handling"] == "UDSAT" and ack["udsat_til"] is None:
        return "handling UDSAT needs udsat_til"
    return ""
