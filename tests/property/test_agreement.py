"""Two implementations that share no code agree on every row: values, thresholds, nowcasts and headroom included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.naive import computed
from tests.naive.population import PROBES, population
from tests.property.profile import searched
from tests.property.strategies import as_of, lives
from tests.support import core
from tests.support.agreement import disagreements, of_core, of_oracle
from tests.support.partitions import END, START

Fact = dict[str, Any]


def differences(facts: list[Fact], day: date) -> list[str]:
    """Where the core and the oracle differ."""
    partition = core.Partition(core.law(), core.country())
    core.merge(partition, facts)
    rows = core.told(partition, day)
    figures = core.measures(partition, facts, day)
    found = of_core([*rows, *core.breaches_of(figures, day)], figures)
    return disagreements(of_oracle(computed(facts, day)), found)


@pytest.mark.parametrize("seed", range(101, 107))
@pytest.mark.parametrize("turn", range(3))
def test_the_core_agrees_with_the_oracle(seed: int, turn: int) -> None:
    probe = PROBES[(seed + 4 * turn) % len(PROBES)]
    assert differences(population(150, seed, START, END), probe) == []


def test_a_row_that_differs_is_told() -> None:
    facts, day = population(30, 101, START, END), PROBES[6]
    wanted, (breaches, figures) = of_oracle(computed(facts, day)), of_oracle(computed(facts, day))
    moved = next(iter(breaches.values()))
    found = (breaches | {moved["breach_id"]: {**moved, "due_on": "1999-01-01"}}, dict(list(figures.items())[1:]))
    told = disagreements(wanted, found)
    assert told[0] == "2 differences"
    assert any("due_on is '1999-01-01'" in line for line in told)
    assert any(line.startswith("missing: ") for line in told)


@searched(150)
@given(lives, as_of)
def test_they_agree_on_any_facts_of_one_person(facts: list[Fact], day: date) -> None:
    assert differences(facts, day) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(201, 213))
def test_they_agree_at_every_probe_and_beside_it(seed: int) -> None:
    facts = population(200, seed, START, END)
    for probe in PROBES:
        assert differences(facts, probe + timedelta(seed % 3 - 1)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(231, 235))
def test_they_agree_on_every_day_of_two_months(seed: int) -> None:
    facts = population(100, seed, START, END)
    first = PROBES[seed % len(PROBES)]
    for n in range(60):
        assert differences(facts, first + timedelta(n)) == []


@pytest.mark.slow
@searched(1_500)
@given(lives, as_of)
def test_they_agree_on_any_facts_at_length(facts: list[Fact], day: date) -> None:
    assert differences(facts, day) == []
