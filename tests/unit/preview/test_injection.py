"""SQL injection: no value of any variable changes what any query of any page asks, only what it is asked about."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from dashboards.preview.clickhouse import Refused
from dashboards.preview.sql import expanded
from dashboards.preview.timerange import WrongTime, parsed
from dashboards.sql import names, sql
from tests.unit.preview.builders import SPAN, chosen

TEXT = re.compile(r"'(?:[^'\\]|\\.|'')*'", re.DOTALL)  # as ClickHouse reads a text
USED = re.compile(r"\$\{?([a-z]\w*)")
ATTEMPTS = (
    "101' OR 1=1 --",
    "101'; DROP TABLE fokusvagt.breaches; --",
    "101\\",
    "101\\' UNION ALL SELECT name FROM system.users --",
    "') OR ('1'='1",
    "'' OR ''",
    "101 /* */ OR 1",
    "\n--\n'",
    "$__timeFilter(x)",
    "${kommune:raw}",
    "$$' OR 1 $$",
    "’ OR 1",
    "\0' OR 1",
)


def _skeleton(query: str, value: str) -> str:
    """The query without its texts, every variable having this value."""
    values = {name: chosen(name, value) for name in USED.findall(query)}
    return TEXT.sub("?", expanded(query, values, SPAN))


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_value_of_a_variable_leaves_its_text_in_any_query(attempt: str) -> None:
    asking = [query for query in map(sql, names()) if USED.search(query)]
    assert len(asking) > 20
    for query in asking:
        try:
            told = _skeleton(query, attempt)
        except Refused:
            continue
        assert told == _skeleton(query, "101")


def test_every_variable_stands_in_quotes_of_the_queries_own_making() -> None:
    conditional = re.compile(r"\$__conditionalAll\((.*), \$\w+\)")  # its second argument is read, never put in
    bare = [name for name in names() if re.search(r"\$\{\w+\}|\$[a-z]\w*", conditional.sub(r"\1", sql(name)))]
    assert bare == []


@pytest.mark.parametrize("attempt", ["now-1d' OR 1", "1;DROP TABLE x", "now-1d)", "2024-01-01' --", "'"])
def test_a_time_that_is_none_is_refused_before_any_query(attempt: str) -> None:
    with pytest.raises(WrongTime):
        parsed(attempt, "now", datetime(2024, 1, 1, tzinfo=UTC))
