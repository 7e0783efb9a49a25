"""The golden cases in full, through the command line: `replay`, then `query`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.compare import CASES, NAMES, differences, whole
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import queried, replayed, running

BREACHES, INDICATORS = ("SELECT * FROM fokusvagt.v_breaches", "SELECT * FROM fokusvagt.v_indicators")


def missed(name: str, data_dir: Path, *options: object) -> list[str]:
    """Replay a golden case into the data directory; where the views then differ from it."""
    _, as_of, expected = whole(name)
    answer = replayed(CASES / f"{name.split('.')[0]}.jsonl", as_of, data_dir, *options)
    assert answer.code == 0, answer.err
    return differences(expected, queried(BREACHES, data_dir), queried(INDICATORS, data_dir))


def test_every_edge_of_every_rule(tmp_path: Path) -> None:
    assert missed("boundary.2025-06-30", tmp_path) == []


def test_a_population(tmp_path: Path) -> None:
    assert missed("random.2025-06-30", tmp_path) == []


@pytest.mark.slow
def test_a_population_and_then_the_same_directory_as_of_an_earlier_date(tmp_path: Path) -> None:
    assert missed("random.2025-06-30", tmp_path) == []
    assert missed("random.2023-12-31", tmp_path) == []


@pytest.mark.slow
def test_two_workers_on_three_partitions(tmp_path: Path) -> None:
    assert missed("random.2025-06-30", tmp_path, "--workers", 2, "--partitions", 3) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_case_on_apache_kafka_with_two_workers(name: str, kafka: KafkaCluster, tmp_path: Path) -> None:
    facts, as_of, expected = whole(name)
    with running(tmp_path, workers=2, partitions=3, broker=kafka) as pipeline:
        pipeline.feed(facts, as_of)
        assert differences(expected, pipeline.ask(BREACHES), pipeline.ask(INDICATORS)) == []
