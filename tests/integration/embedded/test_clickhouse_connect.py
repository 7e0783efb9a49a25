"""clickhouse-connect's HTTP client cannot tell the embedded ClickHouse from a server."""

import datetime as dt
from typing import Any

import clickhouse_connect
import numpy as np
import pyarrow as pa
import pytest
from clickhouse_connect.driver.exceptions import DatabaseError, StreamFailureError

from infra.embedded import ClickHouseFront


def people(count: int) -> pa.Table:
    names = pa.array([f"person-{number % 100}" for number in range(count)])
    return pa.table({"id": np.arange(count, dtype="u8"), "name": names})


def test_the_handshake_reads_version_and_time_zone(writer: Any) -> None:
    assert writer.server_version[0].isdigit()
    assert str(writer.server_tz) == "UTC"
    assert writer.ping()


def test_a_query_binds_its_parameters(writer: Any) -> None:
    sql = "SELECT {n:UInt8} + 1, {s:String}, {d:Date}, {a:Array(String)}"
    values = {"n": 4, "s": "it's\ta \\ line\n", "d": dt.date(2026, 2, 28), "a": ["x", "y'z"]}
    assert writer.query(sql, parameters=values).result_rows == [(5, values["s"], values["d"], values["a"])]


def test_a_native_insert_is_read_back(writer: Any, table: str) -> None:
    summary = writer.insert(table, [[1, "Ane"], [2, "Bo"]], column_names=["id", "name"])
    assert summary.written_rows == 2
    assert writer.query("SELECT * FROM people ORDER BY id").result_rows == [(1, "Ane"), (2, "Bo")]


@pytest.mark.parametrize("compress", [False, "lz4", "zstd", "gzip"])
def test_every_compression_carries_inserts_and_answers(
    front: ClickHouseFront, table: str, compress: str | bool
) -> None:
    client = clickhouse_connect.get_client(dsn=front.writer_url, compress=compress)
    client.insert(table, [[number, "x" * 50] for number in range(5000)], column_names=["id", "name"])
    client.insert_arrow(table, people(5000))
    rows = client.query("SELECT name FROM people ORDER BY id").result_rows
    assert len(rows) == 10_000
    assert ("x" * 50,) in rows
    client.close()


def test_arrow_goes_in_and_comes_out_unchanged(writer: Any, table: str) -> None:
    sent = people(200_000)
    assert writer.insert_arrow(table, sent, settings={"async_insert": 0}).written_rows == 200_000
    assert writer.query_arrow("SELECT * FROM people ORDER BY id", use_strings=True).cast(sent.schema).equals(sent)


def test_arrow_streams_as_one_stream_of_many_batches(writer: Any, table: str) -> None:
    sent = people(300_000)
    writer.insert_arrow(table, sent)
    with writer.query_arrow_stream("SELECT * FROM people ORDER BY id", use_strings=True) as batches:
        received = list(batches)
    assert len(received) > 1
    assert pa.Table.from_batches(received).cast(sent.schema).equals(sent)


def test_dictionaries_in_an_arrow_stream_may_differ_from_block_to_block(writer: Any) -> None:
    column = "toLowCardinality(concat('value-', toString(if(number < 70000, number % 3, intDiv(number, 2)))))"
    sql = f"SELECT {column} AS v FROM numbers(300000)"
    settings = {"output_format_arrow_low_cardinality_as_dictionary": 1}
    with writer.query_arrow_stream(sql, settings=settings, use_strings=True) as batches:
        received = pa.Table.from_batches(list(batches))["v"]
    assert pa.types.is_dictionary(received.type)
    expected = [f"value-{n % 3 if n < 70000 else n // 2}" for n in range(300_000)]
    assert received.to_pylist() == expected


def test_an_empty_arrow_stream_still_has_its_schema(writer: Any, table: str) -> None:
    with writer.query_arrow_stream("SELECT * FROM people") as batches:
        assert sum(batch.num_rows for batch in batches) == 0


def test_describe_show_and_an_empty_result_answer(writer: Any, table: str) -> None:
    assert writer.query("DESCRIBE TABLE people").row_count == 2
    assert ("people",) in writer.query("SHOW TABLES").result_rows
    assert writer.query("SELECT id FROM people").result_rows == []


def test_a_large_parameter_travels_in_a_form(front: ClickHouseFront) -> None:
    client = clickhouse_connect.get_client(dsn=front.reader_url, form_encode_query_params=True)
    long = "x" * 100_000
    assert client.query("SELECT length({s:String})", parameters={"s": long}).result_rows == [(100_000,)]
    client.close()


def test_errors_have_the_codes_of_the_server(writer: Any) -> None:
    for sql, code in (("SELECT * FROM nowhere", 60), ("SELEC 1 x y", 62), ("SELECT nothing", 47)):
        with pytest.raises(DatabaseError) as error:
            writer.query(sql)
        assert error.value.code == code


def test_an_error_in_the_middle_of_a_stream_reaches_the_client(writer: Any) -> None:
    sql = "SELECT rand64(), throwIf(number = 900000) FROM numbers(1000000) SETTINGS max_threads = 1"
    with pytest.raises(StreamFailureError, match="395"), writer.query_row_block_stream(sql) as blocks:
        for _block in blocks:
            pass


def test_settings_of_one_query_do_not_leak_into_the_next(writer: Any) -> None:
    sql = "SELECT getSetting('max_block_size')"
    before = writer.query(sql).result_rows
    assert writer.query(sql, settings={"max_block_size": 1234}).result_rows == [(1234,)]
    assert writer.query(sql).result_rows == before
