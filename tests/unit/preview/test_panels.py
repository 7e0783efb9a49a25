"""What is drawn of an answer, as data: no browser is needed to see it."""

from __future__ import annotations

import pytest

from dashboards.preview.clickhouse import Column
from dashboards.preview.panels import RENDERERS
from dashboards.preview.view import Chart, Empty, Grid, Html, View
from tests.unit.preview.builders import drawing, override, panel

TIMES = Column("time", "time", [0, 86_400_000])
NAMES = Column("kommune", "string", ["Aarhus", "<b>Odense</b>"])
SHARES = Column("andel", "number", [0.25, 0.1])


def drawn(kind: str, *columns: Column, form: int = 1, **more: object) -> View:
    return RENDERERS[kind](drawing(panel(kind, **more), *columns, form=form))


@pytest.mark.parametrize("kind", ["stat", "bargauge", "table", "timeseries", "barchart"])
def test_an_answer_without_rows_is_told_in_words(kind: str) -> None:
    empty = [Column(one.name, one.kind, []) for one in (TIMES, NAMES, SHARES)]
    assert isinstance(drawn(kind, *empty, form=0 if kind == "timeseries" else 1), Empty)


def test_a_stat_tells_the_last_value_in_its_unit() -> None:
    view = drawn("stat", TIMES, SHARES, form=0, defaults={"unit": "percentunit", "decimals": 1})
    assert isinstance(view, Html)
    assert ">10,0 %<" in view.markup


@pytest.mark.parametrize("kind", ["stat", "bargauge"])
def test_texts_of_the_database_are_never_markup(kind: str) -> None:
    view = drawn(kind, NAMES, SHARES, options={"reduceOptions": {"values": True}})
    assert isinstance(view, Html)
    assert "&lt;b&gt;Odense" in view.markup
    assert "<b>Odense" not in view.markup


def test_a_table_keeps_the_querys_order_and_brings_texts() -> None:
    view = drawn("table", NAMES, SHARES, overrides=[override("andel", unit="percentunit", displayName="Andel")])
    assert isinstance(view, Grid)
    assert [column["headerName"] for column in view.columns] == ["kommune", "Andel"]
    assert [(row["c0_t"], row["c1_t"]) for row in view.rows] == [("Aarhus", "25 %"), ("<b>Odense</b>", "10 %")]


def test_a_hidden_column_is_not_sent_to_the_browser() -> None:
    view = drawn("table", NAMES, SHARES, overrides=[override("andel", custom_hidden=True)])
    assert isinstance(view, Grid)
    assert [column["headerName"] for column in view.columns] == ["kommune"]


def test_a_time_series_spans_the_chosen_range_and_draws_its_threshold() -> None:
    steps = {"mode": "absolute", "steps": [{"color": "green", "value": None}, {"color": "red", "value": 0.2}]}
    defaults = {"thresholds": steps, "custom": {"thresholdsStyle": {"mode": "dashed"}}}
    view = drawn("timeseries", TIMES, SHARES, form=0, defaults=defaults)
    assert isinstance(view, Chart)
    assert (view.options["xAxis"]["min"], view.options["xAxis"]["max"]) == (0, 86_400_000)
    assert view.options["series"][0]["markLine"]["data"][0]["yAxis"] == 0.2


def test_a_bar_chart_lies_down_where_it_is_asked_to() -> None:
    view = drawn("barchart", NAMES, SHARES, options={"orientation": "horizontal", "xField": "kommune"})
    assert isinstance(view, Chart)
    assert view.options["yAxis"]["data"] == ["Aarhus", "<b>Odense</b>"]
    assert [bar["value"] for bar in view.options["series"][0]["data"]] == [[0.25, 0, "0,250"], [0.1, 1, "0,100"]]


def test_a_tile_without_a_figure_keeps_its_own_colour() -> None:
    color = {"fixed": "#8C8C8C", "field": "101"}
    place = {"left": 1, "top": 2, "right": 3, "bottom": 4}
    element = {"name": "101", "type": "rectangle", "background": {"color": color}, "placement": place}
    view = drawn("canvas", Column("751", "number", [0.1]), options={"root": {"elements": [element]}})
    assert isinstance(view, Html)
    assert "left:1%;top:2%;right:3%;bottom:4%;background:#8C8C8C" in view.markup


FUNNEL = {
    "mapping": "manual",
    "series": [
        {"x": {"matcher": {"id": "byName", "options": "n"}}, "y": {"matcher": {"id": "byName", "options": name}}}
        for name in ("andel", "graense")
    ],
}
PERSONS = Column("n", "number", [10, 40])
LIMITS = Column("graense", "number", [0.4, None])


def test_a_funnel_has_points_named_by_their_row_and_lines_over_the_persons_behind() -> None:
    points = override("andel", unit="percentunit", custom_show="points", custom_pointSize={"fixed": 9})
    view = drawn("xychart", PERSONS, NAMES, SHARES, LIMITS, options=FUNNEL, overrides=[points])
    assert isinstance(view, Chart)
    scattered, line = view.options["series"]
    assert (scattered["type"], scattered["symbolSize"], line["type"]) == ("scatter", 9, "line")
    assert scattered["data"][0] == {"name": "Aarhus", "value": [10, 0.25, "25 %"]}
    assert [point["value"][:2] for point in line["data"]] == [[10, 0.4]]


def test_a_curve_without_rows_or_mapping_is_told_in_words() -> None:
    assert isinstance(drawn("xychart", Column("n", "number", []), options=FUNNEL), Empty)
    assert isinstance(drawn("xychart", PERSONS, SHARES, options={"mapping": "manual", "series": []}), Empty)
