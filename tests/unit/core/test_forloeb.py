"""Runs of payments, against the sets of days that are paid."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.calendar import month_of
from streams.core.codes import VISITATIONER, YDELSER
from streams.core.facts import Records
from streams.core.forloeb import FORLOEB, KEYS, NEVER, ends_after, find_forloeb, is_member
from tests.unit.core.records import day, together, ydelser

T = day("2024-12-31")
JANUARY = day("2024-01-01")


def runs(y: Records, by_visitation: bool = False, t: int = T) -> Records:
    out = np.zeros(len(y), FORLOEB)
    return out[: find_forloeb(y, by_visitation, t, NEVER, np.zeros(KEYS, np.int32), out)]


def spans(found: Records) -> list[tuple[int, int]]:
    return [(int(run["start"]), int(run["slut"])) for run in found]


def by_days(periods: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The model: a whole calendar month without a paid day lies between two runs."""
    days = sorted({d for first, last in periods for d in range(first, last + 1)})
    breaks = [i for i in range(1, len(days)) if month_of(days[i]) - month_of(days[i - 1]) > 1]
    edges = [0, *breaks, len(days)]
    return [(days[a], days[b - 1]) for a, b in pairwise(edges)]


PERIODS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 80)).map(lambda p: (JANUARY + p[0], JANUARY + p[0] + p[1])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PERIODS)
def test_a_whole_unpaid_month_divides_runs(periods: list[tuple[int, int]]) -> None:
    assert spans(runs(ydelser(*sorted(periods)))) == by_days(periods)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(PERIODS, PERIODS)
def test_each_ydelse_has_its_own(dagpenge: list[tuple[int, int]], syge: list[tuple[int, int]]) -> None:
    found = runs(together(ydelser(*sorted(dagpenge)), ydelser(*sorted(syge), ydelse="SYGEDAGPENGE")))
    assert spans(found) == by_days(dagpenge) + by_days(syge)


def test_runs_are_ordered_by_ydelse_visitation_and_start() -> None:
    y = together(
        ydelser(("2024-01-01", "2024-01-31"), ydelse="SHO", visitation="JOBPARAT"),
        ydelser(("2024-02-01", "2024-02-29"), ("2024-06-01", "2024-06-30"), ydelse="SHO", visitation="AKTIVITETSPARAT"),
        ydelser(("2024-03-01", "2024-03-31"), ydelse="DAGPENGE", visitation="UDDANNELSESPARAT"),
    )
    found = [
        (YDELSER[r["ydelse"]], VISITATIONER[r["visitation"]], month_of(int(r["start"])) % 12) for r in runs(y, True)
    ]
    assert found == [
        ("DAGPENGE", "UDDANNELSESPARAT", 2),
        ("SHO", "AKTIVITETSPARAT", 1),
        ("SHO", "AKTIVITETSPARAT", 5),
        ("SHO", "JOBPARAT", 0),
    ]


@pytest.mark.parametrize(
    ("slut", "last"), [("2024-01-01", "2024-02-29"), ("2024-01-31", "2024-02-29"), ("2023-12-31", "2024-01-31")]
)
def test_a_run_may_be_open_to_the_end_of_the_next_month(slut: str, last: str) -> None:
    assert ends_after(day(slut)) == day(last)
    y = ydelser(("2023-12-01", slut))
    assert [int(runs(y, t=day(last) + later)["aktivt"][0]) for later in (0, 1)] == [1, 0]


@pytest.mark.parametrize(("begun", "is_open"), [("2024-01-31", 1), ("2024-02-01", 0)])
def test_a_later_run_ends_an_earlier(begun: str, is_open: int) -> None:
    y = together(ydelser(("2024-01-01", "2024-01-31")), ydelser((begun, "2024-02-10"), ydelse="SHO"))
    assert [int(run["aktivt"]) for run in runs(y, t=day("2024-02-10"))] == [is_open, 1]


@pytest.mark.parametrize(
    ("is_open", "member"), [(1, [False, True, True, True, False]), (0, [False, True, True, False, False])]
)
def test_a_member_of_an_open_run_is_one_to_today(is_open: int, member: list[bool]) -> None:
    run = np.zeros(1, FORLOEB)[0]
    run["start"], run["slut"], run["aktivt"] = 10, 20, is_open
    assert [bool(is_member(run, d, 25)) for d in (9, 10, 20, 21, 26)] == member


def test_nobody_has_no_runs() -> None:
    assert len(runs(ydelser())) == 0
