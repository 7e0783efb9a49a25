"""Column batches as Arrow record batches: the shape in which the codec encodes facts for Kafka. Layout only."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from streams.simulation.columns import FactBatch
from streams.simulation.fields import CODE, DATE, ENUMS, KINDS, NUMBER, OTHER, SOURCE, STAMP, TEXT, source_names
from streams.simulation.kalender import NULL_DATE


def record_batch(batch: FactBatch) -> pa.RecordBatch:
    """The batch with the columns of its topic: date32, timestamp[ms, UTC], enums and sources as dictionaries."""
    arrays = [_array(batch.type, name, column) for name, column in batch.columns.items()]
    return pa.RecordBatch.from_arrays(arrays, names=list(batch.columns))


def _array(fact_type: str, name: str, column: Any) -> pa.Array:
    words = ENUMS.get((fact_type, name))
    if words is not None:
        return pa.DictionaryArray.from_arrays(pa.array(column, pa.int32()), _words(words))
    kind = KINDS[name]
    if kind == TEXT:
        return pa.array(column).cast(pa.string())
    if kind == OTHER:
        return pa.array(column, pa.binary(), mask=column == b"").cast(pa.string())
    if kind == SOURCE:
        return pa.DictionaryArray.from_arrays(pa.array(column, pa.int32()), _words(source_names()))
    if kind == DATE:
        return pa.array(column.astype(np.int32), mask=column == NULL_DATE).view(pa.date32())
    if kind == STAMP:
        return pa.array(column).view(pa.timestamp("ms", "UTC"))
    return pa.array(column, mask=_missing(kind, column))


def _missing(kind: int, column: Any) -> Any:
    if kind == CODE:
        return column <= 0
    return np.isnan(column) if kind == NUMBER else None


@cache
def _words(words: tuple[str, ...]) -> pa.Array:
    return pa.array(words, pa.string())
