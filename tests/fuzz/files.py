"""Files of facts: any bytes give facts and rejected lines, or one line that says the file cannot be read."""

from __future__ import annotations

import csv as comma
import io
import json
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import fastavro

from schemas import registry
from schemas.examples import mappings
from streams.adapters.columns import columns
from streams.adapters.readers import Block, Reading, UnreadableFile, load_mapping, read_facts
from streams.adapters.validation import validate
from tests.contract.builders import example_lines, examples

_work: Final = Path(tempfile.mkdtemp(prefix="fokusvagt-fuzz-"))
_mappings: Final = Path(str(mappings.__file__)).parent
_CPR: Final = re.compile(rb"(?<![\w-])\d{6}-?\d{4}(?![\w-])")


def read(name: str, reading: Reading, data: bytes) -> list[Block]:
    """The blocks of a file with these bytes; none when it cannot be read."""
    path = _work / name
    path.write_bytes(data)
    try:
        return list(read_facts([path], key="0" * 32, reading=reading))
    except UnreadableFile:
        return []


def run(name: str, reading: Reading, data: bytes) -> None:
    """Whatever is rejected has a reason in one line and no CPR number; what is a fact is one to the validation too."""
    for block in read(name, reading, data):
        for rejected in block.rejected:
            assert rejected.reason
            assert "\n" not in rejected.reason
            assert not _CPR.search(rejected.raw)
            assert rejected.line >= 1
        for chunk in block.chunks:
            assert len(chunk.lines) == chunk.batch.num_rows > 0
            chunk.original(0)
            validate(columns(chunk.fact_type, chunk.batch))


def by_line(data: bytes) -> None:
    """JSON lines read together give what they give one by one."""
    together = read("facts.jsonl", Reading(), data)
    run("facts.jsonl", Reading(), data)
    alone = [block for line in data.split(b"\n") for block in read("line.jsonl", Reading(), line)]
    assert _facts(together) == _facts(alone)


def _facts(blocks: list[Block]) -> tuple[int, int]:
    return (
        sum(chunk.batch.num_rows for block in blocks for chunk in block.chunks),
        sum(len(block.rejected) for block in blocks),
    )


def lines() -> list[bytes]:
    """Examples of the contract as JSON lines, one of them damaged."""
    first = [example_lines(topic)[0] for topic in ("star.ydelse.v1", "star.samtale.v1", "star.rammevilkaar.v1")]
    return [*first, b"\n".join(first).replace(b"revision", b"rev\xffsion", 1)]


def rows() -> list[bytes]:
    """The same as CSV."""
    facts = [json.loads(line) for line in example_lines("star.ydelse.v1")]
    text = io.StringIO()
    writer = comma.DictWriter(text, list(facts[0]), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(facts)
    return [text.getvalue().encode()]


def records() -> list[bytes]:
    """The same as an Avro file."""
    file = io.BytesIO()
    fastavro.writer(file, registry.schema("star.ydelse.v1"), examples("star.ydelse.v1"))
    return [file.getvalue()]


def extract() -> list[bytes]:
    """The example of an extract with columns of its own."""
    return [(_mappings / "samtaler-dfdg.csv").read_bytes()]


mapped: Final[Callable[[bytes], None]] = partial(
    run, "samtaler.csv", Reading("csv", load_mapping(_mappings / "samtaler-dfdg.yaml"))
)
csv: Final[Callable[[bytes], None]] = partial(run, "ydelse.csv", Reading("csv"))
container: Final[Callable[[bytes], None]] = partial(run, "ydelse.avro", Reading("avro"))
