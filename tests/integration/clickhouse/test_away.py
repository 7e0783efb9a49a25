"""While ClickHouse is away the writer waits; what cannot be mended by waiting is said at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from infra.embedded import ClickHouseFront
from streams.adapters.clickhouse import (
    FactWriter,
    Link,
    Patience,
    Refused,
    Restore,
    Unavailable,
    connect,
    migrate,
    probe,
    query,
)
from tests.integration.clickhouse.samples import facts

CLOSED = "http://writer:hemmeligt@127.0.0.1:9"


def test_an_insert_waits_for_the_server_to_come_back_and_loses_nothing(tmp_path: Path) -> None:
    running: list[ClickHouseFront] = []
    absent = threading.Event()

    def current(_: str) -> Any:
        absent.set() if not running else None
        return connect(running[0].writer_url if running else CLOSED)

    with ClickHouseFront(tmp_path) as first:
        migrate(connect(first.writer_url))
    link = Link("http://127.0.0.1", Patience(first=0.01, longest=0.05, limit=60), opener=current)
    writing = threading.Thread(target=FactWriter(link).insert, args=("star.ydelse.v1", facts("ydelse", {})))
    writing.start()
    assert absent.wait(10)
    with ClickHouseFront(tmp_path) as second:
        running.append(second)
        writing.join(30)
        assert [b.num_rows for b in Restore(link).facts("star.ydelse.v1", [0], 1)] == [1]


def test_a_connection_that_was_open_is_opened_anew(tmp_path: Path) -> None:
    running: list[ClickHouseFront] = []
    link = Link("http://127.0.0.1", Patience(limit=30), opener=lambda _: connect(running[-1].writer_url))
    for row in ({"fact_id": "1"}, {"fact_id": "2"}):
        with ClickHouseFront(tmp_path) as front:
            running.append(front)
            migrate(connect(front.writer_url))
            FactWriter(link).insert("star.ydelse.v1", facts("ydelse", row))
            if row["fact_id"] == "2":
                assert sum(b.num_rows for b in Restore(link).facts("star.ydelse.v1", [0], 1)) == 2


def test_patience_ends_where_it_is_told_to_and_says_what_to_do() -> None:
    link = Link(CLOSED, Patience(first=0.01, longest=0.01, limit=0.1))
    with pytest.raises(Unavailable, match="does not answer") as failure:
        FactWriter(link).insert("star.ydelse.v1", facts("ydelse", {}))
    assert "\n" not in str(failure.value)
    assert "hemmeligt" not in str(failure.value)


def test_a_stopped_wait_ends_at_once() -> None:
    patience = Patience(first=60)
    patience.stop.set()
    with pytest.raises(Unavailable):
        Link(CLOSED, patience).run(lambda client: client.command("SELECT 1"))


@pytest.mark.parametrize("url", ["", "127.0.0.1:8123", "kafka://127.0.0.1"])
def test_a_wrong_address_is_named_in_one_line(url: str) -> None:
    with pytest.raises(Refused, match="FOKUSVAGT_CLICKHOUSE_URL must look like"):
        connect(url)


def test_a_probe_tells_the_version(front: ClickHouseFront) -> None:
    assert int(probe(front.reader_url).split(".")[0]) >= 26


def test_a_wrong_password_is_refused_without_waiting(front: ClickHouseFront) -> None:
    wrong = front.writer_url.replace("writer:", "writer:forkert")
    with pytest.raises(Refused, match="refused"):
        Link(wrong, Patience(limit=60)).run(lambda client: client.command("SELECT 1"))


@pytest.mark.parametrize(
    ("fmt", "answer"),
    [
        ("json", '{"a":1,"b":"æ"}\n{"a":2,"b":"æ"}\n'),
        ("csv", '"a","b"\n1,"æ"\n2,"æ"\n'),
    ],
)
def test_a_question_is_answered_in_the_format_asked_for(front: ClickHouseFront, fmt: Any, answer: str) -> None:
    migrate(connect(front.writer_url))
    link = Link(front.reader_url)
    sql = "SELECT toUInt64(number + 1) AS a, 'æ' AS b FROM numbers(2);"
    assert b"".join(query(link, sql, fmt)).decode() == answer


def test_a_view_is_found_without_naming_the_database(front: ClickHouseFront) -> None:
    migrate(connect(front.writer_url))
    assert b"".join(query(Link(front.reader_url), "SELECT count() AS n FROM v_breaches", "json")) == b'{"n":0}\n'


def test_a_wrong_question_is_refused_in_one_line(front: ClickHouseFront) -> None:
    with pytest.raises(Refused, match="refused") as failure:
        list(query(Link(front.reader_url), "SELECT nothing FROM nowhere"))
    assert "\n" not in str(failure.value)
