"""An installed wheel works outside the checkout: its data travels with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def run(*words: str, cwd: Path, path: Path | None = None) -> str:
    """Run Python with these words; its output."""
    environment = {**os.environ, "PYTHONPATH": str(path or "")}
    done = subprocess.run(
        [sys.executable, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, unpacked beside nothing of the checkout."""
    work = tmp_path_factory.mktemp("wheel")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(work / "dist"), str(ROOT), cwd=work)
    wheel = next((work / "dist").glob("*.whl"))
    run("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(work / "site"), str(wheel), cwd=work)
    # The same sources, compiled: what a first start does in a minute is shown elsewhere.
    for compiled in (ROOT / "streams/core/__pycache__").glob("*.nb[ci]"):
        shutil.copy2(compiled, work / "site/streams/core/__pycache__")
    return work / "site"


def test_the_wheel_carries_its_rules_and_they_are_in_order(installed: Path, tmp_path: Path) -> None:
    assert "rules in order" in run("-m", "streams", "rules", "check", cwd=tmp_path, path=installed)


def test_the_wheel_imports_from_its_own_place(installed: Path, tmp_path: Path) -> None:
    said = run("-c", "import streams; print(streams.__file__)", cwd=tmp_path, path=installed)
    assert Path(said.strip()).is_relative_to(installed)


def test_the_wheel_replays_facts_to_rows(installed: Path, tmp_path: Path) -> None:
    facts = ROOT / "tests/golden/cases/boundary.jsonl"
    words = ("replay", str(facts), "--as-of", "2025-06-30", "--data-dir", str(tmp_path / "state"))
    run("-m", "streams", *words, cwd=tmp_path, path=installed)
    question = "SELECT count() AS n FROM v_breaches WHERE status = 'KONSTATERET' AND regime = 'gaeldende'"
    words = ("query", question, "--data-dir", str(tmp_path / "state"), "--format", "json")
    assert run("-m", "streams", *words, cwd=tmp_path, path=installed).strip() == '{"n":178}'
