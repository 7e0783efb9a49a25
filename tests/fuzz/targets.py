"""The targets by name, and where their corpora lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from tests.fuzz import avro, files, http, preview

CORPUS: Final = Path(__file__).parent / "corpus"


class Target(NamedTuple):
    """`run` raises where a promise is broken; `seeds` are where a fuzzer begins."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


TARGETS: Final = {
    "avro": Target(avro.run, avro.seeds),
    "avro-files": Target(files.container, files.records),
    "csv": Target(files.csv, files.rows),
    "http": Target(http.run, http.seeds),
    "jsonl": Target(files.by_line, files.lines),
    "mapped": Target(files.mapped, files.extract),
    "preview": Target(preview.run, preview.seeds),
}
