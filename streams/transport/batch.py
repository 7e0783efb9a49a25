"""What an agent is handed: one fetched run of records of one topic-partition.

A value, and nothing else: no Faust, no decoding, no acknowledgement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Headers = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Consecutive records of one topic-partition, raw as they lay in Kafka.

    `keys[i]`, `values[i]`, `headers[i]` and `offsets[i]` belong together; a `None` value is a tombstone. `offsets` is a
    `range` unless compaction has left holes. `position` is where the reader stood before the batch and
    `next_position` where it stands after it: the batches of one assignment form an unbroken chain, even where
    offsets are missing. `size` is the bytes of the values.
    """

    topic: str
    partition: int
    keys: list[bytes | None]
    values: list[bytes | None]
    headers: list[Headers]
    offsets: Sequence[int]
    position: int
    next_position: int
    timestamp_ms: int
    size: int

    def __len__(self) -> int:
        return len(self.values)

    @property
    def first_offset(self) -> int:
        """The offset of the first record."""
        return self.offsets[0]

    @property
    def last_offset(self) -> int:
        """The offset of the last record: the one to acknowledge."""
        return self.offsets[-1]
