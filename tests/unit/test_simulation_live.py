"""Simulated facts by time: the spool gives each once and in order, and the clock stops at every midnight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from streams.pipeline.live import Pace, _windows
from streams.pipeline.ticking import known_by
from streams.simulation import BLOCK, simulate
from streams.simulation.spole import Spole, stamps

END = date(2025, 3, 31)
LAST = known_by(END)


def spool(folder: Path, persons: int = 2 * BLOCK) -> Spole:
    made = Spole(folder)
    for _ in made.add(simulate(persons, 8, 1, end=END)):
        pass
    made.rewind()
    return made


def test_every_fact_is_given_once_and_each_window_in_order(tmp_path: Path) -> None:
    made, given, before = spool(tmp_path), 0, -(1 << 62)
    for moment in (*range(LAST - 200 * 86_400_000, LAST, 11 * 86_400_000), LAST + 86_400_000):
        for batch in made.until(moment).values():
            at = stamps(batch)
            assert before <= at[0] <= at[-1] < moment
            assert np.all(np.diff(at) >= 0)
            given += len(at)
        before = moment
    assert given == made.facts == sum(map(len, simulate(2 * BLOCK, 8, 1, end=END)))


def test_a_moment_that_has_passed_gives_nothing_more(tmp_path: Path) -> None:
    made = spool(tmp_path, 50)
    assert made.until(LAST)
    assert made.until(LAST) == {}


def ticking(step: float) -> Iterator[float]:
    now = 100.0
    while True:
        yield now
        now += step


@pytest.mark.parametrize("speed", [600.0, 86_400.0, 1_000_000.0])
def test_no_window_reaches_past_a_midnight_however_fast_the_clock(tmp_path: Path, speed: float) -> None:
    since, seconds = END - timedelta(4), ticking(7.0)
    made = spool(tmp_path, 300)
    made.until(known_by(since - timedelta(1)))
    told: list[date] = []
    days = set()
    for window, day in _windows(made, since, END, lambda start: Pace(start, speed, seconds.__next__, lambda _: None)):
        for batch in window.values():
            moments = [datetime.fromtimestamp(at / 1000, UTC) + timedelta(hours=1) for at in stamps(batch).tolist()]
            days.add((len(told), moments[0].date() == moments[-1].date()))
        told += [day] if day else []
    assert told == [since + timedelta(n) for n in range(1, 5)]
    assert all(same for _, same in days)


def test_a_clock_of_a_speed_starts_when_it_is_first_asked() -> None:
    seconds = ticking(2.0)
    pace = Pace(1_000, 60.0, seconds.__next__, lambda _: None)
    assert [b - a for a, b in pairwise([pace.now(), pace.now(), pace.now()])] == [120_000, 120_000]
    assert Pace(1_000, 60.0, iter((5.0, 5.0)).__next__).now() == 1_000
