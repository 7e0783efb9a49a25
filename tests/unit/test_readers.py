"""Facts from files of every format are the same facts; a bad line is set aside and its neighbours are read."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastavro
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import registry
from streams.adapters.pseudonym import Pseudonyms, mask_text
from streams.adapters.readers import MissingKey, Rejected, UnreadableFile, read_facts
from streams.adapters.readers.facts import ANY_FACT
from streams.adapters.readers.jsonl import MAX_LINE_BYTES
from tests.contract.builders import example_lines, examples, line

LINES = [text for kind in registry.FACT_TYPES for text in example_lines(registry.fact_topic(kind))]


def read(path: Path, key: str | None = None) -> tuple[dict[str, list[dict[str, Any]]], list[Rejected]]:
    """The file's facts by type, and what was rejected."""
    facts: dict[str, list[dict[str, Any]]] = {}
    rejected: list[Rejected] = []
    for block in read_facts([path], key):
        rejected += block.rejected
        for chunk in block.chunks:
            facts.setdefault(chunk.fact_type, []).extend(chunk.batch.to_pylist())
    return facts, rejected


EXPECTED = {kind: examples(registry.fact_topic(kind)) for kind in registry.FACT_TYPES}


def rows() -> list[dict[str, Any]]:
    return [json.loads(text) for text in LINES]


def write_jsonl(path: Path) -> None:
    path.write_bytes(b"\n".join(LINES) + b"\n")


def write_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(b"\n".join(LINES)))


def write_zstd(path: Path) -> None:
    frames = [zstandard.compress(text + b"\r\n") for text in LINES]
    path.write_bytes(b"".join(frames))


def all_columns() -> list[str]:
    return list(dict.fromkeys(name for row in rows() for name in row))


def write_csv(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.DictWriter(out, all_columns())
        writer.writeheader()
        writer.writerows(rows())


def write_parquet(path: Path) -> None:
    table = pa.Table.from_pylist([{name: row.get(name) for name in all_columns()} for row in rows()])
    pq.write_table(table, path)


FORMATS: dict[str, Callable[[Path], None]] = {
    "facts.jsonl": write_jsonl,
    "facts.ndjson": write_jsonl,
    "facts.jsonl.gz": write_gzip,
    "facts.jsonl.zst": write_zstd,
    "facts.csv": write_csv,
    "facts.parquet": write_parquet,
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_facts(name: str, tmp_path: Path) -> None:
    FORMATS[name](tmp_path / name)
    assert read(tmp_path / name) == (EXPECTED, [])


@pytest.mark.parametrize("fact_type", registry.FACT_TYPES)
def test_avro_files_of_our_schemas_are_facts_of_their_type(fact_type: str, tmp_path: Path) -> None:
    path = tmp_path / "whatever.avro"
    with path.open("wb") as out:
        fastavro.writer(out, registry.schema(registry.fact_topic(fact_type)), EXPECTED[fact_type])
    assert read(path) == ({fact_type: EXPECTED[fact_type]}, [])


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_the_files_name_may_tell_the_type(suffix: str, tmp_path: Path) -> None:
    path, records = tmp_path / f"tilbud-2024.{suffix}", EXPECTED["tilbud"]
    if suffix == "parquet":
        pq.write_table(pa.Table.from_pylist(records), path)
    else:
        lines = [",".join(records[0]), *(",".join("" if v is None else str(v) for v in r.values()) for r in records)]
        path.write_text("\n".join(lines))
    assert read(path) == ({"tilbud": records}, [])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "Input data was truncated"),
        (b"[]", "Expected `object`, got `array`"),
        (b"\xff\xfe", "JSON is malformed: invalid character (byte 0)"),
        (line("ydelse", source="a").replace(b'"a"', b'"\xff"'), "the line is not UTF-8"),
        (b"[" * 100_000, "Expected `object`, got `array`"),
        (line("ydelse", extra=1).replace(b"1}", b"[" * 100_000), "the line is nested too deeply"),
        (line("ydelse", type="udbetaling"), "Invalid value - at `$.type`"),
        (line("ydelse", type=...), "Object missing required field `type`"),
        (line("ydelse", akasse=...), "Object missing required field `akasse`"),
        (line("tilbud", slutdato=...), "Object missing required field `slutdato`"),
        (line("ydelse", kommune=None), "Expected `int`, got `null` - at `$.kommune`"),
        (line("ydelse", ydelse="SU"), "Invalid enum value - at `$.ydelse`"),
        (line("ydelse", revision="1"), "Expected `int`, got `str` - at `$.revision`"),
        (line("ydelse", revision=2**40), "Expected `int` < 2^31 - at `$.revision`"),
        (line("ydelse", deleted=0), "Expected `bool`, got `int` - at `$.deleted`"),
        (line("ydelse", period_start="2024-02-30"), "Invalid RFC3339 encoded date - at `$.period_start`"),
        (line("ydelse", period_start="03-02-2024"), "Invalid RFC3339 encoded date - at `$.period_start`"),
        (
            line("ydelse", registered_at="2024-02-03 kl. 9"),
            "Expected an RFC 3339 timestamp with a time zone - at `$.registered_at`",
        ),
        (
            line("ydelse", registered_at="2024-02-03T09:00:00"),
            "Expected an RFC 3339 timestamp with a time zone - at `$.registered_at`",
        ),
        (
            line("ydelse", person_id=...),
            "Object must have either a person_id or a CPR number of 10 digits as cpr",
        ),
        (line("ydelse", source="x" * MAX_LINE_BYTES), f"the line is longer than {MAX_LINE_BYTES} bytes"),
    ],
)
def test_a_bad_line_is_set_aside_with_its_reason_and_place(bad: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"\n".join([*LINES[:2], b"", bad, b"  ", *LINES[2:]]))
    facts, rejected = read(path)
    assert facts == EXPECTED
    assert [(r.reason, r.file, r.line) for r in rejected] == [(reason, "facts.jsonl", 4)]
    assert rejected[0].raw == mask_text(bad)[:MAX_LINE_BYTES]


def test_unknown_keys_are_none_of_our_business(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(line("ydelse", remark="hello", nested={"a": [1]}))
    assert read(path) == ({"ydelse": EXPECTED["ydelse"][:1]}, [])


@pytest.mark.parametrize("number", ["0101901234", "010190-1234"])
def test_a_cpr_number_becomes_a_pseudonym_at_the_edge(number: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(line("ydelse", person_id=..., cpr=number))
    facts, rejected = read(path, "hemmelig")
    assert (facts["ydelse"][0]["person_id"], rejected) == (Pseudonyms("hemmelig").of("0101901234"), [])


def test_a_cpr_number_without_a_key_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(line("ydelse", person_id=..., cpr="0101901234"))
    with pytest.raises(MissingKey, match="FOKUSVAGT_PSEUDONYM_KEY"):
        read(path)


@pytest.mark.parametrize("changes", [{"cpr": "0101901234"}, {"person_id": ..., "cpr": "01019-01234"}])
def test_a_useless_cpr_is_set_aside_masked(changes: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(line("ydelse", **changes))
    rejected = read(path, "hemmelig")[1]
    assert len(rejected) == 1
    assert b"01234" not in rejected[0].raw


def test_the_original_of_a_fact_is_its_line(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"\n".join([LINES[3], b"", LINES[0], LINES[1], b""]))
    chunks = {c.fact_type: c for block in read_facts([path]) for c in block.chunks}
    assert (chunks["ydelse"].lines.tolist(), chunks["ydelse"].original(1)) == ([3, 4], LINES[1])
    late = chunks["ydelse"].select(chunks["ydelse"].lines == 4)
    assert (late.original(0), late.batch["revision"].to_pylist()) == (LINES[1], [1])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("facts.txt", b""),
        ("facts", b""),
        ("facts.jsonl.gz", b"not gzip"),
        ("facts.jsonl.gz", gzip.compress(b"\n".join(LINES))[:-20]),
        ("facts.jsonl.zst", b"not zstd"),
        ("facts.parquet", b"PAR1 not parquet"),
        ("facts.avro", b"Obj\x01 not avro"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=name):
        read(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read(tmp_path / "facts.jsonl")


@pytest.mark.parametrize("name", FORMATS)
def test_progress_tells_all_bytes_of_the_file(name: str, tmp_path: Path) -> None:
    FORMATS[name](tmp_path / name)
    told: list[int] = []
    assert list(read_facts([tmp_path / name], progress=told.append))
    assert name.endswith("parquet") or sum(told) == (tmp_path / name).stat().st_size


def test_a_csv_row_that_is_no_fact_is_set_aside_as_json(tmp_path: Path) -> None:
    path = tmp_path / "beskaeftigelse.csv"
    path.write_text("fact_id,revision,person_id\ne1,x,0101901234\n")
    (rejected,) = read(path)[1]
    assert json.loads(rejected.raw)["person_id"] == "**********"
    assert rejected.line == 2


def test_a_csv_row_that_is_not_utf8_is_set_aside_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    write_csv(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1].replace(b"y", b"\xe6"), *lines[2:]]))
    facts, (rejected,) = read(path)
    assert rejected.reason == "the row is not written in the file's encoding"
    assert sum(map(len, facts.values())) == len(LINES) - 1


def test_an_endless_line_takes_little_memory_and_is_one_rejection(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(LINES[0] + b"\n" + b"x" * (30 << 20) + b"\n" + LINES[1])
    facts, rejected = read(path)
    assert len(facts["ydelse"]) == 2
    assert [(r.line, len(r.raw)) for r in rejected] == [(2, MAX_LINE_BYTES)]


@settings(deadline=None, max_examples=200)
@given(noise=st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_between_good_lines_leave_them_alone(
    tmp_path_factory: pytest.TempPathFactory, noise: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("noise") / "facts.jsonl"
    path.write_bytes(LINES[0] + b"\n" + b"\n".join(noise) + b"\n" + LINES[1])
    facts, rejected = read(path)
    assert facts == {"ydelse": EXPECTED["ydelse"][:2]}
    assert len(rejected) == sum(1 for text in b"\n".join(noise).split(b"\n") if text.strip(b" \t\r\n"))


def test_the_decoder_knows_every_fact_type() -> None:
    decoder: Any = msgspec.json.Decoder(ANY_FACT)
    assert len({type(decoder.decode(text)) for text in LINES}) == len(registry.FACT_TYPES)
