"""Everything a fuzzer has found once, and what it begins with, on every run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import CORPUS, TARGETS

KEPT = [
    pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in sorted(CORPUS.rglob("*")) if path.is_file()
]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_keeps_its_promises_for_what_a_fuzzer_begins_with(name: str) -> None:
    target = TARGETS[name]
    assert target.seeds()
    for seed in target.seeds():
        target.run(seed)


@pytest.mark.parametrize("path", KEPT)
def test_what_was_found_is_mended(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


def test_every_target_has_a_corpus_and_every_corpus_a_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 1 << 20
