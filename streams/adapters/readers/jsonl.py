"""Facts as lines of JSON, the contract's own format. A bad line is set aside, its neighbours are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

import msgspec

from streams.adapters.pseudonym import Pseudonyms
from streams.adapters.readers.facts import ANY_FACT, Fact
from streams.adapters.readers.files import Opened
from streams.adapters.readers.rows import Block, Rejected, Source, to_block

BLOCK_BYTES: Final = 8 << 20
MAX_LINE_BYTES: Final = 1 << 20
"""A longer line is no fact, and no broker would take it: its beginning is kept as a dead letter."""

_CUT: Final = b"\0"
"""Stands where the middle of an endless line was left out, so that what remains cannot be taken for a fact."""
_BOM: Final = b"\xef\xbb\xbf"
_SPACE: Final = b" \t\r\n"
_decoder: Final[Any] = msgspec.json.Decoder(ANY_FACT)


def read_jsonl(opened: Opened, name: str, pseudonyms: Pseudonyms) -> Iterator[Block]:
    """The file's facts, about 8 MiB at a time."""
    first = 1
    for text in _blocks(opened.stream):
        ends = text.count(b"\n")
        lines = _Lines(text.removeprefix(_BOM) if first == 1 else text, first, ends)
        yield _block(lines, name, pseudonyms, opened.taken())
        first += ends


def read_lines(text: bytes, name: str) -> Block:
    """The facts of some lines that are in memory already; pseudonyms only."""
    return _block(_Lines(text, 1, text.count(b"\n")), name, Pseudonyms(None), len(text))


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Whole lines, about BLOCK_BYTES at a time; of a line without end only the beginning."""
    rest = b""
    while piece := stream.read(BLOCK_BYTES):
        cut = piece.rfind(b"\n") + 1
        if cut:
            yield rest + piece[:cut]
            rest = piece[cut:]
        elif len(rest) <= MAX_LINE_BYTES:
            rest += piece
        elif not rest.endswith(_CUT):
            rest += _CUT
    if rest:
        yield rest


class _Lines:
    """The lines of a block, split when they are first asked for: good blocks never are."""

    def __init__(self, text: bytes, first: int, ends: int) -> None:
        self.text = text
        self.first = first
        self.count = ends + (not text.endswith(b"\n"))
        self._lines: list[bytes] | None = None

    def all(self) -> list[bytes]:
        if self._lines is None:
            self._lines = self.text.split(b"\n")
        return self._lines

    def __call__(self, line: int) -> bytes:
        """The line with this number in the file, without its end; of one that no broker takes, the beginning."""
        return self.all()[line - self.first].rstrip(b"\r")[:MAX_LINE_BYTES]


def _block(lines: _Lines, name: str, pseudonyms: Pseudonyms, size: int) -> Block:
    source = Source(name, lines)
    try:
        facts: list[Fact] = _decoder.decode_lines(lines.text)
    except (ValueError, RecursionError):
        return _line_by_line(lines, source, pseudonyms, size)
    if lines.count != len(facts):
        return _line_by_line(lines, source, pseudonyms, size)  # blank lines: number them one by one
    return to_block(facts, range(lines.first, lines.first + len(facts)), source, pseudonyms, [], size)


def _line_by_line(lines: _Lines, source: Source, pseudonyms: Pseudonyms, size: int) -> Block:
    facts, numbers = [], []
    rejected: list[Rejected] = []
    for number, line in enumerate(lines.all(), lines.first):
        if not line.strip(_SPACE):
            continue
        try:
            facts.append(parse(line))
            numbers.append(number)
        except ValueError as error:
            rejected.append(source.reject(number, str(error)))
    return to_block(facts, numbers, source, pseudonyms, rejected, size)


def parse(line: bytes) -> Fact:
    """The fact on one line; ValueError with the reason when there is none."""
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"the line is longer than {MAX_LINE_BYTES} bytes")
    try:
        fact: Fact = _decoder.decode(line)
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8") from None
    except RecursionError:
        raise ValueError("the line is nested too deeply") from None
    return fact
