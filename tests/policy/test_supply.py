"""What we depend on, and what leaves this repository."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.supply.licences import allows, locked, policy, problems
from tests.policy.described import ROOT

ALLOWED = ("MIT", "Apache-2.0", "BSD-3-Clause")


def test_everything_in_the_lock_has_a_licence_that_is_allowed() -> None:
    assert problems(locked(ROOT / "requirements.lock"), policy()) == []


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("BSD-3-Clause AND (MIT OR GPL-3.0-only)", True),
        ("MIT AND (GPL-2.0-only OR LGPL-3.0-only)", False),
        ("(MIT)", True),
        ("", False),
    ],
)
def test_an_expression_is_met_with_allowed_licences_or_refused(expression: str, verdict: bool) -> None:
    assert allows(expression, ALLOWED) is verdict


def test_a_package_under_a_licence_nobody_has_allowed_is_named() -> None:
    rules = policy() | {"allowed": [one for one in policy()["allowed"] if one != "MIT"]}
    assert "typer: MIT is not allowed (infra/supply/licences.yaml)" in problems(["typer"], rules)


@pytest.mark.parametrize("lock", ["requirements.lock", "infra/container/requirements.lock", "infra/supply/tools.lock"])
def test_everything_locked_has_an_exact_version_and_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    assert all(re.match(r"[a-z0-9.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in packages)


def test_no_lock_names_an_index_to_fetch_from() -> None:
    for lock in ROOT.rglob("*.lock"):
        if ".venv" not in lock.parts and "build" not in lock.parts:
            assert not re.search(r"^--(index|extra-index|find-links)", lock.read_text(encoding="utf-8"), re.MULTILINE)


def wheel(work: Path) -> str:
    """SHA-256 of the wheel built from a copy of the checkout, at another place and hour than the last."""
    parts = shutil.ignore_patterns("__pycache__", "*.nbi", "*.nbc", "*.egg-info")
    for name in ("streams", "schemas", "dashboards", "infra"):
        shutil.copytree(ROOT / name, work / name, ignore=parts, copy_function=shutil.copy)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, work / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1735689600", "PYTHONPATH": ""}
    subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)
    (built,) = (work / "dist").glob("*.whl")
    return hashlib.sha256(built.read_bytes()).hexdigest()


def test_the_same_sources_give_the_same_wheel(tmp_path: Path) -> None:
    places = [tmp_path / "one", tmp_path / "other/deeper"]
    for place in places:
        place.mkdir(parents=True)
    assert len({wheel(place) for place in places}) == 1
