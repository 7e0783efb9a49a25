"""A value is shown with the mapping, threshold and colour that Grafana would give it."""

from __future__ import annotations

import pytest

from dashboards.preview import colors
from dashboards.preview.clickhouse import Column, columns
from dashboards.preview.colors import DARK, LIGHT
from dashboards.preview.display import shown
from dashboards.preview.fields import Field, configured, frame
from dashboards.preview.transformations import transformed
from tests.unit.preview.builders import field, named, override, panel

STEPS = {
    "mode": "absolute",
    "steps": [{"color": "green", "value": None}, {"color": "orange", "value": 10}, {"color": "red", "value": 20}],
}
COLORS = {"mode": "thresholds"}


@pytest.mark.parametrize(("value", "color"), [(9.99, "green"), (10, "orange"), (19.99, "orange"), (20, "red")])
def test_a_threshold_colours_from_its_value_on(value: float, color: str) -> None:
    assert shown(value, field(value, thresholds=STEPS, color=COLORS), LIGHT).color == colors.css(color, LIGHT)


def test_a_threshold_in_per_cent_is_of_the_range() -> None:
    given = field(0, 50, 100, thresholds=STEPS | {"mode": "percentage"}, color=COLORS)
    assert shown(15, given, LIGHT).color == colors.css("orange", LIGHT)


def test_a_field_without_thresholds_has_the_colour_of_text() -> None:
    assert shown(3, field(3), DARK).color == DARK.text


@pytest.mark.parametrize(
    ("mapping", "value", "text"),
    [
        ({"type": "value", "options": {"VARSEL": {"text": "Varsel"}}}, "VARSEL", "Varsel"),
        ({"type": "value", "options": {"1": {"text": "en"}}}, 1.0, "en"),
        ({"type": "range", "options": {"from": 0, "to": 5, "result": {"text": "få"}}}, 5, "få"),
        (
            {"type": "regex", "options": {"pattern": "^SAM-(.*)", "result": {"text": "Samtale $1"}}},
            "SAM-4I6",
            "Samtale 4I6",
        ),
        ({"type": "special", "options": {"match": "null", "result": {"text": "intet"}}}, None, "intet"),
        ({"type": "special", "options": {"match": "true", "result": {"text": "over"}}}, True, "over"),
    ],
)
def test_a_mapping_gives_the_words(mapping: dict[str, object], value: object, text: str) -> None:
    assert shown(value, field(value, mappings=[mapping]), LIGHT).text == text


def test_a_missing_value_is_what_the_panel_says_of_it() -> None:
    assert shown(None, field(None, noValue="Ingen data"), LIGHT).text == "Ingen data"
    assert shown(None, field(None), LIGHT).text == "–"


def test_a_date_that_sorts_as_text_is_read_in_danish() -> None:
    assert shown("2025-06-20", field("2025-06-20", kind="string"), LIGHT).text == "20. jun. 2025"


def test_a_year_has_no_points_in_it_and_a_count_has() -> None:
    assert shown(2025, field(2025), LIGHT).text == "2025"
    assert shown(2025, field(2025, unit="locale"), LIGHT).text == "2.025"


def test_an_override_says_more_than_the_default() -> None:
    of = panel(defaults={"unit": "locale"}, overrides=[override("andel", unit="percentunit", custom_width=80)])
    made = configured(of, [frame("A", [Column("andel", "number", [0.5]), Column("antal", "number", [1])], 1)])
    assert (named(made, "andel").config["unit"], named(made, "andel").custom) == ("percentunit", {"width": 80})
    assert named(made, "antal").config["unit"] == "locale"


def test_a_long_answer_becomes_one_series_for_each_text() -> None:
    answer = [
        Column("time", "time", [0, 0, 1000]),
        Column("kilde", "string", ["a", "b", "a"]),
        Column("antal", "number", [1, 2, 3]),
    ]
    made = frame("A", answer, 0)
    assert [(one.title, one.values) for one in made.numbers] == [("a", [1, 3]), ("b", [2, None])]


def test_rows_become_fields_with_their_names() -> None:
    answer = [Column("kode", "number", [101, 147]), Column("navn", "string", ["København", "Frederiksberg"])]
    rows = frame("A", [*answer, Column("vaerdi", "number", [0.2, 0.1])], 1)
    keys = {"field.name": "kode", "displayName": "navn", "field.value": "vaerdi"}
    mappings = [{"fieldName": name, "handlerKey": key} for key, name in keys.items()]
    made = transformed([rows], [{"id": "rowsToFields", "options": {"mappings": mappings}}])
    given = named(configured(panel("canvas"), made), "147")
    assert (given.title, given.values) == ("Frederiksberg", [0.1])


def test_an_answer_of_clickhouse_is_read_by_its_types() -> None:
    body = b"""{"meta":[{"name":"n","type":"Nullable(UInt64)"},{"name":"d","type":"Date"},
    {"name":"s","type":"LowCardinality(String)"}],
    "data":[["18446744073709551615","1970-01-02","x"],[null,"1970-01-01",""]]}"""
    n, d, s = columns(body)
    assert (n.values, d.values, s.values) == ([18446744073709551615, None], [86_400_000, 0], ["x", ""])
    assert (n.kind, d.kind, s.kind) == ("number", "time", "string")


def test_text_on_a_colour_has_the_greater_contrast() -> None:
    assert colors.readable_on("#D55E00") == colors.INK
    assert colors.readable_on("#0072B2") == "#ffffff"


def test_a_series_is_called_by_its_label() -> None:
    assert Field("antal", "number", [1], {"kilde": "jobcenter"}).title == "jobcenter"
