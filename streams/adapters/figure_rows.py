"""Indicators and the breaches of kommuner and a-kasser as Arrow rows. Layout only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from streams.adapters.breach_rows import Stamp
from streams.adapters.clickhouse.rows import INDICATORS
from streams.core.calendar import to_date, to_day
from streams.core.figur import Figure

_LIVE_KEY = date(1970, 1, 1)


class FigureKey(NamedTuple):
    """What tells one indicator row from another; a nowcast has no date of its own, the newest replaces the last."""

    indicator_id: str
    scope: str
    code: int
    live: bool
    period_end: int


def key_of(figure: Figure) -> FigureKey:
    """The row that the figure is."""
    return FigureKey(
        figure.indicator_id, figure.scope, figure.code, figure.live, 0 if figure.live else figure.period_end
    )


def table(figures: Sequence[Figure], gone: Sequence[Figure], stamp: Stamp) -> Any:
    """An INDICATORS table: figures to set, and figures that are no more."""
    rows = [*_rows(figures, stamp, 0), *_rows(gone, stamp, 1)]
    return pa.Table.from_pylist(rows, schema=INDICATORS)


def _rows(figures: Sequence[Figure], stamp: Stamp, is_deleted: int) -> Iterator[dict[str, Any]]:
    for f in figures:
        yield {
            "indicator_id": f.indicator_id,
            "scope": f.scope,
            "code": f.code,
            "period_end": to_date(f.period_end),
            "live": f.live,
            "headroom": f.headroom,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "value": f.value,
            "avg12": f.avg12,
            "threshold": f.threshold,
            "breach": f.breach,
            "class": None,
            "as_of": to_date(stamp.as_of),
            "version": stamp.version,
            "period_key": _LIVE_KEY if f.live else to_date(f.period_end),
            "is_deleted": is_deleted,
        }


def figures(rows: Any) -> list[Figure]:
    """The figures of a table that `Restore.indicator_rows` gave."""
    return [
        Figure(
            indicator_id=r["indicator_id"],
            scope=r["scope"],
            code=r["code"],
            period_end=to_day(r["period_end"]),
            live=bool(r["live"]),
            numerator=r["numerator"],
            denominator=r["denominator"],
            value=r["value"],
            avg12=r["avg12"],
            threshold=r["threshold"],
            breach=bool(r["breach"]),
            headroom=r["headroom"],
        )
        for r in rows.to_pylist()
    ]
