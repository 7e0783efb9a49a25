"""The documents' commands, run as they stand, one document after the other, in one folder that fills as they go on.

Numbers of persons are made smaller; nothing else is changed. What is not run has a reason in `exceptions`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from streams.cli import main
from tests.docs.exceptions import reason
from tests.docs.shown import DOCUMENTS, ROOT, Shown, in_blocks

PERSONS = 600
FIRST = ROOT / "README.md"  # its commands make the data directory that the others ask
ORDER = [FIRST, *(path for path in DOCUMENTS if path != FIRST)]


def once(found: list[Shown]) -> list[Shown]:
    """Each command where it is shown first."""
    first: dict[tuple[str, ...], Shown] = {}
    for each in found:
        first.setdefault((*each.words, each.into), each)
    return list(first.values())


RUN = once([each for path in ORDER for each in in_blocks(path) if not reason(each.text)])
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the reader stands: a checkout's examples, and nothing else."""
    here = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "schemas/examples", here / "schemas/examples")
    return here


@pytest.mark.parametrize("each", RUN, ids=lambda each: f"{each.document}: {each.text}")
def test_a_command_does_what_it_is_shown_for(
    each: Shown, folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    own = (folder / each.document).parent  # examples are tried where they lie
    monkeypatch.chdir(own if own.is_dir() else folder)
    monkeypatch.setenv("FOKUSVAGT_PSEUDONYM_KEY", "the reader's own key, of thirty-two characters or more")
    words = re.sub(r"--persons \d+", f"--persons {PERSONS}", "\n".join(each.words).replace("--persons\n", "--persons "))
    code = ran(words.replace("--persons ", "--persons\n").split("\n"), monkeypatch)
    out, err = capfdbinary.readouterr()
    if each.into:
        (folder / each.into).write_bytes(out)
    assert code == 0, err.decode()
    assert out or err or each.words[0] == "cp" or re.search("dlq|dead_letters", each.text)


def ran(words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code."""
    if words[0] != "fokusvagt":
        return subprocess.run(words, check=False).returncode
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)
