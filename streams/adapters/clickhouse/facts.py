"""Facts as Arrow, on their way to ClickHouse: the columns, the codes of the enums and the rank of a revision.

Vectorised throughout; no row is ever a Python object. No I/O.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from schemas.registry import FACT_TYPES, PERSON_TYPES
from streams.adapters.columns import VOCABULARIES

Table = Any
Words = NDArray[np.uint64]

_CODE, _DATE, _F64 = pa.int8(), pa.date32(), pa.float64()
_HEAD: Final = [
    ("fact_id", pa.string()),
    ("revision", pa.uint32()),
    ("deleted", pa.bool_()),
    ("registered_at", pa.timestamp("ms", "UTC")),
    ("source", pa.string()),
]
_PERSON: Final = [("person_id", pa.string()), ("kommune", pa.uint16()), ("akasse", pa.uint16())]
_PLACE: Final = [("scope", _CODE), ("kode", pa.uint16()), ("aar", pa.uint16())]
_OWN: Final[dict[str, list[tuple[str, Any]]]] = {
    "ydelse": [
        ("ydelse", _CODE),
        ("visitation", _CODE),
        ("period_start", _DATE),
        ("period_end", _DATE),
        ("loentimer", _F64),
    ],
    "samtale": [
        ("samtaletype", _CODE),
        ("form", _CODE),
        ("status", _CODE),
        ("dato", _DATE),
        ("aktoer", _CODE),
        ("akasse_deltog", _CODE),
        ("akasse_fravalgt", pa.bool_()),
    ],
    "tilbud": [("tilbudstype", _CODE), ("status", _CODE), ("startdato", _DATE), ("slutdato", _DATE)],
    "borgerstatus": [
        ("kind", _CODE),
        ("dato", _DATE),
        ("slutdato", _DATE),
        ("livsbegivenhed", _CODE),
        ("sammenlagt_med", pa.string()),
    ],
    "beskaeftigelse": [("kind", _CODE), ("maaned", _DATE), ("timer", _F64)],
    "rammevilkaar": [
        *_PLACE,
        ("befolkning_16_66", pa.uint32()),
        ("forventet_andel", _F64),
        ("forventet_afgang_3mdr", _F64),
        ("forventet_afgang_6mdr", _F64),
    ],
    "tilfredshed": [*_PLACE, ("kind", _CODE), ("score", _F64), ("svar", pa.uint32()), ("maal", _F64)],
}
FACTS: Final = {
    kind: pa.schema([*_HEAD, *(_PERSON if kind in PERSON_TYPES else []), *_OWN[kind]]) for kind in FACT_TYPES
}
"""The Arrow schema of each fact type: enums as int8 codes, dates as date32, registered_at in ms UTC."""

DIGEST_BITS: Final = 48
_DIGEST: Final = np.uint64((1 << DIGEST_BITS) - 1)
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)


def conform(kind: str, table: Table) -> Table:
    """`table` with exactly the columns of FACTS[kind]; enums may come as codes, strings or dictionaries.

    ValueError names a missing column or an unknown word; pyarrow's ArrowInvalid a value that does not fit.
    """
    schema = FACTS[kind]
    table = pa.Table.from_batches([table]) if isinstance(table, pa.RecordBatch) else table
    missing = [name for name in schema.names if name not in table.column_names]
    if missing:
        raise ValueError(f"facts of type {kind} lack the columns {', '.join(missing)}")
    columns = [_column(table[f.name], f.type, VOCABULARIES[kind].get(f.name)) for f in schema]
    return pa.table(columns, schema=schema)


def _column(values: Any, wanted: Any, words: tuple[str, ...] | None) -> Any:
    if words is not None and not pa.types.is_integer(values.type):
        return _coded(values, words)
    column = values if values.type == wanted else values.cast(wanted)
    if pa.types.is_string(wanted):
        return column.fill_null("")  # in the table a text that is missing is empty
    # ClickHouse takes any int8 for an Enum8, and can then never read the column again.
    if words is not None and pc.any(pc.greater_equal(column.cast(pa.uint8(), safe=False), len(words))).as_py():
        raise ValueError(f"a code lies outside 0..{len(words) - 1} ({', '.join(words)})")
    return column


def _coded(values: Any, words: tuple[str, ...]) -> Any:
    encoded = _encoded(values)
    codes_of = pc.index_in(encoded.dictionary.cast(pa.string()), value_set=pa.array(words)).cast(pa.int8())
    found = codes_of.take(encoded.indices)
    if found.null_count:
        unknown = encoded.filter(pc.is_null(found))[0]
        raise ValueError(f"{unknown.as_py()!r} is not one of {', '.join(words)}")
    return found


def _encoded(values: Any) -> Any:
    """A chunked column as one dictionary array."""
    if pa.types.is_dictionary(values.type):
        return values.unify_dictionaries().combine_chunks()
    return values.combine_chunks().dictionary_encode()


def digest(kind: str, table: Table) -> Words:
    """48 bits that stand for what a revision says, beyond its revision and registered_at; shape (n,).

    Decides between revisions that tie on both, so that any order of arrival leaves the same one. `table` is
    conformed to FACTS[kind]. The fact's identity is left out: it is equal among those that are compared.
    """
    mixed = np.full(table.num_rows, _ODD, np.uint64)
    for field in FACTS[kind]:
        if field.name not in ("fact_id", "person_id", "revision", "registered_at"):
            mixed = _stir(mixed, _bits(table[field.name], field.type))
    low: Words = mixed & _DIGEST
    return low


def _stir(mixed: Words, bits: Words) -> Words:
    mixed = (mixed ^ bits) * _MIX
    return mixed ^ (mixed >> np.uint64(29))


def _bits(values: Any, kind: Any) -> Words:
    """A column as words; a missing value is a word that no value has."""
    if pa.types.is_string(kind):
        return _text_bits(values)
    if pa.types.is_floating(kind):
        # -0.0 + 0.0 is 0.0; no float of a fact is negative
        floats: NDArray[np.float64] = values.fill_null(-1.0).to_numpy() + 0.0
        return floats.view(np.uint64)
    whole = {"date32[day]": pa.int32(), "bool": pa.uint8()}.get(str(kind), kind)
    whole_numbers: NDArray[np.int64] = values.cast(whole).cast(pa.int64()).fill_null(-1).to_numpy()
    return whole_numbers.view(np.uint64)


def _text_bits(values: Any) -> Words:
    """FNV-1a of each distinct text, spread over the rows: texts here are few (the registering systems)."""
    coded = _encoded(values)
    words = np.array([_fnv(text) for text in coded.dictionary.to_pylist()], np.uint64)
    return words[coded.indices.to_numpy()] if len(words) else np.zeros(0, np.uint64)


def _fnv(text: str) -> int:
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def ranked(kind: str, table: Table) -> Table:
    """`table` conformed, with `rang`: revision << 96 | registered_at in ms << 48 | digest, little endian.

    A column `afgoerelse` (uint64 below 2**48), where there is one, is taken for the digest.
    """
    facts = conform(kind, table)
    low = _given(table["afgoerelse"]) if "afgoerelse" in table.column_names else digest(kind, facts)
    registered = facts["registered_at"].cast(pa.int64()).to_numpy().astype(np.uint64)
    words = np.empty((facts.num_rows, 2), np.uint64)
    words[:, 0] = (registered << np.uint64(DIGEST_BITS)) | low
    words[:, 1] = facts["revision"].to_numpy().astype(np.uint64) << np.uint64(32)
    words[:, 1] |= registered >> np.uint64(16)
    return facts.append_column("rang", _fixed(words))


def _given(column: Any) -> Words:
    low: Words = column.to_numpy().astype(np.uint64)
    if (low > _DIGEST).any():
        raise ValueError(f"afgoerelse must be below 2**{DIGEST_BITS}; take it from facts.digest")
    return low


def _fixed(words: Words) -> Any:
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(words), [None, pa.py_buffer(words)])
