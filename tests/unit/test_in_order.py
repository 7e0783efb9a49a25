"""Jobs that are done in the order in which they were given, and none after a failure."""

from __future__ import annotations

import threading

import pytest

from streams.agents.in_order import InOrder


def test_jobs_are_done_in_their_order_while_the_giver_goes_on() -> None:
    jobs, may_go, done = InOrder("test"), threading.Event(), list[int]()
    jobs.then(may_go.wait)
    last = [jobs.then(lambda n=n: done.append(n)) for n in range(5)][-1]
    assert done == []
    may_go.set()
    last.result(10)
    assert done == [0, 1, 2, 3, 4]


def test_nothing_follows_a_failure() -> None:
    jobs, done = InOrder("test"), list[int]()
    jobs.then(lambda: 1 / 0)
    last = [jobs.then(lambda: done.append(1)) for _ in range(20)][-1]
    with pytest.raises(ZeroDivisionError):
        last.result(10)
    assert done == []


def test_a_giver_far_ahead_waits() -> None:
    jobs, may_go = InOrder("test", waiting=2), threading.Event()
    given = [jobs.then(may_go.wait) for _ in range(2)]
    ahead = threading.Thread(target=lambda: given.append(jobs.then(lambda: None)))
    ahead.start()
    ahead.join(0.1)
    assert ahead.is_alive()
    may_go.set()
    ahead.join(10)
    given[-1].result(10)
