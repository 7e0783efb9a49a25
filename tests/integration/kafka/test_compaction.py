"""Compacted topics lose what was overtaken, and nothing that counts: a worker that reads them afresh says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from streams.access import Kafka
from tests.integration.embedded.helpers import eventually
from tests.naive import computed
from tests.naive.population import population
from tests.support.agreement import changed, disagreements, of_oracle, of_tables
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import Running, running

Fact = dict[str, Any]
pytestmark = pytest.mark.slow

REFERENCE = ("star.rammevilkaar.v1", "star.tilfredshed.v1")
COMPACTED = (*REFERENCE, "fokusvagt.partials.v1")
AT_ONCE = {"segment.ms": "500", "min.cleanable.dirty.ratio": "0.001", "max.compaction.lag.ms": "500"}
LATER, EARLIER = date(2025, 7, 9), date(2024, 10, 31)
VERSIONS = 15


def overtaken(facts: list[Fact]) -> list[Fact]:
    """Every reference fact first in other versions, with other figures, then as it is."""
    reference = [fact for fact in facts if "scope" in fact]
    older = [fact | wrong(fact["type"], number) for number in range(VERSIONS) for fact in reference]
    return older + [fact | {"revision": fact["revision"] + VERSIONS} for fact in facts]


def wrong(kind: str, number: int) -> Fact:
    """Another version's figures."""
    if kind == "tilfredshed":
        return {"revision": number, "score": number / 10}
    return {"revision": number, "forventet_andel": number / 100, "befolkning_16_66": 1000 + number}


def last(facts: list[Fact], kind: str) -> Fact:
    """The last fact of a kind."""
    return [fact for fact in facts if fact["type"] == kind][-1]


def whole(kafka: KafkaCluster) -> list[str]:
    """Topics of which every record that was ever written can still be read."""
    return [topic for topic in COMPACTED if len(kafka.values(topic)) == kafka.end(topic)]


def compacted(kafka: KafkaCluster, pipeline: Running, facts: list[Fact]) -> None:
    """Have the brokers clean these topics; a segment is only closed by the record after it."""
    assert whole(kafka) == list(COMPACTED)
    for topic in COMPACTED:
        kafka.configure(topic, AT_ONCE)
    sleep(1.0)
    pipeline.feed([last(facts, "rammevilkaar"), last(facts, "tilfredshed")], EARLIER)
    pipeline.feed([], LATER)
    assert eventually(lambda: not set(whole(kafka)) & set(REFERENCE), 60), whole(kafka)


def test_indicators_are_the_same_after_compaction_and_a_restart(kafka: KafkaCluster, tmp_path: Path) -> None:
    facts = population(60, 21, date(2021, 6, 1), date(2025, 12, 31))
    sent = overtaken(facts)
    with running(tmp_path / "state", broker=kafka) as pipeline:
        pipeline.feed(sent, LATER)
        before = pipeline.tables()
        compacted(kafka, pipeline, sent)
    with running(tmp_path / "state", kafka=Kafka(kafka.address)) as again:
        again.feed([], EARLIER)
        assert disagreements(of_oracle(computed(facts, EARLIER)), of_tables(again.tables())) == []
        again.feed([], LATER)
        assert changed(before, again.tables()) == []
