"""Breaches of kommuner and a-kasser from figures written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from streams.core.brud import Brud
from streams.core.brud import brud as found_in
from streams.core.calendar import to_date
from streams.core.catalogue import Forsoergelse, Head
from streams.core.figur import Figure
from tests.unit.core.records import day

OLD, NEW = date(2020, 1, 1), date(2024, 3, 31)
RULES = [
    Forsoergelse(Head("R", "R.1", "gaeldende", OLD, date(2024, 3, 30), "KOMMUNE")),
    Forsoergelse(Head("R", "R.2", "gaeldende", NEW, None, "KOMMUNE")),
    Forsoergelse(Head("S", "S.1", "gaeldende", OLD, None, "KOMMUNE")),
]
"""Rule R has a second version from the end of March 2024."""
ENDS = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"]


def series(pattern: str, live: str | None = None, scope: str = "kommune", rule_id: str = "R") -> list[Figure]:
    """A figure per month-end from January 2024: `x` in breach, `o` not, blank missing; `live` the same for today."""

    def figure(d: str, word: str, is_live: bool, value: float) -> Figure:
        return Figure(rule_id, scope, 101, day(d), is_live, 1, 2, 0.5, value, 0.3, word == "x")  # type: ignore[arg-type]

    past = [figure(d, w, False, n / 10) for n, (d, w) in enumerate(zip(ENDS, pattern, strict=False)) if w != " "]
    return past + ([figure("2024-07-10", live, True, 0.9)] if live else [])


def brud(figures: list[Figure], t: int) -> list[Brud]:
    return found_in(RULES, figures, t)


def told(found: list[Brud]) -> list[tuple[str, str, str | None]]:
    return [(to_date(b.anker).isoformat(), b.status, b.lukket and to_date(b.lukket).isoformat()) for b in found]


RUNS = {
    "none": ("oooooo", []),
    "all of them": ("xxxxxx", [("2024-01-31", "KONSTATERET", None)]),
    "the last": ("ooooox", [("2024-06-30", "KONSTATERET", None)]),
    "the first": ("xooooo", [("2024-01-31", "AFHJULPET", "2024-02-29")]),
    "two runs": ("xxooxx", [("2024-01-31", "AFHJULPET", "2024-03-31"), ("2024-05-31", "KONSTATERET", None)]),
    "a missing month-end ends a run": (
        "xx xxx",
        [("2024-01-31", "AFHJULPET", "2024-03-31"), ("2024-04-30", "KONSTATERET", None)],
    ),
    "the last missing": ("xxxxx ", [("2024-01-31", "AFHJULPET", "2024-06-30")]),
    "nothing at all": ("", []),
}


@pytest.mark.parametrize(("pattern", "rows"), RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("t", ["2024-06-30", "2024-07-10"])
def test_runs_of_month_ends(t: str, pattern: str, rows: list[tuple[str, str, str | None]]) -> None:
    assert told(brud(series(pattern), day(t))) == rows


def test_a_run_tells_the_mean_at_its_last_month_end() -> None:
    (row,) = brud(series("oxxxoo"), day("2024-06-30"))
    assert (row.value, row.threshold, row.aabnet) == (0.3, 0.3, day("2024-02-29"))


def test_in_breach_today_only_is_an_early_word() -> None:
    (row,) = brud(series("oooooo", "x"), day("2024-07-10"))
    assert (row.status, row.anker, row.aabnet, row.lukket) == ("FORELOEBIG", day("2024-07-31"), day("2024-07-01"), None)
    assert (row.value, row.threshold, row.rule_id, row.scope, row.code) == (0.9, 0.3, "R", "kommune", 101)


TODAY = {
    "in breach at the last month-end too": ("ooooox", "x", ["KONSTATERET"]),
    "in order today, not at the last month-end": ("ooooox", "o", ["KONSTATERET"]),
    "an earlier run": ("xooooo", "x", ["AFHJULPET", "FORELOEBIG"]),
    "without a past": ("", "x", ["FORELOEBIG"]),
    "in order": ("oooooo", "o", []),
    "the last month-end missing": ("xxxxx ", "x", ["AFHJULPET", "FORELOEBIG"]),
}


@pytest.mark.parametrize(("pattern", "live", "statuses"), TODAY.values(), ids=TODAY)
def test_today(pattern: str, live: str, statuses: list[str]) -> None:
    assert [row.status for row in brud(series(pattern, live), day("2024-07-10"))] == statuses


def test_an_akasse_hears_at_the_month_end() -> None:
    assert brud(series("oooooo", "x", "akasse"), day("2024-07-10")) == []


def test_rules_do_not_mix() -> None:
    figures = [*series("xxoooo", rule_id="S"), *series("ooooxx", rule_id="R")]
    assert [(row.rule_id, row.status) for row in brud(figures, day("2024-06-30"))] == [
        ("R", "KONSTATERET"),
        ("S", "AFHJULPET"),
    ]


VERSIONS = {
    "the last month-end before the change": ("xxoooo", None, ["R.1"]),
    "the month-end of the change": ("xxxooo", None, ["R.2"]),
    "on both sides of it": ("xooxxx", None, ["R.1", "R.2"]),
    "today": ("oooooo", "x", ["R.2"]),
}


@pytest.mark.parametrize(("pattern", "live", "versions"), VERSIONS.values(), ids=VERSIONS)
def test_a_row_names_the_version_its_last_figure_was_measured_by(
    pattern: str, live: str | None, versions: list[str]
) -> None:
    assert [row.rule_version for row in brud(series(pattern, live), day("2024-07-10"))] == versions
