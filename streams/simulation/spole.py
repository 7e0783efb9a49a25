"""Simulated facts in the order of their registration: spooled to disk block by block, read by time.

A block's facts are in order, the blocks are not. So all are written once, as Arrow files that are then mapped, and each
window of time is put together from a slice of every block. Memory: one block while writing (some 20 MB), then the facts
of the window that is asked for; disk: some 100 bytes a fact. The directory belongs to the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from streams.simulation.arrow import record_batch
from streams.simulation.columns import FactBatch

Window = dict[str, pa.RecordBatch]


class Spole:
    """Facts written by `add`; after `rewind`, `until` gives them by time, each once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, Any] = {}
        self._parts: dict[str, list[_Part]] = {}
        self.facts = 0

    def add(self, batches: Iterable[FactBatch]) -> Iterator[int]:
        """Writes the batches, one for each step; yields how many facts so far."""
        for batch in batches:
            if len(batch):
                self._writer(batch.type, record_batch(batch))
                self.facts += len(batch)
            yield self.facts

    def rewind(self) -> None:
        """Ends writing; reading begins at the first fact."""
        for fact_type, writer in self._writers.items():
            writer.close()
            source = pa.ipc.open_file(pa.memory_map(str(self._file(fact_type))))
            self._parts[fact_type] = [_Part(source.get_batch(n)) for n in range(source.num_record_batches)]

    def until(self, moment: int) -> Window:
        """The facts by type registered before `moment` (ms since 1970) that were not given yet, in order."""
        found = {}
        for fact_type, parts in self._parts.items():
            slices = [piece for part in parts if (piece := part.until(moment)).num_rows]
            if slices:
                found[fact_type] = _in_order(slices)
        return found

    def _file(self, fact_type: str) -> Path:
        return self._folder / f"{fact_type}.arrow"

    def _writer(self, fact_type: str, batch: pa.RecordBatch) -> None:
        if fact_type not in self._writers:
            self._writers[fact_type] = pa.ipc.new_file(str(self._file(fact_type)), batch.schema)
        self._writers[fact_type].write_batch(batch)


class _Part:
    """One block's facts of a type, and how far they have been given."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch, self._at = batch, 0
        self._stamps = stamps(batch)

    def until(self, moment: int) -> pa.RecordBatch:
        stop = int(np.searchsorted(self._stamps, moment, side="left"))
        piece = self._batch.slice(self._at, stop - self._at)
        self._at = stop
        return piece


def stamps(batch: pa.RecordBatch) -> Any:
    """`registered_at` of a batch, ms since 1970."""
    return batch.column("registered_at").cast(pa.int64()).to_numpy(zero_copy_only=False)


def _in_order(slices: list[pa.RecordBatch]) -> pa.RecordBatch:
    table = pa.Table.from_batches(slices).combine_chunks()
    batch = table.to_batches()[0]
    return batch.take(pa.array(np.argsort(stamps(batch), kind="stable")))
