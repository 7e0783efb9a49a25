"""Published views: no cell of fewer than 10 persons, nor any figure that would give one away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from streams.adapters.clickhouse import Link, RowWriter
from tests.integration.clickhouse.samples import breaches, indicators


@pytest.mark.parametrize(
    ("failing", "population", "shown"),
    [(9, 200, False), (10, 200, True), (190, 200, True), (191, 200, False), (0, 200, False), (5, 9, False)],
)
def test_a_cell_under_ten_is_suppressed_with_its_share(
    link: Link, ask: Any, failing: int, population: int, shown: bool
) -> None:
    row = {"numerator": failing, "denominator": population, "value": failing / population}
    RowWriter(link).indicators(indicators(row))
    ((numerator, value, avg12, breach, skjult),) = ask(
        "SELECT numerator, value, avg12, breach, skjult FROM fokusvagt.pub_fokusmaal"
    )
    assert (numerator, value) == ((failing, failing / population) if shown else (None, None))
    assert ((avg12 is None), (breach is None), skjult) == (not shown,) * 3


def test_a_denominator_under_ten_is_suppressed(link: Link, ask: Any) -> None:
    RowWriter(link).indicators(indicators({"numerator": 4, "denominator": 9}))
    assert ask("SELECT denominator FROM fokusvagt.pub_indikatorer") == [(None,)]


def test_a_mean_is_suppressed_as_long_as_it_contains_a_suppressed_month(link: Link, ask: Any) -> None:
    months = [date(2023 + i // 12, i % 12 + 1, 28) for i in range(14)]
    rows = [{"period_end": m, "numerator": 9 if i == 0 else 50} for i, m in enumerate(months)]
    RowWriter(link).indicators(indicators(*rows))
    shown = ask("SELECT value, avg12 FROM fokusvagt.pub_fokusmaal ORDER BY period_end")
    assert [value is None for value, _ in shown] == [True] + [False] * 13
    assert [avg12 is None for _, avg12 in shown] == [True] * 12 + [False] * 2


def test_the_nowcast_and_the_other_regimes_are_not_published(link: Link, ask: Any) -> None:
    RowWriter(link).indicators(indicators({"live": True}, {"indicator_id": "RM-K1"}))
    assert ask("SELECT * FROM fokusvagt.pub_indikatorer") == []


def test_a_count_of_breaches_under_ten_looks_like_none(link: Link, ask: Any) -> None:
    rows = [{"breach_id": f"{i}", "kommune": 101 if i < 10 else 147} for i in range(19)]
    RowWriter(link).breaches(breaches(*rows))
    shown = dict(ask("SELECT kommune, antal FROM fokusvagt.pub_brud"))
    assert (shown[101], shown[147], shown[151], len(shown)) == (10, None, None, 98)


def test_no_published_view_has_a_person(ask: Any) -> None:
    asked = "SELECT count() FROM system.columns WHERE database = 'fokusvagt' AND table LIKE 'pub%' AND name IN "
    assert ask(asked + "('person_id', 'subject', 'breach_id', 'fact_id')") == [(0,)]
