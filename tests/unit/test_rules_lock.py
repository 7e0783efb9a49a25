"""LOCK notices what nobody told of; and what a file's layout is does not matter to it."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from streams.rules import book
from streams.rules.documents import CatalogueError
from streams.rules.loader import checked
from streams.rules.lock import lock_text, packaged_lock


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(str(files("streams.rules") / "catalogue"), tmp_path / "catalogue")
    (tmp_path / "LOCK").write_text(packaged_lock(), encoding="utf-8")
    return tmp_path / "catalogue"


def rewrite(copy: Path, file: str, old: str, new: str) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")


def drift(copy: Path) -> list[str]:
    return [str(problem) for problem in book.check_lock(copy, copy.parent / "LOCK")]


def test_the_packaged_catalogue_passes_its_check() -> None:
    assert book.rules_check() == []


def test_the_packaged_lock_is_the_one_that_its_files_give() -> None:
    assert lock_text(checked()) == packaged_lock()


def test_a_silent_change_of_a_figure_is_noticed(copy: Path) -> None:
    rewrite(copy, "fokusmaal/FM-SAMTALE.yaml", "vaerdi: 4,", "vaerdi: 3,")
    [problem] = drift(copy)
    assert problem.startswith("fokusmaal/FM-SAMTALE.yaml: version: changed within version 1.0.0: raise `version`")


def test_a_silent_change_cannot_be_locked(copy: Path) -> None:
    rewrite(copy, "fokusmaal/FM-SAMTALE.yaml", "vaerdi: 4,", "vaerdi: 3,")
    with pytest.raises(CatalogueError, match="changed within version"):
        book.write_lock(copy, copy.parent / "LOCK")
    assert (copy.parent / "LOCK").read_text(encoding="utf-8") == packaged_lock()


def test_a_change_that_is_told_of_is_locked(copy: Path) -> None:
    rewrite(copy, "fokusmaal/FM-SAMTALE.yaml", "vaerdi: 4,", "vaerdi: 3,")
    rewrite(copy, "fokusmaal/FM-SAMTALE.yaml", "version: 1.0.0", "version: 1.1.0")
    assert "LOCK has 1.0.0, not 1.1.0" in drift(copy)[0]
    book.write_lock(copy, copy.parent / "LOCK")
    assert drift(copy) == []


def test_a_new_file_and_a_gone_file_are_noticed(copy: Path) -> None:
    rewrite(copy, "cv/CV-KH.yaml", "id: CV-KH\n", "id: CV-NY\n")
    (copy / "cv" / "CV-KH.yaml").rename(copy / "cv" / "CV-NY.yaml")
    new, gone = drift(copy)
    assert "LOCK has none, not 1.0.0" in new
    assert gone.startswith("LOCK: CV-KH: the file has gone")


def test_layout_and_comments_are_no_change(copy: Path) -> None:
    rewrite(copy, "cv/CV-KH.yaml", "kind: frist\nregime: gaeldende", "# why\nregime: gaeldende\nkind: 'frist'")
    assert drift(copy) == []


def test_a_broken_catalogue_cannot_be_locked(copy: Path) -> None:
    rewrite(copy, "cv/CV-KH.yaml", "kind: frist", "kind: frister")
    with pytest.raises(CatalogueError, match=r"CV-KH\.yaml: kind"):
        book.write_lock(copy, copy.parent / "LOCK")


def test_the_check_of_another_directory_tells_everything_wrong_with_its_files(copy: Path) -> None:
    rewrite(copy, "cv/CV-KH.yaml", "kind: frist", "kind: frister")
    rewrite(copy, "cv/CV-DP.yaml", "[DAGPENGE]", "[PENGE]")
    assert [problem.split(":")[0] for problem in book.rules_check(copy)] == ["cv/CV-KH.yaml", "cv/CV-DP.yaml"]
