"""How far a worker has come, as progress rows: what it has read, as of when, and what it has sent on.

The rows are written last of all, so that whoever reads them knows that everything before is in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streams.adapters.clickhouse.rows import Progress
from streams.core.calendar import to_date
from streams.transport.batch import RecordBatch


class Ledger:
    """The positions of one stage."""

    def __init__(self, stage: str, run: str) -> None:
        self._stage, self._run = stage, run
        self._read: dict[tuple[str, int], int] = {}

    def read(self, batches: Iterable[RecordBatch]) -> None:
        """These batches have been dealt with."""
        for batch in batches:
            where = (batch.topic, batch.partition)
            self._read[where] = max(self._read.get(where, 0), batch.next_position)

    def forget(self, partitions: set[int]) -> None:
        """These partitions are somebody else's now."""
        self._read = {where: position for where, position in self._read.items() if where[1] not in partitions}

    def rows(
        self, topics: Iterable[str], partitions: Iterable[int], as_of: int | None, version: int, sent: Mapping[str, int]
    ) -> list[Progress]:
        """A row for each topic and partition."""
        wanted = list(partitions)
        day = None if as_of is None else to_date(as_of)
        return [
            Progress(self._stage, topic, p, self._read.get((topic, p), 0), day, version, self._run, dict(sent))
            for topic in topics
            for p in wanted
        ]
