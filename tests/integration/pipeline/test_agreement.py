"""The pipeline agrees with the oracle on every row: persons, kommuner, a-kasser, nowcasts and headroom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.naive import computed
from tests.naive.population import PROBES, population
from tests.support.agreement import changed, disagreements, of_oracle, of_tables
from tests.support.pipeline import Tables, running

Fact = dict[str, Any]
Seen = list[tuple[date, Tables]]


def test_every_row_on_every_date_forwards_and_back(facts: list[Fact], visited: Seen) -> None:
    for day, tables in visited:
        assert disagreements(of_oracle(computed(facts, day)), of_tables(tables)) == []


def test_every_kind_of_row_is_among_them(visited: Seen) -> None:
    rows = [row for _, tables in visited for row in tables.breaches]
    assert {row["status"] for row in rows} == {"VARSEL", "FORELOEBIG", "KONSTATERET", "AFHJULPET"}
    assert len({row["rule_id"] for row in rows if row["scope"] == "person"}) == 23
    assert {row["rule_id"] for row in rows if row["scope"] != "person"} == {
        *("FM-SAMTALE", "FM-TILBUD", "RM-FORSOERGELSE", "SKAERPET-TILSYN", "AK-SAM3"),
    }
    assert {row["live"] for _, tables in visited for row in tables.indicators} == {True, False}
    assert any(row["headroom"] is not None for _, tables in visited for row in tables.indicators)


def test_the_dates_between_leave_no_trace(visited: Seen) -> None:
    (_, first), (_, again) = (each for each in visited if each[0] == visited[-1][0])
    assert changed(first, again) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(31, 34))
def test_every_row_of_other_populations(seed: int, tmp_path: Path) -> None:
    facts = population(200, seed, date(2019, 6, 1), date(2026, 6, 30))
    with running(tmp_path, workers=1 + seed % 2, partitions=1 + seed % 6) as pipeline:
        for number, day in enumerate(PROBES[seed % 3 :: 3]):
            pipeline.feed([] if number else facts, day)
            assert disagreements(of_oracle(computed(facts, day)), of_tables(pipeline.tables())) == []


@pytest.mark.slow
def test_every_row_while_facts_and_dates_come_in_turn(tmp_path: Path) -> None:
    facts = population(200, 38, date(2019, 6, 1), date(2026, 6, 30))
    with running(tmp_path, partitions=3) as pipeline:
        for number, day in enumerate(PROBES):
            known = facts[: (number + 1) * len(facts) // len(PROBES)]
            pipeline.feed(facts[number * len(facts) // len(PROBES) : len(known)], day)
            assert disagreements(of_oracle(computed(known, day)), of_tables(pipeline.tables())) == []
