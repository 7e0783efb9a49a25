"""The migration files and how they are cut into statements."""

from __future__ import annotations

import re

import pytest

from streams.adapters.clickhouse.migrate import migrations, split
from streams.adapters.columns import VOCABULARIES


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';', 'it''s; \\'; '; SELECT 2", ["SELECT ';', 'it''s; \\'; '", "SELECT 2"]),
        ("-- a; b\nSELECT 1 -- c;\n;", ["SELECT 1"]),
        ("/* a; ' */ SELECT 1;;", ["SELECT 1"]),
        ('SELECT `a;b`, "c;d"', ['SELECT `a;b`, "c;d"']),
        ("SELECT '--', 1 - 1;", ["SELECT '--', 1 - 1"]),
        (" \n-- nothing\n", []),
    ],
)
def test_a_script_is_cut_where_a_statement_ends(script: str, statements: list[str]) -> None:
    assert list(split(script)) == statements


def test_every_statement_is_safe_to_run_again() -> None:
    safe = re.compile(
        r"CREATE (DATABASE|TABLE|MATERIALIZED VIEW) IF NOT EXISTS |CREATE OR REPLACE VIEW "
        r"|ALTER TABLE \S+\s+ADD (COLUMN|INDEX) IF NOT EXISTS |DROP (VIEW|TABLE) IF EXISTS "
    )
    assert [s for m in migrations() for s in split(m.text) if not safe.match(s)] == []


def test_the_enums_of_the_tables_are_the_vocabularies_in_their_order() -> None:
    statements = {s.split()[5]: s for m in migrations()[:2] for s in split(m.text) if "TABLE" in s}
    for kind, columns in VOCABULARIES.items():
        for column, words in columns.items():
            enum = re.search(rf"\n    {column} +Enum8\((.*?)\)", statements[f"fokusvagt.facts_{kind}"])
            assert enum is not None
            assert enum[1] == ", ".join(f"'{word}' = {i}" for i, word in enumerate(words))
