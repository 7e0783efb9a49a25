"""Where two states differ, in lines that a person can read: the oracle's, the core's, the views'.

Every row and every column is compared, values and thresholds, live figures and headroom too. Only floats have a
tolerance, and only between different implementations.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from tests.naive import State
from tests.support.pipeline import Tables

Row = Mapping[str, Any]
Keyed = dict[str, Row]

BREACH = (
    *("breach_id", "rule_id", "scope", "subject", "anchor", "due_on", "status", "opened_on", "resolved_on"),
    *("responsible", "kommune", "akasse", "value", "threshold"),
)
FIGURE = (
    *("indicator_id", "scope", "code", "period_end", "live", "numerator", "denominator", "value", "avg12"),
    *("threshold", "breach", "headroom"),
)
CLOSED = ("OPFYLDT", "BORTFALDET")
SHOWN = 12


def of_oracle(state: State) -> tuple[Keyed, Keyed]:
    """Breaches and figures of the naive implementation."""
    return _breaches(state.breaches.values()), _figures(state.indicators.values())


def of_core(breaches: Iterable[Row], figures: Iterable[Any]) -> tuple[Keyed, Keyed]:
    """Breaches and figures of the core, as tests/support/core.py gives them."""
    return _breaches(breaches), _figures(_dated(asdict(figure)) for figure in figures)


def of_tables(tables: Tables) -> tuple[Keyed, Keyed]:
    """Breaches and indicators of the views."""
    return _breaches(tables.breaches), _figures(tables.indicators)


def disagreements(wanted: tuple[Keyed, Keyed], found: tuple[Keyed, Keyed]) -> list[str]:
    """A line for each row that is missing, too many or different; at most a handful, the number of all in front."""
    lines = [line for pair in zip(wanted, found, strict=True) for line in _diff(*pair)]
    return [f"{len(lines)} differences", *lines[:SHOWN]] if lines else []


def changed(before: Tables, after: Tables) -> list[str]:
    """As `disagreements`, of two runs of the pipeline: to the last bit and with every column."""
    lines = [f"only before: {row}" for row in _missing(before.breaches, after.breaches)]
    lines += [f"only after: {row}" for row in _missing(after.breaches, before.breaches)]
    lines += [f"only before: {row}" for row in _missing(before.indicators, after.indicators)]
    lines += [f"only after: {row}" for row in _missing(after.indicators, before.indicators)]
    return [f"{len(lines)} differences", *lines[:SHOWN]] if lines else []


def _missing(rows: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    known = {tuple(sorted(map(repr, row.items()))) for row in others}
    return [row for row in rows if tuple(sorted(map(repr, row.items()))) not in known]


def _dated(figure: dict[str, Any]) -> dict[str, Any]:
    return figure | {"period_end": date.fromordinal(figure["period_end"] + date(1970, 1, 1).toordinal())}


def _breaches(rows: Iterable[Row]) -> Keyed:
    shown = [row for row in rows if row["status"] not in CLOSED]
    return _unique([_plain(row, BREACH) for row in shown], ("breach_id",))


def _figures(rows: Iterable[Row]) -> Keyed:
    return _unique([_plain(row, FIGURE) for row in rows], ("indicator_id", "scope", "code", "period_end", "live"))


def _unique(rows: list[Row], key: tuple[str, ...]) -> Keyed:
    """Rows by key; a key that comes twice is never passed over."""
    keyed = {" ".join(str(row[name]) for name in key): row for row in rows}
    if len(keyed) != len(rows):
        raise ValueError(f"{len(rows) - len(keyed)} keys come twice: give the current row of each only")
    return keyed


def _plain(row: Row, columns: tuple[str, ...]) -> Row:
    """The columns with dates as text; the views call the anchor `anchor_on`."""
    names = {name: "anchor_on" if name == "anchor" and "anchor_on" in row else name for name in columns}
    return {name: _text(row[place]) for name, place in names.items()}


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _diff(wanted: Keyed, found: Keyed) -> list[str]:
    lines = [f"missing: {dict(wanted[key])}" for key in wanted.keys() - found.keys()]
    lines += [f"unexpected: {dict(found[key])}" for key in found.keys() - wanted.keys()]
    for key in sorted(wanted.keys() & found.keys()):
        for name, value in wanted[key].items():
            if not _same(value, found[key][name]):
                lines.append(f"{name} is {found[key][name]!r}, not {value!r}: {dict(wanted[key])}")
    return lines


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, bool) or isinstance(b, bool) or isinstance(a, str) or a is None or b is None:
        return bool(a == b)
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-9)
