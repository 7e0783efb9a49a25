"""The measuring instruments measure, and the guard tells a halving from noise. Small sizes; no figure is judged."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest

from streams.bench.guard import guard
from streams.bench.idiomatic import step
from streams.bench.latency import Looks
from streams.bench.measured import Measured, percentiles
from streams.bench.population import Population
from streams.bench.simulator import simulator
from streams.bench.tick import tick
from tests.support.pipeline import fokusvagt

PLACE = ("star.samtale.v1", 0)


def nobody(what: str, done: float, total: float | None) -> None:
    """Progress that nobody watches."""


def test_the_product_is_not_twice_as_slow_beside_the_reference_as_it_was() -> None:
    found = guard(persons=1_500, rounds=3)
    assert found.figures["holds"], found.rows


def test_the_guard_fails_on_a_halving() -> None:
    usual = guard(persons=300, rounds=1).figures["ratio"]
    assert not guard(persons=300, rounds=1, usual=4 * usual).figures["holds"]


def test_a_month_turn_looks_at_more_people_than_an_ordinary_day() -> None:
    found = tick(Population(400, 24), 2, nobody)
    by_day = {row[0]: row[2] for row in found.rows}
    assert by_day["2025-07-01"] > by_day["2025-06-22"]


def test_a_fact_is_visible_from_the_first_look_that_has_passed_it() -> None:
    looks = Looks({PLACE: [(0, 0.0), (2, 5.0), (3, 6.0)]})
    assert looks.of(PLACE, {0: 1.0, 1: 4.5, 2: 4.75}).tolist() == [4.0, 0.5, 1.25]


def test_percentiles_are_of_the_slow_end() -> None:
    assert percentiles(np.arange(101) / 1000) == {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0, "max_ms": 100.0}


def test_a_measurement_names_its_machine() -> None:
    told: dict[str, Any] = Measured("x", {"a": 1}, ("b",), [(2,)]).as_dict()
    assert told["a"] == 1
    assert told["runs"] == [{"b": 2}]
    assert told["machine"]["cpus"] > 0


def test_the_idiomatic_job_flips_when_the_fourth_samtale_is_held() -> None:
    state, flipped = step(None, "ydelse", {"period_end": date(2025, 6, 30)})
    assert (state["late"], flipped) == (True, True)
    for day in range(1, 5):
        state, flipped = step(state, "samtale", {"status": "AFHOLDT", "dato": date(2025, 6, day)})
    assert (state["late"], flipped) == (False, True)


@pytest.mark.slow
def test_throughput_is_told_as_one_json_object_with_the_ratio() -> None:
    answer = fokusvagt("bench", "throughput", "--persons", 200, "--runs", 1, "--faust-persons", 20, "--json")
    assert answer.code == 0, answer.err
    told = json.loads(answer.out)
    assert told["ratio_to_idiomatic_faust"] > 0
    assert {"facts_per_second", "cpu_seconds_per_million", "rss_mib"} <= set(told)


@pytest.mark.slow
def test_two_workers_tell_the_same_rows_as_one() -> None:
    answer = fokusvagt("bench", "scaling", "--persons", 300, "--runs", 1, "--json")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["same_rows"] is True


@pytest.mark.slow
def test_the_simulator_is_measured_to_a_file_and_to_kafka() -> None:
    found = simulator(60, 12, [60], nobody, None)
    assert [row[0] for row in found.rows] == ["file", "kafka", "nowhere"]
    assert found.rows[0][2] == found.rows[1][2] == found.rows[2][2] > 1000
    assert found.figures["memory_of_the_most_to_the_fewest"] == 1.0
    assert found.rows[2][6] > 50
