"""A dead letter holds the whole message but no CPR number, says why, and can be mended and sent again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import registry
from streams.adapters.codec import Codec
from streams.adapters.deadletter import Letter, Origin, letter, letter_to_json
from streams.adapters.ingest import json_to_message
from tests.contract.builders import example_lines, examples, fact, line

YDELSE = "star.ydelse.v1"
CODEC = Codec()
AT = datetime(2024, 2, 3, 9, 0, 0, 120000, tzinfo=UTC)


def letter_of(value: bytes | None, key: bytes | None = None, origin: Origin | None = None) -> Letter:
    return letter(origin or Origin(YDELSE, 3, 17), key, value, "kommune is not one of the 98", "InvalidFact", AT, CODEC)


def message(**changes: Any) -> bytes:
    return CODEC.encode_many(YDELSE, [fact("ydelse", **changes)])[0]


def test_the_headers_tell_where_and_why() -> None:
    assert dict(letter_of(message(kommune=1)).headers) == {
        "topic": b"star.ydelse.v1",
        "partition": b"3",
        "offset": b"17",
        "reason": b"kommune is not one of the 98",
        "error_class": b"InvalidFact",
        "time": b"2024-02-03T09:00:00.120+00:00",
    }


def test_a_line_of_a_file_is_told_by_file_and_line() -> None:
    headers = dict(letter_of(b"{", origin=Origin("", file="jan.jsonl", line=4)).headers)
    assert (headers["file"], headers["line"], headers["offset"]) == (b"jan.jsonl", b"4", b"-1")


@pytest.mark.parametrize("value", [message(kommune=1), line("ydelse", kommune=1), b"\xff\x00garbage", b""])
def test_the_message_is_kept_whole(value: bytes) -> None:
    assert letter_of(value, b"p007").value == value
    assert letter_of(value, b"p007").key == b"p007"


def test_a_message_without_value_or_key_is_an_empty_letter() -> None:
    assert letter_of(None)[:2] == (None, b"")


@pytest.mark.parametrize("field", ["person_id", "fact_id", "source"])
@pytest.mark.parametrize(
    "text", ["0101901234", "010190-1234", "sag 010190-1234", "x0101901234", "x" * 20 + "0101901234"]
)
def test_no_string_of_a_message_keeps_a_cpr_number(field: str, text: str) -> None:
    buried = letter_of(message(**{field: text}), text.encode())
    assert b"1234" not in buried.value + (buried.key or b"")
    assert CODEC.decode(YDELSE, buried.value)[field].count("*") == 10


def test_a_pseudonym_survives_beside_a_bad_kommune() -> None:
    value = message(kommune=1, person_id="p0000012345")
    assert letter_of(value).value == value


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_no_garbage_keeps_a_cpr_number(before: bytes, after: bytes) -> None:
    buried = letter_of(before + b"0101901234" + after)
    assert b"0101901234" not in buried.value


def test_neither_reason_nor_file_name_keeps_a_cpr_number() -> None:
    origin = Origin("", file="0101901234.jsonl", line=1)
    headers = dict(letter(origin, None, b"", "bad 010190-1234", "Unreadable", AT, CODEC).headers)
    assert (headers["file"], headers["reason"]) == (b"**********.jsonl", b"bad ******-****")


@pytest.mark.parametrize("fact_type", registry.FACT_TYPES)
def test_a_letter_becomes_the_line_it_would_be_in_a_file_and_that_the_message(fact_type: str) -> None:
    topic = registry.fact_topic(fact_type)
    for value, text in zip(CODEC.encode_many(topic, examples(topic)), example_lines(topic), strict=True):
        mended = json_to_message(CODEC, letter_to_json(CODEC, topic, value))
        assert mended == json_to_message(CODEC, text)
        assert (mended.topic, mended.value) == (topic, value)


def test_a_mended_line_is_keyed_by_its_person() -> None:
    assert json_to_message(CODEC, line("ydelse", person_id="p1")).key == b"p1"
    assert json_to_message(CODEC, line("rammevilkaar")).key == b"KOMMUNE:101:2024"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (line("ydelse", kommune=1), "kommune is not one of the 98"),
        (line("ydelse", ydelse="SU"), r"Invalid enum value"),
        (line("ydelse", person_id="**********"), "mend it at its source"),
        (line("ydelse", registered_at="i går"), "RFC 3339"),
        (b"nonsense", "malformed"),
    ],
)
def test_a_line_that_is_still_bad_says_why(text: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        json_to_message(CODEC, text)


@pytest.mark.parametrize(("topic", "value"), [(YDELSE, b"\xff"), ("", b"\xff"), ("fokusvagt.clock.v1", b"")])
def test_garbage_cannot_be_shown_as_json(topic: str, value: bytes) -> None:
    with pytest.raises(ValueError, match=r"source|header|value"):
        letter_to_json(CODEC, topic, value)
