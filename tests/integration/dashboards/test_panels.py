"""Every panel's query runs, gives the columns that its panel needs, and finds something in the demo's data."""

from __future__ import annotations

import os
from statistics import quantiles

import pytest

from dashboards.alerts import GROUPS, Alert
from dashboards.expand import Value
from dashboards.pages import pages
from dashboards.panels.shown import Shown
from tests.integration.dashboards.conftest import Database

PANELS = [pytest.param(panel, id=panel.query) for page in pages() for panel in page.panels]
ELSEWHERE = "FOKUSVAGT_PANELS_URL" in os.environ
SOME: dict[str, Value] = {"regel": ("SAM-4I6", "TIL-6M", "FM-TILBUD"), "maalgruppe": ("DAGPENGE", "SYGEDAGPENGE")}
Options = dict[str, tuple[str, ...]]


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_gets_the_columns_it_needs_and_finds_something(
    panel: Shown, database: Database, defaults: dict[str, Value], options: Options
) -> None:
    answer = database.ask(panel.query, defaults, options)
    if answer.result_rows or not ELSEWHERE:
        assert tuple(answer.column_names) == panel.columns
        assert any(value is not None for row in answer.result_rows for value in row)


@pytest.mark.parametrize("panel", [p for p in PANELS if "kommune_" in str(p.id)])
def test_a_panel_runs_with_some_of_the_options_chosen(
    panel: Shown, database: Database, defaults: dict[str, Value], options: Options
) -> None:
    everything = database.ask(panel.query, defaults, options).result_rows
    some = database.ask(panel.query, defaults | SOME, options).result_rows
    assert len(some) <= len(everything)


@pytest.mark.parametrize("alert", [alert for _, _, group in GROUPS for alert in group], ids=lambda alert: alert.name)
def test_an_alerts_query_gives_labels_and_one_number(alert: Alert, database: Database) -> None:
    answer = database.ask(f"alarm_{alert.name}", {}, {})
    if answer.result_rows:
        kinds = dict(zip(answer.column_names, answer.result_rows[0], strict=True))
        assert isinstance(kinds.pop("vaerdi"), float)
        assert all(isinstance(label, str) for label in kinds.values())


def test_a_variable_offers_what_the_page_opens_with(defaults: dict[str, Value], options: Options) -> None:
    for name, value in defaults.items():
        assert options[name], name
        assert isinstance(value, tuple) or value in options[name], name


def test_all_chosen_one_by_one_is_the_same_as_all(
    database: Database, defaults: dict[str, Value], options: Options
) -> None:
    one_by_one = {name: options[name] for name in ("regel", "maalgruppe")}
    every = database.ask("kommune_sagsliste", defaults, options).result_rows
    assert every == database.ask("kommune_sagsliste", defaults | one_by_one, options).result_rows


def test_a_kommune_sees_its_own_cases_only(database: Database, defaults: dict[str, Value], options: Options) -> None:
    here = {row[3] for row in database.ask("kommune_sagsliste", defaults, options).result_rows}
    there = {row[3] for row in database.ask("kommune_sagsliste", defaults | {"kommune": "751"}, options).result_rows}
    assert here
    assert not here & there


def test_no_panel_keeps_an_operator_waiting(
    database: Database, defaults: dict[str, Value], options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    """P6 is 500 ms on all of Denmark and a machine at rest: FOKUSVAGT_PANELS_URL. A busy test machine gets more."""
    for _ in range(5 if ELSEWHERE else 2):
        for panel in PANELS:
            database.ask(str(panel.id), defaults, options)
    quickest = sorted(((min(took), name) for name, took in database.took.items()), reverse=True)
    with capsys.disabled():
        for seconds, name in quickest if ELSEWHERE else quickest[:5]:
            print(f"\n{1000 * seconds:8.0f} ms  {name}", end="")
    assert quantiles([seconds for seconds, _ in quickest], n=20)[-1] < (0.5 if ELSEWHERE else 5.0)
