"""The vectorised core behind the front door of a test: JSONL dicts and a date in, rows out.

Knows how a fact's words become codes; nothing of what the rules say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import numpy as np

from schemas.regions import akasser, kommuner
from streams.core import codes
from streams.core.axes import Places, places
from streams.core.brud import brud
from streams.core.calendar import NO_DATE, to_date, to_day
from streams.core.catalogue import REGIMER, Regime
from streams.core.compiled import FULDTIDSDAGE, Compiled, compiled
from streams.core.facts import DTYPES
from streams.core.figur import Figure, Sums, first_month
from streams.core.identity import breach_id
from streams.core.maal import Vilkaar, figures
from streams.core.partition import Partition
from streams.core.reference import Rammevilkaar, Reference
from streams.rules.loader import load

Fact = dict[str, Any]
_WORDS = {
    ("ydelse", "ydelse"): codes.YDELSER,
    ("ydelse", "visitation"): codes.VISITATIONER,
    ("samtale", "samtaletype"): codes.SAMTALETYPER,
    ("samtale", "form"): codes.FORMER,
    ("samtale", "status"): codes.SAMTALESTATUSSER,
    ("samtale", "aktoer"): codes.AKTOERER,
    ("samtale", "akasse_deltog"): codes.DELTAGELSER,
    ("tilbud", "tilbudstype"): codes.TILBUDSTYPER,
    ("tilbud", "status"): codes.TILBUDSTATUSSER,
    ("borgerstatus", "kind"): codes.BORGERSTATUSSER,
    ("borgerstatus", "livsbegivenhed"): codes.LIVSBEGIVENHEDER,
    ("beskaeftigelse", "kind"): codes.BESKAEFTIGELSER,
}
_RENAMED = {
    "period_start": "dag",
    "dato": "dag",
    "startdato": "dag",
    "maaned": "dag",
    "period_end": "til",
    "slutdato": "til",
    "deleted": "slettet",
}


_chosen: ContextVar[tuple[str, ...]] = ContextVar("chosen", default=())


@cache
def _law(regimes: tuple[Regime, ...], variants: tuple[str, ...]) -> Compiled:
    return compiled(load(regimes=regimes, chosen=variants))


def law(*regimes: Regime) -> Compiled:
    """The packaged catalogue: these regimes, or those that are computed by default, read as `reading` says."""
    return _law(regimes or REGIMER, chosen())


def chosen() -> tuple[str, ...]:
    """The variants by which the law is read now."""
    return _chosen.get()


@contextmanager
def reading(*variants: str) -> Iterator[None]:
    """While it lasts, the law is read by these variants."""
    before = _chosen.set(variants)
    try:
        yield
    finally:
        _chosen.reset(before)


@cache
def country() -> Places:
    """All kommuner and a-kasser."""
    return places(list(kommuner()), list(akasser()))


def _value(fact: Fact, field: str) -> Any:
    value = fact[field]
    words = _WORDS.get((fact["type"], field))
    if words:
        return words.index(value)
    if field in ("dato", "slutdato", "period_start", "period_end", "startdato", "maaned"):
        return NO_DATE if value is None else to_day(date.fromisoformat(value))
    return -1 if value is None else value


def record(fact: Fact) -> Any:
    """A JSONL fact as the core's record."""
    dtype = DTYPES[fact["type"]]
    record = np.zeros((), dtype)
    stamp = datetime.fromisoformat(fact["registered_at"].replace("Z", "+00:00")).astimezone(UTC)
    record["registreret"] = int(stamp.timestamp() * 1000)
    record["revision"] = fact["revision"]
    for field in fact:
        name = _RENAMED.get(field, field)
        if name in (dtype.names or ()) and name != "revision":
            record[name] = _value(fact, field)
    return record


def merge(partition: Partition, facts: Sequence[Fact]) -> None:
    """Merge person facts into a partition, type by type."""
    for fact_type, dtype in DTYPES.items():
        of_type = [f for f in facts if f["type"] == fact_type]
        if of_type:
            records = np.array([record(f) for f in of_type], dtype)
            ids = np.array([f["fact_id"].encode() for f in of_type])
            partition.merge(fact_type, partition.index([f["person_id"] for f in of_type]), records, ids)


def told(partition: Partition, as_of: date) -> list[dict[str, Any]]:
    """Evaluate, and give what was told in this evaluation as rows."""
    return [_row(partition, row) for changes in partition.evaluate(to_day(as_of)) for row in changes.rows.copy()]


def _day(day: int) -> date | None:
    return None if day == NO_DATE else to_date(day)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    name = breach_id(row["rule_id"], row["scope"], row["subject"], row["anchor"].isoformat())
    return row | {"breach_id": name}


def _row(partition: Partition, row: Any) -> dict[str, Any]:
    return _named(
        {
            "rule_id": partition.compiled.rule_ids[row["regel"]],
            "scope": "person",
            "subject": partition.persons[row["person"]],
            "anchor": to_date(row["anker"]),
            "due_on": to_date(row["frist"]),
            "status": codes.STATUSSER[row["status"]],
            "opened_on": to_date(row["aabnet"]),
            "resolved_on": _day(row["lukket"]),
            "responsible": codes.ANSVARLIGE[row["ansvarlig"]],
            "kommune": int(row["kommune"]),
            "akasse": None if row["akasse"] < 0 else int(row["akasse"]),
            "value": None if np.isnan(row["value"]) else float(row["value"]),
            "threshold": None if np.isnan(row["threshold"]) else float(row["threshold"]),
        }
    )


def vilkaar(facts: Iterable[Fact]) -> dict[int, dict[int, Vilkaar]]:
    """Rammevilkaar per kommune and year."""
    reference = Reference()
    for f in facts:
        if f["type"] == "rammevilkaar" and f["scope"] == "KOMMUNE":
            stamp = int(datetime.fromisoformat(f["registered_at"].replace("Z", "+00:00")).timestamp() * 1000)
            head = (f["fact_id"], f["revision"], stamp, 0, f["deleted"])
            own = (f["kode"], f["aar"], f["befolkning_16_66"], f["forventet_andel"])
            reference.merge(Rammevilkaar(*head, *own))
    return reference.vilkaar()


def sums(partition: Partition, as_of: date) -> list[Sums]:
    """The sums of every kommune and a-kasse."""
    view = partition.sums.reshape(partition.compiled.slots, partition.wide, -1)
    days, first = partition.presumed_days(to_day(as_of)), first_month(view[FULDTIDSDAGE])
    return [
        *(Sums("kommune", int(k), view[:, i], int(days[i]), first) for i, k in enumerate(country().kommuner)),
        *(Sums("akasse", int(a), view[:, i], 0, first) for i, a in enumerate(country().akasser)),
    ]


def measures(partition: Partition, facts: Iterable[Fact], as_of: date) -> list[Figure]:
    """All figures of all kommuner and a-kasser."""
    known, t = vilkaar(facts), to_day(as_of)
    return [f for s in sums(partition, as_of) for f in figures(law(), s, known.get(s.code, {}), t)]


def breaches_of(found: Iterable[Figure], as_of: date) -> list[dict[str, Any]]:
    """The breach rows of kommuner and a-kasser that figures show."""
    series: dict[tuple[str, int], list[Figure]] = {}
    for figure in found:
        series.setdefault((figure.scope, figure.code), []).append(figure)
    return [_brud_row(b) for each in series.values() for b in brud(law().catalogue.rules, each, to_day(as_of))]


def _brud_row(b: Any) -> dict[str, Any]:
    is_kommune = b.scope == "kommune"
    return _named(
        {
            "rule_id": b.rule_id,
            "scope": b.scope,
            "subject": str(b.code),
            "anchor": to_date(b.anker),
            "due_on": to_date(b.anker),
            "status": b.status,
            "opened_on": to_date(b.aabnet),
            "resolved_on": None if b.lukket is None else to_date(b.lukket),
            "responsible": "KOMMUNE" if is_kommune else "AKASSE",
            "kommune": b.code if is_kommune else None,
            "akasse": None if is_kommune else b.code,
            "value": b.value,
            "threshold": b.threshold,
        }
    )
