"""Section G's figures: kommuner and a-kasser side by side; no target, hence never a breach."""

import math
from collections.abc import Iterable
from datetime import date

from tests.naive.calendar import is_month_end, month_ends
from tests.naive.facts import PersonFacts
from tests.naive.indicators import Indicator
from tests.naive.tilsyn import Entry, person_entries


def comparisons(persons: list[PersonFacts], as_of: date) -> list[Indicator]:
    """Every figure at a month-end up to `as_of`, and the live ones when `as_of` is none."""
    dates = measuring_dates(persons, as_of)
    live = None if is_month_end(as_of) else as_of
    cells = by_cell(entry for person in persons for entry in person_entries(person, dates))
    return [figure(cell, parts, _scope(cell[0]), live) for cell, parts in cells.items() if _sum(parts)[1] > 0]


def _scope(indicator: str) -> str:
    return "akasse" if indicator == "FS-DELTAGELSE" else "kommune"


def measuring_dates(persons: list[PersonFacts], as_of: date) -> list[date]:
    """From the month of the first payment to anybody; none while nobody has been paid."""
    firsts = [person.ydelser[0].start for person in persons if person.ydelser]
    if not firsts:
        return []
    return month_ends(min(firsts), as_of) + ([] if is_month_end(as_of) else [as_of])


Parts = list[tuple[float, float]]


def by_cell(entries: Iterable[Entry]) -> dict[tuple[str, int, date], Parts]:
    """What all persons add to each (indicator, code, measuring date)."""
    cells: dict[tuple[str, int, date], Parts] = {}
    for indicator, code, on, numerator, denominator in entries:
        cells.setdefault((indicator, code, on), []).append((numerator, denominator))
    return cells


def _sum(parts: Parts) -> tuple[float, float]:
    return math.fsum(part[0] for part in parts), math.fsum(part[1] for part in parts)


def figure(cell: tuple[str, int, date], parts: Parts, scope: str, live: date | None) -> Indicator:
    """The share of a cell, as yet beside nothing; `live` is the as-of date that is no month-end."""
    indicator, code, on = cell
    numerator, denominator = _sum(parts)
    value = numerator / denominator
    return Indicator(indicator, scope, code, on, on == live, numerator, denominator, value, value, None, False)
