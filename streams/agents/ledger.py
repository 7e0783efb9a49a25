"""How far a worker has come, as progress rows: what it has read, as of when, and what it has sent on.

The rows are written last of all, so that whoever reads them knows that everything before is in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from streams.adapters.clickhouse.restore import Restore
from streams.adapters.clickhouse.rows import Progress
from streams.core.calendar import to_date
from streams.transport.batch import RecordBatch

OWED: Final = 1 << 62
"""The next offset of what a stage has still to send: no reader has come so far before it is sent."""


class Ledger:
    """The positions of one stage."""

    def __init__(self, stage: str, run: str) -> None:
        self._stage, self._run = stage, run
        self._read: dict[tuple[str, int], int] = {}
        self._sent: dict[str, int] = {}

    def resume(self, restore: Restore, partitions: set[int]) -> None:
        """Go on from what the partitions' last owner told: a topic of which nothing more comes has been read too."""
        for topic, partition, position, sent in restore.progress(self._stage, self._run):
            if partition in partitions:
                self._read[topic, partition] = position
                told = {place: offset for place, offset in sent.items() if offset != OWED}  # a new owner sends it all
                self._sent |= {place: max(offset, self._sent.get(place, 0)) for place, offset in told.items()}

    def read(self, batches: Iterable[RecordBatch]) -> None:
        """These batches, in their order, have been dealt with."""
        self._read |= {(batch.topic, batch.partition): batch.next_position for batch in batches}

    def forget(self, partitions: set[int]) -> None:
        """These partitions are somebody else's now."""
        self._read = {where: position for where, position in self._read.items() if where[1] not in partitions}

    def rows(
        self, topics: Iterable[str], partitions: Iterable[int], as_of: int | None, version: int, sent: Mapping[str, int]
    ) -> list[Progress]:
        """A row for each topic and partition."""
        wanted = list(partitions)
        day = None if as_of is None else to_date(as_of)
        known = self._sent | {place: max(offset, self._sent.get(place, 0)) for place, offset in sent.items()}
        return [
            Progress(self._stage, topic, p, self._read.get((topic, p), 0), day, version, self._run, known)
            for topic in topics
            for p in wanted
        ]
