"""The state of one partition: the facts of its persons, what was told of them and what they count for.

Everything here is derived from (facts, T, catalogue) and from nothing else; `told` is what the world already knows,
so that only differences are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core.arena import grown, more_persons, more_slots, new_blocks
from streams.core.calendar import NO_DATE
from streams.core.compiled import Compiled
from streams.core.diff import Changes, first_changes, no_changes, remember, tell_changes
from streams.core.evaluate import Evaluation, Found
from streams.core.facts import DTYPES, Facts, Records
from streams.core.out import ENTRY, ROW, TAIL
from streams.core.store import FactTable
from streams.core.sums import count_again, tail_days
from streams.core.talte import Talt, talte

_CHUNK = 20_000


class _Lists:
    """Records per person that are replaced as a whole."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.blocks = new_blocks(0, 1024)
        self.records: Records = np.zeros(1024, dtype)

    def reserve(self, persons: int) -> None:
        self.blocks = more_persons(self.blocks, persons)

    def grow(self) -> None:
        self.blocks, self.records = more_slots(self.blocks, self.records, len(self.records) * 3 // 2 + 4096)


class Partition:
    """The persons of one partition under one catalogue."""

    def __init__(self, compiled: Compiled, places: axes.Places) -> None:
        self.compiled = compiled
        self.places = places
        self.wide = axes.width(places)
        self.persons: list[str] = []
        self.sums = np.zeros(compiled.slots * self.wide * axes.COLUMNS, np.int64)
        self.touched = np.zeros(compiled.slots * self.wide, np.uint8)
        self._index: dict[str, int] = {}
        self._tables = {name: FactTable(dtype) for name, dtype in DTYPES.items()}
        self._told, self._counted = _Lists(ROW), _Lists(ENTRY)
        self._dirty = np.zeros(0, np.uint8)
        self._next = np.zeros(0, np.int32)
        self._tails: Records = np.zeros(0, TAIL)
        self._evaluation = Evaluation(compiled, places)

    def index(self, person_ids: list[str]) -> NDArray[np.int32]:
        """The persons' numbers in this partition; new persons are given one."""
        index, persons = self._index, self.persons
        numbers = np.empty(len(person_ids), np.int32)
        for i, person_id in enumerate(person_ids):
            number = index.get(person_id)
            if number is None:
                number = index[person_id] = len(persons)
                persons.append(person_id)
            numbers[i] = number
        self._reserve()
        return numbers

    def _reserve(self) -> None:
        if len(self.persons) <= len(self._dirty):
            return
        room = len(self.persons) * 3 // 2 + 64
        for table in self._tables.values():
            table.reserve(room)
        self._told.reserve(room)
        self._counted.reserve(room)
        self._dirty = grown(self._dirty, room)
        tails = grown(self._tails, room)
        tails["kommune"][len(self._tails) :] = -1
        self._tails = tails
        following = np.full(room, NO_DATE, np.int32)
        following[: len(self._next)] = self._next
        self._next = following

    def merge(self, fact_type: str, persons: NDArray[np.int32], records: Records, fact_ids: NDArray[np.bytes_]) -> None:
        """Upsert facts of one type: numbers from `index`, records of its dtype, ids as UTF-8; each of shape (n,)."""
        self._tables[fact_type].merge(persons, records, fact_ids, self._dirty)

    def restore_told(self, rows: Records) -> None:
        """Remember all rows told in an earlier life, ordered by person; whoever has one is looked at again."""
        persons, counts = np.unique(rows["person"], return_counts=True)
        end, done, lists = np.cumsum(counts).astype(np.int64), 0, self._told
        self._dirty[persons] = 1
        while done < len(persons):
            done = remember(lists.blocks, lists.records, persons.astype(np.int32), rows, end, done)
            if done < len(persons):
                lists.grow()

    def facts(self) -> Facts:
        """The current facts, as the evaluation reads them."""
        return Facts(*(table.segment() for table in self._tables.values()))

    def due(self, t: int) -> NDArray[np.int32]:
        """Who must be evaluated as of T: those with new facts, and those whose next change has come."""
        n = len(self.persons)
        return np.flatnonzero((self._dirty[:n] == 1) | (self._next[:n] <= t)).astype(np.int32)

    def everyone(self) -> None:
        """Let the next evaluation look at every person (T went back, or the catalogue is new)."""
        self._dirty[: len(self.persons)] = 1

    def evaluate(self, t: int) -> Iterator[Changes]:
        """Bring everything up to date as of day t; yields what is to be told, in handy pieces."""
        due = self.due(t)
        facts = self.facts()
        at = 0
        while at < len(due):
            found = self._evaluation.run(facts, due[at : at + _CHUNK], t)
            persons = due[at : at + found.done]
            yield from self._take(persons, found)
            at += found.done

    def _take(self, persons: NDArray[np.int32], found: Found) -> Iterator[Changes]:
        self._tails[persons] = found.tails
        self._next[persons] = found.next_change
        self._dirty[persons] = 0
        self._count(persons, found)
        yield self._update_told(persons, found.rows, found.row_end)

    def _count(self, persons: NDArray[np.int32], found: Found) -> None:
        done, lists = 0, self._counted
        while True:
            done = count_again(
                lists.blocks, lists.records, persons, found.entries, found.entry_end, done, self.sums, self.touched
            )
            if done == len(persons):
                return
            lists.grow()

    def _update_told(self, persons: NDArray[np.int32], rows: Records, row_end: NDArray[np.int64]) -> Changes:
        lists = self._told
        room = len(rows) + int(lists.blocks.length[persons].sum()) + 1
        changes, kept, count = no_changes(room), np.zeros(room, ROW), np.zeros(1, np.int64)
        done = 0
        while done < len(persons):
            done = tell_changes(lists.blocks, lists.records, persons, rows, row_end, done, kept, changes, count)
            if done < len(persons):
                lists.grow()
        return first_changes(changes, int(count[0]))

    def number(self, person_id: str) -> int:
        """The person's number in this partition, -1 for one it does not know."""
        return self._index.get(person_id, -1)

    def told(self, person: int) -> Records:
        """The rows that are told of a person (a view: use it before the next evaluation)."""
        first = self._told.blocks.start[person]
        return self._told.records[first : first + self._told.blocks.length[person]]

    def ydelser(self, person: int) -> Records:
        """A person's current payments, those dated after T too, annulled ones left out."""
        segment = self._tables["ydelse"].segment()
        own = segment.records[segment.start[person] : segment.start[person] + segment.length[person]]
        return own[own["slettet"] == 0]

    def talte(self, rows: Records, t: int) -> list[list[Talt]]:
        """The facts that counted for each of these rows as of day t."""
        return talte(self.compiled, self._tables, self.facts(), rows, t)

    def presumed_days(self, t: int) -> NDArray[np.int64]:
        """Per kommune place: days of T's month on which people are presumed on ydelse after their last payment."""
        return tail_days(self._tails[: len(self.persons)], t, self.wide)
