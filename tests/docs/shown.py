"""The commands that documents show, as data: from blocks marked console or sh, and from words in backquotes."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DOCUMENTS: Final = sorted(
    path
    for path in (
        ROOT / "README.md",
        *(p for room in ("streams", "schemas", "dashboards", "infra", "tests") for p in (ROOT / room).rglob("*.md")),
    )
    if "decisions" not in path.parts and path.name != "REGELBOG.md"
)
_BLOCK: Final = re.compile(r"^( *)```(console|sh)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_INLINE: Final = re.compile(r"`(fokusvagt [^`]+)`")


@dataclass(frozen=True, slots=True)
class Shown:
    """One command of a document, without its comment."""

    document: str
    text: str
    named: bool = False  # in the middle of a text, where arguments may be left out

    @property
    def words(self) -> list[str]:
        """Its words, the folder of the virtual environment left out."""
        words = shlex.split(self.text.replace(".venv/bin/", ""), comments=True)
        return words[: words.index(">")] if ">" in words else words

    @property
    def into(self) -> str:
        """The file that its output goes to; '' for none."""
        words = shlex.split(self.text, comments=True)
        return words[words.index(">") + 1] if ">" in words else ""


def in_blocks(path: Path) -> list[Shown]:
    """The commands of a document's blocks, in order."""
    blocks = (found[3] for found in _BLOCK.finditer(path.read_text(encoding="utf-8")))
    lines = (line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines())
    return [Shown(_name(path), line) for line in lines if shlex.split(line, comments=True)]


def in_words(path: Path) -> list[Shown]:
    """The commands in a document's text that leave nothing out."""
    found = (" ".join(each.split()) for each in _INLINE.findall(path.read_text(encoding="utf-8")))
    return [Shown(_name(path), each, named=True) for each in found if not re.search(r"[…*|]|X\b", each)]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))
