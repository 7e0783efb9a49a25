"""A slow statement keeps nobody waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

import clickhouse_connect
import numpy as np
import pyarrow as pa
import pytest

from infra.embedded import ClickHouseFront
from tests.integration.embedded.conftest import Http

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
