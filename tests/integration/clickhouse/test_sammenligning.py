"""Comparison that is fair: groups, spread, and what chance alone would give, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from schemas.regions import kommuner
from streams.adapters.clickhouse import FactWriter, Link, Progress, RowWriter
from tests.integration.clickhouse.conftest import emptied
from tests.integration.clickhouse.samples import facts, indicators

DAY = date(2024, 6, 15)
# kommune: (who fail, persons). København, Frederiksberg, Odense, Aarhus, Læsø; the country: 150 of 1 000.
SHARES = {101: (90, 500), 147: (15, 100), 461: (22, 200), 751: (20, 190), 825: (3, 10)}


@pytest.fixture(scope="module")
def ask(session: Link) -> Any:
    """Rows of a SELECT, all about the same figures; FM-TILBUD has a hundred times as many in København."""
    link = emptied(session)
    rows = [
        {"code": k, "numerator": float(a), "denominator": float(n), "value": a / n, "live": True, "period_end": DAY}
        for k, (a, n) in SHARES.items()
    ]
    many = {"numerator": 9000.0, "denominator": 50_000.0, "value": 0.18}
    rows += [row | {"indicator_id": "FM-TILBUD"} | (many if row["code"] == 101 else {}) for row in rows]
    terms = [{"fact_id": str(k), "kode": k, "forventet_andel": k / 10_000} for k in kommuner()]
    RowWriter(link).indicators(indicators(*rows))
    FactWriter(link).insert("star.rammevilkaar.v1", facts("rammevilkaar", *terms))
    RowWriter(link).progress([Progress("persons", "star.ydelse.v1", 0, 1, DAY, 1, "")])
    return lambda sql: link.client().query(sql).result_rows


def beside(ask: Any, kommune: int, slags: str) -> Any:
    columns = "gruppe, gruppens, kommuner, personer, p10, p90, z, ord"
    where = f"kommune = {kommune} AND slags = '{slags}' AND indicator_id = 'FM-SAMTALE'"
    return ask(f"SELECT {columns} FROM fokusvagt.v_sammenligning WHERE {where}")[0]


def test_a_group_has_its_share_its_spread_and_the_persons_behind(ask: Any) -> None:
    gruppe, share, kommuner, personer, p10, p90, _, _ = beside(ask, 101, "LANDET")
    assert (gruppe, share, kommuner, personer) == ("hele landet", 0.15, 5, 1000.0)
    # 0.105, 0.11, 0.15, 0.18, 0.3: ranks 1.4 and 4.6 of five.
    assert (p10, p90) == pytest.approx((20 / 190 + 0.4 * (0.11 - 20 / 190), 0.18 + 0.6 * 0.12))


def test_groups_are_region_size_and_terms(ask: Any) -> None:
    assert beside(ask, 101, "REGION")[:4] == ("Hovedstaden", 105 / 600, 2, 600.0)
    assert beside(ask, 101, "STOERRELSE")[:4] == ("over 120.000", 132 / 890, 3, 890.0)
    assert beside(ask, 147, "STOERRELSE")[0] == "80.000–120.000"
    assert beside(ask, 825, "STOERRELSE")[0] == "under 30.000"


def test_terms_make_ten_lightest_ten_heaviest_and_two_halves(ask: Any) -> None:
    codes = sorted(kommuner())
    sql = "SELECT gruppe, count(), min(kommune) FROM fokusvagt.v_sammenligningsgrupper WHERE slags = 'RAMMEVILKAAR'"
    assert ask(f"{sql} GROUP BY gruppe ORDER BY min(kommune)") == [
        ("de ti letteste", 10, codes[0]),
        ("lettere end midten", 39, codes[10]),
        ("sværere end midten", 39, codes[49]),
        ("de ti sværeste", 10, codes[88]),
    ]


def test_the_difference_is_told_in_standard_errors_and_words(ask: Any) -> None:
    """90 of 500 against 60 of 500: 0.06 over the root of 0.15 × 0.85 × (1/500 + 1/500) is 2.66."""
    *_, z, words = beside(ask, 101, "LANDET")
    assert z == pytest.approx(0.06 / (0.15 * 0.85 * 0.004) ** 0.5)
    assert words == "ligger højere end de andre; så stor en forskel giver tilfældet i højst 5 af 100 tilfælde"
    assert beside(ask, 147, "LANDET")[-1] == "ligger inden for det, tilfældet kan forklare"


def test_of_ten_persons_nothing_is_said(ask: Any) -> None:
    assert beside(ask, 825, "LANDET")[-2:] == (None, "for få personer til at sige noget")


def test_a_small_kommune_is_not_called_worse_for_its_size(ask: Any) -> None:
    """Læsø has twice the country's share, of ten persons: 0.15 ± 1.96 × 0.113 reaches 0.371."""
    sql = "SELECT kommune, placering, nedre_95, oevre_95 FROM fokusvagt.v_tragt WHERE indicator_id = 'FM-SAMTALE'"
    found = {row[0]: row[1:] for row in ask(sql)}
    half = 1.96 * (0.15 * 0.85 / 10) ** 0.5
    assert found[825] == ("INDEN_FOR", 0.0, pytest.approx(0.15 + half))
    assert {k: row[0] for k, row in found.items() if k != 825} == dict.fromkeys((101, 147, 461, 751), "INDEN_FOR")


def test_the_limits_close_in_as_persons_grow(ask: Any) -> None:
    sql = "SELECT kommune, placering FROM fokusvagt.v_tragt WHERE indicator_id = 'FM-TILBUD' ORDER BY kommune"
    assert ask(sql) == [(101, "INDEN_FOR"), (147, "INDEN_FOR"), (461, "UNDER"), (751, "UNDER"), (825, "INDEN_FOR")]
