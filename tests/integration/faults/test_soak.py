"""A minute of steady corrections: memory stays where it is, and what waits is bounded. At length: `bench soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.bench.population import Population
from streams.bench.soak import soak
from streams.bench.stand import silent


@pytest.mark.slow
def test_memory_stays_where_it_is_under_a_steady_load(tmp_path: Path) -> None:
    found = soak(Population(500, 24), 2_000, 1.0, 4, silent, tmp_path)
    assert found.figures["worker_growth"] < 0.1, found.rows
    assert found.rows[-1][1] > 100_000
