"""Many values to one, by the names that Grafana gives the calculations."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean
from typing import Any, Final


def _last(values: list[Any]) -> Any:
    return values[-1] if values else None


def _there(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


CALCS: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "lastNotNull": lambda values: _last(_there(values)),
    "last": _last,
    "firstNotNull": lambda values: next(iter(_there(values)), None),
    "first": lambda values: next(iter(values), None),
    "min": lambda values: min(_there(values), default=None),
    "max": lambda values: max(_there(values), default=None),
    "mean": lambda values: fmean(_there(values)) if _there(values) else None,
    "sum": lambda values: sum(_there(values)) if _there(values) else None,
    "count": len,
    "range": lambda values: max(_there(values)) - min(_there(values)) if _there(values) else None,
    "diff": lambda values: _there(values)[-1] - _there(values)[0] if _there(values) else None,
    "distinctCount": lambda values: len(set(_there(values))),
}
TITLES: Final = {
    "lastNotNull": "Senest",
    "last": "Senest",
    "firstNotNull": "Først",
    "first": "Først",
    "min": "Min.",
    "max": "Maks.",
    "mean": "Snit",
    "sum": "Sum",
    "count": "Antal",
    "range": "Spænd",
    "diff": "Ændring",
    "distinctCount": "Forskellige",
}


def reduced(values: list[Any], calc: str) -> Any:
    """`values` as one. KeyError: a calculation that is not known."""
    return CALCS[calc](values)
