"""The runs that the tests of this room share: a start of the pipeline costs more than anything a test does with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.naive.population import merged, population
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import Tables, fokusvagt, replayed, running

AS_OF = date(2025, 7, 9)
VISITED = (date(2023, 12, 31), AS_OF, date(2022, 6, 30), date(2024, 1, 10), AS_OF)
"""Dates told one after the other, also backwards: month-ends and days with a nowcast."""

Fact = dict[str, Any]


@pytest.fixture(scope="module", params=["tansu", pytest.param("kafka", marks=pytest.mark.slow)])
def broker(request: pytest.FixtureRequest) -> KafkaCluster | None:
    """None: the embedded broker. In the long tier also Apache Kafka."""
    found: KafkaCluster | None = None if request.param == "tansu" else request.getfixturevalue("kafka")
    return found


@pytest.fixture(scope="session")
def facts() -> list[Fact]:
    """A population with corrections, annulments, moves, gaps, several forloeb and several numbers."""
    return merged(population(200, 11, date(2019, 6, 1), date(2026, 6, 30)))


@pytest.fixture(scope="session")
def visited(facts: list[Fact], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[date, Tables]]:
    """What one running pipeline said on each of the dates; the facts came before the first."""
    seen = []
    with running(tmp_path_factory.mktemp("visited")) as pipeline:
        for number, day in enumerate(VISITED):
            pipeline.feed([] if number else facts, day)
            seen.append((day, pipeline.tables()))
    return seen


@pytest.fixture(scope="session")
def undisturbed(visited: list[tuple[date, Tables]]) -> Tables:
    """The state as of AS_OF: what every disturbed run must come to."""
    return visited[-1][1]


@pytest.fixture(scope="session")
def populated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which a small simulated Denmark is told as of 20 June 2025; to be read only."""
    room = tmp_path_factory.mktemp("populated")
    made = fokusvagt("simulate", "--persons", 1500, "--seed", 5, "--out", room / "facts.jsonl")
    assert made.code == 0, made.err
    assert replayed(room / "facts.jsonl", date(2025, 6, 20), room / "state").code == 0
    return room / "state"
