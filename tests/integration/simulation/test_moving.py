"""Live facts through the whole pipeline: the state moves with the simulated date and ends where a replay would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from schemas.registry import PERSON_TYPES
from streams.adapters.clickhouse.link import Link
from streams.adapters.codec import Codec
from streams.pipeline.live import Pace, live
from streams.pipeline.replay import Pipeline, pipeline
from streams.pipeline.settling import standing
from streams.simulation.job import Job, Population

END = date(2025, 3, 31)
JOB = Job(Population(400, 14, 1, END))


def fast(start: int) -> Pace:
    """A simulated day a second."""
    return Pace(start, 86_400.0)


def ask(running: Pipeline, sql: str) -> list[tuple[Any, ...]]:
    link = Link(running.servers.reader_url)
    return link.run(lambda client: [tuple(row) for row in client.query(sql).result_rows])


def settled(running: Pipeline, facts: int, seconds: float = 120.0) -> None:
    """Every person fact read, and all of it told as of the last date."""
    link, until = Link(running.servers.clickhouse_url), monotonic() + seconds
    while monotonic() < until:
        if standing(link, running.settings.run).facts() >= facts:
            running.settle({}, END, lambda *_: None)
            return
        sleep(0.1)
    raise AssertionError(f"{standing(link, running.settings.run).facts()} of {facts} facts were read")


@pytest.mark.slow
def test_live_facts_move_the_state_up_to_the_last_date(tmp_path: Path) -> None:
    facts = sum(len(batch) for batch in JOB.batches() if batch.type in PERSON_TYPES)
    with pipeline(tmp_path, 1, 2, emit_alerts="live") as running:
        running.tick(date(2025, 2, 28))
        running.settle({}, date(2025, 2, 28), lambda *_: None)
        live(JOB, running.settings.kafka, Codec(), date(2025, 3, 20), fast, lambda *_: None)
        settled(running, facts)
        assert ask(running, "SELECT max(as_of) FROM fokusvagt.v_breaches") == [(END,)]
        versions = ask(running, "SELECT uniqExact(as_of) FROM fokusvagt.breach_log")
        assert versions[0][0] >= 5
        told = ask(running, "SELECT min(as_of), uniqExact(as_of) >= 5, count() > 20 FROM fokusvagt.v_alerts")
        assert told[0][0] > date(2025, 2, 28)
        assert told[0][1:] == (1, 1)
