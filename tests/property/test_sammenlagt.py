"""Persons merged in any order, twice, undone, with other goals, in chains: it does not show in whose the facts are.

A small store stands for topics and tables: what is told is kept by person and fact, the greatest revision stands, and
what the forwarder's functions make of it is told again until nothing new comes.
"""

from __future__ import annotations

import random
from collections import deque
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from streams.adapters.codec import arrow_schema
from streams.adapters.sammenlagt import Merger, Standing, copies, routes
from tests.property.profile import orders, searched

Fact = dict[str, Any]
Key = tuple[str, str]
AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
SCHEMA = arrow_schema("star.borgerstatus.v1")
ONWARDS = {"a": ("b", "c"), "b": ("d",)}
"""Who may be merged into whom: no two ways lead to one person (ADR 38)."""


def fact(person_id: str, fact_id: str, revision: int, kommune: int = 101, **own: Any) -> Fact:
    head = {"fact_id": fact_id, "revision": revision, "deleted": False, "registered_at": AT, "source": "jobcenter:101"}
    rest = {"akasse": None, "kind": "AFMELDT", "dato": date(2024, 6, 1), "slutdato": None}
    none = {"livsbegivenhed": "INGEN", "sammenlagt_med": None}
    return head | rest | none | {"person_id": person_id, "kommune": kommune} | own


def merging(person_id: str, fact_id: str, revision: int, other: str, deleted: bool) -> Fact:
    own = {"livsbegivenhed": "SAMMENLAGT", "sammenlagt_med": other, "deleted": deleted}
    return fact(person_id, f"{person_id}-{fact_id}", revision, **own)


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """Some facts of each, corrected and annulled, and for a and b a merger with its revisions."""
    told = []
    for person_id in "abcd":
        for fact_id in draw(st.lists(st.sampled_from("xyz"), unique=True)):
            revisions = draw(st.lists(st.tuples(st.sampled_from((101, 147)), st.booleans()), min_size=1, max_size=2))
            told += [fact(person_id, person_id + fact_id, n, k, deleted=d) for n, (k, d) in enumerate(revisions)]
    for person_id, others in ONWARDS.items():
        revisions = draw(st.lists(st.tuples(st.sampled_from(others), st.booleans()), max_size=3))
        told += [merging(person_id, "m", n, goal, deleted) for n, (goal, deleted) in enumerate(revisions)]
    return told


class Store:
    """What is known of everybody."""

    def __init__(self) -> None:
        self.facts: dict[Key, Fact] = {}
        self.ever: set[Merger] = set()

    def tell(self, told: Fact) -> None:
        """Keep it, and whatever is told again because of it."""
        ahead = deque([told])
        while ahead:
            each = ahead.popleft()
            key = each["person_id"], each["fact_id"]
            if each["livsbegivenhed"] == "SAMMENLAGT":
                self.ever.add(Merger(*key, each["sammenlagt_med"]))
            if key not in self.facts or _rank(each) > _rank(self.facts[key]):
                self.facts[key] = each
            ahead.extend(f for f in self._again(each["person_id"]) if self._is_news(f))

    def _is_news(self, told: Fact) -> bool:
        known = self.facts.get((told["person_id"], told["fact_id"]))
        return known is None or _rank(told) > _rank(known)

    def _again(self, person_id: str) -> list[Fact]:
        own = [each for each in self.ever if each.person_id == person_id]
        standing = {(each.person_id, each.fact_id): self._standing(each) for each in self.ever}
        onwards: dict[str, set[str]] = {}
        for each in self.ever:
            if other := standing[each.person_id, each.fact_id].other:
                onwards.setdefault(each.person_id, set()).add(other)
        before = {person_id: {each.person_id for each in self.ever if each.other == person_id}}
        table = pa.Table.from_pylist([f for f in self.facts.values() if f["person_id"] == person_id], schema=SCHEMA)
        found: list[Fact] = copies(table, routes(own, standing, onwards), before).to_pylist()
        return found

    def _standing(self, merger: Merger) -> Standing:
        says = self.facts[merger.person_id, merger.fact_id]
        merges = not says["deleted"] and says["livsbegivenhed"] == "SAMMENLAGT"
        return Standing(says["revision"], says["sammenlagt_med"] if merges else "")

    def whose(self) -> dict[str, dict[str, int]]:
        """The facts that count, by whom they are about."""
        standing = [f for f in self.facts.values() if not f["deleted"]]
        gone = {f["person_id"] for f in standing if f["livsbegivenhed"] == "SAMMENLAGT"}
        found: dict[str, dict[str, int]] = {}
        for each in standing:
            if each["person_id"] not in gone:
                found.setdefault(each["person_id"], {})[each["fact_id"]] = each["kommune"]
        return found


def _rank(told: Fact) -> tuple[int, datetime, str]:
    return told["revision"], told["registered_at"], repr(sorted(map(repr, told.items())))


def after(story: list[Fact]) -> dict[str, dict[str, int]]:
    store = Store()
    for each in story:
        store.tell(each)
    return store.whose()


def expected(story: list[Fact]) -> dict[str, dict[str, int]]:
    """Who is who by the last word of each merger, and then whose each fact is."""
    last: dict[Key, Fact] = {}
    for each in story:
        key = each["person_id"], each["fact_id"]
        last[key] = max((each, last.get(key, each)), key=lambda f: int(f["revision"]))
    standing = [f for f in last.values() if not f["deleted"]]
    other = {f["person_id"]: f["sammenlagt_med"] for f in standing if f["sammenlagt_med"]}
    found: dict[str, dict[str, int]] = {}
    for each in standing:
        person_id = each["person_id"]
        while person_id in other:
            person_id = other[person_id]
        if not each["sammenlagt_med"]:
            found.setdefault(person_id, {})[each["fact_id"]] = each["kommune"]
    return found


@searched(150)
@given(stories(), orders)
def test_whose_the_facts_are_is_the_same_in_any_order_and_told_twice(story: list[Fact], order: int) -> None:
    mixed = [*story, *story[::2]]
    random.Random(order).shuffle(mixed)
    assert after(mixed) == expected(story)
