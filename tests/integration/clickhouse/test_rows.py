"""Breaches, indicators, progress and dead letters: replaced by key, logged once, read back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from streams.adapters.clickhouse import DeadLetter, Link, Progress, Restore, RowWriter
from tests.integration.clickhouse.samples import breaches, indicators

LETTER = DeadLetter("star.ydelse.v1", 3, 17, b"p1", b"\xff\x00{", "undecodable", "Undecodable", datetime.now(UTC))


def test_the_highest_version_is_current_and_every_change_is_logged(link: Link, ask: Any) -> None:
    for version, status in ((2, "OPFYLDT"), (1, "KONSTATERET"), (1, "KONSTATERET")):
        RowWriter(link).breaches(breaches({"version": version, "status": status}))
    assert ask("SELECT version, status FROM fokusvagt.v_breaches") == [(2, "OPFYLDT")]
    assert ask("SELECT version, status FROM fokusvagt.v_breach_log ORDER BY version") == [
        (1, "KONSTATERET"),
        (2, "OPFYLDT"),
    ]


def test_a_breach_that_changes_kommune_is_current_under_the_new_one_only(link: Link, ask: Any) -> None:
    writer = RowWriter(link)
    writer.breaches(breaches({"version": 1}))
    moved = {"version": 2, "kommune": 147, "kommune_key": 147, "is_deleted": 0}
    writer.breaches(breaches(moved, {"version": 2, "kommune_key": 101, "is_deleted": 1}))
    writer.breaches(breaches({"version": 1}))  # a stalled worker's late write
    assert ask("SELECT kommune, version FROM fokusvagt.v_breaches") == [(147, 2)]
    assert ask("SELECT count() FROM fokusvagt.v_breach_log") == [(2,)]


def test_a_breach_may_come_back_to_the_kommune_it_left(link: Link, ask: Any) -> None:
    writer = RowWriter(link)
    writer.breaches(breaches({"version": 2, "kommune_key": 101, "is_deleted": 1}))
    writer.breaches(breaches({"version": 3}))
    assert ask("SELECT kommune, version FROM fokusvagt.v_breaches") == [(101, 3)]


def test_person_rows_are_restored_by_partition_and_the_others_together(link: Link) -> None:
    kommune = {"breach_id": "1" * 32, "scope": "kommune", "subject": "101", "person_id": ""}
    RowWriter(link).breaches(breaches({}, kommune))
    rows = [row for block in Restore(link).breach_rows([0], 1) for row in block.to_pylist()]
    assert [row["person_id"] for row in rows] == ["p1"]
    assert Restore(link).kommune_breaches()["subject"].to_pylist() == ["101"]


def test_the_subject_follows_from_the_scope(link: Link, ask: Any) -> None:
    kommune = {"breach_id": "1", "scope": "kommune", "person_id": "", "akasse": None}
    akasse = {"breach_id": "2", "scope": "akasse", "person_id": "", "kommune": None, "akasse": 2}
    RowWriter(link).breaches(breaches({}, kommune, akasse))
    for view in ("v_breaches", "v_breach_log"):
        assert ask(f"SELECT subject FROM fokusvagt.{view} ORDER BY breach_id") == [("p1",), ("101",), ("2",)]


def test_a_table_put_together_from_several_is_written_whole(link: Link, ask: Any) -> None:
    tables = [breaches({"breach_id": str(i), "status": status}) for i, status in enumerate(("VARSEL", "OPFYLDT"))]
    RowWriter(link).breaches(pa.concat_tables(tables))
    RowWriter(link).settle()
    asked = "SELECT status FROM fokusvagt.v_breaches ORDER BY breach_id"
    assert ask(asked) == [("VARSEL",), ("OPFYLDT",)]


def test_a_nowcast_replaces_the_one_before_and_may_be_withdrawn(link: Link, ask: Any) -> None:
    writer, live = RowWriter(link), {"live": True, "is_deleted": 0}
    writer.indicators(indicators({}))
    writer.indicators(indicators(live | {"version": 2, "period_end": date(2024, 2, 10)}))
    writer.indicators(indicators(live | {"version": 3, "period_end": date(2024, 2, 11)}))
    shown = "SELECT live, period_end FROM fokusvagt.v_indicators ORDER BY live"
    assert ask(shown) == [(False, date(2024, 1, 31)), (True, date(2024, 2, 11))]
    writer.indicators(indicators({"live": True, "version": 4, "is_deleted": 1}))
    assert ask(shown) == [(False, date(2024, 1, 31))]
    assert ask("SELECT count() FROM fokusvagt.v_indicator_log") == [(3,)]


def test_indicators_come_back_as_they_were_written(link: Link) -> None:
    rows = indicators({"headroom": -3, "class": "INSPIRATION"})
    RowWriter(link).indicators(rows)
    restored = Restore(link).indicator_rows().to_pylist()[0]
    assert {name: restored[name] for name in rows.column_names} == rows.to_pylist()[0]


def test_progress_is_the_latest_and_tells_the_greatest_version(link: Link) -> None:
    early = Progress("persons", "star.ydelse.v1", 0, 10, date(2024, 3, 1), 7, "r1", {"a:0": 3})
    late = Progress("persons", "star.ydelse.v1", 0, 25, date(2024, 3, 2), 9, "r1", {"a:0": 5})
    RowWriter(link).progress([late, early])
    asked = "SELECT consumed, as_of, produced FROM fokusvagt.progress FINAL"
    assert link.client().query(asked).result_rows == [(25, date(2024, 3, 2), {"a:0": 5})]
    assert Restore(link).max_version() == 9


def test_an_empty_database_has_version_zero(link: Link) -> None:
    assert Restore(link).max_version() == 0


def test_a_dead_letter_is_kept_whole_and_once(link: Link, ask: Any) -> None:
    RowWriter(link).dead_letters([LETTER])
    RowWriter(link).dead_letters([LETTER])
    asked = "SELECT letter_id, partition, offset, hex(value), reason FROM fokusvagt.v_dead_letters"
    assert ask(asked) == [(LETTER.letter_id, 3, 17, "FF007B", "undecodable")]
