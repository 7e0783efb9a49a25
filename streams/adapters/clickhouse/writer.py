"""The only hand that writes: facts and rows in idempotent batches, and patience while ClickHouse is away.

A batch may be written twice, in whole or in part, without a trace: every table replaces by its key. The log
of changes is written before the current rows, so that a current row always has its entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.registry import fact_type
from streams.adapters.clickhouse.facts import ranked
from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.rows import (
    BREACHES,
    DEAD_LETTERS,
    INDICATORS,
    PROGRESS,
    DeadLetter,
    Progress,
    completed,
    gathered,
)

#: An engine whose disk fills while it writes may acknowledge files that are empty (ADR 36): with less room than this it
#: is to refuse (code 243, which passes) before it writes.
ROOM: Final = 64 << 20
# FINAL collapses what a block repeats, so that collapsing at insert would be work done twice.
_INSERT: Final = {"async_insert": 0, "optimize_on_insert": 0, "min_free_disk_bytes_to_perform_insert": ROOM}
# Follows from the other columns; the views tell it.
_UNTOLD: Final = ("subject",)
_ID_BYTES: Final = 16
_COUNTED: Final = "SELECT view FROM system.view_refreshes WHERE database = 'fokusvagt'"
_CURRENT_ONLY: Final = ("kommune_key", "period_key", "ydelse", "visitation")


def put(link: Link, table: str, rows: Any, may: Callable[[], None] = lambda: None) -> int:
    """Insert an Arrow table into fokusvagt.`table`; the number of rows. Waits while the server is away.

    `may` is asked right before each try.
    """
    if rows.num_rows:
        # An Arrow file has one dictionary for each column, however many chunks the table was put together from.
        whole = rows.unify_dictionaries()

        def insert(client: Any) -> None:
            may()
            client.insert_arrow(f"fokusvagt.{table}", whole, settings=dict(_INSERT))

        link.run(insert)
    return int(rows.num_rows)


class FactWriter:
    """Writes facts as they were received."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def insert(self, topic: str, facts: Any) -> int:
        """Insert facts of a `star.*` topic, an Arrow table as `FACTS` says; the number of rows.

        KeyError: no such topic. ValueError: not of that shape. Refused, Unavailable: see Link.run.
        """
        kind = fact_type(topic)
        return put(self._link, f"facts_{kind}", ranked(kind, facts))


class RowWriter:
    """Writes what the stream says about the facts. `may` does not return when somebody else may say it by now."""

    def __init__(self, link: Link, may: Callable[[], None] = lambda: None) -> None:
        self._link, self._may = link, may

    def breaches(self, table: Any) -> int:
        """Log and set current rows: a table as BREACHES (kommune_key and is_deleted may be left out).

        A breach that changes kommune needs a row with is_deleted = 1, the old kommune_key, the new version.
        """
        rows = completed(table, BREACHES)
        # Under the kommune that was left there is nothing more to say: the row itself has moved.
        standing = rows.filter(pc.equal(rows["is_deleted"], pa.scalar(0, pa.uint8())))
        return self._logged("breaches", rows, "breach_log", _without(standing, ("is_deleted",)))

    def indicators(self, table: Any) -> int:
        """The same for indicators: a table as INDICATORS (period_key and is_deleted may be left out)."""
        rows = completed(table, INDICATORS)
        return self._logged("indicators", rows, "indicator_log", rows)

    def progress(self, rows: Sequence[Progress]) -> int:
        """How far each partition has come; written last, when all else of a batch is acknowledged."""
        return put(self._link, "progress", gathered(rows, PROGRESS), self._may)

    def dead_letters(self, rows: Sequence[DeadLetter]) -> int:
        """Dead letters; CPR digits are masked before they come here."""
        return put(self._link, "dead_letters", gathered(rows, DEAD_LETTERS))

    def settle(self) -> None:
        """Merge the current rows, so that reading them merges nothing, and count what is counted now and then.

        After a replay; seconds for millions of rows.
        """
        counting = [view for (view,) in self._link.run(lambda client: client.query(_COUNTED).result_rows)]
        for view in counting:
            self._command(f"SYSTEM REFRESH VIEW fokusvagt.{view}")
        for table in ("breaches", "indicators"):
            self._command(f"OPTIMIZE TABLE fokusvagt.{table} FINAL")
        for view in counting:
            self._command(f"SYSTEM WAIT VIEW fokusvagt.{view}")

    def _command(self, sql: str) -> None:
        self._link.run(lambda client: client.command(sql))

    def _logged(self, current: str, rows: Any, log: str, changes: Any) -> int:
        put(self._link, log, _binary(_without(changes, (*_UNTOLD, *_CURRENT_ONLY))), self._may)
        return put(self._link, current, _binary(_without(rows, _UNTOLD)), self._may)


def _binary(rows: Any) -> Any:
    """Ids as the 16 bytes that they are the hex of: half as much to store, and to compare when rows are replaced."""
    if "breach_id" not in rows.column_names:
        return rows
    ids = pa.py_buffer(bytes.fromhex("".join(rows["breach_id"].to_pylist())))
    column = pa.FixedSizeBinaryArray.from_buffers(pa.binary(_ID_BYTES), rows.num_rows, [None, ids])
    return rows.set_column(rows.column_names.index("breach_id"), "breach_id", column)


def _without(rows: Any, names: Sequence[str]) -> Any:
    return rows.drop_columns([name for name in names if name in rows.column_names])
