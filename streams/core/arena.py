"""Growing lists per person in one array: the memory of the core.

A person's records lie together in a block; a block that is full moves to one of the next size, and the old block is
used again. Only memory lives here; what the records mean is told elsewhere.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.facts import Records
from streams.core.jit import jit

_SIZES: Final = np.array(
    [2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768] + [1024 << n for n in range(12)],
    dtype=np.int64,
)


class Blocks(NamedTuple):
    """Where each person's records are: start, length and size class (-1: no block) per person; free blocks per class.

    `free[c]` heads a chain of free blocks of class c (-1: none), linked through `link` at the block's first slot;
    `used[0]` is the number of slots handed out.
    """

    start: NDArray[np.int64]
    length: NDArray[np.int32]
    klass: NDArray[np.int8]
    free: NDArray[np.int64]
    link: NDArray[np.int64]
    used: NDArray[np.int64]


def new_blocks(persons: int, slots: int) -> Blocks:
    """Empty lists for `persons` persons over `slots` slots."""
    return Blocks(
        start=np.zeros(persons, np.int64),
        length=np.zeros(persons, np.int32),
        klass=np.full(persons, -1, np.int8),
        free=np.full(len(_SIZES), -1, np.int64),
        link=np.full(slots, -1, np.int64),
        used=np.zeros(1, np.int64),
    )


def more_persons(blocks: Blocks, persons: int) -> Blocks:
    """The same lists with room for more persons."""
    extra = persons - len(blocks.start)
    return blocks._replace(
        start=np.concatenate([blocks.start, np.zeros(extra, np.int64)]),
        length=np.concatenate([blocks.length, np.zeros(extra, np.int32)]),
        klass=np.concatenate([blocks.klass, np.full(extra, -1, np.int8)]),
    )


def more_slots(blocks: Blocks, records: Records, slots: int) -> tuple[Blocks, Records]:
    """The same lists with room for more records (or words: any array whose first axis is the slot)."""
    link = np.full(slots, -1, np.int64)
    link[: len(blocks.link)] = blocks.link
    return blocks._replace(link=link), grown(records, slots)


def grown(records: NDArray[Any], slots: int) -> NDArray[Any]:
    """A copy of `records` with `slots` places on its first axis."""
    larger = np.zeros((slots, *records.shape[1:]), records.dtype)
    larger[: len(records)] = records
    return larger


@jit
def class_for(count: int) -> int:
    """The smallest size class that holds `count` records."""
    k = 0
    while _SIZES[k] < count:
        k += 1
    return k


@jit
def room_for(blocks: Blocks, klass: int) -> bool:
    """Whether a block of this class can be handed out without more slots."""
    return blocks.free[klass] >= 0 or blocks.used[0] + _SIZES[klass] <= len(blocks.link)


@jit
def release(blocks: Blocks, person: int) -> None:
    """Put the person's block back; the person has no records any more."""
    klass = blocks.klass[person]
    if klass >= 0:
        slot = blocks.start[person]
        blocks.link[slot] = blocks.free[klass]
        blocks.free[klass] = slot
        blocks.klass[person] = -1
    blocks.length[person] = 0


@jit
def take(blocks: Blocks, klass: int) -> int:
    """A block of this class; `room_for` has been asked."""
    slot = blocks.free[klass]
    if slot >= 0:
        blocks.free[klass] = blocks.link[slot]
        return slot
    slot = blocks.used[0]
    blocks.used[0] = slot + _SIZES[klass]
    return slot


@jit
def is_full(blocks: Blocks, person: int) -> bool:
    """Whether one more record needs a larger block."""
    klass = blocks.klass[person]
    return klass < 0 or blocks.length[person] == _SIZES[klass]


@jit
def replace(blocks: Blocks, records: Records, person: int, new: Records) -> bool:
    """Give the person these records instead of the old; False (and nothing done) when more slots are needed."""
    count = len(new)
    if count == 0:
        release(blocks, person)
        return True
    klass = class_for(count)
    if blocks.klass[person] != klass:
        if not room_for(blocks, klass):
            return False
        release(blocks, person)
        blocks.start[person] = take(blocks, klass)
        blocks.klass[person] = klass
    first = blocks.start[person]
    for i in range(count):
        records[first + i] = new[i]
    blocks.length[person] = count
    return True
