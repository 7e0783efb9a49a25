"""A slow statement keeps nobody waiting."""

import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import clickhouse_connect
import numpy as np
import pyarrow as pa
import pytest

from infra.embedded import ClickHouseFront
from tests.integration.embedded.conftest import Http, send
from tests.integration.embedded.helpers import eventually

ENDLESS = "SELECT count() FROM numbers(100000000000000) WHERE sipHash64(number) = 1"
SLOW = "SELECT sum(sleepEachRow(0.2)) FROM numbers(10) SETTINGS max_block_size = 1"


@pytest.fixture
def slow_select(http: Http) -> Any:
    """A SELECT of two seconds, running."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(http, body=SLOW.encode(), writer=True)
        yield running
        assert running.result().status == 200


def test_a_slow_select_blocks_neither_ping_nor_select_nor_insert(http: Http, table: str, slow_select: Any) -> None:
    begin = monotonic()
    assert http("/ping").status == 200
    assert http(query="SELECT 1").text == "1\n"
    assert http(body=b"INSERT INTO people VALUES (1, 'Ane')", writer=True).status == 200
    assert monotonic() - begin < 1.5
    assert not slow_select.done()


def test_selects_answer_while_inserts_run(front: ClickHouseFront, http: Http, table: str) -> None:
    client = clickhouse_connect.get_client(dsn=front.writer_url, compress=False)
    block = pa.table({"id": np.arange(300_000, dtype="u8"), "name": pa.array(["x" * 20] * 300_000)})
    inserting = threading.Thread(target=lambda: [client.insert_arrow(table, block) for _ in range(5)])
    inserting.start()
    counts = [int(http(query="SELECT count() FROM people").text)]
    while inserting.is_alive():
        counts.append(int(http(query="SELECT count() FROM people").text))
    inserting.join()
    assert int(http(query="SELECT count() FROM people").text) == 1_500_000
    assert all(count % 300_000 == 0 for count in counts)
    assert counts == sorted(counts)


def test_streams_left_open_keep_no_insert_waiting(front: ClickHouseFront, http: Http, table: str) -> None:
    client = clickhouse_connect.get_client(dsn=front.writer_url, autogenerate_session_id=False)
    with ExitStack() as open_streams:
        for _ in range(8):
            stream = client.raw_stream("SELECT number FROM numbers(50000000)", fmt="Native")
            open_streams.enter_context(stream).read(10)
        assert http(body=b"INSERT INTO people FORMAT CSV\n1,Ane\n", writer=True).status == 200
    client.close()


def test_many_clients_at_once_each_get_their_own_answer(http: Http) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda n: http(query="SELECT {n:UInt32}", param_n=str(n)).text, range(200))
    assert [int(answer) for answer in answers] == list(range(200))


def test_a_client_that_goes_away_leaves_the_server_well(http: Http, front: ClickHouseFront) -> None:
    client = clickhouse_connect.get_client(dsn=front.writer_url)
    for _ in range(10):
        with client.raw_stream("SELECT number FROM numbers(50000000)", fmt="TSV") as stream:
            assert stream.read(10)
    client.close()
    assert http(query="SELECT 1").text == "1\n"


def running_reads(http: Http) -> int:
    """Reading statements in the engine, beside the one that asks."""
    sql = "SELECT count() - 1 FROM system.processes WHERE Settings['readonly'] = '1'"
    return int(http(query=sql).text)


def test_a_statement_nobody_waits_for_is_stopped(http: Http) -> None:
    with pytest.raises(TimeoutError):
        http(query=ENDLESS, timeout=0.5)
    assert eventually(lambda: running_reads(http) == 0)


def test_stopping_does_not_wait_for_an_endless_select(tmp_path: Path) -> None:
    with ClickHouseFront(tmp_path) as front, ThreadPoolExecutor(1) as pool:
        request = urllib.request.Request(front.reader_url.replace("reader@", ""), data=ENDLESS.encode())  # noqa: S310 - loopback
        answer = pool.submit(send, request)
        sleep(0.5)
        begin = monotonic()
        front.__exit__(None, None, None)
        assert monotonic() - begin < 5
        assert answer.exception() is not None or answer.result().status == 500
    assert "Traceback" not in (tmp_path / "log" / "clickhouse.log").read_text()
