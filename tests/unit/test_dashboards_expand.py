"""Macros and variables, as the data source plugin's own documentation and tests have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dashboards.expand import ALL, Asked, MacroError, conditional_all, expand, macros, variables

SINCE = datetime(2014, 11, 12, 11, 45, 26, 371000, tzinfo=UTC)
UNTIL = datetime(2015, 11, 12, 11, 45, 26, 371000, tzinfo=UTC)
ASKED = Asked(SINCE, UNTIL, timedelta(seconds=20))
FROM, TO = "toDateTime(1415792726)", "toDateTime(1447328726)"
FROM_MS, TO_MS = "fromUnixTimestamp64Milli(1415792726371)", "fromUnixTimestamp64Milli(1447328726371)"
DAYS = "d >= toDate('2014-11-12') AND d <= toDate('2015-11-12')"


@pytest.mark.parametrize(
    ("written", "expanded"),
    [
        ("$__fromTime", FROM),
        ("$__toTime", TO),
        ("$__fromTime_ms", FROM_MS),
        ("$__toTime_ms", TO_MS),
        ("$__timeFilter(t)", f"t >= {FROM} AND t <= {TO}"),
        (
            "$__timeFilter(cast(sth as timestamp) )",
            f"cast(sth as timestamp) >= {FROM} AND cast(sth as timestamp) <= {TO}",
        ),
        ("$__timeFilter_ms(t)", f"t >= {FROM_MS} AND t <= {TO_MS}"),
        ("$__dateFilter(d)", DAYS),
        ("$__dateTimeFilter(d, t)", f"({DAYS}) AND (t >= {FROM} AND t <= {TO})"),
        ("$__dt(d, t)", f"({DAYS}) AND (t >= {FROM} AND t <= {TO})"),
        ("$__timeInterval(col)", "toStartOfInterval(toDateTime(col), INTERVAL 20 second)"),
        ("$__timeInterval_ms(col)", "toStartOfInterval(toDateTime64(col, 3), INTERVAL 20000 millisecond)"),
        ("$__interval_s", "20"),
        ("$__timeFrom(ts)", f"ts >= {FROM}"),
        ("$__timeTo(ts)", f"ts <= {TO}"),
        (
            "( date >= $__fromTime ) and ( date <= $__toTime ) limit 1",
            f"( date >= {FROM} ) and ( date <= {TO} ) limit 1",
        ),
        ("$__timeInterval($__fromTime)", f"toStartOfInterval(toDateTime({FROM}), INTERVAL 20 second)"),
        ("$__timeFilter(coalesce(a, $__toTime))", f"coalesce(a, {TO}) >= {FROM} AND coalesce(a, {TO}) <= {TO}"),
        ("$__unknown(x)", "$__unknown(x)"),
        (r"msg = 'it\'s -- fine' and $__fromTime", rf"msg = 'it\'s -- fine' and {FROM}"),
        (r"msg = 'a\'/*x' and $__toTime", rf"msg = 'a\'/*x' and {TO}"),
        ("msg = 'it''s' and $__fromTime", f"msg = 'it''s' and {FROM}"),
        ("`it's` and msg = 'a--b' AND $__fromTime", f"`it's` and msg = 'a--b' AND {FROM}"),
        ("$doc$a--b$doc$ AS x, $__toTime", f"$doc$a--b$doc$ AS x, {TO}"),
        ("1 -- $__timeFilter()\n, $__interval_s", "1  \n, 20"),
        ("1 /* $__timeFilter() */", "1  "),
    ],
)
def test_a_macro_becomes_what_the_plugin_makes_of_it(written: str, expanded: str) -> None:
    assert macros(written, ASKED) == expanded


def test_an_interval_is_at_least_a_second_and_a_millisecond() -> None:
    asked = Asked(SINCE, UNTIL, timedelta(0))
    assert macros("$__interval_s", asked) == "1"
    assert "INTERVAL 1 millisecond" in macros("$__timeInterval_ms(t)", asked)


@pytest.mark.parametrize("written", ["$__timeFilter()", "$__timeFilter(a, b)", "$__dateTimeFilter(a)", "$__dateFilter"])
def test_a_macro_with_the_wrong_number_of_arguments_is_an_error(written: str) -> None:
    with pytest.raises(MacroError, match=r"expected \d argument"):
        macros(written, ASKED)


def asked(**values: str | tuple[str, ...]) -> Asked:
    return Asked(SINCE, UNTIL, timedelta(minutes=1), values, {"v": ("a", "b")})


@pytest.mark.parametrize("value", [ALL, (ALL,), ""])
def test_all_makes_a_conditional_true(value: str | tuple[str, ...]) -> None:
    written = "where $__conditionalAll(x in ($v), $v) and y"
    assert conditional_all(written, asked(v=value)) == "where 1=1 and y"


def test_a_choice_keeps_the_condition_nested_parentheses_and_all() -> None:
    written = (
        "$__conditionalAll(x IN (SELECT f(a, b) FROM t WHERE y IN (${v:sqlstring})), $v) AND $__conditionalAll(z, $w)"
    )
    expanded = "x IN (SELECT f(a, b) FROM t WHERE y IN (${v:sqlstring})) AND 1=1"
    assert conditional_all(written, asked(v=("a",), w=ALL)) == expanded


def test_a_conditional_with_anything_but_two_arguments_stays() -> None:
    assert conditional_all("$__conditionalAll(x)", asked(v="a")) == "$__conditionalAll(x)"


@pytest.mark.parametrize(
    ("written", "expanded"),
    [
        ("$v", "'a','b'"),
        ("${v}", "'a','b'"),
        ("[[v]]", "'a','b'"),
        ("${v:csv}", "a,b"),
        ("${v:raw}", "a,b"),
        ("${v:pipe}", "a|b"),
        ("${v:singlequote}", "'a','b'"),
        ("${v:doublequote}", '"a","b"'),
        ("${v:sqlstring}", "'a','b'"),
        ("${one}", "O'Brien"),
        ("${one:sqlstring}", "'O''Brien'"),
        ("${one:singlequote}", "'O\\'Brien'"),
        ("$unknown ${unknown:csv} $__fromTime", "$unknown ${unknown:csv} $__fromTime"),
        ("$__from $__to", "1415792726371 1447328726371"),
        ("$__interval $__interval_ms", "60s 60000"),
    ],
)
def test_a_variable_is_written_in_the_form_that_is_asked_for(written: str, expanded: str) -> None:
    assert variables(written, asked(v=("a", "b"), one="O'Brien")) == expanded


def test_all_without_a_conditional_is_every_option() -> None:
    assert variables("${v:sqlstring}", asked(v=ALL)) == variables("${v:sqlstring}", asked(v=(ALL,))) == "'a','b'"


def test_a_panels_query_takes_all_three_steps_in_the_plugins_order() -> None:
    written = "$__conditionalAll(k IN (${v:sqlstring}), $v) AND $__timeFilter(f($one))"
    assert expand(written, asked(v=("x",), one="t")) == f"k IN ('x') AND f(t) >= {FROM} AND f(t) <= {TO}"
