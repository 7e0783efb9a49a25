"""A query as the database gets it: `dashboards.expand` does as Grafana does, and here is what Grafana does not do.

Grafana's `:sqlstring` doubles quotes but leaves backslashes, and what has no format is put in as it stands. So
backslashes are escaped here, what is not plain words goes into quotes or nowhere, and no value may bring a macro.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from dashboards import expand
from dashboards.expand import ALL, Asked, MacroError, Value
from dashboards.preview import danish
from dashboards.preview.clickhouse import Refused
from dashboards.preview.model import Panel
from dashboards.preview.timerange import TimeRange
from dashboards.preview.variables import Chosen

POINTS: Final = 1000  # of a time series, at most: what Grafana asks for on a wide screen
STEPS: Final = (1, 5, 10, 15, 30, 60, 300, 600, 900, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800)
QUOTED: Final = {"sqlstring", "singlequote"}
_PLAIN: Final = re.compile(r"[\w .:+-]*")
_USE: Final = re.compile(r"\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?::([^}]+))?\}")


def expanded(sql: str, chosen: Mapping[str, Chosen], span: TimeRange, panel: Panel | None = None) -> str:
    """The query with everything put in. Refused: a value that cannot be put in safely, or a macro that is wrong."""
    asked = _asked(chosen, span, panel)
    try:
        sql = expand.conditional_all(sql, asked)
        _check(sql, chosen)
        return expand.macros(expand.variables(sql, asked), asked)
    except MacroError as error:
        raise Refused(f"Forespørgslen er skrevet forkert: {error}") from None


def _asked(chosen: Mapping[str, Chosen], span: TimeRange, panel: Panel | None) -> Asked:
    return Asked(
        since=danish.instant(span.start),
        until=danish.instant(span.end),
        interval=_interval(span, panel),
        variables={name: _value(one) for name, one in chosen.items()},
        options={name: tuple(_escaped(value) for _, value in one.options) for name, one in chosen.items()},
    )


def _value(one: Chosen) -> Value:
    if one.all:
        return ALL
    values = tuple(_escaped(value) for value in one.values)
    return values if one.several else next(iter(values), "")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\")


def _check(sql: str, chosen: Mapping[str, Chosen]) -> None:
    for found in _USE.finditer(sql):
        name, form = found[1] or found[2] or found[4], found[3] or found[5] or ""
        for value in chosen[name].real if name in chosen else ():
            if "$" in value or (form not in QUOTED and not _PLAIN.fullmatch(value)):
                raise Refused(f"Værdien {value!r} af {chosen[name].variable.label} kan ikke bruges her")


def _interval(span: TimeRange, panel: Panel | None) -> timedelta:
    """How wide a point is: the range over the points, rounded up to a time that people use."""
    points = int((panel.json.get("maxDataPoints") if panel else None) or POINTS)
    wanted = (span.end - span.start) / 1000 / points
    return timedelta(seconds=next((step for step in STEPS if step >= wanted), STEPS[-1]))
