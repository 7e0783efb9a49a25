"""What an agent is handed: one fetched run of records of one topic-partition.

A value, and nothing else: no Faust, no decoding, no acknowledgement. The records stay where they lay in the fetched
bytes; a Python object is made of one only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self, overload

import numpy as np
from numpy.typing import NDArray

Headers = Sequence[tuple[str, bytes | None]]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Slices(Sequence[bytes | None]):
    """Byte strings that lie in one buffer: item i is buf[begins[i]:ends[i]], or None where begins[i] is -1."""

    buf: bytes
    begins: Places
    ends: Places

    @classmethod
    def of(cls, items: Iterable[bytes | None]) -> Self:
        """These items, put into a buffer."""
        items = list(items)
        ends = np.cumsum([len(item or b"") for item in items], dtype=np.int64)
        begins = np.concatenate(([0], ends[:-1])) if items else ends
        missing = np.array([item is None for item in items], np.bool_)
        return cls(b"".join(item or b"" for item in items), np.where(missing, -1, begins), np.where(missing, -1, ends))

    def __len__(self) -> int:
        return len(self.begins)

    @overload
    def __getitem__(self, at: int) -> bytes | None: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes | None]: ...
    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes | None] | None:
        if isinstance(at, slice):
            return Slices(self.buf, self.begins[at], self.ends[at])
        begin = self.begins[at]
        return None if begin < 0 else self.buf[begin : self.ends[at]]


@dataclass(frozen=True, slots=True)
class Read(Sequence[Any]):
    """`slices`, each read when it is asked for."""

    slices: Slices
    read: Callable[[bytes | None], Any]

    def __len__(self) -> int:
        return len(self.slices)

    def __getitem__(self, at: Any) -> Any:
        return Read(self.slices[at], self.read) if isinstance(at, slice) else self.read(self.slices[at])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class RecordBatch:
    """Consecutive records of one topic-partition, raw as they lay in Kafka.

    `keys[i]`, `values[i]`, `headers[i]` and `offsets[i]` belong together; a `None` value is a tombstone. `offsets` is a
    `range` unless compaction has left holes. `position` is where the reader stood before the batch and
    `next_position` where it stands after it: the batches of one assignment form an unbroken chain, even where
    offsets are missing. `timestamp_ms` is the latest of the records', `size` the bytes of the values.
    """

    topic: str
    partition: int
    keys: Sequence[bytes | None]
    values: Slices
    headers: Sequence[Headers]
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


def lone(topic: str, partition: int, values: Sequence[bytes | None], keys: Sequence[bytes | None] = ()) -> RecordBatch:
    """Values that were never in Kafka, as a batch from offset 0 on."""
    n, slices = len(values), Slices.of(values)
    return RecordBatch(
        topic, partition, Slices.of(keys or [None] * n), slices, [()] * n, range(n), 0, n, 0, len(slices.buf)
    )
