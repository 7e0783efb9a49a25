"""Workers that come and go: partitions move together, nothing is lost, what stays is not restored again."""

from __future__ import annotations

import signal

import pytest

from tests.integration.transport.bench import NEVER, SESSION_SECONDS, Bench, Place, eventually

pytestmark = pytest.mark.slow


def owned(bench: Bench, log: str) -> set[int]:
    """The partition numbers a worker says it has, after all it was given and lost."""
    have: set[int] = set()
    for event, *words in bench.lines(log):
        if event == "assigned":
            have |= set(map(int, words))
        elif event == "revoked":
            have -= set(map(int, words))
    return have


def shared(bench: Bench, logs: list[str]) -> tuple[list[int], set[int]]:
    """How many partition numbers each worker has, fewest first, and all that somebody has, seen at one moment."""
    have = [owned(bench, log) for log in logs]
    return sorted(map(len, have)), set().union(*have)


def split(bench: Bench, *logs: str) -> bool:
    """Whether the workers own all four partition numbers between them, two each."""
    mine, theirs = (owned(bench, log) for log in logs)
    return len(mine) == len(theirs) == 2 and not mine & theirs


def test_two_workers_share_partition_numbers_across_all_topics(bench: Bench) -> None:
    topics = bench.topics(5, 4)
    bench.start("one", topics)
    bench.start("two", topics)
    assert eventually(lambda: split(bench, "one", "two"))
    ends = bench.fill(topics, 2_000)
    assert eventually(lambda: bench.complete(ends, "one", "two"))
    places: dict[str, set[Place]] = {log: set(bench.handled(log)) for log in ("one", "two")}
    for log in places:
        assert places[log] == {(topic, number) for topic in topics for number in owned(bench, log)}


def test_a_third_worker_gets_its_share_of_four_partitions(bench: Bench) -> None:
    topics, logs = bench.topics(2, 4), ["one", "two", "three"]
    for count, log in enumerate(logs, start=1):
        bench.start(log, topics)
        assert eventually(lambda count=count: [bool(owned(bench, other)) for other in logs[:count]] == [True] * count)
    assert eventually(lambda: shared(bench, logs) == ([1, 1, 2], {0, 1, 2, 3}))


def test_from_one_worker_to_two_and_back_nothing_is_lost(bench: Bench) -> None:
    topics = bench.topics(5, 4)
    ends = bench.fill(topics, 100_000)
    slow = {"batch_records": 1_000, "max_records": 5_000, "handle_seconds": 0.1}
    bench.start("one", topics, **slow)
    assert eventually(lambda: bool(bench.handled("one")))
    two = bench.start("two", topics, **slow)
    assert eventually(lambda: split(bench, "one", "two") and bool(bench.handled("two")))
    two.send_signal(signal.SIGTERM)
    assert two.wait(30) == 0
    assert eventually(lambda: bench.complete(ends, "one", "two"), 120)
    assert owned(bench, "one") == {0, 1, 2, 3}
    assert eventually(lambda: bench.committed(ends) == ends, 5)


def test_what_a_worker_keeps_through_a_rebalance_is_neither_revoked_nor_restored(bench: Bench) -> None:
    topics = bench.topics(2, 4)
    bench.start("one", topics)
    assert eventually(lambda: owned(bench, "one") == {0, 1, 2, 3})
    bench.start("two", topics)
    assert eventually(lambda: split(bench, "one", "two"))
    assert [line[0] for line in bench.lines("one")] == ["assigned", "revoked"]


def test_a_batch_in_hand_is_finished_and_committed_before_its_partition_moves(bench: Bench) -> None:
    topics = bench.topics(1, 4)
    ends = bench.fill(topics, 4_000)
    one = bench.start("one", topics, handle_seconds=2 * SESSION_SECONDS)
    assert eventually(lambda: owned(bench, "one") == {0, 1, 2, 3})
    bench.start("two", topics)
    assert eventually(lambda: bench.complete(ends, "one", "two") and split(bench, "one", "two"))
    assert sum(len(offsets) for ranges in bench.handled("one", "two").values() for offsets in ranges) == 4_000
    assert one.poll() is None


def test_a_restore_longer_than_the_session_keeps_the_partitions(bench: Bench) -> None:
    topics = bench.topics(1, 4)
    ends = bench.fill(topics, 4_000)
    bench.start("one", topics, restore_seconds=2 * SESSION_SECONDS)
    assert eventually(lambda: bench.complete(ends, "one"))
    assert [line[0] for line in bench.lines("one")][:2] == ["assigned", "batch"]


def test_a_topic_from_the_beginning_is_read_again_by_whoever_gets_it(bench: Bench) -> None:
    topics, sums = bench.topics(1, 4), bench.topics(1, 1)
    ends = bench.fill(sums, 1_000)
    one = bench.start("one", topics, replayed=sums)
    assert eventually(lambda: bench.complete(ends, "one"))
    bench.start("two", topics, replayed=sums)
    assert eventually(lambda: bool(owned(bench, "two") - {0}))
    one.kill()
    assert eventually(lambda: bench.complete(ends, "two"))
    assert set(bench.committed(ends).values()) == {NEVER}
