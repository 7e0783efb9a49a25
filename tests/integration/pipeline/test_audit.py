"""The audit agrees with an honest pipeline to the last field, and names whatever is told otherwise."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import tests.support
from infra.embedded import EmbeddedServers
from streams.adapters.clickhouse.link import Link, connect
from streams.adapters.clickhouse.migrate import migrate
from streams.clock import SystemClock
from streams.pipeline.audit.audit import Audit, NothingTold, audit
from streams.rules.loader import load
from tests.integration.pipeline.conftest import AS_OF
from tests.support.pipeline import Fact, Running, fokusvagt, running

SABOTAGE = Path(tests.support.__file__).parent / "sabotage"


def audited(pipeline: Running) -> Audit:
    """An audit of a running pipeline."""
    link = Link(pipeline.inner.servers.clickhouse_url)
    return audit(link, load(), SystemClock(), None, lambda *_: None)


@pytest.fixture(scope="module")
def told(facts: list[Fact], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("audited"), partitions=3) as pipeline:
        pipeline.feed(facts[::2], AS_OF)
        pipeline.feed(facts[1::2], AS_OF)
        yield pipeline


@pytest.fixture
def spoilt(told: Running) -> Iterator[Callable[..., Any]]:
    """Rewrites a row of a current table with a greater version, and puts it back in the end; the row as it was."""
    link, undo = Link(told.inner.servers.clickhouse_url), []

    def put(table: str, row: dict[str, Any], version: int) -> None:
        again = row | {"version": row["version"] + version}
        columns, settings = list(again), {"async_insert": 0}
        link.run(lambda c: c.insert(f"fokusvagt.{table}", [list(again.values())], columns, settings=settings))

    def spoil(table: str, where: str, **fields: Callable[[Any], Any]) -> Any:
        sql = f"SELECT * FROM fokusvagt.{table} FINAL WHERE {where} LIMIT 1"
        row = link.run(lambda client: next(iter(client.query(sql).named_results())))
        put(table, row | {name: changed(row[name]) for name, changed in fields.items()}, 1)
        undo.append((table, row, 2))
        return row | ({"breach_id": row["breach_id"].hex()} if "breach_id" in row else {})

    yield spoil
    for each in undo:
        put(*each)


def more(value: Any) -> Any:
    """Another number, another day."""
    return value + (timedelta(1) if isinstance(value, date) else 1)


def test_what_an_honest_pipeline_tells_is_what_is_recomputed(told: Running, facts: list[Fact]) -> None:
    found = audited(told)
    assert found.differences == []
    assert found.as_of == AS_OF
    assert found.breaches == len(told.tables().breaches) > 100
    assert found.indicators == len(told.tables().indicators) > 100


def test_a_row_told_otherwise_is_named_with_field_and_both_values(told: Running, spoilt: Callable[..., Any]) -> None:
    row = spoilt("breaches", "scope = 'person' AND status = 'KONSTATERET'", due_on=more, value=more)
    named = {(d.row["breach_id"], d.field): (d.stored, d.recomputed) for d in audited(told).differences}
    assert set(named) == {(row["breach_id"], "due_on"), (row["breach_id"], "value")}
    assert named[row["breach_id"], "value"] == (row["value"] + 1, row["value"])


def test_a_row_that_is_gone_and_one_that_should_not_be_are_named(told: Running, spoilt: Callable[..., Any]) -> None:
    closed = spoilt("breaches", "scope = 'person' AND status = 'BORTFALDET'", status=lambda _: "KONSTATERET")
    other = f"scope = 'person' AND status = 'KONSTATERET' AND lower(hex(breach_id)) != '{closed['breach_id']}'"
    gone = spoilt("breaches", other, status=lambda _: "BORTFALDET")
    named = {(d.row["breach_id"], d.stored, d.recomputed) for d in audited(told).differences}
    assert named == {(gone["breach_id"], "none", "told"), (closed["breach_id"], "told", "none")}


@pytest.mark.parametrize("field", ["numerator", "denominator", "value", "avg12", "threshold", "headroom"])
def test_every_figure_of_an_indicator_is_compared(told: Running, spoilt: Callable[..., Any], field: str) -> None:
    row = spoilt("indicators", "live AND headroom IS NOT NULL", **{field: more})
    found = audited(told).differences
    assert [(d.table, d.field, d.stored, d.recomputed) for d in found] == [
        ("v_indicators", field, row[field] + 1, row[field])
    ]


def test_the_command_ends_with_1_and_names_what_differs(told: Running, spoilt: Callable[..., Any]) -> None:
    row = spoilt("breaches", "scope = 'kommune' AND status = 'KONSTATERET'", threshold=more)
    answer = fokusvagt("audit", "--data-dir", told.data_dir, "--json")
    (named,) = json.loads(answer.out)["differences"]
    assert answer.code == 1
    assert (named["table"], named["field"], named["row"]["breach_id"]) == ("v_breaches", "threshold", row["breach_id"])


def test_every_audit_leaves_a_row(told: Running) -> None:
    found = audited(told)
    (row,) = told.ask("SELECT * FROM fokusvagt.v_audits ORDER BY began DESC LIMIT 1")
    assert (row["persons"], row["facts"], row["differences"]) == (found.persons, found.facts, 0)
    assert row["as_of"] == AS_OF.isoformat()


def test_another_date_is_another_state(told: Running) -> None:
    answer = fokusvagt("audit", "--as-of", "2025-03-01", "--data-dir", told.data_dir)
    assert answer.code == 1
    assert " differences as of 2025-03-01: " in answer.out.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bug", "table", "fields"),
    [
        ("forget_a_person", "v_breaches", {"row"}),
        ("lose_the_presumed_days", "v_indicators", {"value", "numerator"}),
        ("tell_no_remedies", "v_breaches", {"row"}),
    ],
)
def test_a_bug_in_a_worker_is_seen(
    bug: str, table: str, fields: set[str], facts: list[Fact], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{SABOTAGE}:{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setenv("SABOTAGE", bug)
    with running(tmp_path) as pipeline:
        pipeline.feed(facts, AS_OF)
        found = audited(pipeline)
    assert {(table, field) for field in fields} <= {(d.table, d.field) for d in found.differences}


def test_where_nothing_was_ever_told_there_is_nothing_to_audit(tmp_path: Path) -> None:
    with EmbeddedServers(tmp_path, kafka=False) as servers:
        migrate(connect(servers.clickhouse_url))
        with pytest.raises(NothingTold, match="nothing to audit"):
            audit(Link(servers.clickhouse_url), load(), SystemClock(), None, lambda *_: None)
