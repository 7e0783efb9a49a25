"""All cases of this room at once, for engines that are too slow to be asked case by case.

The cases are gathered by running the room once more with the naive implementation, and kept apart by other names: a
person of case 17 is `c17.p`, whose facts are `c17.f`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Fact = dict[str, Any]


@dataclass
class Case:
    """What an engine was asked; `measured`: about kommuner and a-kasser too."""

    facts: list[Fact]
    as_of: date
    measured: bool = False

    def look(self, measured: Callable[[], Any]) -> Any:
        """What `measured` says; the case is one about kommuner."""
        self.measured = True
        return measured()


CASES: pytest.StashKey[list[Case]] = pytest.StashKey()


class _Collector:
    """A pytest plugin that keeps the cases of a session."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        """Give the cases a place."""
        config.stash[CASES] = self.cases


def all_cases() -> list[Case]:
    """Every case of the room."""
    collector = _Collector()
    room = str(Path(__file__).parent)
    assert pytest.main([room, "-q", "-k", "naive", "-m", "not slow", "-p", "no:cacheprovider"], [collector]) == 0
    return collector.cases


def of_persons(cases: list[Case]) -> list[Case]:
    """The cases, each with names of its own; reference facts are left out."""
    own = [([f for f in case.facts if "person_id" in f], case.as_of) for case in cases]
    return [Case(_named(facts, f"c{number}"), as_of) for number, (facts, as_of) in enumerate(own)]


def of_kommuner(cases: list[Case], free: list[int]) -> list[Case]:
    """Cases about kommuner, each in kommuner of its own (those of the same facts share theirs), by the room's order.

    `free`: the kommuner that nobody else lives in. Where they do not last, every other set of facts comes first.
    """
    by_facts: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.measured:
            by_facts[json.dumps(case.facts)].append(case)
    sets, left, found = list(by_facts.values()), list(free), list[Case]()
    for number, alike in enumerate([*sets[::2], *sets[1::2]]):
        wanted = sorted({code for fact in alike[0].facts if (code := _kommune(fact)) is not None})
        if len(wanted) <= len(left):
            moved = {code: left.pop() for code in wanted}
            facts = [_moved(fact, moved) for fact in _named(alike[0].facts, f"k{number}")]
            found += [Case(facts, case.as_of, True) for case in alike]
    return found


def _kommune(fact: Fact) -> int | None:
    code: int | None = fact["kode"] if fact.get("scope") == "KOMMUNE" else fact.get("kommune")
    return code


def _moved(fact: Fact, to: dict[int, int]) -> Fact:
    code = _kommune(fact)
    return fact if code is None else fact | {"kode" if "scope" in fact else "kommune": to[code]}


def _named(facts: list[Fact], name: str) -> list[Fact]:
    named = [fact | {"fact_id": f"{name}.{fact['fact_id']}"} for fact in facts]
    return [f | {key: f"{name}.{f[key]}" for key in ("person_id", "sammenlagt_med") if f.get(key)} for f in named]
