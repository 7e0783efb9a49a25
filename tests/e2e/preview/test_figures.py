"""What stands on the screen is what stands in the database, for the kommune and the range that are chosen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from streams.adapters.clickhouse.link import Link
from streams.pipeline.replay import Pipeline
from tests.e2e.preview.looking import SECONDS, Looking

pytestmark = pytest.mark.slow
OPEN = "countIf(status IN ('FORELOEBIG', 'KONSTATERET'))"


def ask(running: Pipeline, sql: str) -> list[tuple[Any, ...]]:
    link = Link(running.servers.reader_url)
    return link.run(lambda client: [tuple(row) for row in client.query(sql).result_rows])


def danish(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def test_the_figures_on_the_screen_are_those_of_the_database(looking: Looking, country: Pipeline) -> None:
    looking.open("/d/fokusvagt-overblik")
    where = "FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende'"
    brud, varsler = ask(country, f"SELECT {OPEN}, countIf(status = 'VARSEL') {where}")[0]
    expect(looking.figure("Landet lige nu", "Åbne brud")).to_have_text(danish(brud))
    expect(looking.figure("Landet lige nu", "Varsler")).to_have_text(danish(varsler))


def test_a_row_of_a_table_is_a_row_of_the_database(looking: Looking, country: Pipeline) -> None:
    looking.open("/d/fokusvagt-overblik")
    where = "FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende' AND kommune = 101"
    brud = ask(country, f"SELECT {OPEN} {where}")[0][0]
    row = looking.panel("Alle kommuner").locator(".ag-row", has_text="København")
    assert danish(brud) in row.locator(".ag-cell").all_inner_texts()


def test_a_variable_changes_the_panels_and_the_address(looking: Looking, country: Pipeline) -> None:
    looking.open("/d/fokusvagt-kommune?var-kommune=101")
    box = looking.tab.get_by_label("Kommune", exact=True).first
    box.fill("Aarhus")
    looking.tab.get_by_role("option", name="Aarhus").click()
    looking.tab.wait_for_url("**var-kommune=751**")
    found = ask(
        country, "SELECT uniqExact(person_id) FROM fokusvagt.v_sagsliste WHERE kommune = 751 AND regime = 'gaeldende'"
    )
    figure = looking.figure("Sager med de valgte filtre", "Borgere")
    expect(figure).to_have_text(danish(found[0][0]), timeout=SECONDS)


def test_the_way_back_is_the_browsers(looking: Looking) -> None:
    looking.open("/d/fokusvagt-kommune?var-kommune=101")
    looking.tab.get_by_label("Vælg periode").click()
    looking.tab.get_by_text("Seneste 12 måneder").click()
    looking.tab.wait_for_url("**from=now-12M**")
    looking.tab.go_back()
    looking.tab.wait_for_url("**/d/fokusvagt-kommune?var-kommune=101")
    expect(looking.tab.get_by_label("Vælg periode")).to_contain_text("Seneste 3 år", timeout=SECONDS)


def test_a_name_in_a_table_leads_to_its_kommune(looking: Looking) -> None:
    looking.open("/d/fokusvagt-overblik")
    looking.panel("Alle kommuner").locator(".ag-row a").first.click()
    looking.tab.wait_for_url("**/d/fokusvagt-kommune?var-kommune=**")
    looking.filled()
    assert looking.errors() == []


def test_a_tile_of_the_map_leads_to_its_kommune(looking: Looking) -> None:
    looking.open("/d/fokusvagt-overblik")
    looking.tab.locator("a.fv-tile", has_text="Bor").first.click()
    looking.tab.wait_for_url("**/d/fokusvagt-kommune?var-kommune=400**")


@pytest.mark.parametrize("wrong", ["var-kommune=101%27%20OR%201=1--", "var-kommune=\\%27%20OR%201=1--"])
def test_an_address_cannot_ask_for_more_than_the_options(looking: Looking, wrong: str) -> None:
    looking.open(f"/d/fokusvagt-kommune?{wrong}")
    assert looking.errors() == []
    assert looking.tab.get_by_label("Kommune", exact=True).first.input_value() == "København"
