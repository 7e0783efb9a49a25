"""Time is an event: whatever dates were told before, the last one decides; and `next_change` is honest.

Between an evaluation and a person's next change nothing changes but the days presumed paid, so that whoever is not
due may be left alone.
"""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.partition import Partition
from tests.property.profile import FIRST, LAST, days, orders, searched, seeds
from tests.support.partitions import Item, Watched, crowd, fresh, shuffled

VISITED = st.lists(days, min_size=1, max_size=8)


def visited(watched: Watched, dates: list[int]) -> Watched:
    """Evaluate as of one date after the other, in both directions, as an agent does."""
    for before, t in zip([None, *dates], dates, strict=False):
        if before is not None and t < before:
            watched.everyone()
        watched.evaluate(t)
    return watched


def started(stock: list[Item], parts: int = 1) -> Watched:
    """The facts merged, nothing evaluated yet."""
    watched = Watched(parts)
    watched.merge(stock)
    return watched


@searched(50)
@given(seeds, VISITED, days)
def test_the_dates_on_the_way_leave_no_trace(seed: int, dates: list[int], t: int) -> None:
    assert visited(started(crowd(seed)), [*dates, t]).state(t) == fresh(crowd(seed), t).state(t)


@searched(25)
@given(seeds, orders, VISITED, st.sampled_from((1, 4, 7)))
def test_facts_and_dates_in_any_order_leave_no_trace(seed: int, order: int, dates: list[int], parts: int) -> None:
    stock, watched = shuffled(crowd(seed), order), Watched(parts)
    for number, t in enumerate(dates):
        watched.merge(stock[number :: len(dates)])
        watched.everyone()
        watched.evaluate(t)
    assert watched.state(dates[-1]) == fresh(crowd(seed), dates[-1]).state(dates[-1])


@searched(6)
@given(seeds, st.integers(FIRST, LAST - 60))
def test_two_months_day_by_day_are_right_every_day(seed: int, first: int) -> None:
    watched = started(crowd(seed))
    for t in range(first, first + 60):
        watched.evaluate(t)
        assert watched.state(t) == fresh(crowd(seed), t).state(t)


def changes_of(watched: Watched, after: int) -> list[int]:
    """The days after which somebody is due who was not before, up to the last there is."""
    (partition,) = watched.partitions
    return sorted({day for n in range(len(partition.persons)) if (day := next_change(partition, n, after)) <= LAST})


def next_change(partition: Partition, person: int, after: int) -> int:
    """The first day on which the person is due; LAST + 1 when there is none."""
    return bisect_left(range(LAST + 1), True, lo=after, key=lambda day: person in partition.due(day))


@searched(60)
@given(seeds, days, orders, st.sampled_from((-1, 0, 1)))
def test_around_somebodys_next_change_only_the_due_need_a_look(seed: int, t: int, which: int, step: int) -> None:
    watched = fresh(crowd(seed), t)
    if following := changes_of(watched, t):
        later = max(t, following[which % len(following)] + step)
        watched.evaluate(later)
        assert watched.state(later) == fresh(crowd(seed), later).state(later)


def alone(stock: tuple[Item, ...], person: str) -> list[Item]:
    """One person's facts."""
    return [item for item in stock if item.person == person]


@searched(80)
@given(seeds, days, orders, st.sampled_from((0, 1, 10**6)))
def test_nothing_changes_before_the_next_change(seed: int, t: int, which: int, ahead: int) -> None:
    """The day after T, the day before the next change, and a day between them look like T, but for presumed days."""
    own = alone(crowd(seed), crowd(seed)[which % len(crowd(seed))].person)
    now = fresh(own, t)
    later = min(t + 1 + ahead, next_change(now.partitions[0], 0, t) - 1)
    if later > t:
        then = fresh(own, later)
        assert (then.told(), then.sums()) == (now.told(), now.sums())
        assert sum(then.presumed(later)) - sum(now.presumed(t)) in (0, later - t)


def test_whoever_is_not_due_is_not_looked_at() -> None:
    (partition,) = fresh(crowd(1, 150), FIRST + 2000).partitions
    assert len(partition.due(FIRST + 2000)) == 0
    assert 0 < len(partition.due(FIRST + 2001)) < len(partition.persons) / 4


def test_people_whose_forloeb_ended_long_ago_cost_nothing() -> None:
    far = LAST + 3 * 366
    (partition,) = fresh(crowd(1, 150), far).partitions
    assert len(partition.due(far + 30)) < 0.3 * len(partition.persons)


@pytest.mark.slow
@searched(250)
@given(seeds, VISITED, days)
def test_the_dates_on_the_way_leave_no_trace_at_length(seed: int, dates: list[int], t: int) -> None:
    assert visited(started(crowd(seed, 40)), [*dates, t]).state(t) == fresh(crowd(seed, 40), t).state(t)


@pytest.mark.slow
@searched(600)
@given(seeds, days, orders, st.sampled_from((-1, 0, 1)))
def test_around_next_changes_at_length(seed: int, t: int, which: int, step: int) -> None:
    watched = fresh(crowd(seed, 40), t)
    if following := changes_of(watched, t):
        later = max(t, following[which % len(following)] + step)
        watched.evaluate(later)
        assert watched.state(later) == fresh(crowd(seed, 40), later).state(later)
