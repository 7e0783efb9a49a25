"""Dirt through the whole pipeline: every dirty record becomes a dead letter, and the state is that of clean facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from schemas.registry import PERSON_TYPES
from streams.adapters.codec import Codec
from streams.pipeline.dirt import past_the_edge
from streams.pipeline.live import to_kafka
from streams.pipeline.settling import standing
from streams.simulation import record_batch
from streams.simulation.job import Job, Population
from tests.support.pipeline import BREACHES, Running, fokusvagt, queried, running

END = date(2025, 3, 31)
JOB = Job(Population(400, 14, 1, END), (), 0.05)
LETTERS = "SELECT count() AS n FROM fokusvagt.v_dead_letters"
pytestmark = pytest.mark.slow


def dirty() -> int:
    """How many dirty messages there are."""
    return sum(len(past_the_edge(b.type, record_batch(b), JOB.dirty, Codec()).values) for b in JOB.batches() if len(b))


def taken(pipeline: Running, more: int) -> list[dict[str, Any]]:
    """The breaches as of the last date, once every person fact and `more` messages have been read."""
    facts, until = sum(len(b) for b in JOB.batches() if b.type in PERSON_TYPES) + more, monotonic() + 120
    link, run = pipeline.inner._link, pipeline.inner.settings.run
    while standing(link, run).facts() < facts and monotonic() < until:
        sleep(0.1)
    pipeline.inner.tick(END)
    pipeline.inner.settle({}, END, lambda *_: None)
    return pipeline.ask(BREACHES)


def test_dirty_messages_become_letters_and_change_nothing_else(tmp_path: Path) -> None:
    found = []
    for share in (0.0, JOB.dirty):
        with running(tmp_path / str(share), 1, 2) as pipeline:
            to_kafka(Job(JOB.population, (), share), pipeline.inner.settings.kafka, Codec(), lambda *_: None)
            found.append(taken(pipeline, dirty() if share else 0))
            letters = pipeline.ask(LETTERS)[0]["n"]
    assert found[0] == found[1] != []
    assert letters == dirty()


def test_the_demo_takes_scenarios_and_dirt(tmp_path: Path) -> None:
    words = "--no-ui --persons 300 --months 14 --dirty 0.05 --scenario akasse:akasse=1 --scenario nedbrud --data-dir"
    answer = fokusvagt("demo", *words.split(), tmp_path)
    assert answer.code == 0, answer.err
    assert answer.out.count("Scenarie:") == 2
    assert queried(LETTERS, tmp_path)[0]["n"] > 100
