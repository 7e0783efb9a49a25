"""What a worker reads when it is given partitions: its facts and rows, as Arrow, in bounded blocks.

Reads only. A stream that breaks begins again from the start: whoever merges these rows sees some of them twice,
and what is seen twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Any, Final

import pyarrow as pa
from urllib3.exceptions import HTTPError

from schemas.registry import PERSON_TYPES, fact_type
from streams.adapters.clickhouse.facts import FACTS
from streams.adapters.clickhouse.link import Link, Unavailable
from streams.adapters.clickhouse.rows import BREACHES, INDICATORS

BLOCK: Final = 131_072
SETTINGS: Final = {
    "max_block_size": BLOCK,
    "output_format_arrow_low_cardinality_as_dictionary": 1,
    "output_format_arrow_compression_method": "none",
}
TOLD: Final = (
    "rule_id",
    "rule_version",
    "person_id",
    "kommune",
    "akasse",
    "responsible",
    "anchor_on",
    "due_on",
    "status",
    "opened_on",
    "resolved_on",
    "value",
    "threshold",
    "version",
    "ydelse",
    "visitation",
)
"""What a person row says beyond what follows from it: (rule_id, person_id, anchor_on) is its identity."""
_DIGEST: Final = "bitAnd(toUInt64(rang), 281474976710655) AS afgoerelse"
_LEFT_OUT: Final = ("source",)


def _columns(schema: Any, *left_out: str) -> str:
    return ", ".join(name for name in schema.names if name not in left_out)


def fact_columns(kind: str) -> str:
    """The columns of FACTS[kind] without `source`, and the digest: what a record is made from."""
    return f"{_columns(FACTS[kind], *_LEFT_OUT)}, {_DIGEST}"


def quoted(text: str) -> str:
    """The text as SQL says it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def mine(partitions: Sequence[int], of: int, column: str = "person_id") -> str:
    """The condition that a person belongs to one of the partitions: Kafka's own partitioner.

    PREWHERE may stand before FINAL here, because a row's versions all have one person_id.
    """
    if of < 1 or any(not 0 <= p < of for p in partitions):
        raise ValueError(f"partitions must lie in 0..{of - 1}: {list(partitions)}")
    listed = ", ".join(str(int(p)) for p in partitions) or "-1"
    return f"{of_partition(of, column)} IN ({listed})"


def of_partition(of: int, column: str = "person_id") -> str:
    """The partition of a row's person, out of so many."""
    return f"kafkaMurmurHash({column}) % {int(of)}"


class Restore:
    """Reads back what the writers wrote."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def facts(self, topic: str, partitions: Sequence[int], n_partitions: int) -> Iterator[Any]:
        """Current revisions, annulled ones too, of the persons of `partitions`; batches of about BLOCK rows.

        Columns: FACTS[type] without `source`, then `afgoerelse` (uint64, 48 bits) and `partition`. In no particular
        order. Ask for all partitions at once: each call reads the whole table.
        """
        kind = fact_type(topic)
        if kind not in PERSON_TYPES:
            raise KeyError(f"{topic!r} is not about persons; use reference()")
        return self._stream(
            f"SELECT {fact_columns(kind)}, {of_partition(n_partitions)} AS partition "  # noqa: S608 (names are ours)
            f"FROM fokusvagt.facts_{kind} FINAL "
            f"PREWHERE {mine(partitions, n_partitions)}"
        )

    def breach_rows(self, partitions: Sequence[int], n_partitions: int) -> Iterator[Any]:
        """Current person rows of the persons of `partitions`, whatever their status; columns of TOLD, and `partition`.

        Words are dictionaries. Should a breach come twice (a late write under a kommune that was left), the
        greater version stands.
        """
        return self._stream(
            f"SELECT {', '.join(TOLD)}, {of_partition(n_partitions)} AS partition "  # noqa: S608
            f"FROM fokusvagt.breaches FINAL "
            f"PREWHERE scope = 'person' AND {mine(partitions, n_partitions)}"
        )

    def kommune_breaches(self) -> Any:
        """Current rows of kommuner and a-kasser, one table; columns of BREACHES that the contract has."""
        columns = _columns(BREACHES, "kommune_key", "is_deleted", "ydelse", "visitation")
        return self._table(f"SELECT {columns} FROM fokusvagt.v_breaches WHERE scope != 'person'")  # noqa: S608

    def indicator_rows(self) -> Any:
        """Current indicators, live ones too, one table; columns of INDICATORS."""
        return self._table(f"SELECT {_columns(INDICATORS, 'is_deleted')} FROM fokusvagt.indicators FINAL")  # noqa: S608

    def reference(self) -> dict[str, Any]:
        """Current revisions of rammevilkaar and tilfredshed by fact type, annulled ones too; as facts()."""
        return {kind: self._table(self._reference(kind)) for kind in ("rammevilkaar", "tilfredshed")}

    @staticmethod
    def _reference(kind: str) -> str:
        return f"SELECT {fact_columns(kind)} FROM fokusvagt.facts_{kind} FINAL"  # noqa: S608

    def progress(self, stage: str, run: str) -> list[tuple[str, int, int, dict[str, int]]]:
        """(topic, partition, next offset to read, what was sent on) of a stage in a run, whichever worker told it."""
        sql = (
            "SELECT topic, partition, consumed, produced FROM fokusvagt.progress FINAL "
            "WHERE stage = {stage:String} AND run = {run:String}"
        )
        asked = {"stage": stage, "run": run}
        return self._link.run(lambda client: [tuple(row) for row in client.query(sql, parameters=asked).result_rows])

    def max_version(self) -> int:
        """The greatest version of any row, 0 when there is none: later stamps must exceed it."""
        tables = ("breaches", "breach_log", "indicators", "indicator_log", "progress")
        each = " UNION ALL ".join(f"SELECT max(version) AS v FROM fokusvagt.{name}" for name in tables)  # noqa: S608
        return int(self._one(f"SELECT max(v) FROM ({each})"))  # noqa: S608

    def _one(self, sql: str) -> Any:
        return self._link.run(lambda client: client.query(sql).result_rows[0][0])

    def _table(self, sql: str) -> Any:
        return self._link.run(lambda client: client.query_arrow(sql, settings=SETTINGS, use_strings=True))

    def _stream(self, sql: str) -> Iterator[Any]:
        """The answer in blocks of about BLOCK rows: FINAL gives some thousands at a time, and each costs its reader."""
        waiting: list[Any] = []
        with closing(_Blocks(sql)) as blocks:
            while (block := self._link.run(blocks.next)) is not None:
                waiting.append(block)
                if sum(each.num_rows for each in waiting) >= BLOCK:
                    yield _whole(waiting)
                    waiting = []
        if waiting:
            yield _whole(waiting)


def _whole(blocks: list[Any]) -> Any:
    """Several blocks as one record batch."""
    (whole,) = pa.Table.from_batches(blocks).unify_dictionaries().combine_chunks().to_batches()
    return whole


class _Blocks:
    """One answer, block by block; after a failure the next call asks anew."""

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._answer = ExitStack()
        self._blocks: Iterator[Any] | None = None

    def next(self, client: Any) -> Any:
        """The next record batch, None at the end."""
        try:
            if self._blocks is None:
                stream = client.query_arrow_stream(self._sql, settings=SETTINGS, use_strings=True)
                self._blocks = iter(self._answer.enter_context(stream))
            return next(self._blocks, None)
        except (pa.ArrowException, HTTPError) as error:
            self.close()
            raise Unavailable(f"the answer broke off: {error}") from error
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the answer."""
        self._answer.close()
        self._blocks = None
