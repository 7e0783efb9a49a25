"""Facts for the audit: current revisions from the views, ordered by the database, as the core reads them. SQL only."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.query import allowed
from streams.adapters.clickhouse.restore import quoted
from streams.adapters.columns import VOCABULARIES
from streams.core.calendar import NO_DATE
from streams.core.facts import DTYPES, Facts, Segment
from streams.core.maal import Vilkaar

#: Persons that are recomputed at once: some 2.8 million facts at 36 months.
AT_ONCE: Final = 50_000
SETTINGS: Final = {
    "output_format_arrow_low_cardinality_as_dictionary": 1,
    "output_format_arrow_compression_method": "none",
}
_TIL: Final = f"ifNull(toInt32(slutdato), {NO_DATE}) AS til"
_OWN: Final = {
    "ydelse": "toInt32(period_start) AS dag, toInt32(period_end) AS til, loentimer, ydelse, visitation",
    "samtale": "toInt32(dato) AS dag, samtaletype, form, status, aktoer, akasse_deltog, akasse_fravalgt",
    "tilbud": f"toInt32(startdato) AS dag, {_TIL}, tilbudstype, status",
    "borgerstatus": f"toInt32(dato) AS dag, {_TIL}, kind, livsbegivenhed",
    "beskaeftigelse": "toInt32(maaned) AS dag, timer, kind",
}
_FACTS: Final = (
    "SELECT person_id, toInt16(kommune) AS kommune, ifNull(toInt16(akasse), -1) AS akasse, {own} "
    "FROM fokusvagt.v_facts_{kind} WHERE NOT deleted AND {where} ORDER BY person_id, dag, fact_id"
)
_CUTS: Final = (
    "SELECT person_id FROM (SELECT person_id, row_number() OVER (ORDER BY person_id) AS number FROM "
    "(SELECT DISTINCT person_id FROM fokusvagt.facts_ydelse)) WHERE number % {size} = 0 ORDER BY person_id"
)
_VILKAAR: Final = (
    "SELECT kode, aar, befolkning_16_66, forventet_andel FROM fokusvagt.v_rammevilkaar "
    "WHERE scope = 'KOMMUNE' AND NOT deleted AND befolkning_16_66 > 0 AND forventet_andel IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class People:
    """Some persons, ordered by id, and their standing facts."""

    persons: list[str]
    facts: Facts
    count: int


def table(link: Link, sql: str) -> Any:
    """An answer as an Arrow table; words are dictionaries."""
    return link.run(lambda client: client.query_arrow(sql, settings=allowed(client, SETTINGS), use_strings=True))


def slices(link: Link, size: int = AT_ONCE) -> list[str]:
    """Conditions on person_id that part all persons into ranges of some `size`."""
    cuts = [quoted(p) for p in table(link, _CUTS.format(size=size))["person_id"].to_pylist()]
    if not cuts:
        return ["1"]
    between = [f"person_id >= {a} AND person_id < {b}" for a, b in pairwise(cuts)]
    return [f"person_id < {cuts[0]}", *between, f"person_id >= {cuts[-1]}"]


def people(link: Link, where: str) -> People:
    """The persons for whom the condition holds, with their facts."""
    tables = {kind: table(link, _FACTS.format(own=_OWN[kind], kind=kind, where=where)) for kind in DTYPES}
    ids = pc.unique(pa.chunked_array([c for t in tables.values() for c in t["person_id"].chunks], pa.string()))
    ids = ids.take(pc.array_sort_indices(ids))
    segments = [_segment(kind, tables[kind], ids) for kind in DTYPES]
    return People(ids.to_pylist(), Facts(*segments), sum(t.num_rows for t in tables.values()))


def _segment(kind: str, rows: Any, ids: Any) -> Segment:
    records = np.zeros(rows.num_rows, DTYPES[kind])
    for name in set(rows.column_names) - {"person_id"}:
        records[name] = _numbers(rows[name], VOCABULARIES[kind].get(name))
    numbers = pc.index_in(rows["person_id"], value_set=ids).to_numpy()
    length = np.bincount(numbers, minlength=len(ids)).astype(np.int32)
    return Segment(records, np.cumsum(length, dtype=np.int64) - length, length)


def _numbers(values: Any, words: tuple[str, ...] | None) -> NDArray[Any]:
    if words is None:
        plain: NDArray[Any] = values.to_numpy()
        return plain
    encoded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    one = encoded.unify_dictionaries().combine_chunks()
    of_entry = pc.index_in(one.dictionary, value_set=pa.array(words)).to_numpy(zero_copy_only=False)
    found: NDArray[Any] = of_entry[one.indices.to_numpy()] if len(one) else np.zeros(0, np.int8)
    return found


def vilkaar(link: Link) -> dict[int, dict[int, Vilkaar]]:
    """Rammevilkaar per kommune and year."""
    found: dict[int, dict[int, Vilkaar]] = {}
    for row in table(link, _VILKAAR).to_pylist():
        terms = Vilkaar(row["befolkning_16_66"], row["forventet_andel"])
        found.setdefault(row["kode"], {})[row["aar"]] = terms
    return found


def stored(link: Link, columns: list[str], view: str, where: str) -> Any:
    """What a view tells; words are plain."""
    found = table(link, f"SELECT {', '.join(columns)} FROM fokusvagt.{view} WHERE {where}")  # noqa: S608 (ours)
    return pa.table({n: _plain(found[n]) for n in found.column_names})


def _plain(values: Any) -> Any:
    return values.cast(values.type.value_type) if pa.types.is_dictionary(values.type) else values
