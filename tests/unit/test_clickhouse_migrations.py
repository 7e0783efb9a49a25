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


STATEMENTS = [statement for migration in migrations() for statement in split(migration.text)]
SAFE = re.compile(
    r"CREATE (DATABASE|TABLE|MATERIALIZED VIEW) IF NOT EXISTS |CREATE OR REPLACE VIEW "
    r"|ALTER TABLE \S+\s+(ADD (COLUMN|INDEX) IF NOT EXISTS|MODIFY COLUMN)\s|DROP (VIEW|TABLE) IF EXISTS "
)
KEPT_ONCE = {  # whose rows replace each other by their key
    found[1] for s in STATEMENTS if (found := re.match(r"CREATE TABLE IF NOT EXISTS (\S+)", s)) and "= Replacing" in s
}


def safe(statement: str) -> bool:
    """Whether it may be run twice: it asks what is there, or inserts where a row comes once."""
    inserted = re.match(r"INSERT INTO (\S+) VALUES", statement)
    return inserted[1] in KEPT_ONCE if inserted else bool(SAFE.match(statement))


def test_every_statement_is_safe_to_run_again() -> None:
    assert [statement for statement in STATEMENTS if not safe(statement)] == []


def test_the_enums_of_the_tables_are_the_vocabularies_in_their_order() -> None:
    for kind, columns in VOCABULARIES.items():
        own = "\n".join(s for s in STATEMENTS if re.match(rf"(CREATE|ALTER) TABLE .*fokusvagt\.facts_{kind}\s", s))
        for column, words in columns.items():
            *_, enum = re.findall(rf"\n    {column} +Enum8\((.*?)\)", own)  # as the last change left it
            assert enum == ", ".join(f"'{word}' = {i}" for i, word in enumerate(words))
