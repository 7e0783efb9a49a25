"""Facts from standard input are the facts of the file, whatever their format and packing."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import fastavro
import pytest
import zstandard

from schemas import registry
from streams.adapters.readers import STDIN, Reading, UnreadableFile, check_files, read_facts
from tests.unit.test_readers import EXPECTED, FORMATS, read

KINDS = {"jsonl": "facts.jsonl", "csv": "facts.csv", "avro": "facts.avro", "parquet": "facts.parquet"}
PACKINGS: dict[str, Callable[[bytes], bytes]] = {"plain": bytes, "gz": gzip.compress, "zst": zstandard.compress}


def write_avro(path: Path) -> None:
    with path.open("wb") as out:
        fastavro.writer(out, registry.schema("star.samtale.v1"), EXPECTED["samtale"])


class Pipe(io.RawIOBase):
    """Some bytes that come a few at a time and cannot be gone back in."""

    def __init__(self, content: bytes) -> None:
        self._left = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        taken = min(len(buffer), 700, len(self._left))
        buffer[:taken], self._left = self._left[:taken], self._left[taken:]
        return taken


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """These bytes on standard input."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BufferedReader(Pipe(content))))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_standard_input_holds_what_the_file_holds(
    kind: str, packing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / KINDS[kind]
    (write_avro if kind == "avro" else FORMATS[path.name])(path)
    content = PACKINGS[packing](path.read_bytes())
    piped(monkeypatch, content)
    told: list[int] = []
    blocks = list(read_facts([STDIN], None, told.append, Reading(kind)))
    assert {c.fact_type: c.batch.to_pylist() for b in blocks for c in b.chunks} == read(path)[0]
    assert sum(told) == len(content)


def test_a_letter_from_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"no fact\n")
    (rejected,) = [r for block in read_facts([STDIN], reading=Reading("jsonl")) for r in block.rejected]
    assert (rejected.file, rejected.line) == ("stdin", 1)


def test_nothing_at_all_is_no_fact_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("jsonl", "csv"):
        piped(monkeypatch, b"")
        assert list(read_facts([STDIN], reading=Reading(kind))) == []


def test_standard_input_must_say_what_it_is_and_comes_once() -> None:
    with pytest.raises(UnreadableFile, match="--format"):
        check_files([STDIN])
    with pytest.raises(UnreadableFile, match="one time"):
        check_files([STDIN, STDIN], Reading("csv"))


def test_a_format_given_goes_before_the_name(tmp_path: Path) -> None:
    path = tmp_path / "udtraek.txt"
    FORMATS["facts.jsonl"](path)
    assert [c for b in read_facts([path], reading=Reading("jsonl")) for c in b.chunks]


def test_packing_is_seen_without_a_name_for_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(gzip.compress(b'{"type": "moede"}\n'))
    (rejected,) = [r for b in read_facts([path]) for r in b.rejected]
    assert "moede" not in rejected.reason
    assert rejected.line == 1
