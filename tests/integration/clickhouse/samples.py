"""Rows to write: whole ones with ordinary values, of which a test names what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from streams.adapters.clickhouse import BREACHES, FACTS, INDICATORS, conform

_ENVELOPE = {
    "fact_id": "f1",
    "revision": 0,
    "deleted": False,
    "registered_at": datetime(2024, 2, 5, 9, tzinfo=UTC),
    "source": "jobcenter:101",
}
_PERSON = {"person_id": "p1", "kommune": 101, "akasse": None}
_OWN: dict[str, dict[str, Any]] = {
    "ydelse": {
        "ydelse": "DAGPENGE",
        "visitation": "INGEN",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 1, 31),
        "loentimer": 0.0,
    },
    "samtale": {
        "samtaletype": "FAELLESSAMTALE",
        "form": "PERSONLIG",
        "status": "AFHOLDT",
        "dato": date(2024, 2, 1),
        "aktoer": "JOBCENTER",
        "akasse_deltog": "UKENDT",
        "akasse_fravalgt": False,
    },
    "tilbud": {
        "tilbudstype": "MENTOR",
        "status": "PAABEGYNDT",
        "startdato": date(2024, 2, 1),
        "slutdato": None,
    },
    "borgerstatus": {
        "kind": "TILMELDT",
        "dato": date(2024, 1, 2),
        "slutdato": None,
        "livsbegivenhed": "INGEN",
        "sammenlagt_med": None,
    },
    "beskaeftigelse": {"kind": "ORDINAER", "maaned": date(2024, 1, 1), "timer": 37.5},
    "rammevilkaar": {
        "scope": "KOMMUNE",
        "kode": 101,
        "aar": 2024,
        "befolkning_16_66": 400_000,
        "forventet_andel": 0.1,
        "forventet_afgang_3mdr": None,
        "forventet_afgang_6mdr": None,
    },
    "tilfredshed": {
        "scope": "AKASSE",
        "kode": 2,
        "aar": 2024,
        "kind": "BORGER",
        "score": 3.5,
        "svar": 120,
        "maal": None,
    },
}
_REFERENCE = ("rammevilkaar", "tilfredshed")


def facts(kind: str, *changes: dict[str, Any]) -> pa.Table:
    """A table of facts, one for each of `changes`."""
    whole = _ENVELOPE | ({} if kind in _REFERENCE else _PERSON) | _OWN[kind]
    rows = [whole | change for change in changes]
    columns = {name: pa.array([row[name] for row in rows]) for name in FACTS[kind].names}
    return conform(kind, pa.table(columns))


_BREACH: dict[str, Any] = {
    "breach_id": "0" * 32,
    "rule_id": "SAM-DP-FOERSTE",
    "rule_version": "1",
    "regime": "gaeldende",
    "scope": "person",
    "subject": "p1",
    "person_id": "p1",
    "kommune": 101,
    "akasse": 2,
    "responsible": "KOMMUNE",
    "anchor_on": date(2024, 1, 1),
    "due_on": date(2024, 1, 15),
    "status": "KONSTATERET",
    "opened_on": date(2024, 1, 16),
    "resolved_on": None,
    "value": 0.0,
    "threshold": 1.0,
    "as_of": date(2024, 3, 1),
    "detected_at": datetime(2024, 3, 1, 12, tzinfo=UTC),
    "version": 1,
}
_INDICATOR: dict[str, Any] = {
    "indicator_id": "FM-SAMTALE",
    "scope": "kommune",
    "code": 101,
    "period_end": date(2024, 1, 31),
    "live": False,
    "headroom": None,
    "numerator": 20.0,
    "denominator": 200.0,
    "value": 0.1,
    "avg12": 0.1,
    "threshold": 0.2,
    "breach": False,
    "class": None,
    "as_of": date(2024, 3, 1),
    "version": 1,
}


def breaches(*changes: dict[str, Any]) -> pa.Table:
    """Breach rows, one for each of `changes`; a short breach_id is filled up with zeros."""
    whole = [change | {"breach_id": change.get("breach_id", "").zfill(32)} for change in changes]
    return _rows(_BREACH, BREACHES, tuple(whole))


def indicators(*changes: dict[str, Any]) -> pa.Table:
    """Indicator rows, one for each of `changes`."""
    return _rows(_INDICATOR, INDICATORS, changes)


def _rows(whole: dict[str, Any], schema: Any, changes: tuple[dict[str, Any], ...]) -> pa.Table:
    rows = [whole | change for change in changes]
    names = [name for name in schema.names if name in rows[0]]
    fields = {name: schema.field(name).type for name in names}
    words = {name: pa.string() if pa.types.is_dictionary(kind) else kind for name, kind in fields.items()}
    return pa.table({name: pa.array([row[name] for row in rows], words[name]) for name in names})
