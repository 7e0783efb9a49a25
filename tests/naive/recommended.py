"""Section F's figures: each beside what may be expected, with a class and never as a breach."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tests.naive.anbefalet import recommended_entries
from tests.naive.calendar import is_month_end
from tests.naive.comparisons import by_cell, figure, measuring_dates
from tests.naive.facts import Fact, PersonFacts
from tests.naive.indicators import TOLERANCE, Indicator

MARGIN = 0.02
EXPECTED_SHARE = {"RM-K1": "forventet_afgang_6mdr", "RM-A1": "forventet_afgang_3mdr", "RM-A2": "forventet_afgang_6mdr"}
SURVEYS = {
    ("KOMMUNE", "BORGER"): "RM-K4",
    ("KOMMUNE", "VIRKSOMHED"): "RM-K5",
    ("AKASSE", "BORGER"): "RM-A3",
}
SCOPES = {"RM-K": "kommune", "RM-A": "akasse"}


@dataclass(frozen=True)
class Classed:
    """A figure and its class; None where nothing is expected."""

    figure: Indicator
    klass: str | None


def recommended(persons: list[PersonFacts], known: list[Fact], in_force: list[Indicator], as_of: date) -> list[Classed]:
    """Every figure of the recommended regime; `in_force` are the figures of the regime in force."""
    dates = measuring_dates(persons, as_of)
    live = None if is_month_end(as_of) else as_of
    entries = [entry for person in persons for entry in recommended_entries(person, dates)]
    counted = [figure(cell, parts, SCOPES[cell[0][:4]], live) for cell, parts in by_cell(entries).items()]
    rows = [_expecting(row, counted, known) for row in counted]
    rows += [
        replace(row, indicator_id="RM-K3", breach=False) for row in in_force if row.indicator_id == "RM-FORSOERGELSE"
    ]
    rows += [row for on in dates for row in _satisfaction(known, on, live)]
    return [Classed(row, class_of(row)) for row in rows]


def _expecting(row: Indicator, all_rows: list[Indicator], known: list[Fact]) -> Indicator:
    """With what is expected of it: the country's share for RM-K2, else the rammevilkår of the year."""
    if row.indicator_id == "RM-K2":
        return replace(row, threshold=_national(row, all_rows))
    scope = "AKASSE" if row.scope == "akasse" else "KOMMUNE"
    of_year = [f for f in known if f["type"] == "rammevilkaar" and (f["scope"], f["kode"]) == (scope, row.code)]
    shares = [f[EXPECTED_SHARE[row.indicator_id]] for f in of_year if f["aar"] == row.period_end.year]
    return replace(row, threshold=shares[-1] if shares else None)


def _national(row: Indicator, all_rows: Iterable[Indicator]) -> float:
    of_day = [r for r in all_rows if (r.indicator_id, r.period_end) == (row.indicator_id, row.period_end)]
    return math.fsum(r.numerator for r in of_day) / math.fsum(r.denominator for r in of_day)


def _satisfaction(known: list[Fact], on: date, live: date | None) -> Iterable[Indicator]:
    """The year's surveys: the mean score, by the number of answers."""
    for fact in known:
        name = SURVEYS.get((fact["scope"], fact["kind"])) if fact["type"] == "tilfredshed" else None
        if name and fact["aar"] == on.year and fact["svar"] > 0:
            total = fact["score"] * fact["svar"]
            row = figure((name, fact["kode"], on), [(total, fact["svar"])], SCOPES[name[:4]], live)
            yield replace(row, value=fact["score"], avg12=fact["score"], threshold=fact["maal"])


def class_of(row: Indicator) -> str | None:
    """Beside what is expected, by more than two hundredths; being supported is the one share where less is better."""
    if row.threshold is None:
        return None
    better = row.avg12 - row.threshold
    better = -better if row.indicator_id == "RM-K3" else better
    if abs(better) <= MARGIN + TOLERANCE:
        return "SOM_FORVENTET"
    return "INSPIRATION" if better > 0 else "UDVIKLINGSPOTENTIALE"
