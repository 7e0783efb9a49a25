"""Migrations: once each, in order, again without harm, and never a changed one."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.regions import akasser, kommuner
from streams.adapters.clickhouse import Link, Refused, migrate
from streams.adapters.clickhouse.cluster import clustered
from streams.adapters.clickhouse.migrate import Migration, migrations


@pytest.fixture
def bare(session: Link) -> Any:
    session.client().command("DROP DATABASE IF EXISTS fokusvagt")
    return session.client()


def test_the_first_run_applies_every_file_in_order_and_the_next_none(bare: Any) -> None:
    files = [m.name for m in migrations()]
    assert migrate(bare) == [*files, "kommuner.csv", "akasser.csv", "rules.yaml", "regelaendringer.yaml"]
    assert migrate(bare) == []


def test_a_changed_file_is_refused_in_one_line_before_anything_is_applied(bare: Any) -> None:
    migrate(bare, [Migration("0001_a.sql", "SELECT 1"), *migrations()])
    planned = [Migration("0001_a.sql", "SELECT 2"), Migration("0002_b.sql", "CREATE TABLE fokusvagt.b ENGINE")]
    with pytest.raises(Refused, match=r"0001_a\.sql changed after it was applied") as refusal:
        migrate(bare, planned)
    assert "\n" not in str(refusal.value)


def test_a_file_that_fails_halfway_is_not_recorded_and_runs_again_in_full(bare: Any) -> None:
    first = "CREATE TABLE IF NOT EXISTS fokusvagt.halv (x UInt8) ENGINE = MergeTree ORDER BY x;"
    with pytest.raises(Exception, match="nonsense"):
        migrate(bare, [Migration("0001_halv.sql", first + "nonsense;")])
    assert bare.command("SELECT count() FROM fokusvagt.migrations") == 0
    assert migrate(bare, [Migration("0001_halv.sql", first), *migrations()])[0] == "0001_halv.sql"


def test_every_statement_may_be_run_again(bare: Any) -> None:
    migrate(bare)
    bare.command("TRUNCATE TABLE fokusvagt.migrations")
    assert len(migrate(bare)) == len(migrations()) + 4


def test_kommuner_and_akasser_are_there_with_their_letters(ask: Any) -> None:
    assert dict(ask("SELECT kode, navn FROM fokusvagt.v_kommuner")) == {k.kode: k.navn for k in kommuner().values()}
    assert dict(ask("SELECT kode, medlemmer FROM fokusvagt.v_akasser")) == {
        a.kode: a.medlemmer for a in akasser().values()
    }


def test_every_column_of_a_table_or_view_says_what_it_is(ask: Any) -> None:
    silent = ask(
        "SELECT table, name FROM system.columns WHERE database = 'fokusvagt' AND comment = '' AND table IN "
        "(SELECT name FROM system.tables WHERE database = 'fokusvagt' AND engine != 'MaterializedView') "
        "AND table != 'migrations'"
    )
    assert silent == []


def test_every_statement_for_a_cluster_is_one_that_clickhouse_can_read(session: Link) -> None:
    said = [text for text in clustered(migrations(), "fokus") if not text.startswith("INSERT")]
    ask = "SELECT formatQuerySingleLine(arrayJoin({said:Array(String)}))"
    answer = session.client().query(ask, parameters={"said": said})
    assert len(answer.result_rows) == len(said) > 100
