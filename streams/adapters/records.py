"""Facts as the core's records: from a decoded batch, and back from ClickHouse.

Layout only: which column is which field of `core.facts`. What is refused was refused before.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from streams.adapters.columns import NO_CODE, Columns, fixed_width
from streams.core.calendar import NO_DATE
from streams.core.facts import DTYPES, Records

_HEAD: Final = {
    "registreret": "registered_at",
    "revision": "revision",
    "slettet": "deleted",
    "kommune": "kommune",
    "akasse": "akasse",
}
_OWN: Final[dict[str, dict[str, str]]] = {
    "ydelse": {"dag": "period_start", "til": "period_end"},
    "samtale": {"dag": "dato"},
    "tilbud": {"dag": "startdato", "til": "slutdato"},
    "borgerstatus": {"dag": "dato", "til": "slutdato"},
    "beskaeftigelse": {"dag": "maaned"},
}


def _source(fact_type: str, field: str) -> str:
    """The fact's field that fills a record's field."""
    return _OWN[fact_type].get(field) or _HEAD.get(field, field)


def from_columns(facts: Columns, afgoerelse: NDArray[np.uint64]) -> Records:
    """Records (n,) of a decoded batch; `afgoerelse` (n,) is the digest that decides exact ties."""
    records = np.zeros(len(facts), DTYPES[facts.fact_type])
    for field in records.dtype.names or ():
        records[field] = afgoerelse if field == "afgoerelse" else facts[_source(facts.fact_type, field)]
    return records


def from_batch(fact_type: str, batch: Any) -> tuple[Any, Records, NDArray[np.bytes_]]:
    """Person ids (as an Arrow dictionary), records and fact ids of a block that `Restore.facts` yields."""
    records = np.zeros(batch.num_rows, DTYPES[fact_type])
    for field in records.dtype.names or ():
        records[field] = _numbers(batch.column(_source(fact_type, field)))
    ids = batch.column("fact_id").cast(pa.string())
    return batch.column("person_id").dictionary_encode(), records, fixed_width(ids)


def _numbers(values: Any) -> NDArray[Any]:
    """An Arrow column as numbers; null is NO_DATE in a date and -1 in a code."""
    if pa.types.is_date(values.type):
        return _filled(values.cast(pa.int32()), NO_DATE)
    if pa.types.is_timestamp(values.type):
        return _filled(values.cast(pa.timestamp("ms", "UTC")).cast(pa.int64()), NO_CODE)
    if pa.types.is_unsigned_integer(values.type) and values.type != pa.uint64():
        return _filled(values.cast(pa.int64()), NO_CODE)
    return _filled(values, 0)


def _filled(values: Any, missing: int) -> NDArray[Any]:
    filled = values.fill_null(missing) if values.null_count else values
    numbers: NDArray[Any] = filled.to_numpy(zero_copy_only=False)
    return numbers
