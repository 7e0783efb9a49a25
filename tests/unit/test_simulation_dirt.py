"""Dirt on its way to Kafka: the same copies as in a file, and none that a worker would take for a fact."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.codec import Codec
from streams.adapters.columns import columns
from streams.adapters.validation import validate
from streams.pipeline.demo import blocks
from streams.pipeline.dirt import at_the_edge, past_the_edge
from streams.simulation import record_batch, write_jsonl
from streams.simulation.job import Job, Population

JOB = Job(Population(600, 18, 1, date(2025, 6, 30)), (), 0.05)


@cache
def facts() -> dict[str, object]:
    return {batch.type: record_batch(batch) for batch in JOB.batches() if len(batch)}


@pytest.mark.parametrize("fact_type", PERSON_TYPES)
def test_no_dirty_message_is_a_good_fact(fact_type: str) -> None:
    sent = past_the_edge(fact_type, facts()[fact_type], JOB.dirty, Codec())
    decoded = Codec().decode_batch(fact_topic(fact_type), sent.values)
    refused = validate(columns(fact_type, decoded.batch)).bad
    assert len(sent.keys) == len(sent.values) > 3
    assert len(decoded.bad) + len(refused) == len(sent.values)


def test_yearly_facts_and_clean_jobs_bring_no_dirt() -> None:
    assert past_the_edge("rammevilkaar", facts()["rammevilkaar"], 0.5, Codec()).values == []
    assert past_the_edge("samtale", facts()["samtale"], 0.0, Codec()).values == []


def test_the_same_facts_are_soiled_on_every_way(tmp_path: Path) -> None:
    p = JOB.population
    good = write_jsonl(tmp_path / "facts.jsonl", p.persons, p.months, p.seed, end=p.as_of, dirty=JOB.dirty)
    in_file = len((tmp_path / "facts.jsonl").read_bytes().splitlines()) - good
    edge = [at_the_edge(kind, batch, JOB.dirty) for kind, batch in facts().items()]
    assert in_file == sum(len(b.rejected) + sum(len(c.lines) for c in b.chunks) for b in edge)


def test_the_demo_takes_the_dirt_through_its_edge() -> None:
    found = list(blocks(JOB))
    letters = [json.loads(r.raw) for block in found for r in block.rejected if r.raw[:1] == b"{" and r.raw[-1:] == b"}"]
    assert {str(letter["fact_id"])[-2:] for letter in letters} == {"-d"}
    assert sum(len(c.lines) for block in found for c in block.chunks) > sum(len(b) for b in facts().values())  # type: ignore[arg-type,misc]
