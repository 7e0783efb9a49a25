"""Adding persons up and taking them back, against adding up afresh."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core import axes
from streams.core.arena import more_slots, new_blocks
from streams.core.out import ENTRY, TAIL
from streams.core.sums import count_again, tail_days
from tests.unit.core.records import day, records

PERSONS, PLACES = 3, 2
ENTRIES = st.lists(st.tuples(st.integers(0, 2 * axes.COLUMNS - 1), st.integers(1, 31)), max_size=12)
STEPS = st.lists(st.tuples(st.integers(0, PERSONS - 1), ENTRIES), max_size=8)


class Counted:
    """What persons count for, and the sums."""

    def __init__(self) -> None:
        self.blocks, self.records = new_blocks(PERSONS, 4), np.zeros(4, ENTRY)
        self.sums, self.touched = np.zeros(2 * axes.COLUMNS, np.int64), np.zeros(PLACES, np.uint8)

    def count(self, person: int, entries: list[tuple[int, int]]) -> None:
        new = records(ENTRY, [{"plads": plads, "antal": antal} for plads, antal in entries])
        who, end = np.array([person], np.int32), np.array([len(new)], np.int64)
        while not count_again(self.blocks, self.records, who, new, end, 0, self.sums, self.touched):
            self.blocks, self.records = more_slots(self.blocks, self.records, len(self.records) + 16)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(STEPS)
def test_the_sums_are_those_of_what_each_counts_for_now(steps: list[tuple[int, list[tuple[int, int]]]]) -> None:
    counted, current = Counted(), {}
    for person, entries in steps:
        counted.count(person, entries)
        current[person] = entries
    expected = np.zeros(2 * axes.COLUMNS, np.int64)
    for plads, antal in (entry for entries in current.values() for entry in entries):
        expected[plads] += antal
    assert (counted.sums == expected).all()


def test_the_places_touched_are_marked_when_taken_back_too() -> None:
    counted = Counted()
    counted.count(0, [(axes.COLUMNS - 1, 1)])
    assert list(counted.touched) == [1, 0]
    counted.touched[:] = 0
    counted.count(0, [(axes.COLUMNS, 1)])
    assert list(counted.touched) == [1, 1]


def test_persons_of_one_call_are_counted_in_turn() -> None:
    counted = Counted()
    new = records(ENTRY, [{"plads": 5, "antal": 1}, {"plads": 5, "antal": 2}, {"plads": 6, "antal": 4}])
    who, end = np.array([2, 0, 1], np.int32), np.array([1, 1, 3], np.int64)
    counted.blocks, counted.records = more_slots(counted.blocks, counted.records, 64)
    assert count_again(counted.blocks, counted.records, who, new, end, 0, counted.sums, counted.touched) == 3
    assert list(counted.sums[5:7]) == [3, 4]
    assert list(counted.blocks.length) == [0, 2, 1]


TAILS = {
    "from the first of the month": ("2024-04-01", 10),
    "from before the month": ("2024-03-20", 10),
    "from the fifth": ("2024-04-05", 6),
    "from today": ("2024-04-10", 1),
    "from tomorrow": ("2024-04-11", 0),
    "from next week": ("2024-04-18", 0),
}


@pytest.mark.parametrize(("fra", "days"), TAILS.values(), ids=TAILS)
def test_presumed_days_of_the_month_so_far(fra: str, days: int) -> None:
    tails = records(TAIL, [{"fra": day(fra), "kommune": 1}, {"fra": day(fra), "kommune": -1}])
    assert list(tail_days(tails, day("2024-04-10"), 3)) == [0, days, 0]
