"""Whatever bytes arrive, the codec judges each message alone, and agrees with the reference reader."""

from __future__ import annotations

import io
import math
import struct
from datetime import UTC, date, datetime
from time import process_time
from typing import Any

import fastavro
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import registry
from streams.adapters.codec import Codec
from tests.contract.builders import example_lines, examples, fact
from tests.contract.test_schemas import AVRO_TOPICS

YDELSE = "star.ydelse.v1"
GOOD = Codec().encode_many(YDELSE, [fact("ydelse")])[0]
HEADER = GOOD[:10]
texts = st.text(max_size=40)
days = st.dates(date(1970, 1, 1), date(2200, 1, 1))
ydelser = st.fixed_dictionaries(
    {
        "fact_id": texts,
        "revision": st.integers(-(2**31), 2**31 - 1),
        "deleted": st.booleans(),
        "registered_at": st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(
            lambda at: at.replace(microsecond=0, tzinfo=UTC)
        ),
        "source": texts,
        "person_id": texts,
        "kommune": st.integers(-(2**31), 2**31 - 1),
        "akasse": st.none() | st.integers(-(2**31), 2**31 - 1),
        "ydelse": st.sampled_from(["DAGPENGE", "SHO", "FOERTIDSPENSION"]),
        "visitation": st.sampled_from(["INGEN", "UDDANNELSESPARAT"]),
        "period_start": days,
        "period_end": days,
        "loentimer": st.floats(allow_nan=False),
    }
)


def decoded(value: bytes | None) -> tuple[int, list[Any]]:
    found = Codec().decode_batch(YDELSE, [GOOD, value, GOOD])
    return found.batch.num_rows, found.bad


@settings(deadline=None, max_examples=200)
@given(st.lists(ydelser, max_size=5))
def test_any_fact_is_written_as_fastavro_writes_it_and_read_back(facts: list[dict[str, Any]]) -> None:
    messages = Codec().encode_many(YDELSE, facts)
    for message, record in zip(messages, facts, strict=True):
        body = io.BytesIO()
        fastavro.schemaless_writer(body, registry.schema(YDELSE), record)
        assert message == HEADER + body.getvalue()
    assert Codec().decode_batch(YDELSE, messages).batch.to_pylist() == facts


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=120))
def test_a_body_is_read_exactly_when_fastavro_reads_all_of_it(body: bytes) -> None:
    rows, bad = decoded(HEADER + body)
    assert rows + len(bad) == 3
    if not bad:
        source = io.BytesIO(body)
        fastavro.schemaless_reader(source, registry.schema("star.ydelse.v1"), None)
        assert source.tell() == len(body)


@settings(deadline=None, max_examples=500)
@given(st.data())
def test_a_damaged_message_never_harms_its_neighbours(data: st.DataObject) -> None:
    message = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    rows, bad = decoded(bytes(message))
    assert (rows, len(bad)) in {(3, 0), (2, 1)}


@pytest.mark.parametrize("length", range(len(GOOD)))
def test_a_truncated_message_is_refused(length: int) -> None:
    rows, bad = decoded(GOOD[:length])
    assert (rows, [b.position for b in bad]) == (2, [1])


@pytest.mark.parametrize("tail", [b"\0", b"zz", GOOD])
def test_left_over_bytes_are_refused(tail: bytes) -> None:
    assert "left over" in decoded(GOOD + tail)[1][0].reason


@pytest.mark.parametrize(
    "length", [b"\xff" * 9 + b"\x01", b"\xfe\xff\xff\xff\x0f", b"\x80" * 20, b"\xfe" + b"\xff" * 8 + b"\x01", b"\x01"]
)
def test_impossible_lengths_are_refused_without_taking_memory(length: bytes) -> None:
    assert decoded(HEADER + length + GOOD[11:])[0] == 2


@pytest.mark.parametrize("text", [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"a\x80"])
def test_strings_that_are_not_utf8_are_refused(text: bytes) -> None:
    message = HEADER + bytes([2 * len(text)]) + text + GOOD[11 + GOOD[10] // 2 :]
    assert decoded(message)[1][0].reason == "field fact_id is not UTF-8"


def test_an_unknown_enum_value_is_refused_by_name() -> None:
    place = GOOD.index(b"\x04\x00\x00", 40)  # akasse 2, DAGPENGE, INGEN
    message = GOOD[: place + 1] + b"\x16" + GOOD[place + 2 :]
    assert decoded(message)[1][0].reason == "field ydelse has an unknown enum value"


@pytest.mark.parametrize("value", [None, b""])
def test_a_message_without_a_value_is_a_bad_one(value: bytes | None) -> None:
    assert decoded(value)[1][0].reason == "the message has no value"


def test_an_empty_batch_is_an_empty_table() -> None:
    found = Codec().decode_batch(YDELSE, [])
    assert (found.batch.num_rows, found.bad) == (0, [])
    assert Codec().encode_many(YDELSE, found.batch) == []


def test_a_batch_of_garbage_only_is_all_bad() -> None:
    found = Codec().decode_batch(YDELSE, [b"\xc3\x01", b"{}", None])
    assert (found.batch.num_rows, len(found.bad)) == (0, 3)


@pytest.mark.parametrize("hours", [math.nan, math.inf, -0.0, 1e-300])
def test_odd_numbers_travel_unchanged(hours: float) -> None:
    read = Codec().decode(YDELSE, Codec().encode_many(YDELSE, [fact("ydelse", loentimer=hours)])[0])
    assert struct.pack("<d", read["loentimer"]) == struct.pack("<d", hours)


@pytest.mark.parametrize("topic", AVRO_TOPICS)
def test_a_sliced_batch_is_written_as_its_rows(topic: str) -> None:
    messages = Codec().encode_many(topic, examples(topic) * 3)
    batch = Codec().decode_batch(topic, messages).batch
    assert Codec().encode_many(topic, batch.slice(1, 2)) == messages[1:3]
    assert len(example_lines(topic)) * 3 == len(messages)


def test_the_speed_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    values = Codec().encode_many(YDELSE, examples(YDELSE)) * 20_000
    started = process_time()
    batch = Codec().decode_batch(YDELSE, values).batch
    read = process_time()
    Codec().encode_many(YDELSE, batch)
    written = process_time()
    with capsys.disabled():
        print(f" [CPU: decode {len(values) / (read - started):,.0f}/s, encode {len(values) / (written - read):,.0f}/s]")
    assert batch.num_rows == len(values)
