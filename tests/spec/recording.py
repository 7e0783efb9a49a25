"""All cases of this room at once, for engines that are too slow to be asked case by case.

The cases are gathered by running the room once more with the naive implementation, and kept apart by other names: a
person of case 17 is `c17.p`, whose facts are `c17.f`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Fact = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What an engine was asked."""

    facts: list[Fact]
    as_of: date


CASES: pytest.StashKey[list[Case]] = pytest.StashKey()


class _Collector:
    """A pytest plugin that keeps the cases of a session."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        """Give the cases a place."""
        config.stash[CASES] = self.cases


def all_cases() -> list[Case]:
    """Every case of the room, each with names of its own; reference facts are left out."""
    collector = _Collector()
    room = str(Path(__file__).parent)
    assert pytest.main([room, "-q", "-k", "naive", "-m", "not slow", "-p", "no:cacheprovider"], [collector]) == 0
    return [Case(_named(case.facts, f"c{number}"), case.as_of) for number, case in enumerate(collector.cases)]


def _named(facts: list[Fact], name: str) -> list[Fact]:
    own = [fact for fact in facts if "person_id" in fact]
    return [f | {"person_id": f"{name}.{f['person_id']}", "fact_id": f"{name}.{f['fact_id']}"} for f in own]
