"""The facts of many persons, current revisions only, merged as they come.

Merging is an upsert by (person, fact_id): the highest (revision, registreret) stands, whatever the order of arrival,
and an exact tie is decided by the content. An annulled fact is kept, so that an older revision cannot bring it back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from streams.core.arena import (
    Blocks,
    grown,
    is_full,
    more_persons,
    more_slots,
    new_blocks,
    release,
    room_for,
    take,
)
from streams.core.facts import Records, Segment
from streams.core.jit import jit

Words = NDArray[np.uint64]


def id_words(fact_ids: NDArray[np.bytes_], words: int) -> Words:
    """Fact ids as big-endian words, so that comparing words is comparing the ids.

    `fact_ids` are UTF-8 without NUL; shape (n,) -> (n, max(words, what the longest id needs)).
    """
    width = max(words, -(-fact_ids.dtype.itemsize // 8))
    padded = fact_ids.astype(f"S{width * 8}")
    return padded.view(">u8").astype(np.uint64).reshape(len(fact_ids), width)


@jit
def _compare(a: Words, i: int, b: Words, j: int) -> int:
    """-1, 0 or 1: id i of a before, equal to or after id j of b."""
    for w in range(a.shape[1]):
        if a[i, w] != b[j, w]:
            return -1 if a[i, w] < b[j, w] else 1
    return 0


@jit
def _wins(new: Any, old: Any) -> bool:
    """Whether `new` stands over `old`."""
    if new.revision != old.revision:
        return new.revision > old.revision
    if new.registreret != old.registreret:
        return new.registreret > old.registreret
    return new.afgoerelse > old.afgoerelse


@jit
def _find(ids: Words, first: int, count: int, new: Words, i: int) -> int:
    """The place of the fact among the person's, or -1."""
    for place in range(first + count - 1, first - 1, -1):
        if _compare(ids, place, new, i) == 0:
            return place
    return -1


@jit
def _copy(records: Records, ids: Words, source: int, target: int) -> None:
    """Copy one fact from slot to slot."""
    records[target] = records[source]
    for w in range(ids.shape[1]):
        ids[target, w] = ids[source, w]


@jit
def _remove(records: Records, ids: Words, place: int, last: int) -> None:
    """Close the gap at `place`; the records up to `last` move down by one."""
    for i in range(place, last):
        _copy(records, ids, i + 1, i)


@jit
def _insert(records: Records, ids: Words, first: int, last: int, record: Any, new: Words, i: int) -> None:
    """Put the record where (dag, fact_id) says; records[first:last] are ordered, slot `last` is free."""
    place = last
    while place > first and (
        records[place - 1].dag > record.dag
        or (records[place - 1].dag == record.dag and _compare(ids, place - 1, new, i) > 0)
    ):
        _copy(records, ids, place - 1, place)
        place -= 1
    records[place] = record
    for w in range(ids.shape[1]):
        ids[place, w] = new[i, w]


@jit
def _enlarge(blocks: Blocks, records: Records, ids: Words, person: int) -> bool:
    """Move the person to a larger block; False when more slots are needed."""
    klass = blocks.klass[person] + 1
    if not room_for(blocks, klass):
        return False
    old, count = blocks.start[person], blocks.length[person]
    slot = take(blocks, klass)
    for i in range(count):
        _copy(records, ids, old + i, slot + i)
    release(blocks, person)
    blocks.start[person], blocks.length[person], blocks.klass[person] = slot, count, klass
    return True


@jit
def _merge(
    blocks: Blocks,
    records: Records,
    ids: Words,
    persons: NDArray[np.int32],
    new: Records,
    new_ids: Words,
    begin: int,
    dirty: NDArray[np.uint8],
) -> int:
    """Upsert new[begin:]; the number done (short of len(new) when more slots are needed). Marks who changed."""
    for i in range(begin, len(new)):
        person = persons[i]
        first, count = blocks.start[person], blocks.length[person]
        place = _find(ids, first, count, new_ids, i)
        if place >= 0:
            if not _wins(new[i], records[place]):
                continue
            last = first + count - 1
            _remove(records, ids, place, last)
            _insert(records, ids, first, last, new[i], new_ids, i)
        else:
            if is_full(blocks, person) and not _enlarge(blocks, records, ids, person):
                return i
            first = blocks.start[person]
            _insert(records, ids, first, first + count, new[i], new_ids, i)
            blocks.length[person] = count + 1
        dirty[person] = 1
    return len(new)


class FactTable:
    """The current facts of one type."""

    def __init__(self, dtype: np.dtype[Any], persons: int = 0, slots: int = 1024) -> None:
        self.blocks = new_blocks(persons, slots)
        self.records: Records = np.zeros(slots, dtype)
        self.ids: Words = np.zeros((slots, 2), np.uint64)

    def reserve(self, persons: int) -> None:
        """Make room for this many persons."""
        if persons > len(self.blocks.start):
            self.blocks = more_persons(self.blocks, persons)

    def merge(
        self,
        persons: NDArray[np.int32],
        records: Records,
        fact_ids: NDArray[np.bytes_],
        dirty: NDArray[np.uint8],
    ) -> None:
        """Upsert a batch: persons (n,), records (n,), fact_ids (n,). `dirty[p]` is set for whoever changed."""
        ids = id_words(fact_ids, self.ids.shape[1])
        if ids.shape[1] > self.ids.shape[1]:
            wider = np.zeros((len(self.ids), ids.shape[1]), np.uint64)
            wider[:, : self.ids.shape[1]] = self.ids
            self.ids = wider
        done = 0
        while True:
            done = _merge(self.blocks, self.records, self.ids, persons, records, ids, done, dirty)
            if done == len(records):
                return
            self._grow()

    def _grow(self) -> None:
        slots = len(self.records) * 3 // 2 + 4096
        self.blocks, self.records = more_slots(self.blocks, self.records, slots)
        self.ids = grown(self.ids, slots)

    def fact_id(self, place: int) -> str:
        """The identity of the fact at this place of `records`."""
        return self.ids[place].astype(">u8").tobytes().rstrip(b"\0").decode()

    def segment(self) -> Segment:
        """The table as the evaluation reads it."""
        return Segment(self.records, self.blocks.start, self.blocks.length)
