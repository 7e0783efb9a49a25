"""What leaves a worker: rows to ClickHouse and Kafka, partial measures, dead letters. Blocking; called in a thread.

Everything sent here may be sent again: tables replace by key, receivers take the greatest version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from streams.adapters.breach_rows import KONTRAKT
from streams.adapters.clickhouse.rows import INDICATORS
from streams.adapters.codec import Codec
from streams.adapters.deadletter import Origin, letter
from streams.adapters.validation import INVALID_FACT
from streams.agents.intake import Refused
from streams.core.calendar import to_date
from streams.metrics import DEAD_LETTERS
from streams.transport.outbox import Outbox

BREACHES: Final = "fokusvagt.breaches.v1"
INDIKATORER: Final = "fokusvagt.indicators.v1"
PARTIALS: Final = "fokusvagt.partials.v1"
CLOCK: Final = "fokusvagt.clock.v1"
DLQ: Final = "fokusvagt.dlq.v1"
_INDIKATOR: Final = [name for name in INDICATORS.names if name not in ("period_key", "is_deleted")]


class Sender:
    """Encodes and produces; `flush` before anything is acknowledged.

    `rows` carries what leaves the system, `inner` (with account) what another stage of it reads: partials, letters.
    `may` does not return when somebody else may say by now what we were about to say.
    """

    def __init__(self, rows: Outbox, inner: Outbox, codec: Codec, may: Callable[[], None] = lambda: None) -> None:
        self._rows_out, self._inner, self._codec, self._may = rows, inner, codec, may

    def breaches(self, table: Any) -> None:
        """Changed breach rows, keyed by breach_id."""
        self._rows(BREACHES, table, KONTRAKT, table["breach_id"].to_pylist())

    def indicators(self, table: Any) -> None:
        """Changed indicators, keyed by indicator, scope, code and period end."""
        names = ("indicator_id", "scope", "code", "period_end")
        keys = zip(*(table[name].to_pylist() for name in names), strict=True)
        self._rows(INDIKATORER, table, _INDIKATOR, [":".join(map(str, key)) for key in keys])

    def _rows(self, topic: str, table: Any, names: Sequence[str], keys: Sequence[str]) -> None:
        standing = pa.compute.equal(table["is_deleted"], 0)
        kept = table.filter(standing).select(names).combine_chunks()
        told = [key.encode() for key, stands in zip(keys, standing.to_pylist(), strict=True) if stands]
        self._may()
        for batch in kept.to_batches():
            self._rows_out.produce_many(topic, told, self._codec.encode_many(topic, batch))

    def alerts(self, topic: str, messages: Sequence[dict[str, Any]]) -> None:
        """One receiver's alerts, in order; keyed by person_id, or the code."""
        self._may()
        keys = [message["subject"].encode() for message in messages]
        self._rows_out.produce_many(topic, keys, self._codec.encode_many(topic, messages))

    def partials(self, partials: Sequence[dict[str, Any]]) -> None:
        """Partial measures and the marker that ends them, in order."""
        self._may()
        keys = [f"{p['scope']}:{p['kode']}:{p['partition']}".encode() for p in partials]
        self._inner.produce_many(PARTIALS, keys, self._codec.encode_many(PARTIALS, partials), partition=0)

    def facts(self, topic: str, batch: Any) -> None:
        """Facts told again of another person, keyed by person_id; this stage reads them too."""
        self._may()
        keys = [person_id.encode() for person_id in batch.column("person_id").to_pylist()]
        self._inner.produce_many(topic, keys, self._codec.encode_many(topic, batch))

    def dead_letters(self, refused: Iterable[Refused], at: datetime) -> None:
        """What could not be used, whole, with the reason."""
        for r in refused:
            # Other classes' reasons quote what was met, and a label must not.
            reason = r.reason if r.error_class == INVALID_FACT else r.error_class
            DEAD_LETTERS.labels(r.topic, r.error_class, reason).inc()
            origin = Origin(r.topic, r.partition, r.offset)
            dead = letter(origin, r.key, r.value, r.reason, r.error_class, at, self._codec)
            self._inner.produce_many(DLQ, [dead.key], [dead.value], headers=[[*dead.headers]])

    def clock(self, day: int) -> None:
        """The business date."""
        values = self._codec.encode_many(CLOCK, [{"as_of": to_date(day)}])
        self._rows_out.produce_many(CLOCK, [None], values, partition=0)

    def flush(self) -> dict[str, int]:
        """Wait until all is delivered; per 'topic:partition' the next offset of what other stages are to read."""
        self._rows_out.flush()
        self._inner.flush()
        return {f"{topic}:{partition}": offset for (topic, partition), offset in self._inner.next_offsets.items()}
