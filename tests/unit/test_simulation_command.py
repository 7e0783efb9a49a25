"""The command `simulate`: where facts go, and one line for whoever asks for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.cli import main


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """How `fokusvagt simulate …` ends, and what it says on standard error."""
    monkeypatch.setattr("sys.argv", ["fokusvagt", "simulate", *words])
    monkeypatch.delenv("FOKUSVAGT_KAFKA", raising=False)
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "say where the facts go"),
        ("--live --to-kafka", "choose one of"),
        ("--report --dirty 0.1", "published figures know no dirt"),
        ("--to-kafka", "FOKUSVAGT_KAFKA"),
        ("--report --out facts.jsonl", "is no .svg file"),
        ("--report --scenario lov", "published figures know no scenario"),
        ("--scenario meteor", "no scenario 'meteor'"),
    ],
)
def test_what_cannot_be_is_a_line_and_exit_code_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, answer: str
) -> None:
    code, told = said(monkeypatch, capsys, *words.split())
    assert code == 2
    assert answer in told
    assert len(told.splitlines()) == 1


def test_a_file_is_written_and_its_rate_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "facts.jsonl"
    code, told = said(monkeypatch, capsys, "--persons", "40", "--months", "6", "--out", str(out), "--scenario", "lov")
    assert code == 0
    assert told.startswith(f"{len(out.read_bytes().splitlines()):,} facts in")
    assert told.rstrip().endswith("/s")
