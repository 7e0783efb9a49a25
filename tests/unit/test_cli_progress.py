"""Progress on the terminal: how much, how fast, and how long still where the end is known."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from streams.cli import common
from streams.pipeline.sending import BYTES_READ


def shown(monkeypatch: pytest.MonkeyPatch, what: str, total: float | None) -> str:
    """The last bar after a third and then two thirds of a million."""
    console = Console(file=StringIO(), force_terminal=True, width=140, color_system=None)
    monkeypatch.setattr(common, "err", console)
    clock = iter(range(0, 10_000, 2))
    with common.bars() as bars:
        bars._progress.get_time = lambda: float(next(clock))
        for done in (1, 333_333, 666_666):
            bars.show(what, done, total)
        return _text(bars)


def _text(bars: common.Bars) -> str:
    out = StringIO()
    Console(file=out, width=140, color_system=None).print(bars._progress.get_renderable())
    return out.getvalue()


def test_bytes_have_their_units_a_rate_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, BYTES_READ, 1_000_000)
    assert "666.7 kB" in told
    assert "kB/s" in told
    assert "0:00:0" in told.split("/s")[1]


def test_without_a_known_end_there_is_a_rate_and_no_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, BYTES_READ, None)
    assert "kB/s" in told
    assert told.count(":") == 2  # the time gone, and no other


def test_facts_are_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "666,666" in shown(monkeypatch, "facts processed", 1_000_000)
