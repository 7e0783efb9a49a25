"""Simulated files: formats, compression, and dirt on request."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import zstandard

from streams.adapters.columns import columns_of
from streams.adapters.readers import read_facts
from streams.adapters.validation import validate
from streams.simulation import write_jsonl
from streams.simulation.snavs import KINDS, soiled

END = date(2025, 6, 30)
SMALL = (60, 12, 1)


def test_a_file_has_one_line_per_fact(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    assert write_jsonl(path, *SMALL, end=END) == len(path.read_bytes().splitlines())


def test_packed_files_hold_the_same_and_are_the_same_every_time(tmp_path: Path) -> None:
    names = ("a.jsonl", "a.jsonl.gz", "b.jsonl.gz", "a.jsonl.zst", "b.jsonl.zst")
    for name in names:
        write_jsonl(tmp_path / name, *SMALL, end=END)
    plain, gz, gz2, zst, zst2 = ((tmp_path / name).read_bytes() for name in names)
    assert gzip.decompress(gz) == zstandard.ZstdDecompressor().decompressobj().decompress(zst) == plain
    assert (gz, zst) == (gz2, zst2)


def test_readers_take_every_line(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    written = write_jsonl(path, *SMALL, end=END)
    blocks = list(read_facts([path]))
    assert sum(chunk.batch.num_rows for block in blocks for chunk in block.chunks) == written
    assert [r for block in blocks for r in block.rejected] == []


def refused(path: Path) -> Counter[str]:
    """Why lines of a file are refused, by the reader or by the validation."""
    reasons: Counter[str] = Counter()
    for block in read_facts([path]):
        reasons.update(rejected.reason for rejected in block.rejected)
        for chunk in block.chunks:
            reasons.update(bad.reason for bad in validate(columns_of(chunk.topic, chunk.batch)).bad)
    return reasons


def test_every_dirty_line_is_refused_and_no_good_one(tmp_path: Path) -> None:
    path = tmp_path / "dirty.jsonl"
    written = write_jsonl(path, 300, 24, 1, end=END, dirty=0.1)
    lines = len(path.read_bytes().splitlines())
    assert 0.07 * written < lines - written < 0.11 * written
    assert sum(refused(path).values()) == lines - written


def test_dirt_is_of_ten_kinds_and_more(tmp_path: Path) -> None:
    path = tmp_path / "dirty.jsonl"
    write_jsonl(path, 300, 24, 1, end=END, dirty=0.1)
    assert len(refused(path)) >= 10


def test_dirt_only_adds_lines(tmp_path: Path) -> None:
    clean, dirty = tmp_path / "clean.jsonl", tmp_path / "dirty.jsonl"
    write_jsonl(clean, *SMALL, end=END)
    write_jsonl(dirty, *SMALL, end=END, dirty=0.2)
    left = iter(dirty.read_bytes().splitlines())
    assert all(line in left for line in clean.read_bytes().splitlines())


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_no_kind_of_dirt_shows_a_number_of_a_living_person(kind: int) -> None:
    fact = {"person_id": "s1-0000001", "kommune": 101, "dato": "2024-01-01", "kind": "TILMELDT"}
    spoil, types = KINDS[kind]
    if "borgerstatus" in types:
        spoil(fact)
    assert str(fact.get("person_id", "")).replace("-", "") in ("", "s10000001", "0101990000")


def test_no_dirt_where_none_is_asked_for() -> None:
    assert soiled(b"{}\n{}\n", np.array([b"a", b"b"]), 0.0) == b"{}\n{}\n"
