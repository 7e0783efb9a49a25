"""The oracle agrees with every golden case, in full, and the comparer would tell if it did not."""

import json
from datetime import date
from typing import Any

import pytest

from tests.golden.compare import NAMES, TILSYN, all_differences, differences, load
from tests.naive import state, tilsyn

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def golden() -> tuple[Rows, Rows]:
    """The rows of a golden case, as an engine would give them: with `live`, every breach once."""
    _, _, expected = load("boundary.2025-06-30")
    return expected["breaches"], [row | {"live": False} for row in expected["indicators"]]


def told(golden: tuple[Rows, Rows], breaches: Rows, indicators: Rows) -> list[str]:
    return differences({"breaches": golden[0], "indicators": golden[1]}, breaches, indicators)


@pytest.mark.parametrize("name", NAMES)
def test_the_oracle_gives_the_golden_state(name: str) -> None:
    facts, as_of, expected = load(name)
    ours = state(facts, as_of)
    assert differences(expected, ours.breaches.values(), ours.indicators.values()) == []


@pytest.mark.parametrize("name", TILSYN)
def test_the_oracle_gives_the_golden_comparisons(name: str) -> None:
    facts, as_of, expected = load(name)
    ours = tilsyn(facts, as_of)
    assert differences(expected, ours.breaches.values(), ours.indicators.values()) == []


def test_a_missing_and_an_unexpected_row_are_told(golden: tuple[Rows, Rows]) -> None:
    breaches, indicators = golden
    assert len(told(golden, breaches[1:], indicators)) == 1
    assert len(told(golden, [*breaches, breaches[0] | {"breach_id": "other"}], indicators)) == 1
    assert len(told(golden, breaches, indicators[:-2])) == 2


def test_a_changed_column_is_told_by_name(golden: tuple[Rows, Rows]) -> None:
    breaches, indicators = golden
    (breach,) = told(golden, [breaches[0] | {"kommune": 999}, *breaches[1:]], indicators)
    (indicator,) = told(golden, breaches, [indicators[0] | {"avg12": 0.5}, *indicators[1:]])
    assert "kommune is 999" in breach
    assert "avg12 is 0.5" in indicator


def test_rows_from_clickhouse_compare_as_they_are(golden: tuple[Rows, Rows]) -> None:
    renamed = [{("anchor_on" if key == "anchor" else key): row[key] for key in row} for row in golden[0]]
    assert told(golden, renamed, golden[1]) == []


def test_a_row_that_comes_twice_is_a_fault_of_the_engine(golden: tuple[Rows, Rows]) -> None:
    with pytest.raises(ValueError, match="two rows with the key"):
        told(golden, [*golden[0], golden[0][0]], golden[1])


def test_all_columns_compare_through_json() -> None:
    facts, _, _ = load("random.2025-06-30")
    ours = state(facts, date(2025, 5, 20))
    theirs = {"breaches": ours.breaches.values(), "indicators": ours.indicators.values()}
    plain = {name: json.loads(json.dumps(list(rows), default=str)) for name, rows in theirs.items()}
    assert all_differences(theirs, plain["breaches"], plain["indicators"]) == []
    plain["indicators"][-1]["headroom"] = 4711
    assert len(all_differences(theirs, plain["breaches"], plain["indicators"])) == 1
