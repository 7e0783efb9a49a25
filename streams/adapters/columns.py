"""Facts as the core takes them: NumPy columns of a decoded batch.

Layout only, nothing is judged and nothing is lost: what does not fit a narrow column becomes a value no fact may have,
so that `validation` refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numba
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from schemas import registry
from streams.core import codes

NO_DATE: Final = 2147483647
"""A date that is null, in days since 1970."""
NO_CODE: Final = -1
"""An int that is null, and a person fact's a-kasse that is null."""
UNREADABLE_CODE: Final = -2
"""A kommune or a-kasse beyond 16 bits: no code there is."""

Array = NDArray[Any]

SCOPES: Final = ("AKASSE", "KOMMUNE")
TILFREDSE: Final = ("BORGER", "VIRKSOMHED")
VOCABULARIES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "ydelse": {"ydelse": codes.YDELSER, "visitation": codes.VISITATIONER},
    "samtale": {
        "samtaletype": codes.SAMTALETYPER,
        "form": codes.FORMER,
        "status": codes.SAMTALESTATUSSER,
        "aktoer": codes.AKTOERER,
        "akasse_deltog": codes.DELTAGELSER,
    },
    "tilbud": {"tilbudstype": codes.TILBUDSTYPER, "status": codes.TILBUDSTATUSSER},
    "borgerstatus": {"kind": codes.BORGERSTATUSSER, "livsbegivenhed": codes.LIVSBEGIVENHEDER},
    "beskaeftigelse": {"kind": codes.BESKAEFTIGELSER},
    "rammevilkaar": {"scope": SCOPES},
    "tilfredshed": {"scope": SCOPES, "kind": TILFREDSE},
}
"""The words of every enum column by fact type; a word's place is its code, here and in ClickHouse."""
_MAX_ID_BYTES: Final = 256
"""64 characters of UTF-8: a fact_id that is longer is refused, and must not make the whole column as wide."""
_TEXTS: Final = ("fact_id", "person_id", "source", "sammenlagt_med")
_SHORT_CODES: Final = ("kommune", "akasse")

_jit: Any = numba.njit(cache=True, nogil=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """n facts of one type.

    `values`, each (n,): dates int32 days since 1970 (null NO_DATE), registered_at int64 ms, enums int8 codes of
    `core.codes` (alphabetical), bools uint8, hours and shares float64 (null NaN), kommune and akasse int16 (null -1),
    other ints int32 (null -1), fact_id numpy 'S' (UTF-8). `person` (n,) int32 indexes `persons`, the batch's distinct
    person ids in order of appearance (both empty for reference facts). `texts`: the string columns as Arrow arrays.
    """

    fact_type: str
    values: dict[str, Array]
    persons: list[str]
    person: NDArray[np.int32]
    texts: dict[str, pa.StringArray]

    def __len__(self) -> int:
        return len(self.values["revision"])

    def __getitem__(self, name: str) -> Array:
        return self.values[name]


def columns(fact_type: str, batch: pa.RecordBatch) -> Columns:
    """The columns of a batch that `Codec.decode_batch` yields for this fact type's topic."""
    values: dict[str, Array] = {}
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        if name in _TEXTS:
            continue
        values[name] = _enum(fact_type, name, array) if pa.types.is_dictionary(array.type) else _plain(name, array)
    texts = {name: batch.column(name) for name in _TEXTS if name in batch.schema.names}
    values["fact_id"] = fixed_width(texts["fact_id"])
    persons, person = _persons(texts.get("person_id"))
    return Columns(fact_type, values, persons, person, texts)


def _persons(ids: pa.StringArray | None) -> tuple[list[str], NDArray[np.int32]]:
    if ids is None:
        return [], np.empty(0, np.int32)
    encoded = ids.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False)


def _plain(name: str, array: pa.Array) -> Array:
    kind = array.type
    if pa.types.is_boolean(kind):
        return _numpy(array).astype(np.uint8)
    if pa.types.is_floating(kind):
        return _floats(array)
    if pa.types.is_date32(kind):
        return _dates(array.view(pa.int32()))
    if pa.types.is_timestamp(kind):
        return _numpy(array.view(pa.int64()))
    whole = _whole(array)
    if name not in _SHORT_CODES:
        return whole
    return np.where(whole > np.iinfo(np.int16).max, UNREADABLE_CODE, whole).astype(np.int16)


# What stands for null must not be sent as a value: each of these moves such a value to one that is refused.


def _whole(array: pa.Array) -> Array:
    whole = np.maximum(_numpy(array.fill_null(0)), UNREADABLE_CODE)
    whole[whole == NO_CODE] = UNREADABLE_CODE
    if array.null_count:
        whole[_numpy(array.is_null())] = NO_CODE
    return whole


def _dates(array: pa.Array) -> Array:
    if not array.null_count:
        return _numpy(array)
    days = np.minimum(_numpy(array.fill_null(0)), NO_DATE - 1)
    days[_numpy(array.is_null())] = NO_DATE
    return days


def _floats(array: pa.Array) -> Array:
    if not array.null_count:
        return _numpy(array)
    numbers = _numpy(array.fill_null(0.0)).copy()
    numbers[np.isnan(numbers)] = np.inf
    numbers[_numpy(array.is_null())] = np.nan
    return numbers


def _numpy(array: pa.Array) -> Array:
    result: Array = array.to_numpy(zero_copy_only=False)
    return result


def _enum(fact_type: str, name: str, array: pa.DictionaryArray) -> Array:
    table = _codes(fact_type, name, tuple(array.dictionary.to_pylist()))
    result: Array = table[_numpy(array.indices)]
    return result


@lru_cache(maxsize=1024)  # a dictionary may come in any order
def _codes(fact_type: str, name: str, symbols: tuple[str, ...]) -> NDArray[np.int8]:
    words = vocabulary(fact_type, name)
    return np.array([codes.code(words, symbol) for symbol in symbols], np.int8)


def vocabulary(fact_type: str, name: str) -> tuple[str, ...]:
    """The words of an enum column in the order of its codes."""
    return VOCABULARIES[fact_type][name]


def columns_of(topic: str, batch: pa.RecordBatch) -> Columns:
    """`columns` by topic name."""
    return columns(registry.fact_type(topic), batch)


@_jit
def _spread(offsets, data, out):  # type: ignore[no-untyped-def]
    for row in range(len(offsets) - 1):
        begin = offsets[row]
        for i in range(min(offsets[row + 1] - begin, out.shape[1])):
            out[row, i] = data[begin + i]


def text_buffers(texts: pa.StringArray) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """The offsets (n + 1,) and the UTF-8 bytes of an Arrow string array without nulls."""
    _, where, data = texts.buffers()
    if len(texts) == 0:
        return np.zeros(1, np.int32), np.empty(0, np.uint8)
    offsets = np.frombuffer(where, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return offsets, np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)


def fixed_width(texts: pa.StringArray) -> NDArray[np.bytes_]:
    """Strings as numpy 'S', as wide as the longest but cut at 256 bytes (NUL at the end of a string is lost)."""
    offsets, data = text_buffers(texts)
    width = min(max(1, int(np.diff(offsets).max(initial=0))), _MAX_ID_BYTES)
    out = np.zeros((len(texts), width), np.uint8)
    _spread(offsets, data, out)
    return out.view(f"S{width}").reshape(len(texts))
