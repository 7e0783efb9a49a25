"""The committed dashboards: what Grafana's own linter asks of them, what our readers need, and that they are fresh."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

from dashboards import alerts, palette, target
from dashboards.__main__ import GENERATED, ROOT, stale
from dashboards.pages import pages
from dashboards.panels import tiles
from dashboards.sql import names, sql

FILES = sorted((ROOT / GENERATED).glob("*.json"))
KINDS = {"stat", "timeseries", "barchart", "table", "canvas", "xychart", "row"}
UNITS = {"percentunit", "locale", "none", "s", "d", "cps"}  # all of them in the linter's list
UIDS = {page.uid for page in pages()}


@cache
def read(path: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


every_dashboard = pytest.mark.parametrize("board", [pytest.param(read(f), id=f.stem) for f in FILES])
every_panel = pytest.mark.parametrize(
    "panel",
    [pytest.param(p, id=f"{f.stem}:{p['title']}") for f in FILES for p in read(f)["panels"] if p["type"] != "row"],
)


def test_nothing_generated_is_stale_and_the_pages_are_there() -> None:
    assert stale() == []
    titles = {read(path)["title"] for path in FILES}
    assert titles == {
        *("Overblik", "Kommune", "Sammenligning", "Afgang", "A-kasse", "Skærpet tilsyn", "Revision", "Tælleri"),
        *("Regler", "Skygge", "Datakvalitet", "Drift"),
    }


@every_dashboard
def test_the_sdk_reads_a_dashboard_back_without_losing_anything(board: dict[str, Any]) -> None:
    register_default_plugins()
    target.register()
    tiles.register()
    again = json.loads(json.dumps(Dashboard.from_json(board), cls=JSONEncoder))
    assert again == board
    assert again["schemaVersion"] == 42


@every_dashboard
def test_the_linters_rules_for_a_dashboard(board: dict[str, Any]) -> None:
    variables = board["templating"]["list"]
    sources = [v for v in variables if v["type"] == "datasource"]
    assert [(v["name"], v["label"]) for v in sources] == [("datasource", "Data source")]
    assert all(v["refresh"] == 2 for v in variables if v["type"] == "query")
    assert board["editable"] is False
    assert board["description"]


@every_panel
def test_the_linters_rules_for_a_panel(panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert len(panel["description"]) > 20
    assert panel["datasource"]["uid"] == "${datasource}"
    assert [t["datasource"]["uid"] for t in panel["targets"]] == ["${datasource}"]
    assert panel["fieldConfig"]["defaults"]["unit"] in UNITS


@every_panel
def test_a_panel_is_of_a_kind_we_use_and_says_so_when_it_is_empty(panel: dict[str, Any]) -> None:
    assert panel["type"] in KINDS
    assert panel["fieldConfig"]["defaults"]["noValue"]
    (asked,) = panel["targets"]
    assert asked["editorType"] == "sql"
    assert asked["format"] == (0 if panel["type"] == "timeseries" else 1)
    assert asked["rawSql"] in {sql(name) for name in names()}


@every_panel
def test_colours_are_those_that_a_colour_blind_operator_can_tell_apart(panel: dict[str, Any]) -> None:
    ours = {value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", json.dumps(panel))) <= ours


@every_dashboard
def test_no_two_panels_lie_on_one_another_and_none_beyond_the_edge(board: dict[str, Any]) -> None:
    taken: set[tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in board["panels"]):
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        assert max(x for x, _ in cells) < 24
        taken |= cells
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


@every_dashboard
def test_a_link_leads_to_a_page_there_is_and_sets_a_variable_it_has(board: dict[str, Any]) -> None:
    variables = {read(f)["uid"]: {v["name"] for v in read(f)["templating"]["list"]} for f in FILES}
    for uid, query in re.findall(r'"url": "/d/([\w-]+)\?([^"]*)"', json.dumps(board)):
        assert uid in UIDS
        assert set(re.findall(r"var-(\w+)=", query)) <= variables[uid]
        assert "${__url_time_range}" in query


def test_the_way_from_the_country_to_a_case_is_there() -> None:
    found = {page.uid: page.text() for page in pages()}
    assert "/d/fokusvagt-kommune?var-kommune=${__data.fields.kode}" in found["fokusvagt-overblik"]
    assert "/d/fokusvagt-kommune?var-kommune=751" in found["fokusvagt-overblik"]
    assert "var-regel=${__data.fields.rule_id}" in found["fokusvagt-kommune"]
    assert '"Sagsliste"' in found["fokusvagt-kommune"]


def test_every_query_belongs_to_a_panel_a_variable_or_an_alert_and_reads_views_only() -> None:
    used = {panel.query for page in pages() for panel in page.panels}
    used |= {f"variabel_{v.name}" for page in pages() for v in page.variables}
    used |= {f"alarm_{alert.name}" for _, _, group in alerts.GROUPS for alert in group}
    assert set(names()) == used - {""}
    for name in names():
        tables = re.findall(r"\b(?:FROM|JOIN)\s+fokusvagt\.(\w+)", sql(name))
        assert tables, name
        assert all(table.startswith("v_") for table in tables), name


def test_alerts_ask_one_certain_data_source_and_have_no_variables() -> None:
    groups = json.loads(alerts.text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len({rule["uid"] for rule in rules}) == len(rules)
    for asked, compared in (rule["data"] for rule in rules):
        assert asked["datasourceUid"] == "fokusvagt-clickhouse"
        assert compared["datasourceUid"] == "__expr__"
        assert "$" not in asked["model"]["rawSql"]


def test_silence_raises_an_alarm_where_it_must() -> None:
    rules = {rule["uid"]: rule for group in json.loads(alerts.text())["groups"] for rule in group["rules"]}
    assert rules["fokusvagt-stilstand"]["noDataState"] == "Alerting"
    assert rules["fokusvagt-forretningsdato"]["noDataState"] == "Alerting"
    for rule in rules.values():  # a file's texts pass the environment, where a single $ would be a setting's name
        assert not re.search(r"(?<!\$)\$(?!\$)", "".join(rule["annotations"].values()))
