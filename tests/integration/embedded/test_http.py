"""ClickHouse's HTTP interface as curl, DBeaver and Grafana use it."""

import gzip
import socket
import zlib
from collections.abc import Callable
from time import sleep
from urllib.parse import urlsplit

import lz4.frame
import pytest
import zstandard

from infra.embedded import ClickHouseFront
from tests.integration.embedded.conftest import Http


def test_ping_says_ok(http: Http) -> None:
    assert http("/ping").text == "Ok.\n"


def test_a_get_answers_with_tabs_and_the_server_s_headers(http: Http) -> None:
    answer = http(query="SELECT 1, 'a'", query_id="mine")
    assert answer.text == "1\ta\n"
    assert answer.headers["X-ClickHouse-Format"] == "TabSeparated"
    assert answer.headers["X-ClickHouse-Query-Id"] == "mine"
    assert answer.headers["X-ClickHouse-Timezone"] == "UTC"
    assert answer.headers["X-ClickHouse-Server-Display-Name"]
    assert answer.summary["result_rows"] == "1"


def test_a_post_may_split_the_statement_between_url_and_body(http: Http) -> None:
    assert http(body=b"SELECT 2").text == "2\n"
    assert http(query="SELECT", body=b"3").text == "3\n"


def test_the_format_is_the_statement_s_or_the_default(http: Http) -> None:
    assert http(query="SELECT 1 AS a FORMAT JSONEachRow").text == '{"a":1}\n'
    assert http(query="SELECT 1 AS a", default_format="CSVWithNames").text == '"a"\n1\n'
    assert http(query="SELECT 1 AS a", headers={"X-ClickHouse-Format": "JSONCompactEachRow"}).text == "[1]\n"


def test_database_parameters_and_settings_come_in_the_url(http: Http) -> None:
    assert http(query="SELECT currentDatabase()", database="system").text == "system\n"
    assert http(query="SELECT {a:UInt8} * 2", param_a="21").text == "42\n"
    assert http(query="SELECT getSetting('max_block_size')", max_block_size="77").text == "77\n"


@pytest.mark.parametrize(
    ("query", "code", "status"),
    [
        ("SELECT * FROM nowhere", 60, 404),
        ("SELECT nothing", 47, 404),
        ("SELEC 1 x y", 62, 400),
        ("SELECT 1; SELECT 2", 62, 400),
        ("SELECT throwIf(1)", 395, 500),
    ],
)
def test_an_error_has_code_status_and_text(http: Http, query: str, code: int, status: int) -> None:
    answer = http(query=query)
    assert (answer.status, answer.headers["X-ClickHouse-Exception-Code"]) == (status, str(code))
    assert answer.text.startswith(f"Code: {code}. DB::Exception: ")


def test_unknown_databases_and_settings_are_not_found(http: Http) -> None:
    assert (http(query="SELECT 1", database="nowhere").status, http(query="SELECT 1", no_such="1").status) == (404, 404)


def test_an_insert_s_rows_may_follow_the_statement(http: Http, table: str) -> None:
    body = b"INSERT INTO people (id, name) FORMAT CSV\n1,Ane\n2,Bo\n"
    answer = http(body=body, writer=True)
    assert (answer.status, answer.summary["written_rows"]) == (200, "2")
    assert http(query="SELECT name FROM people ORDER BY id").text == "Ane\nBo\n"


def test_an_insert_s_rows_may_be_the_body_alone(http: Http, table: str) -> None:
    http(query="INSERT INTO people FORMAT TSV", body=b"1\tAne\n", writer=True)
    http(query="INSERT INTO people VALUES", body=b"(2,'Bo')", writer=True)
    http(body=b"INSERT INTO people VALUES (3,'Cai')", writer=True)
    http(body=b"INSERT INTO people SELECT 4, 'Dan FORMAT x'", writer=True)
    assert http(query="SELECT count() FROM people").text == "4\n"


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("zstd", zstandard.compress), ("lz4", lz4.frame.compress)],
)
def test_a_request_may_be_compressed_in_several_frames(
    http: Http, encoding: str, compress: Callable[[bytes], bytes]
) -> None:
    body = compress(b"SELECT 'first', ") + compress(b"'second'")
    assert http(body=body, headers={"Content-Encoding": encoding}).text == "first\tsecond\n"


def test_bodies_are_compressed_both_ways(http: Http, table: str) -> None:
    body = gzip.compress(b"INSERT INTO people FORMAT CSV\n1,Ane\n")
    assert http(body=body, writer=True, headers={"Content-Encoding": "gzip"}).status == 200
    answer = http(query="SELECT * FROM people", headers={"Accept-Encoding": "br, lz4"}, enable_http_compression="1")
    assert answer.headers["Content-Encoding"] == "lz4"
    assert lz4.frame.decompress(answer.body) == b"1\tAne\n"


def test_a_body_that_breaks_off_inserts_nothing(http: Http, table: str) -> None:
    body = gzip.compress(b"INSERT INTO people FORMAT CSV\n" + b"1,Ane\n" * 1000)[:-20]
    answer = http(body=body, writer=True, headers={"Content-Encoding": "gzip"})
    assert answer.headers["X-ClickHouse-Exception-Code"] == "271"
    assert http(query="SELECT count() FROM people").text == "0\n"


def test_a_client_that_dies_while_sending_has_inserted_nothing(front: ClickHouseFront, http: Http, table: str) -> None:
    url = urlsplit(front.writer_url)
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-ClickHouse-User: writer\r\nX-ClickHouse-Key: {url.password}\r\n"
    with socket.create_connection((url.hostname, url.port)) as sender:
        sender.sendall(
            f"{head}Content-Length: 1000000\r\n\r\nINSERT INTO people FORMAT CSV\n".encode() + b"1,Ane\n" * 9000
        )
    sleep(0.3)
    assert http(query="SELECT count() FROM people").text == "0\n"
    assert list((front._data_dir / "tmp").iterdir()) == []


def test_unknown_encodings_are_refused_by_name(http: Http) -> None:
    answer = http(body=b"SELECT 1", headers={"Content-Encoding": "snappy"})
    assert (answer.status, "snappy" in answer.text) == (500, True)
