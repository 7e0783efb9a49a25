"""Merging facts, against a dictionary keyed by (person, fact_id)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.facts import TILBUD
from streams.core.store import FactTable, id_words
from tests.unit.core.records import records

PERSONS = 3
IDS = ["a", "b", "aa", "a-long-id-of-16b", "a-long-id-of-16b!", "a-long-id-of-16b?", "å" * 30]


class Fact(NamedTuple):
    """A revision; its day follows from the rest, as content follows from `afgoerelse`."""

    person: int
    fact_id: str
    revision: int
    registreret: int
    afgoerelse: int

    @property
    def rank(self) -> tuple[int, int, int]:
        return self.revision, self.registreret, self.afgoerelse

    @property
    def dag(self) -> int:
        return (7 * self.revision + 3 * self.registreret + 5 * self.afgoerelse) % 4


FACTS = st.builds(
    Fact,
    person=st.integers(0, PERSONS - 1),
    fact_id=st.sampled_from(IDS),
    revision=st.integers(0, 2),
    registreret=st.integers(0, 2),
    afgoerelse=st.integers(0, 2),
)
BATCHES = st.lists(st.lists(FACTS, min_size=1, max_size=12), max_size=5)


def merge(table: FactTable, facts: list[Fact]) -> list[int]:
    """Merge a batch; who has changed."""
    dirty = np.zeros(PERSONS, np.uint8)
    rows = [
        {"dag": f.dag, "revision": f.revision, "registreret": f.registreret, "afgoerelse": f.afgoerelse} for f in facts
    ]
    ids = np.array([f.fact_id.encode() for f in facts])
    table.merge(np.array([f.person for f in facts], np.int32), records(TILBUD, rows), ids, dirty)
    return [int(p) for p in np.flatnonzero(dirty)]


def held(table: FactTable, person: int) -> list[tuple[int, int, int, int]]:
    segment = table.segment()
    first = segment.start[person]
    found = segment.records[first : first + segment.length[person]]
    return [(int(r["dag"]), int(r["revision"]), int(r["registreret"]), int(r["afgoerelse"])) for r in found]


def standing(facts: list[Fact], person: int) -> list[tuple[int, int, int, int]]:
    """The model: the highest rank of each fact, ordered by day and id."""
    winners: dict[bytes, Fact] = {}
    for fact in sorted((f for f in facts if f.person == person), key=lambda f: f.rank):
        winners[fact.fact_id.encode()] = fact
    return [(f.dag, *f.rank) for _, f in sorted(winners.items(), key=lambda item: (item[1].dag, item[0]))]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(BATCHES)
def test_the_highest_revision_stands_whatever_the_order(batches: list[list[Fact]]) -> None:
    table = FactTable(TILBUD, PERSONS, slots=4)
    for batch in batches:
        merge(table, batch)
    everything = [fact for batch in batches for fact in batch]
    for person in range(PERSONS):
        assert held(table, person) == standing(everything, person)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(BATCHES)
def test_what_is_known_changes_nobody(batches: list[list[Fact]]) -> None:
    table = FactTable(TILBUD, PERSONS)
    changed = [merge(table, batch) for batch in batches]
    assert all(set(who) <= {f.person for f in batch} for who, batch in zip(changed, batches, strict=True))
    assert [merge(table, batch) for batch in reversed(batches)] == [[] for _ in batches]


WINS: dict[str, tuple[tuple[int, int, int], bool]] = {
    "a higher revision registered earlier": ((2, 4, 0), True),
    "a lower revision registered later": ((0, 9, 9), False),
    "the same revision registered later": ((1, 6, 0), True),
    "the same revision registered earlier": ((1, 4, 9), False),
    "an exact tie with the greater content": ((1, 5, 6), True),
    "an exact tie with the smaller content": ((1, 5, 4), False),
    "the very same": ((1, 5, 5), False),
}


@pytest.mark.parametrize(("rank", "wins"), WINS.values(), ids=WINS)
def test_what_stands_over_revision_1_registered_at_5(rank: tuple[int, int, int], wins: bool) -> None:
    table = FactTable(TILBUD, PERSONS)
    merge(table, [Fact(1, "a", 1, 5, 5)])
    assert merge(table, [Fact(1, "a", *rank)]) == ([1] if wins else [])
    assert held(table, 1)[0][1:] == (rank if wins else (1, 5, 5))


def test_a_digest_may_use_all_64_bits() -> None:
    table = FactTable(TILBUD, PERSONS)
    merge(table, [Fact(0, "a", 0, 0, 2**63 - 1)])
    assert merge(table, [Fact(0, "a", 0, 0, 2**64 - 1)]) == [0]


def test_ids_alike_in_their_first_16_bytes_are_two_facts() -> None:
    table = FactTable(TILBUD, PERSONS)
    merge(table, [Fact(0, "a-long-id-of-16b", 0, 0, 0)])
    merge(table, [Fact(0, "a-long-id-of-16b!", 0, 0, 0), Fact(0, "a-long-id-of-16b", 1, 0, 0)])
    assert len(held(table, 0)) == 2
    assert table.ids.shape[1] == 3


def test_one_fact_id_of_two_persons_is_two_facts() -> None:
    table = FactTable(TILBUD, PERSONS)
    assert merge(table, [Fact(0, "a", 0, 0, 0), Fact(2, "a", 1, 0, 0)]) == [0, 2]
    assert [len(held(table, person)) for person in range(PERSONS)] == [1, 0, 1]


def test_words_are_in_the_order_of_the_ids() -> None:
    ids = sorted(i.encode() for i in IDS)
    words = id_words(np.array(ids), 2)
    assert words.shape == (len(IDS), 8)
    assert [tuple(w) for w in words.tolist()] == sorted(tuple(w) for w in words.tolist())
    assert id_words(np.array([b"a"]), 2).tolist() == [[ord("a") << 56, 0]]


def test_a_table_grows_with_its_facts() -> None:
    table = FactTable(TILBUD, PERSONS, slots=2)
    facts = [Fact(n % PERSONS, f"f{n:04}", 0, 0, n) for n in range(600)]
    merge(table, facts)
    for person in range(PERSONS):
        assert held(table, person) == standing(facts, person)


def test_room_is_only_ever_added() -> None:
    table: Any = FactTable(TILBUD, 5)
    table.reserve(3)
    assert len(table.blocks.start) == 5
