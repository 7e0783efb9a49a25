"""The query endpoint for people reads the database, and nothing but the database."""

from pathlib import Path

import clickhouse_connect
import pytest
from clickhouse_connect.driver.exceptions import DatabaseError

from infra.embedded import ClickHouseFront
from tests.integration.embedded.conftest import Http

WRITES = [
    "INSERT INTO people VALUES (1, 'Ane')",
    "INSERT INTO people FORMAT CSV\n1,Ane\n",
    "INSERT INTO FUNCTION file('x.csv', 'CSV') SELECT 1",
    "WITH 1 AS x INSERT INTO people SELECT x, ''",
    "DROP TABLE people",
    "ALTER TABLE people DELETE WHERE 1",
    "TRUNCATE TABLE people",
    "CREATE TABLE t (a Int8) ENGINE = Memory",
    "CREATE TEMPORARY TABLE t (a Int8)",
    "SET readonly = 0",
    "SELECT 1 SETTINGS readonly = 0",
    "SYSTEM FLUSH LOGS",
    "KILL QUERY WHERE 1",
    "OPTIMIZE TABLE people",
]
ESCAPES = [
    "SELECT file('/etc/hostname')",
    "SELECT `f\\x69le`('/etc/hostname')",
    "EXPLAIN SELECT FILE('/etc/hostname')",
    "SELECT * FROM file('/etc/hostname', 'LineAsString')",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    "SELECT * FROM sqlite('a.db', 't')",
    "SELECT * FROM eval('SELECT 1')",
    "SELECT * FROM Python(secret)",
    "SELECT * FROM executable('ls', 'TSV', 'a String')",
    "SHOW TABLES WHERE name = file('/etc/hostname')",
    "SELECT 1 IN (SELECT file('/etc/hostname'))",
    "SELECT 1 INTO OUTFILE 'leak.txt'",
]
READS = [
    "SELECT count() FROM people",
    "WITH 1 AS x SELECT x",
    "SHOW TABLES",
    "SHOW CREATE TABLE people",
    "DESCRIBE TABLE people",
    "EXISTS TABLE people",
    "EXPLAIN SELECT * FROM people",
    "SELECT sum(number) FROM numbers(10)",
    "(SELECT 1) UNION ALL (SELECT 2)",
]


@pytest.mark.parametrize("sql", WRITES + ESCAPES)
def test_a_reader_may_not(http: Http, table: str, sql: str) -> None:
    answer = http(body=sql.encode())
    assert (answer.status, answer.headers["X-ClickHouse-Exception-Code"]) == (500, "164")


@pytest.mark.parametrize("sql", READS)
def test_a_reader_may(http: Http, table: str, sql: str) -> None:
    assert http(body=sql.encode()).status == 200


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("additional_table_filters", "{'people': 'file(\\'/etc/hostname\\') != 1'}"),
        ("output_format_schema", "written"),
        ("dialect", "prql"),
    ],
)
def test_a_setting_cannot_smuggle_what_the_statement_may_not(http: Http, table: str, setting: str, value: str) -> None:
    answer = http(query="SELECT * FROM people", **{setting: value})
    assert answer.headers["X-ClickHouse-Exception-Code"] == "164"


def test_readonly_cannot_be_switched_off_by_url(http: Http, table: str) -> None:
    assert http(body=b"DROP TABLE people", readonly="0").headers["X-ClickHouse-Exception-Code"] == "164"
    odd = {"a`b\\": "x", "readonly`": "0"}
    assert http(body=b"DROP TABLE people", **odd).headers["X-ClickHouse-Exception-Code"] == "115"


def test_only_loopback_names_are_answered(http: Http) -> None:
    assert http(query="SELECT 1", headers={"Host": "evil.example"}).status == 403
    assert http(query="SELECT 1", headers={"Host": "localhost"}).status == 200


def test_a_refused_insert_has_inserted_nothing(http: Http, table: str) -> None:
    http(query="INSERT INTO people FORMAT CSV", body=b"1,Ane\n")
    assert http(query="SELECT count() FROM people").text == "0\n"


def test_the_writer_reads_only_by_get_and_on_request(http: Http, table: str) -> None:
    assert http(query="DROP TABLE people", writer=True).headers["X-ClickHouse-Exception-Code"] == "164"
    assert http(body=b"DROP TABLE people", readonly="1", writer=True).headers["X-ClickHouse-Exception-Code"] == "164"


@pytest.mark.parametrize(("user", "key"), [("writer", ""), ("writer", "guess"), ("default", "x"), ("somebody", "")])
def test_wrong_passwords_and_unknown_users_are_forbidden(http: Http, user: str, key: str) -> None:
    answer = http(query="SELECT 1", headers={"X-ClickHouse-User": user, "X-ClickHouse-Key": key})
    assert (answer.status, answer.headers["X-ClickHouse-Exception-Code"]) == (403, "516")


def test_clickhouse_connect_reads_but_cannot_write_as_reader(front: ClickHouseFront) -> None:
    client = clickhouse_connect.get_client(dsn=front.reader_url)
    assert client.query("SELECT 1").result_rows == [(1,)]
    with pytest.raises(DatabaseError) as error:
        client.command("CREATE DATABASE mine")
    assert error.value.code == 164
    client.close()


def test_secrets_and_data_are_for_this_user_only(front: ClickHouseFront, tmp_path: Path) -> None:
    with ClickHouseFront(tmp_path / "mine") as mine:
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "mine").iterdir()}
        secret = (tmp_path / "mine" / "writer.secret").read_text()
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o700
    assert modes["writer.secret"] == 0o600
    assert secret in mine.writer_url
    assert secret not in front.writer_url
    assert secret not in (tmp_path / "mine" / "log" / "clickhouse.log").read_text()
