"""A replay that is killed with -9, wherever it was, and run again ends in the rows of one that was left alone."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from tests.integration.embedded.helpers import eventually
from tests.integration.pipeline.conftest import AS_OF
from tests.integration.pipeline.test_one_state import registered_late
from tests.support.agreement import changed
from tests.support.killing import CLICKHOUSE, WORKER, Replaying, lives
from tests.support.pipeline import Tables, replayed, tables_in, written

Fact = dict[str, Any]


@pytest.fixture(scope="module")
def slowly(facts: list[Fact], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The population told over many days, so that there is time to kill."""
    recent = registered_late(facts, AS_OF - timedelta(20))
    return written(tmp_path_factory.mktemp("facts") / "facts.jsonl", recent)


def run_again(facts: Path, data_dir: Path) -> Tables:
    """Replay once more; the rows then."""
    answer = replayed(facts, AS_OF, data_dir)
    assert answer.code == 0, answer.err
    return tables_in(data_dir)


@pytest.mark.slow
def test_killed_alone_its_workers_end_too_and_no_row_is_lost(slowly: Path, undisturbed: Tables, tmp_path: Path) -> None:
    options = ("--clock", "daily", "--workers", 2)
    replaying = Replaying(slowly, "--as-of", AS_OF, *options, data_dir=tmp_path / "state")
    assert replaying.working(rows=300)
    workers = replaying.children(WORKER)
    assert replaying.kill() == -SIGKILL
    assert len(workers) == 2
    assert eventually(lambda: not any(map(lives, workers)), 10)
    assert changed(undisturbed, run_again(slowly, tmp_path / "state")) == []


def test_a_worker_that_is_killed_is_told_in_one_line_and_costs_no_row(
    slowly: Path, undisturbed: Tables, tmp_path: Path
) -> None:
    replaying = Replaying(slowly, "--as-of", AS_OF, "--clock", "daily", data_dir=tmp_path / "state")
    assert replaying.working()
    replaying.kill_child(WORKER)
    code, said = replaying.ended()
    assert (code, len(said)) == (1, 1), said
    assert "worker 0 ended with code -9" in said[0]
    assert changed(undisturbed, run_again(slowly, tmp_path / "state")) == []


@pytest.mark.slow
def test_killed_with_its_workers_while_rows_are_told(slowly: Path, undisturbed: Tables, tmp_path: Path) -> None:
    replaying = Replaying(slowly, "--as-of", AS_OF, "--clock", "daily", data_dir=tmp_path / "state")
    assert replaying.working(rows=300)
    assert replaying.kill_group() == -SIGKILL
    assert changed(undisturbed, run_again(slowly, tmp_path / "state")) == []


@pytest.mark.slow
def test_a_database_that_is_killed_is_told_in_one_line_and_costs_no_row(
    slowly: Path, undisturbed: Tables, tmp_path: Path
) -> None:
    replaying = Replaying(slowly, "--as-of", AS_OF, "--clock", "daily", data_dir=tmp_path / "state")
    assert replaying.working()
    replaying.kill_child(CLICKHOUSE)
    code, said = replaying.ended()
    assert (code, len(said)) == (1, 1), said
    assert "the embedded ClickHouse has ended" in said[0]
    assert changed(undisturbed, run_again(slowly, tmp_path / "state")) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments_again_and_again(seed: int, slowly: Path, undisturbed: Tables, tmp_path: Path) -> None:
    rng, data_dir = random.Random(seed), tmp_path / "state"
    for _ in range(2):
        options = ("--clock", "daily", "--workers", rng.choice((1, 2)))
        replaying = Replaying(slowly, "--as-of", AS_OF, *options, data_dir=data_dir)
        if rng.random() < 0.3 or replaying.working(rows=rng.randrange(1, 400)):
            replaying.after(rng.uniform(0.0, 8.0))
        assert rng.choice((replaying.kill, replaying.kill_group))() in (-SIGKILL, 0)
    assert changed(undisturbed, run_again(slowly, data_dir)) == []
