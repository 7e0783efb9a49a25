"""What other clients than Python's put on the wire: JDBC's frames, the Go client's protocol version."""

import struct
from pathlib import Path

import pytest

from infra.embedded import ClickHouseFront
from infra.embedded.chdb_front import frames
from infra.embedded.chdb_front.cityhash import cityhash128
from infra.embedded.chdb_front.native import upgraded
from tests.integration.embedded.conftest import Http

INFO = b"\x01\x00\x02\xff\xff\xff\xff\x00"
NUMBERS = {"allow_suspicious_low_cardinality_types": "1"}
TYPES = [
    ("toUInt8(1)", "UInt8"),
    ("'abc'", "String"),
    ("toFixedString('ab', 3)", "FixedString(3)"),
    ("[1, 2, 3]::Array(UInt16)", "Array(UInt16)"),
    ("[['a'], ['b', 'c']]", "Array(Array(String))"),
    ("NULL::Nullable(String)", "Nullable(String)"),
    ("map('a', 1::UInt32)", "Map(String, UInt32)"),
    ("(1::UInt8, 'x', [2.5])", "Tuple(UInt8, String, Array(Float64))"),
    ("CAST((1, 'x'), 'Tuple(a UInt8, `b (c)` String)')", "Tuple(a UInt8, `b (c)` String)"),
    ("toDecimal64(1.5, 3)", "Decimal(18, 3)"),
    ("toDateTime64(0, 3, 'UTC')", "DateTime64(3, 'UTC')"),
    ("CAST('a, b', 'Enum8(\\'a, b\\' = 1)')", "Enum8('a, b' = 1)"),
    ("toLowCardinality('x')", "LowCardinality(String)"),
    ("number::Nullable(UInt32)::LowCardinality(Nullable(UInt32))", "LowCardinality(Nullable(UInt32))"),
    ("['x', 'y']::Array(LowCardinality(String))", "Array(LowCardinality(String))"),
    ("[]::Array(LowCardinality(String))", "Array(LowCardinality(String))"),
    ("map('k'::LowCardinality(String), 'v')", "Map(LowCardinality(String), String)"),
]


def frames_in(column: bytes) -> list[bytes]:
    """The frames of one column file as the engine wrote it."""
    found = []
    while column:
        size = struct.unpack_from("<I", column, 17)[0]
        found.append(column[: 16 + size])
        column = column[16 + size :]
    return found


def test_the_checksum_is_the_engine_s_own(front: ClickHouseFront, http: Http, table: str, tmp_path: Path) -> None:
    for rows in (1, 5, 40, 3000):
        http(
            query=f"INSERT INTO people SELECT number, repeat('x', number % 50) FROM numbers({rows})",
            body=b"",
            writer=True,
        )
    columns = list((front._data_dir / "clickhouse").rglob("*.bin"))
    written = [frame for column in columns for frame in frames_in(column.read_bytes())]
    assert len(written) > 3
    assert all(cityhash128(frame[16:]) == frame[:16] for frame in written)


def test_compress_1_answers_in_frames(http: Http) -> None:
    answer = http(query="SELECT number FROM numbers(100000)", compress="1", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    rest, plain = answer.body, b""
    while rest:
        reader = frames.FrameReader()
        plain += reader.decompress(rest)
        rest = reader.unused_data or b""
    assert plain == b"".join(b"%d\n" % number for number in range(100_000))


def test_decompress_1_reads_frames_and_refuses_broken_ones(http: Http, table: str) -> None:
    body = frames.compressed(b"INSERT INTO people FORMAT CSV\n1,Ane\n")
    assert http(body=body, decompress="1", writer=True).summary["written_rows"] == "1"
    broken = http(body=b"\x00" + body[1:], decompress="1", writer=True)
    assert broken.headers["X-ClickHouse-Exception-Code"] == "271"


@pytest.mark.parametrize(("expression", "kind"), TYPES)
def test_native_for_the_go_client_has_block_info_and_a_serialization_byte(
    http: Http, expression: str, kind: str
) -> None:
    sql = f"SELECT 7::UInt8 AS a, {expression} AS b, 'end' AS c FROM numbers(3)"
    plain = http(query=sql, default_format="Native", **NUMBERS).body
    new = http(query=sql, default_format="Native", client_protocol_version="54460", **NUMBERS).body
    assert new == upgraded(plain)
    assert new.startswith(INFO + b"\x03\x03\x01a\x05UInt8\x00\x07\x07\x07\x01b")
    assert new.endswith(b"\x01c\x06String\x00" + b"\x03end" * 3)
    assert kind.encode() + b"\x00" in new


def test_a_type_without_fixed_layout_is_refused_by_name(http: Http) -> None:
    answer = http(query="SELECT sumState(1)", default_format="Native", client_protocol_version="54460")
    assert (answer.status, "AggregateFunction" in answer.text) == (501, True)


def test_an_older_protocol_version_gets_revision_0(http: Http) -> None:
    sql = "SELECT 1::UInt8 AS check"
    old = http(query=sql, default_format="Native", client_protocol_version="54405").body
    assert old == http(query=sql, default_format="Native").body == b"\x01\x01\x05check\x05UInt8\x01"
