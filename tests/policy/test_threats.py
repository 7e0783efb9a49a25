"""The threat model: each threat names a test, and the test is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "infra" / "decisions" / "0028-threats-and-their-tests.md"
ROWS = [row.split("|")[1:-1] for row in MODEL.read_text("utf-8").splitlines() if re.match(r"\| [STRIDE] \|", row)]


def test_every_letter_of_stride_has_a_threat() -> None:
    assert {row[0].strip() for row in ROWS} == set("STRIDE")


def test_every_threat_names_a_test_that_exists() -> None:
    for row in ROWS:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row[3])
        assert named, row[1]
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text("utf-8"))
            assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, (path, name)
