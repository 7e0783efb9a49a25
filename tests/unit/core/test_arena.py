"""Growing lists per person in one array, against a dictionary of lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.arena import (
    Blocks,
    class_for,
    grown,
    is_full,
    more_persons,
    more_slots,
    new_blocks,
    release,
    replace,
    room_for,
    take,
)
from streams.core.facts import Records
from streams.core.out import ENTRY

PERSONS = 4
STEPS = st.lists(st.tuples(st.integers(0, PERSONS - 1), st.integers(0, 20)), max_size=25)


def numbered(first: int, count: int) -> Records:
    made = np.zeros(count, ENTRY)
    made["plads"] = np.arange(first, first + count)
    return made


def held(blocks: Blocks, records: Records, person: int) -> list[int]:
    first = blocks.start[person]
    return [int(n) for n in records["plads"][first : first + blocks.length[person]]]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(STEPS)
def test_each_person_has_what_was_given_last(steps: list[tuple[int, int]]) -> None:
    blocks, records = new_blocks(PERSONS, 4), np.zeros(4, ENTRY)
    model: dict[int, list[int]] = {person: [] for person in range(PERSONS)}
    for number, (person, count) in enumerate(steps):
        new = numbered(100 * number, count)
        while not replace(blocks, records, person, new):
            blocks, records = more_slots(blocks, records, len(records) + 7)
        model[person] = list(range(100 * number, 100 * number + count))
        assert {p: held(blocks, records, p) for p in model} == model


def test_too_little_room_leaves_everything_as_it_was() -> None:
    blocks, records = new_blocks(1, 4), np.zeros(4, ENTRY)
    assert replace(blocks, records, 0, numbered(1, 2))
    assert not replace(blocks, records, 0, numbered(50, 5))
    assert held(blocks, records, 0) == [1, 2]


def test_a_block_given_back_is_used_again() -> None:
    blocks, records = new_blocks(3, 8), np.zeros(8, ENTRY)
    assert [replace(blocks, records, person, numbered(10 * person, 4)) for person in (0, 1)] == [True, True]
    assert not replace(blocks, records, 2, numbered(20, 4))
    assert replace(blocks, records, 0, numbered(0, 0))
    assert replace(blocks, records, 2, numbered(20, 4))
    assert [held(blocks, records, person) for person in range(3)] == [[], [10, 11, 12, 13], [20, 21, 22, 23]]
    assert int(blocks.used[0]) == 8


def test_blocks_given_back_are_handed_out_last_first() -> None:
    blocks = new_blocks(2, 8)
    for person in (0, 1):
        blocks.start[person], blocks.klass[person] = take(blocks, 0), 0
    release(blocks, 0)
    release(blocks, 1)
    assert [take(blocks, 0), take(blocks, 0), take(blocks, 0)] == [2, 0, 4]


def test_giving_back_twice_gives_back_once() -> None:
    blocks = new_blocks(1, 8)
    blocks.start[0], blocks.klass[0] = take(blocks, 0), 0
    release(blocks, 0)
    release(blocks, 0)
    assert [take(blocks, 0), take(blocks, 0)] == [0, 2]


@pytest.mark.parametrize(
    ("count", "klass"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (8, 3), (9, 4), (768, 16), (769, 17)]
)
def test_a_class_is_the_smallest_that_holds(count: int, klass: int) -> None:
    assert class_for(count) == klass


def test_the_last_slots_can_be_handed_out() -> None:
    assert [room_for(new_blocks(1, slots), 1) for slots in (3, 4)] == [False, True]


def test_a_block_is_full_when_every_slot_is_taken() -> None:
    blocks, records = new_blocks(1, 8), np.zeros(8, ENTRY)
    seen = [is_full(blocks, 0)]
    for count in (3, 4):
        replace(blocks, records, 0, numbered(0, count))
        seen.append(is_full(blocks, 0))
    assert seen == [True, False, True]


def test_more_persons_change_nothing_for_the_others() -> None:
    blocks, records = new_blocks(1, 8), np.zeros(8, ENTRY)
    replace(blocks, records, 0, numbered(5, 3))
    blocks = more_persons(blocks, 3)
    assert [held(blocks, records, person) for person in range(3)] == [[5, 6, 7], [], []]
    assert list(blocks.klass) == [1, -1, -1]


def test_growing_keeps_what_is_there() -> None:
    wider = grown(np.arange(6, dtype=np.uint64).reshape(3, 2), 5)
    assert wider.tolist() == [[0, 1], [2, 3], [4, 5], [0, 0], [0, 0]]
