"""Work that is kept to a share of the time."""

from __future__ import annotations

from streams.agents.pace import Pace


class Clock:
    """A clock that is told what time it is."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def worked(pace: Pace, clock: Clock, seconds: float) -> None:
    with pace.working():
        clock.now += seconds


def test_the_first_time_it_is_due_at_once() -> None:
    assert Pace(clock=Clock()).due


def test_after_two_seconds_at_a_quarter_it_rests_for_six() -> None:
    clock = Clock()
    pace = Pace(0.25, clock)
    worked(pace, clock, 2.0)
    clock.now += 5.9
    assert not pace.due
    clock.now += 0.2
    assert pace.due


def test_what_costs_nothing_is_always_due() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    worked(pace, clock, 0.0)
    assert pace.due
