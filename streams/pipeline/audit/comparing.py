"""Two tables of one shape held against each other, row by row and column by column. Knows no rows of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a row: what is told and what was recomputed; field "row" when one of the two has no such row."""

    table: str
    row: dict[str, Any]
    field: str
    stored: Any
    recomputed: Any

    def __str__(self) -> str:
        which = " ".join(map(str, self.row.values()))
        return f"{self.table} {which}: {self.field} is {self.stored}, recomputed {self.recomputed}"


def differences(
    name: str, stored: Any, recomputed: Any, key: Sequence[str], shown: Sequence[str]
) -> Iterator[Difference]:
    """Every difference between two tables of the schema of `recomputed`.

    `key` says which rows belong together, `shown` (the key among it) names a row for people.
    """
    told = stored.select(recomputed.schema.names).cast(recomputed.schema)
    yield from _twice(name, "times told", told, shown)
    yield from _twice(name, "times found", recomputed, shown)
    numbered = (told.append_column("t", _count(told)), recomputed.append_column("r", _count(recomputed)))
    pairs = numbered[0].select([*key, "t"]).join(numbered[1].select([*key, "r"]), list(key), join_type="full outer")
    yield from _alone(name, told.take(_only(pairs, "t", "r")), "told", "none", shown)
    yield from _alone(name, recomputed.take(_only(pairs, "r", "t")), "none", "told", shown)
    both = pairs.filter(pc.and_(pc.is_valid(pairs["t"]), pc.is_valid(pairs["r"])))
    yield from _fields(name, told.take(both["t"]), recomputed.take(both["r"]), key, shown)


def _count(rows: Any) -> Any:
    return pa.array(range(rows.num_rows), pa.int64())


def _only(pairs: Any, has: str, lacks: str) -> Any:
    return pairs.filter(pc.and_(pc.is_valid(pairs[has]), pc.is_null(pairs[lacks])))[has]


def _twice(name: str, what: str, rows: Any, shown: Sequence[str]) -> Iterator[Difference]:
    counted = rows.group_by(list(shown)).aggregate([([], "count_all")])
    for row in counted.filter(pc.greater(counted["count_all"], 1)).to_pylist():
        yield Difference(name, _named(row, shown), what, row["count_all"], 1)


def _alone(name: str, rows: Any, stored: str, recomputed: str, shown: Sequence[str]) -> Iterator[Difference]:
    for row in rows.to_pylist():
        yield Difference(name, _named(row, shown), "row", stored, recomputed)


def _fields(name: str, told: Any, found: Any, key: Sequence[str], shown: Sequence[str]) -> Iterator[Difference]:
    for field in [f for f in found.schema.names if f not in key]:
        for at in pc.indices_nonzero(_unequal(told[field], found[field])).to_pylist():
            row = {n: found[n][at].as_py() for n in shown}
            yield Difference(name, _named(row, shown), field, told[field][at].as_py(), found[field][at].as_py())


def _unequal(a: Any, b: Any) -> Any:
    """Where two columns differ: a missing value equals a missing value only."""
    differ = pc.fill_null(pc.not_equal(a, b), False)
    return pc.or_(differ, pc.xor(pc.is_null(a), pc.is_null(b)))


def _named(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}
