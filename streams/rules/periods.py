"""Dated values: which value holds when, and where a rule's text of law changes. Dates are YYYY-MM-DD strings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

Dated = list[dict[str, Any]]


def shifted(day: str, days: int) -> str:
    """`day` + `days`."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def segments(gyldig: dict[str, Any], parametre: dict[str, Dated]) -> list[tuple[str, str | None]]:
    """The validity cut where some parameter takes another value: (first, last day), None for "until further notice"."""
    changes = {after["fra"] for values in parametre.values() for after in _changes(values)}
    starts = sorted({gyldig["fra"], *changes})
    ends = [shifted(start, -1) for start in starts[1:]]
    return list(zip(starts, [*ends, gyldig.get("til")], strict=True))


def ends(gyldig: dict[str, Any], values: Dated) -> list[str | None]:
    """The last day of each value: the day before the next, and the validity's end for the last."""
    return [*(shifted(after["fra"], -1) for after in values[1:]), gyldig.get("til")]


def at(values: Dated, day: str) -> Any:
    """The value in force on `day` (which must not be earlier than the first)."""
    return max((value for value in values if value["fra"] <= day), key=lambda value: str(value["fra"]))["vaerdi"]


def faults(gyldig: dict[str, Any], values: Dated) -> Iterator[str]:
    """What to do about values that do not cover the validity exactly once."""
    if values[0]["fra"] != gyldig["fra"]:
        yield f"the first value must hold from the validity's first day, {gyldig['fra']}, not {values[0]['fra']}"
    yield from _between(values)
    end, last = gyldig.get("til"), values[-1]
    if last["fra"] > (end or last["fra"]):
        yield f"the value from {last['fra']} begins after the validity has ended, {end}: remove it"
    if last.get("til", end) != end:
        yield f"the last value must hold to the validity's last day, {end or 'open'}, not {last['til']}"


def _between(values: Dated) -> Iterator[str]:
    for before, after in pairwise(values):
        if after["fra"] <= before["fra"]:
            yield f"the values from {before['fra']} and {after['fra']} overlap or are out of order: sort them by `fra`"
        elif "til" in before:
            yield from _seam(before["til"], after["fra"])


def _seam(til: str, fra: str) -> Iterator[str]:
    expected = shifted(til, 1)
    if fra < expected:
        yield f"the values to {til} and from {fra} overlap: end the former earlier, or leave `til` out"
    if fra > expected:
        yield f"no value holds from {expected} to {shifted(fra, -1)}: close the gap"


def _changes(values: Dated) -> Iterator[dict[str, Any]]:
    return (after for before, after in pairwise(values) if after["vaerdi"] != before["vaerdi"])
