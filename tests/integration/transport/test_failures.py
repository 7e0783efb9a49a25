"""Workers that fail: nothing unfinished is committed, and the next worker gets all of it."""

from __future__ import annotations

import random
from time import sleep

import pytest

from streams.transport.fatal import STALLED, UNEXPECTED
from tests.integration.transport.bench import NEVER, Bench, eventually


def test_a_handler_that_raises_ends_the_process_and_nothing_is_committed(bench: Bench) -> None:
    topics = bench.topics(2, 2)
    ends = bench.fill(topics, 2_000)
    worker = bench.start("one", topics, raise_after=1)
    assert worker.wait(30) == UNEXPECTED
    assert set(bench.committed(ends).values()) == {NEVER}
    (line,) = bench.said("one").strip().splitlines()
    assert "ValueError: a record that nobody expected (worker.py:" in line


@pytest.mark.slow
def test_a_worker_that_stops_moving_ends_itself(bench: Bench) -> None:
    topics = bench.topics(1, 1)
    bench.fill(topics, 100)
    worker = bench.start("one", topics, hang_after=1, stall_seconds=5.0)
    assert worker.wait(30) == STALLED
    assert "no progress for 5 s with work pending (in hand: persons" in bench.said("one")


@pytest.mark.slow
def test_what_a_failed_worker_had_in_hand_comes_again(bench: Bench) -> None:
    topics = bench.topics(2, 4)
    ends = bench.fill(topics, 50_000)
    assert bench.start("one", topics, raise_after=30_000, batch_records=1_000, max_records=5_000).wait(30) == UNEXPECTED
    assert not bench.complete(ends, "one")
    bench.start("two", topics)
    assert eventually(lambda: bench.complete(ends, "one", "two"))
    assert eventually(lambda: bench.committed(ends) == ends, 5)


@pytest.mark.slow
def test_a_worker_killed_three_times_loses_nothing(bench: Bench) -> None:
    topics = bench.topics(5, 4)
    ends = bench.fill(topics, 60_000)
    for life in range(3):
        worker = bench.start(f"life{life}", topics, batch_records=1_000, max_records=5_000, handle_seconds=0.1)
        assert eventually(lambda life=life: bool(bench.handled(f"life{life}")))
        sleep(random.uniform(0.2, 1.5))
        worker.kill()
        worker.wait()
    assert not bench.complete(ends, "life0", "life1", "life2")
    bench.start("last", topics)
    assert eventually(lambda: bench.complete(ends, "life0", "life1", "life2", "last"))
    assert eventually(lambda: bench.committed(ends) == ends, 5)
