"""The migrations for a cluster: the same tables and views, on the shard of the person, on every replica."""

from __future__ import annotations

import re

import pytest

from streams.adapters.clickhouse.cluster import SHARDED, clustered
from streams.adapters.clickhouse.migrate import migrations, split

SAID = list(clustered(migrations(), "fokus"))
MADE = re.compile(r"CREATE (?:OR REPLACE )?(?:TABLE|VIEW|MATERIALIZED VIEW) (?:IF NOT EXISTS )?fokusvagt\.(\w+)")


def _names(statements: list[str]) -> set[str]:
    return {match[1] for text in statements if (match := MADE.match(text))}


def test_a_cluster_has_every_table_and_view_of_one_server_and_the_shards_own() -> None:
    single = _names([text for file in migrations() for text in split(file.text)])
    assert _names(SAID) == single | {"migrations"} | {f"{name}_lokal" for name in SHARDED}


def test_no_table_is_left_on_one_server() -> None:
    tables = [text for text in SAID if text.startswith("CREATE TABLE")]
    assert len(tables) >= 30
    assert [text for text in tables if not re.search(r"ENGINE = (Replicated\w*MergeTree|Distributed)\(", text)] == []


def test_whatever_tells_of_a_person_lies_on_the_persons_shard_or_is_counted_on_each() -> None:
    tables = [
        text for text in SAID if text.startswith("CREATE TABLE") and "person_id" in text and "Distributed" not in text
    ]
    shared = {MADE.match(text)[1] for text in tables if "/{shard}'" not in text}  # type: ignore[index]
    # The log of who looked, and who was merged into whom: few rows, and the same on every server.
    assert shared == {"adgange", "sammenlagte"}


@pytest.mark.parametrize(("table", "key"), SHARDED.items())
def test_a_sharded_table_keeps_its_name_and_its_key_is_a_column_of_it(table: str, key: str) -> None:
    made = next(text for text in SAID if text.startswith(f"CREATE TABLE IF NOT EXISTS fokusvagt.{table}_lokal\n"))
    over = next(text for text in SAID if text.startswith(f"CREATE TABLE IF NOT EXISTS fokusvagt.{table} AS"))
    assert re.search(rf"^\s+{key}\s+String", made, re.MULTILINE)
    assert over.endswith(f"Distributed('fokus', 'fokusvagt', '{table}_lokal', kafkaMurmurHash({key}))")


def test_a_column_comes_to_both_tables_and_an_index_to_the_shards_only() -> None:
    altered = [text for text in SAID if text.startswith("ALTER TABLE fokusvagt.facts_ydelse")]
    assert [text.split()[2] for text in altered if "ADD COLUMN" in text] == [
        "fokusvagt.facts_ydelse_lokal",
        "fokusvagt.facts_ydelse",
    ]
    assert {text.split()[2] for text in altered if "ADD INDEX" in text} == {"fokusvagt.facts_ydelse_lokal"}


def test_every_file_is_recorded_with_its_checksum_so_that_migrate_finds_it_applied() -> None:
    recorded = [text for text in SAID if text.startswith("INSERT INTO fokusvagt.migrations")]
    assert recorded == [
        f"INSERT INTO fokusvagt.migrations (name, checksum) VALUES ('{file.name}', '{file.checksum}')"
        for file in migrations()
    ]


def test_a_cluster_whose_name_is_more_than_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no name of a cluster"):
        list(clustered([], "x; DROP DATABASE fokusvagt"))
