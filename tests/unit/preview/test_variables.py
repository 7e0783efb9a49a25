"""Variables come from the address where they are an option, and reach the database in quotes that hold."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from dashboards.preview.clickhouse import Column, Refused
from dashboards.preview.fields import Field, Frame
from dashboards.preview.links import filled, safe
from dashboards.preview.model import Dashboard
from dashboards.preview.sql import expanded
from dashboards.preview.variables import ALL, Chosen, put_in, resolve, url
from tests.unit.preview.builders import SPAN, chosen

KOMMUNER = [Column("value", "string", ["101", "751"]), Column("text", "string", ["København", "Aarhus"])]


def resolved(wanted: dict[str, list[str]], **variable: Any) -> Chosen:
    """The variable `kommune` as an address chooses it."""
    given = {"name": "kommune", "type": "query", "query": {"rawSql": "SELECT 1"}, **variable}

    async def ask(_sql: str, _chosen: object) -> list[Column]:
        return KOMMUNER

    return asyncio.run(resolve(Dashboard({"templating": {"list": [given]}}), wanted, ask))["kommune"]


def test_the_address_chooses_among_the_options() -> None:
    assert resolved({"var-kommune": ["751"]}).text == "Aarhus"


def test_what_is_no_option_is_not_chosen() -> None:
    assert resolved({"var-kommune": ["751' OR 1=1 --"]}, current={"value": "101"}).values == ("101",)


def test_several_may_be_chosen_where_the_variable_says_so() -> None:
    both = {"var-kommune": ["101", "751"]}
    assert resolved(both, multi=True).values == ("101", "751")
    assert resolved(both).values == ("101",)


def test_all_stands_for_every_option() -> None:
    every = resolved({"var-kommune": [ALL]}, multi=True, includeAll=True)
    assert (every.text, every.real) == ("Alle", ("101", "751"))


def test_a_query_gets_the_values_in_quotes() -> None:
    given = {"kommune": chosen("kommune", "101", "751", multi=True)}
    assert expanded("kode IN (${kommune:sqlstring})", given, SPAN) == "kode IN ('101','751')"


def test_all_drops_the_condition_that_is_about_it() -> None:
    given = {"regel": chosen("regel", ALL, options=("A", "B"), multi=True, includeAll=True)}
    assert expanded("WHERE $__conditionalAll(x IN (${regel:sqlstring}), $regel)", given, SPAN) == "WHERE 1=1"


@pytest.mark.parametrize(
    ("value", "sql"),
    [("a\\' OR 1=1 --", "x = 'a\\\\'' OR 1=1 --'"), ("a' OR '1", "x = 'a'' OR ''1'"), ("a\\", "x = 'a\\\\'")],
)
def test_neither_quotes_nor_backslashes_end_a_text(value: str, sql: str) -> None:
    given = {"q": chosen("q", value, kind="textbox")}
    assert expanded("x = ${q:sqlstring}", given, SPAN) == sql


@pytest.mark.parametrize(
    "sql", ["x = $q", "x = ${q}", "x = ${q:raw}", "x = ${q:csv}", "x = [[q]]", "x = ${q:doublequote}"]
)
def test_outside_quotes_nothing_but_plain_words_is_put_in(sql: str) -> None:
    with pytest.raises(Refused):
        expanded(sql, {"q": chosen("q", "1 OR (1=1)", kind="textbox")}, SPAN)


def test_a_value_brings_no_macro_along() -> None:
    with pytest.raises(Refused):
        expanded("x = ${q:sqlstring}", {"q": chosen("q", "$__dateFilter(1)", kind="textbox")}, SPAN)


def test_the_address_of_a_page_says_what_is_chosen() -> None:
    given = {"kommune": chosen("kommune", "751"), "datasource": chosen("datasource", "x", kind="datasource")}
    assert url("k", given, SPAN, refresh="5s") == "/d/k?var-kommune=751&from=now-1d&to=now&refresh=5s"


def test_a_title_tells_the_chosen_by_name() -> None:
    given = {"kommune": Chosen(chosen("kommune").variable, (("Aarhus", "751"),), ("751",))}
    assert put_in("Brud i $kommune og ${ukendt}", given, SPAN) == "Brud i Aarhus og ${ukendt}"


def test_a_link_carries_the_row_and_the_variables() -> None:
    frame = Frame("A", [Field("kode", "string", ["101", "751"]), Field("navn", "string", ["a", "b & c"])])
    link = put_in(
        "/d/k?${kommune:queryparam}&v=${__data.fields.navn}&${__url_time_range}",
        {"kommune": chosen("kommune", "751")},
        SPAN,
        encode=True,
    )
    assert filled(link, frame.fields[0], frame, 1) == "/d/k?var-kommune=751&v=b%20%26%20c&from=now-1d&to=now"


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x"])
def test_a_link_leads_to_pages_and_nowhere_else(wrong: str) -> None:
    assert safe(wrong) == ""
    assert safe("/d/k") == "/d/k"
