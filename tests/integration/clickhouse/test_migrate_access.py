"""`migrate --access` on the command line: what it would say, without a hash; and how a server says no.

The embedded server has no users, so that it refuses; what a server of production makes of the statements is read off
their own text in test_access.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.clickhouse import statements
from infra.embedded import EmbeddedServers
from tests.support.pipeline import fokusvagt

HASH = "0123456789abcdef" * 4


def test_it_tells_every_statement_and_no_hash(tmp_path: Path) -> None:
    hashes = tmp_path / "hashes.json"
    hashes.write_text(json.dumps({"operator": HASH}), encoding="utf-8")
    answer = fokusvagt("migrate", "--access", "--dry-run", "--hashes", hashes)
    assert answer.code == 0, answer.err
    assert answer.out.count(";\n") == len(list(statements({"operator": HASH})))
    assert HASH not in answer.out


@pytest.mark.parametrize("content", ["", "[]", '{"operator": "x"}', '{"ingen": "' + HASH + '"}'])
def test_hashes_that_are_none_are_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "hashes.json").write_text(content, encoding="utf-8")
    answer = fokusvagt("migrate", "--access", "--dry-run", "--hashes", tmp_path / "hashes.json")
    assert (answer.code, len(answer.err.splitlines())) == (2, 1)


def test_a_user_who_is_no_administrator_is_told_so_in_one_line(tmp_path: Path) -> None:
    with EmbeddedServers(tmp_path, kafka=False) as servers:
        answer = fokusvagt("migrate", "--access", clickhouse_url=servers.clickhouse_url)
    assert (answer.code, len(answer.err.splitlines())) == (1, 1)
    assert "administrator" in answer.err
