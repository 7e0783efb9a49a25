"""The views others build on: the columns of the contract, and what the lists and figures say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from schemas.registry import FACT_TYPES
from streams.adapters.clickhouse import FACTS, FactWriter, Link, Progress, RowWriter
from tests.integration.clickhouse.samples import breaches, facts, indicators

BREACH_COLUMNS = [
    ("breach_id", "String"),
    ("rule_id", "LowCardinality(String)"),
    ("rule_version", "LowCardinality(String)"),
    ("regime", "LowCardinality(String)"),
    ("scope", "LowCardinality(String)"),
    ("subject", "String"),
    ("person_id", "String"),
    ("kommune", "Nullable(UInt16)"),
    ("akasse", "Nullable(UInt16)"),
    ("responsible", "LowCardinality(String)"),
    ("anchor_on", "Date"),
    ("due_on", "Date"),
    ("status", "LowCardinality(String)"),
    ("opened_on", "Date"),
    ("resolved_on", "Nullable(Date)"),
    ("value", "Nullable(Float64)"),
    ("threshold", "Nullable(Float64)"),
    ("as_of", "Date"),
    ("detected_at", "DateTime64(3, 'UTC')"),
    ("version", "UInt64"),
]
INDICATOR_COLUMNS = [
    ("indicator_id", "LowCardinality(String)"),
    ("scope", "LowCardinality(String)"),
    ("code", "UInt16"),
    ("period_end", "Date"),
    ("live", "Bool"),
    ("headroom", "Nullable(Int32)"),
    ("numerator", "Float64"),
    ("denominator", "Float64"),
    ("value", "Float64"),
    ("avg12", "Float64"),
    ("threshold", "Nullable(Float64)"),
    ("breach", "Bool"),
    ("class", "Nullable(String)"),
    ("as_of", "Date"),
    ("version", "UInt64"),
]

REFERENCE = (*("v_kommuner", "v_akasser", "v_rules", "v_regelaendringer", "v_sammenligningsgrupper", "v_afgang_vive"),)


@pytest.mark.parametrize(
    ("view", "columns"),
    [
        ("v_breaches", BREACH_COLUMNS),
        ("v_breach_log", BREACH_COLUMNS),
        ("v_indicators", INDICATOR_COLUMNS),
        ("v_indicator_log", INDICATOR_COLUMNS),
    ],
)
def test_the_contracts_columns_are_there_in_order_and_type(ask: Any, view: str, columns: Any) -> None:
    assert [row[:2] for row in ask(f"DESCRIBE fokusvagt.{view}")] == columns


@pytest.mark.parametrize("kind", FACT_TYPES)
def test_facts_are_shown_with_the_fields_of_the_domain(ask: Any, kind: str) -> None:
    view = kind if kind in ("rammevilkaar", "tilfredshed") else f"facts_{kind}"
    assert [row[0] for row in ask(f"DESCRIBE fokusvagt.v_{view}")] == FACTS[kind].names


def test_every_view_answers_on_an_empty_database(ask: Any) -> None:
    views = ask("SELECT name FROM system.tables WHERE database = 'fokusvagt' AND engine = 'View'")
    assert len(views) > 25
    for (view,) in views:
        rows = ask(f"SELECT * FROM fokusvagt.{view}")
        assert not rows or view in REFERENCE, view


def test_a_kommunes_breaches_are_a_range_of_the_key(link: Link, ask: Any) -> None:
    RowWriter(link).breaches(breaches({}))
    for question in ("v_breaches WHERE kommune = 101", "v_sagsliste WHERE kommune = 101"):
        plan = "\n".join(row[0] for row in ask(f"EXPLAIN indexes = 1 SELECT * FROM fokusvagt.{question}"))
        assert "in [101, 101]" in plan


def test_the_case_list_counts_the_days_from_the_current_business_date(link: Link, ask: Any) -> None:
    RowWriter(link).breaches(
        breaches(
            {"breach_id": "a", "status": "VARSEL", "due_on": date(2024, 4, 10)},
            {"breach_id": "b", "status": "KONSTATERET", "due_on": date(2024, 3, 30)},
            {"breach_id": "c", "status": "OPFYLDT"},
            {"breach_id": "d", "status": "AFHJULPET"},
        )
    )
    RowWriter(link).progress([Progress("persons", "star.ydelse.v1", 0, 1, date(2024, 4, 1), 1, "r")])
    shown = "SELECT right(breach_id, 1), kommune_navn, days_left, as_of FROM fokusvagt.v_sagsliste ORDER BY breach_id"
    assert ask(shown) == [("a", "København", 9, date(2024, 4, 1)), ("b", "København", -2, date(2024, 4, 1))]


def test_candidates_for_skaerpet_tilsyn_come_with_the_figures_behind(link: Link, ask: Any) -> None:
    RowWriter(link).indicators(
        indicators(
            {"indicator_id": "SKAERPET-TILSYN", "numerator": 1.0, "breach": True, "threshold": 1.0},
            {"indicator_id": "RM-FORSOERGELSE", "avg12": 0.12, "breach": True, "threshold": 0.1},
            {"indicator_id": "FM-SAMTALE", "avg12": 0.3, "breach": True},
            {"indicator_id": "FM-TILBUD", "avg12": 0.05, "code": 147},
        )
    )
    shown = "kommune, kandidat, fejlede_fokusmaal, forsoergelse_brudt, samtale_avg12, tilbud_avg12"
    assert ask(f"SELECT {shown} FROM fokusvagt.v_skaerpet_tilsyn") == [(101, True, 1, True, 0.3, None)]


def test_the_regimes_are_never_mixed(link: Link, ask: Any) -> None:
    RowWriter(link).indicators(
        indicators(
            {"indicator_id": "RM-FORSOERGELSE"},
            {"indicator_id": "RM-K1", "class": "SOM_FORVENTET"},
            {"indicator_id": "RM-A1", "scope": "akasse", "code": 2},
            {"indicator_id": "AK-SAM3", "scope": "akasse", "code": 2},
        )
    )
    shown = {
        view: [row[0] for row in ask(f"SELECT indicator_id FROM fokusvagt.{view} ORDER BY indicator_id")]
        for view in ("v_resultatmaal", "v_akasse", "v_anbefalet")
    }
    assert shown == {
        "v_resultatmaal": ["RM-FORSOERGELSE"],
        "v_akasse": ["AK-SAM3"],
        "v_anbefalet": ["RM-A1", "RM-K1"],
    }


def test_of_two_rammevilkaar_that_stand_the_greater_fact_id_is_shown(link: Link, ask: Any) -> None:
    rows = [
        {"fact_id": "a", "forventet_andel": 0.1},
        {"fact_id": "b", "forventet_andel": 0.2},
        {"fact_id": "c", "forventet_andel": 0.3, "revision": 1, "deleted": True},
        {"fact_id": "c", "forventet_andel": 0.3},
    ]
    FactWriter(link).insert("star.rammevilkaar.v1", facts("rammevilkaar", *rows))
    assert ask("SELECT fact_id, forventet_andel FROM fokusvagt.v_rammevilkaar") == [("b", 0.2)]


def test_late_registration_is_told_per_source_however_often_it_is_written(link: Link, ask: Any) -> None:
    days = [datetime(2024, 2, day, 9, tzinfo=UTC) for day in (1, 2, 10)]
    batch = facts("ydelse", *({"fact_id": str(i), "registered_at": day} for i, day in enumerate(days)))
    annulled = facts("ydelse", {"fact_id": "0", "revision": 1, "deleted": True})
    for table in (batch, batch, annulled):
        FactWriter(link).insert("star.ydelse.v1", table)
    RowWriter(link).settle()
    shown = "source, antal, median_dage, round(andel_slettet, 2), round(andel_rettet, 2)"
    assert ask(f"SELECT {shown} FROM fokusvagt.v_datakvalitet WHERE maaling = 'registrering'") == [
        ("jobcenter:101", 3, 10.0, 0.33, 0.33)
    ]


def test_a_kommune_with_paid_days_and_no_rammevilkaar_is_named(link: Link, ask: Any) -> None:
    rows = [{"fact_id": "1", "kommune": 101}, {"fact_id": "2", "kommune": 147}]
    rows += [{"fact_id": "3", "kommune": 151, "revision": r, "deleted": r == 1} for r in (0, 1)]
    rows += [{"fact_id": "4", "kommune": 147, "period_start": date(2023, 12, 20)}]
    FactWriter(link).insert("star.ydelse.v1", facts("ydelse", *rows))
    FactWriter(link).insert("star.rammevilkaar.v1", facts("rammevilkaar", {"kode": 101}))
    RowWriter(link).settle()
    asked = "SELECT kommune, aar FROM fokusvagt.v_datakvalitet WHERE maaling = 'rammevilkaar' ORDER BY aar"
    assert ask(asked) == [(147, 2023), (147, 2024)]


def test_unknown_participation_is_a_share_that_a_correction_lowers(link: Link, ask: Any) -> None:
    rows: list[dict[str, Any]] = [{"fact_id": str(i), "akasse": 2} for i in range(4)]
    rows += [{"fact_id": "0", "akasse": 2, "akasse_deltog": "JA", "revision": 1}]
    rows += [{"fact_id": "9", "akasse": 2, "samtaletype": "ANDEN"}]
    FactWriter(link).insert("star.samtale.v1", facts("samtale", *rows))
    RowWriter(link).settle()
    asked = "SELECT akasse, antal, andel_ukendt FROM fokusvagt.v_datakvalitet WHERE maaling = 'deltagelse'"
    assert ask(asked) == [(2, 4, 0.75)]
