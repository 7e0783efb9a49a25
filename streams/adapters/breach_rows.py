"""Breach rows between the core's records and Arrow: persons' rows both ways, kommuner's and a-kasser's out.

Layout and names only; which rows there are is the core's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from streams.adapters.clickhouse.rows import BREACHES
from streams.core import codes
from streams.core.brud import Brud
from streams.core.calendar import NO_DATE, to_date
from streams.core.compiled import Compiled
from streams.core.diff import NEW_ROW, Changes
from streams.core.facts import Records
from streams.core.identity import breach_id
from streams.core.out import ROW

_OWN: Final = ("kommune_key", "is_deleted", "ydelse", "visitation")
KONTRAKT: Final = [name for name in BREACHES.names if name not in _OWN]
"""The columns of a breach on its topic."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something was found: business date, instant, and the version that orders rows of one breach."""

    as_of: int
    detected_at: datetime
    version: int


class _Words:
    """Words by number; equal words share a dictionary entry, as ClickHouse asks."""

    def __init__(self, words: Sequence[str]) -> None:
        entries = list(dict.fromkeys(words))
        self._entry = np.array([entries.index(word) for word in words], np.int32)
        self._entries = pa.array(entries, pa.string())

    def of(self, numbers: NDArray[Any]) -> Any:
        """The words of these numbers."""
        return pa.DictionaryArray.from_arrays(pa.array(self._entry[numbers]), self._entries)


_PERSON: Final = _Words(["person"])
_STATUSSER: Final = _Words(codes.STATUSSER)
_ANSVARLIGE: Final = _Words(codes.ANSVARLIGE)
# -1, not known, is the last
_YDELSER: Final = _Words([*codes.YDELSER, ""])
_VISITATIONER: Final = _Words([*codes.VISITATIONER, ""])


class BreachRows:
    """Names a catalogue's rows."""

    def __init__(self, compiled: Compiled) -> None:
        heads = [rule.head for rule in compiled.catalogue.rules]
        self._rule_ids = compiled.rule_ids
        self._rules = _Words(compiled.rule_ids)
        self._versions = _Words([h.version for h in heads])
        self._regimes = _Words([h.regime for h in heads])
        self._regel = {rule_id: i for i, rule_id in enumerate(compiled.rule_ids)}
        self._version = {(h.rule_id, h.version): i for i, h in enumerate(heads)}
        self._latest = {h.rule_id: h for h in heads}

    def table(self, changes: Changes, persons: Sequence[str], stamp: Stamp) -> Any:
        """Changed person rows as a BREACHES table; rows that left a kommune leave an is_deleted row behind."""
        rows = self._person_rows(changes.rows, persons, stamp)
        moved = np.flatnonzero((changes.before != NEW_ROW) & (changes.before != changes.rows["kommune"]))
        if not len(moved):
            return rows
        left = rows.take(pa.array(moved))
        left = _with(left, "kommune_key", pa.array(changes.before[moved], pa.uint16()))
        left = _with(left, "is_deleted", pa.array(np.ones(len(moved), np.uint8)))
        return pa.concat_tables([rows, left])

    def _person_rows(self, rows: Records, persons: Sequence[str], stamp: Stamp) -> Any:
        n = len(rows)
        subjects = [persons[p] for p in rows["person"].tolist()]
        subject = pa.array(subjects, pa.string())
        kommune = pa.array(rows["kommune"], pa.uint16())
        columns = {
            "kommune_key": kommune,
            "breach_id": pa.array(self._breach_ids(rows, subjects), pa.string()),
            "rule_id": self._rules.of(rows["regel"]),
            "rule_version": self._versions.of(rows["version"]),
            "regime": self._regimes.of(rows["version"]),
            "scope": _PERSON.of(np.zeros(n, np.int32)),
            "subject": subject,
            "person_id": subject,
            "kommune": kommune,
            "akasse": _maybe(rows["akasse"], -1, pa.uint16()),
            "responsible": _ANSVARLIGE.of(rows["ansvarlig"]),
            "anchor_on": _dates(rows["anker"]),
            "due_on": _dates(rows["frist"]),
            "status": _STATUSSER.of(rows["status"]),
            "opened_on": _dates(rows["aabnet"]),
            "resolved_on": _dates(rows["lukket"]),
            "value": pa.array(rows["value"], mask=np.isnan(rows["value"])),
            "threshold": pa.array(rows["threshold"], mask=np.isnan(rows["threshold"])),
            **_stamped(n, stamp),
            "is_deleted": pa.array(np.zeros(n, np.uint8)),
            "ydelse": _YDELSER.of(rows["ydelse"]),
            "visitation": _VISITATIONER.of(rows["visitation"]),
        }
        return pa.table([columns[name] for name in BREACHES.names], schema=BREACHES)

    def breach_id(self, regel: int, person_id: str, anker: int) -> str:
        """The name of one person row."""
        return breach_id(self._rule_ids[regel], "person", person_id, to_date(anker).isoformat())

    def _breach_ids(self, rows: Records, subjects: list[str]) -> list[str]:
        anchors = np.datetime_as_string(rows["anker"].astype("datetime64[D]")).tolist()
        rules = self._rule_ids
        return [
            breach_id(rules[regel], "person", subject, anchor)
            for regel, subject, anchor in zip(rows["regel"].tolist(), subjects, anchors, strict=True)
        ]

    def told(self, blocks: Sequence[Any]) -> tuple[list[str], Records]:
        """All blocks of `Restore.breach_rows` as (person ids, records); rows of unknown rules are left out.

        Should a breach come twice (a late write under a kommune that was left), the greater version stands.
        """
        if not blocks:
            return [], np.zeros(0, ROW)
        table = pa.Table.from_batches([_plain(block) for block in blocks])
        table = table.filter(pc.is_in(table["rule_id"], pa.array(self._rule_ids)))
        key = [(name, "ascending") for name in ("person_id", "rule_id", "anchor_on")]
        table = table.sort_by([*key, ("version", "descending")])
        latest = np.ones(table.num_rows, np.bool_)
        latest[1:] = np.any([_differs(table[name]) for name, _ in key], axis=0)
        return self._records(table.filter(pa.array(latest)))

    def _records(self, table: Any) -> tuple[list[str], Records]:
        rows = np.zeros(table.num_rows, ROW)
        rules = table["rule_id"].to_pylist()
        versions = zip(rules, table["rule_version"].to_pylist(), strict=True)
        rows["regel"] = [self._regel[rule] for rule in rules]
        rows["version"] = [self._version.get(version, -1) for version in versions]
        for field, column in _DATES.items():
            rows[field] = _days(table[column])
        for field in ("kommune", "akasse"):
            rows[field] = table[field].cast(pa.int32()).fill_null(-1).to_numpy()
        for field in ("value", "threshold"):
            rows[field] = table[field].fill_null(float("nan")).to_numpy()
        rows["status"] = [codes.STATUSSER.index(s) for s in table["status"].to_pylist()]
        for field, words in (("ydelse", codes.YDELSER), ("visitation", codes.VISITATIONER)):
            number = {word: i for i, word in enumerate(words)}
            rows[field] = [number.get(word, -1) for word in table[field].to_pylist()]
        rows["ansvarlig"] = [codes.ANSVARLIGE.index(s) for s in table["responsible"].to_pylist()]
        return table["person_id"].to_pylist(), rows

    def brud(self, found: Sequence[Brud], stamp: Stamp) -> Any:
        """Rows of kommuner and a-kasser as a BREACHES table."""
        return pa.Table.from_pylist(list(self._brud_rows(found, stamp)), schema=BREACHES)

    def _brud_rows(self, found: Sequence[Brud], stamp: Stamp) -> Iterator[dict[str, Any]]:
        for b in found:
            head = self._latest[b.rule_id]
            kommune = b.code if b.scope == "kommune" else None
            yield {
                "kommune_key": kommune or 0,
                "breach_id": breach_id(b.rule_id, b.scope, str(b.code), to_date(b.anker).isoformat()),
                "rule_id": b.rule_id,
                "rule_version": b.rule_version,
                "regime": head.regime,
                "scope": b.scope,
                "subject": str(b.code),
                "person_id": "",
                "kommune": kommune,
                "akasse": b.code if b.scope == "akasse" else None,
                "responsible": head.ansvarlig,
                "anchor_on": to_date(b.anker),
                "due_on": to_date(b.anker),
                "status": b.status,
                "opened_on": to_date(b.aabnet),
                "resolved_on": None if b.lukket is None else to_date(b.lukket),
                "value": b.value,
                "threshold": b.threshold,
                "as_of": to_date(stamp.as_of),
                "detected_at": stamp.detected_at,
                "version": stamp.version,
                "is_deleted": 0,
            }


_DATES: Final = {"anker": "anchor_on", "frist": "due_on", "aabnet": "opened_on", "lukket": "resolved_on"}


def _plain(block: Any) -> Any:
    """A block without dictionaries, which differ from block to block."""
    words = [pa.field(f.name, pa.string()) if pa.types.is_dictionary(f.type) else f for f in block.schema]
    columns = [column.cast(f.type) for column, f in zip(block.columns, words, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(words))


def _differs(column: Any) -> NDArray[np.bool_]:
    """Whether each value but the first differs from the one before it, (n - 1,)."""
    values = column.combine_chunks()
    different: NDArray[np.bool_] = pc.not_equal(values[1:], values[:-1]).to_numpy(zero_copy_only=False)
    return different


def _with(table: Any, name: str, values: Any) -> Any:
    return table.set_column(table.schema.get_field_index(name), name, values)


def _maybe(values: NDArray[Any], missing: int, kind: Any) -> Any:
    return pa.array(values.astype(np.int32), mask=values == missing).cast(kind)


def _dates(days: NDArray[Any]) -> Any:
    return pa.array(days.astype(np.int32), mask=days == NO_DATE).cast(pa.date32())


def _days(column: Any) -> NDArray[Any]:
    days: NDArray[Any] = column.cast(pa.date32()).cast(pa.int32()).fill_null(NO_DATE).to_numpy()
    return days


def _stamped(n: int, stamp: Stamp) -> dict[str, Any]:
    return {
        "as_of": pa.repeat(pa.scalar(to_date(stamp.as_of), pa.date32()), n),
        "detected_at": pa.repeat(pa.scalar(stamp.detected_at, pa.timestamp("ms", "UTC")), n),
        "version": pa.repeat(pa.scalar(stamp.version, pa.uint64()), n),
    }
