"""Which facts counted: as many as the row says, and those."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from streams.core.calendar import to_date, to_day
from streams.core.evaluate import Evaluation
from streams.core.partition import Partition
from tests.naive.population import population
from tests.support import core

Found = dict[str, list[tuple[Any, list[str]]]]


def found(facts: list[dict[str, Any]], as_of: date) -> Found:
    """Per rule its rows and the identities of the facts that counted."""
    partition = Partition(core.law(), core.country())
    core.merge(partition, facts)
    everybody = np.arange(len(partition.persons), dtype=np.int32)
    rows = Evaluation(core.law(), core.country()).run(partition.facts(), everybody, to_day(as_of)).rows.copy()
    told: Found = {}
    for row, counted in zip(rows, partition.talte(rows, to_day(as_of)), strict=True):
        told.setdefault(core.law().rule_ids[row["regel"]], []).append((row, [f"{t.type}:{t.fact_id}" for t in counted]))
    return told


@pytest.fixture(scope="module")
def of_many() -> Found:
    return found(population(300, 5, date(2020, 1, 1), date(2025, 6, 20)), date(2025, 6, 20))


@pytest.mark.parametrize(
    "rule", ["SAM-DP-6I6", "SAM-4I6", "SAM-DP-AK3", "SAM-DP-JC3", "CV-DP", "TIL-6M", "FS-1", "FS-3", "FM-SAMTALE"]
)
def test_as_many_facts_counted_as_the_row_says(of_many: Found, rule: str) -> None:
    assert of_many[rule]
    assert all(len(set(facts)) == row["value"] for row, facts in of_many[rule])


@pytest.mark.parametrize("rule", ["SAM-FORM", "FS-AKASSE", "TIL-PRAKTIK"])
def test_an_event_counts_by_itself(of_many: Found, rule: str) -> None:
    assert of_many[rule]
    assert all(facts for _, facts in of_many[rule])


def test_the_facts_are_named_in_the_order_of_their_days(of_many: Found) -> None:
    row, facts = max(of_many["SAM-DP-6I6"], key=lambda one: len(one[1]))
    assert len(facts) > 2
    assert all(fact.startswith("samtale:") for fact in facts)
    assert to_date(row["anker"]) < date(2025, 6, 20)
