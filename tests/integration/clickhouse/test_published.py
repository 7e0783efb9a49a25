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
    counts = {101: 30, 147: 9, 151: 10, 751: 12}  # 751 is alone in its region with any
    rows = [{"breach_id": f"{k}{i}", "kommune": k} for k, many in counts.items() for i in range(many)]
    RowWriter(link).breaches(breaches(*rows))
    shown = dict(ask("SELECT kommune, antal FROM fokusvagt.pub_brud"))
    assert (shown[101], shown[147], shown[153], len(shown)) == (30, None, None, 98)
    # 9 alone would be what the region's sum leaves: the next smallest is hidden with it, and so is one beside nobody.
    assert (shown[151], shown[751]) == (None, None)


@pytest.mark.parametrize("smallest", [0, 3, 9])
def test_no_sum_of_a_region_less_what_is_shown_gives_a_cell_away(link: Link, ask: Any, smallest: int) -> None:
    counts = {101: smallest, 147: 11, 151: 40, 153: 60}
    RowWriter(link).indicators(indicators(*({"code": k, "numerator": n} for k, n in counts.items())))
    shown = dict(ask("SELECT kommune, numerator FROM fokusvagt.pub_fokusmaal"))
    left = sum(counts.values()) - sum(n for n in shown.values() if n is not None)
    assert left >= 10
    assert [k for k, n in shown.items() if n is None] == [101, 147]
    assert shown[151] == 40


def test_no_month_is_given_away_by_the_difference_of_two_means(link: Link, ask: Any) -> None:
    months = [date(2023 + i // 12, i % 12 + 1, 28) for i in range(26)]
    rows = [
        {"code": code, "period_end": m, "numerator": 9 if i == 13 and code == 101 else 50}
        for i, m in enumerate(months)
        for code in (101, 147, 151)
    ]
    RowWriter(link).indicators(indicators(*rows))
    asked = (
        "SELECT countIf(avg12 IS NULL), minIf(period_end, avg12 IS NULL) FROM fokusvagt.pub_fokusmaal WHERE kommune = "
    )
    hidden = {code: ask(f"{asked}{code}")[0] for code in (101, 147, 151)}
    assert hidden[101] == hidden[147] == (12, months[13])  # 147 was hidden in that month for the sake of 101
    assert hidden[151][0] == 0


def test_no_published_view_has_a_person(ask: Any) -> None:
    asked = "SELECT count() FROM system.columns WHERE database = 'fokusvagt' AND table LIKE 'pub%' AND name IN "
    assert ask(asked + "('person_id', 'subject', 'breach_id', 'fact_id')") == [(0,)]
