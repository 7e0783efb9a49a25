"""The consumed clock, against the set of days that are paid."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.calendar import NO_DATE
from streams.core.dagpenge import (
    ALENE,
    Dagpenge,
    consumed,
    last_paid_day,
    nth_paid_day,
    paid_days,
    paid_intervals,
    period_at,
    period_last,
    period_starts,
)
from tests.unit.core.records import statusser, together, ydelser

PERIODS = st.lists(st.tuples(st.integers(10, 60), st.integers(0, 15)).map(lambda p: (p[0], p[0] + p[1])), max_size=6)
STARTS = st.lists(st.integers(0, 80), max_size=4)


def clock(periods: list[tuple[int, int]], indplaceringer: list[int]) -> Dagpenge:
    y = together(ydelser(*sorted(periods)), ydelser((0, 99), ydelse="SHO"))
    b = together(statusser("INDPLACERING", *sorted(indplaceringer)), statusser("TILMELDT", 5, 70))
    fra, til, out = np.zeros(len(y), np.int32), np.zeros(len(y), np.int32), np.zeros(len(b) + 1, np.int32)
    n = paid_intervals(y, ALENE, fra, til)
    return Dagpenge(fra[:n], til[:n], out[: period_starts(b, int(fra[0]) if n else NO_DATE, out)])


def days_of(periods: list[tuple[int, int]]) -> list[int]:
    return sorted({d for first, last in periods for d in range(first, last + 1)})


def starts_of(periods: list[tuple[int, int]], indplaceringer: list[int]) -> list[int]:
    """The model: every indplacering, and the first paid day when it comes before them."""
    first = days_of(periods)[:1]
    return sorted({*indplaceringer, *(d for d in first if not indplaceringer or d < min(indplaceringer))})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PERIODS, STARTS)
def test_paid_days_are_disjoint_and_starts_distinct(periods: list[tuple[int, int]], starts: list[int]) -> None:
    c = clock(periods, starts)
    assert [d for a, b in zip(c.fra, c.til, strict=True) for d in range(a, b + 1)] == days_of(periods)
    assert all(later > end + 1 for end, later in zip(c.til, c.fra[1:], strict=False))
    assert [int(d) for d in c.perioder] == starts_of(periods, starts)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PERIODS, STARTS)
def test_consumed_counts_paid_days_of_the_period(periods: list[tuple[int, int]], starts: list[int]) -> None:
    c, paid, begun = clock(periods, starts), days_of(periods), starts_of(periods, starts)
    for d in range(0, 90, 3):
        since = max((s for s in begun if s <= d), default=None)
        assert period_at(c, d) == sum(s <= d for s in begun) - 1
        assert consumed(c, d) == (0 if since is None else sum(since <= p <= d for p in paid))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PERIODS, STARTS)
def test_the_nth_paid_day_of_each_period(periods: list[tuple[int, int]], starts: list[int]) -> None:
    c, paid, begun = clock(periods, starts), days_of(periods), starts_of(periods, starts)
    for i, start in enumerate(begun):
        last = begun[i + 1] - 1 if i + 1 < len(begun) else NO_DATE
        inside = [p for p in paid if start <= p <= last]
        assert period_last(c, i) == last
        assert last_paid_day(c, i) == (inside[-1] if inside else NO_DATE)
        assert paid_days(c, start, last) == len(inside)
        found = [nth_paid_day(c, i, n) for n in range(1, len(inside) + 2)]
        assert found == [*inside, NO_DATE]


def test_without_dagpenge_and_indplacering_there_is_no_clock() -> None:
    c = clock([], [])
    assert [len(c.fra), len(c.perioder), period_at(c, 50), consumed(c, 50)] == [0, 0, -1, 0]


def test_indplacering_alone_starts_a_period_without_paid_days() -> None:
    c = clock([], [20])
    assert [list(c.perioder), consumed(c, 50), last_paid_day(c, 0)] == [[20], 0, NO_DATE]
