"""The analyst's guide: every query it shows is answered, on the demo's data, out of the contract's views alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.integration.dashboards.conftest import Database

GUIDE = (Path(__file__).parents[3] / "infra/docs/ANALYST.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
TITLES = re.findall(r"^\*\*(\d+)\. (.*?)\*\*", GUIDE, re.MULTILINE)


def test_there_are_sixteen_questions_each_with_its_query() -> None:
    assert [int(number) for number, _ in TITLES] == list(range(1, 17))
    assert len(QUERIES) == 16


@pytest.mark.parametrize("query", QUERIES, ids=[f"{number} {title}" for number, title in TITLES])
def test_a_query_is_answered_with_rows(database: Database, query: str) -> None:
    answer = database.link.run(lambda client: client.query(query))
    assert answer.result_rows
    assert any(value is not None for row in answer.result_rows for value in row)


@pytest.mark.parametrize("query", QUERIES, ids=[f"{number} {title}" for number, title in TITLES])
def test_a_query_asks_the_contract_and_nothing_behind_it(query: str) -> None:
    asked = re.findall(r"(?:FROM|JOIN)\s+(\S+)", query)
    assert asked
    assert all(name.startswith(("fokusvagt.v_", "fokusvagt.pub_")) for name in asked)
