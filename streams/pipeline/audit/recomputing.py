"""Everybody evaluated once on an empty state, added up, and named as the views name rows. Nothing is read or sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from streams.core import axes, codes
from streams.core.brud import Brud, brud
from streams.core.calendar import NO_DATE, month_of, month_start, to_date
from streams.core.catalogue import Head
from streams.core.compiled import FULDTIDSDAGE, Compiled
from streams.core.evaluate import Evaluation, Found
from streams.core.figur import Figure, Sums, first_month
from streams.core.maal import Vilkaar, figures
from streams.pipeline.audit.reading import People

_WORD, _DATE, _F64 = pa.string(), pa.date32(), pa.float64()
BREACH: Final = pa.schema(
    [
        *((name, _WORD) for name in ("breach_id", "rule_id", "rule_version", "regime", "scope", "subject")),
        *(("person_id", _WORD), ("kommune", pa.int32()), ("akasse", pa.int32()), ("responsible", _WORD)),
        *((name, _DATE) for name in ("anchor_on", "due_on")),
        ("status", _WORD),
        *((name, _DATE) for name in ("opened_on", "resolved_on")),
        *(("value", _F64), ("threshold", _F64)),
    ]
)
"""What an open breach says, but when it was found."""
FIGURE: Final = pa.schema(
    [
        *(("indicator_id", _WORD), ("scope", _WORD), ("code", pa.int32()), ("period_end", _DATE)),
        *(("live", pa.bool_()), ("headroom", pa.int32())),
        *((name, _F64) for name in ("numerator", "denominator", "value", "avg12", "threshold")),
        *(("breach", pa.bool_()), ("class", _WORD)),
    ]
)
_CLOSED: Final = [codes.STATUSSER.index(word) for word in ("INGEN", "OPFYLDT", "BORTFALDET")]
_STEP: Final = 10_000


class Recomputed:
    """The state as of day t, person by person; the sums grow as people come."""

    def __init__(self, law: Compiled, places: axes.Places, t: int) -> None:
        self._law, self._places, self._t = law, places, t
        self._heads = [rule.head for rule in law.catalogue.rules]
        self._evaluation = Evaluation(law, places)
        self._wide = axes.width(places)
        self._sums = np.zeros(law.slots * self._wide * axes.COLUMNS, np.int64)
        self._presumed = np.zeros(self._wide, np.int64)

    def breaches(self, them: People) -> Any:
        """The open breaches of persons, a BREACH table; the persons are added to the sums."""
        everybody, at, tables = np.arange(len(them.persons), dtype=np.int32), 0, [BREACH.empty_table()]
        while at < len(everybody):
            found = self._evaluation.run(them.facts, everybody[at : at + _STEP], self._t)
            self._count(found)
            tables.append(self._named(found.rows[~np.isin(found.rows["status"], _CLOSED)], them.persons))
            at += found.done
        return pa.concat_tables(tables)

    def _count(self, found: Found) -> None:
        np.add.at(self._sums, found.entries["plads"], found.entries["antal"])
        paid = found.tails[found.tails["kommune"] >= 0]
        first = np.maximum(paid["fra"], month_start(month_of(self._t)))
        np.add.at(self._presumed, paid["kommune"], np.maximum(0, self._t - first + 1))

    def _named(self, rows: Any, persons: list[str]) -> Any:
        who = [persons[number] for number in rows["person"].tolist()]
        heads = [self._heads[version] for version in rows["version"].tolist()]
        anchors = [to_date(day) for day in rows["anker"].tolist()]
        columns = {
            "breach_id": [_id(h, "person", p, a) for h, p, a in zip(heads, who, anchors, strict=True)],
            **_of_heads(heads),
            "scope": ["person"] * len(who),
            "subject": who,
            "person_id": who,
            "kommune": rows["kommune"].astype(np.int32),
            "akasse": pa.array(rows["akasse"].astype(np.int32), mask=rows["akasse"] < 0),
            "responsible": [codes.ANSVARLIGE[code] for code in rows["ansvarlig"].tolist()],
            "anchor_on": _days(rows["anker"]),
            "due_on": _days(rows["frist"]),
            "status": [codes.STATUSSER[code] for code in rows["status"].tolist()],
            "opened_on": _days(rows["aabnet"]),
            "resolved_on": _days(rows["lukket"]),
            "value": pa.array(rows["value"], mask=np.isnan(rows["value"])),
            "threshold": pa.array(rows["threshold"], mask=np.isnan(rows["threshold"])),
        }
        return pa.table([pa.array(columns[f.name], f.type) for f in BREACH], schema=BREACH)

    def figures(self, vilkaar: Mapping[int, Mapping[int, Vilkaar]]) -> list[list[Figure]]:
        """The figures of each kommune and a-kasse, once everybody has come."""
        cells = self._sums.reshape(self._law.slots, self._wide, axes.COLUMNS)
        first = first_month(cells[FULDTIDSDAGE])
        kommuner = [
            Sums("kommune", int(code), cells[:, place], int(self._presumed[place]), first)
            for place, code in enumerate(self._places.kommuner)
        ]
        akasser = [
            Sums("akasse", int(code), cells[:, place], 0, first) for place, code in enumerate(self._places.akasser)
        ]
        known = [(s, vilkaar.get(s.code, {}) if s.scope == "kommune" else {}) for s in kommuner + akasser]
        return [figures(self._law, sums, terms, self._t) for sums, terms in known]

    def brud(self, each: Iterable[list[Figure]]) -> Any:
        """The breaches that the figures show, a BREACH table."""
        rules = self._law.catalogue.rules
        rows = [self._brud(b) for series in each for b in brud(rules, series, self._t)]
        return pa.Table.from_pylist(rows, schema=BREACH)

    def _brud(self, b: Brud) -> dict[str, Any]:
        head = next(h for h in self._heads if (h.rule_id, h.version) == (b.rule_id, b.rule_version))
        anchor, code = to_date(b.anker), str(b.code)
        return {
            "breach_id": _id(head, b.scope, code, anchor),
            **{name: words[0] for name, words in _of_heads([head]).items()},
            "scope": b.scope,
            "subject": code,
            "person_id": "",
            "kommune": b.code if b.scope == "kommune" else None,
            "akasse": b.code if b.scope == "akasse" else None,
            "responsible": head.ansvarlig,
            "anchor_on": anchor,
            "due_on": anchor,
            "status": b.status,
            "opened_on": to_date(b.aabnet),
            "resolved_on": None if b.lukket is None else to_date(b.lukket),
            "value": b.value,
            "threshold": b.threshold,
        }


def of_figures(each: Iterable[list[Figure]]) -> Any:
    """The figures as a FIGURE table."""
    rows = [asdict(f) | {"period_end": to_date(f.period_end)} for series in each for f in series]
    return pa.Table.from_pylist(rows, schema=FIGURE)


def _id(head: Head, scope: str, subject: str, anchor: Any) -> str:
    return sha256(f"{head.rule_id}|{scope}|{subject}|{anchor}".encode()).digest()[:16].hex()


def _of_heads(heads: list[Head]) -> dict[str, list[str]]:
    return {
        "rule_id": [h.rule_id for h in heads],
        "rule_version": [h.version for h in heads],
        "regime": [h.regime for h in heads],
    }


def _days(days: NDArray[np.int32]) -> Any:
    return pa.array(days.astype(np.int32), mask=days == NO_DATE).cast(_DATE)
