"""Compare an engine's rows with a golden case.

Knows which rows and columns a golden case speaks of, nothing of how rows come about. Rows may come from the
oracle (dates as dates, `anchor`) or from ClickHouse (dates as ISO strings, `anchor_on`); enums as text.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Rows = Iterable[Row]

CASES = Path(__file__).parent / "cases"
NAMES = ("boundary.2025-06-30", "random.2023-12-31", "random.2025-06-30")

TILSYN = tuple(f"tilsyn/{name}" for name in NAMES)
"""The same facts and dates, with the rows of the regime `tilsyn` alone."""

UNSEEN = ("OPFYLDT", "BORTFALDET")
BREACH_COLUMNS = (
    "rule_id",
    "scope",
    "subject",
    "anchor",
    "due_on",
    "status",
    "opened_on",
    "resolved_on",
    "responsible",
    "kommune",
    "akasse",
)
AGGREGATE_COLUMNS = (*BREACH_COLUMNS, "value", "threshold")
INDICATOR_KEY = ("indicator_id", "scope", "code", "period_end")
INDICATOR_COLUMNS = ("numerator", "denominator", "value", "avg12", "threshold", "breach")


def load(name: str) -> tuple[list[dict[str, Any]], date, dict[str, Any]]:
    """The facts, the as-of date and the expected state of a golden case, `NAME.AS-OF` or `tilsyn/NAME.AS-OF`."""
    facts, as_of = name.rsplit("/")[-1].split(".")
    lines = (CASES / f"{facts}.jsonl").read_text(encoding="utf-8").splitlines()
    expected = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [json.loads(line) for line in lines], date.fromisoformat(as_of), expected


def whole(name: str) -> tuple[list[dict[str, Any]], date, dict[str, Any]]:
    """As `load`, with the rows of both regimes."""
    facts, as_of, law = load(name)
    _, _, looked_at = load(f"tilsyn/{name}")
    return facts, as_of, {kind: [*law[kind], *looked_at[kind]] for kind in ("breaches", "indicators")}


def differences(expected: Mapping[str, Rows], breaches: Rows, indicators: Rows) -> list[str]:
    """One line per row that is missing, unexpected or different; empty when the engine agrees.

    `expected` holds `breaches` and `indicators` as a golden file does, or an oracle's state. Left out on both
    sides: rows without status, closed rows, FORELOEBIG rows of kommuner and a-kasser, live indicators.
    One breach_id is expected twice (random.2025-06-30, two kontaktforløb with a common anchor): the last row,
    that of the smaller (ydelse, visitation), is the one that stands.
    """
    found = _diff(
        {_breach_key(row): row for row in expected["breaches"] if _open(row) and not _nowcast(row)},
        _keyed((row for row in breaches if _open(row) and not _nowcast(row)), _breach_key),
        lambda row: BREACH_COLUMNS if row["scope"] == "person" else AGGREGATE_COLUMNS,
    )
    return found + _diff(
        {_indicator_key(row): row for row in expected["indicators"] if not row.get("live", False)},
        _keyed((row for row in indicators if not row["live"]), _indicator_key),
        lambda row: INDICATOR_COLUMNS,
    )


def all_differences(expected: Mapping[str, Rows], breaches: Rows, indicators: Rows) -> list[str]:
    """The same for every column, with the nowcast, headroom and the values of person rows.

    For comparing an engine with the oracle, whose state is `expected`; golden files do not hold so much.
    """
    found = _diff(
        _keyed(filter(_open, expected["breaches"]), _breach_key),
        _keyed(filter(_open, breaches), _breach_key),
        lambda row: ("person_id", *AGGREGATE_COLUMNS),
    )
    return found + _diff(
        _keyed(expected["indicators"], _live_key),
        _keyed(indicators, _live_key),
        lambda row: (*INDICATOR_COLUMNS, "headroom"),
    )


def _open(row: Row) -> bool:
    return row["status"] is not None and row["status"] not in UNSEEN


def _nowcast(row: Row) -> bool:
    return bool(row["scope"] != "person" and row["status"] == "FORELOEBIG")


def _breach_key(row: Row) -> str:
    return str(row["breach_id"])


def _indicator_key(row: Row) -> str:
    return " ".join(_text(row[column]) for column in INDICATOR_KEY)


def _live_key(row: Row) -> str:
    return f"{_indicator_key(row)} {bool(row['live'])}"


def _keyed(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Row]:
    """Rows by key; a key that comes twice is a fault of the engine and never passed over."""
    keyed: dict[str, Row] = {}
    for row in rows:
        if key(row) in keyed:
            raise ValueError(f"two rows with the key {key(row)}: give the current row of each only")
        keyed[key(row)] = row
    return keyed


def _diff(expected: dict[str, Row], actual: dict[str, Row], columns: Callable[[Row], tuple[str, ...]]) -> list[str]:
    found = [f"missing {key}: {dict(row)}" for key, row in expected.items() if key not in actual]
    found += [f"unexpected {key}: {dict(row)}" for key, row in actual.items() if key not in expected]
    for key in sorted(expected.keys() & actual.keys()):
        for column in columns(expected[key]):
            wanted, got = _cell(expected[key], column), _cell(actual[key], column)
            if not _same(wanted, got):
                found.append(f"{key} {_label(expected[key])}: {column} is {got!r}, expected {wanted!r}")
    return found


def _label(row: Row) -> str:
    names = ("rule_id", "subject", "anchor", "anchor_on", "indicator_id", "code", "period_end")
    return " ".join(_text(row[name]) for name in names if name in row)


def _cell(row: Row, column: str) -> Any:
    """A column's value; ClickHouse calls the anchor `anchor_on`."""
    return row["anchor_on"] if column == "anchor" and "anchor" not in row else row[column]


def _same(wanted: Any, got: Any) -> bool:
    if wanted is None or got is None:
        return wanted is got
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return math.isclose(wanted, got, rel_tol=0.0, abs_tol=1e-9)
    return _text(wanted) == _text(got)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
