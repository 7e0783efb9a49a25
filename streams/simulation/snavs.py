"""Bad input on request: every kind that 02 §1 names, made from copies of good facts.

A dirty line is always one more line, never instead of a good one, so the good facts' result must not change.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from numpy.random import Generator

Fact = dict[str, Any]
DATES: Final = ("period_start", "dato", "startdato", "maaned")


def _missing(fact: Fact) -> None:
    del fact["person_id"]


def _enum(fact: Fact) -> None:
    name = next(n for n in ("ydelse", "samtaletype", "tilbudstype", "kind") if n in fact)
    fact[name] = "UKENDT_VAERDI"


def _kommune(fact: Fact) -> None:
    fact["kommune"] = 999


def _akasse(fact: Fact) -> None:
    fact["akasse"] = 77


def _backwards(fact: Fact) -> None:
    begin, end = next(
        p for p in (("period_start", "period_end"), ("startdato", "slutdato"), ("dato", "slutdato")) if p[0] in fact
    )
    fact[begin], fact[end] = "2024-05-02", "2024-05-01"


def _negative(fact: Fact) -> None:
    fact["loentimer" if "loentimer" in fact else "timer"] = -1.0


def _too_early(fact: Fact) -> None:
    fact["status"], fact["dato"] = "AFHOLDT", "2099-12-31"


def _out_of_range(fact: Fact) -> None:
    fact[next(n for n in DATES if n in fact)] = "1889-01-01"


def _cpr(fact: Fact) -> None:
    fact["person_id"] = "0101990000"


def _cpr_hyphen(fact: Fact) -> None:
    fact["person_id"] = "010199-0000"


EVERY: Final = ("ydelse", "samtale", "tilbud", "borgerstatus", "beskaeftigelse")
# Each kind of bad input and the types of fact it can befall.
KINDS: Final[tuple[tuple[Callable[[Fact], None], tuple[str, ...]], ...]] = (
    (_missing, EVERY),
    (_enum, EVERY),
    (_kommune, EVERY),
    (_akasse, EVERY),
    (_backwards, ("ydelse", "tilbud")),
    (_negative, ("ydelse", "beskaeftigelse")),
    (_too_early, ("samtale",)),
    (_out_of_range, EVERY),
    (_cpr, EVERY),
    (_cpr_hyphen, EVERY),
)


def soiled(chunk: bytes, share: float, rng: Generator) -> bytes:
    """The lines of `chunk` with dirty ones among them, `share` of the good ones' number."""
    lines = chunk.splitlines(keepends=True)
    hit = (rng.random(len(lines)) < share).nonzero()[0]
    kinds = (rng.random(hit.size) * (len(KINDS) + 2)).astype(int)
    for at, kind in zip(hit.tolist(), kinds.tolist(), strict=True):
        lines[at] += _dirty(lines[at], kind)
    return b"".join(lines)


def _dirty(line: bytes, kind: int) -> bytes:
    if kind == len(KINDS):
        return line[: len(line) // 2] + b"\n"
    if kind > len(KINDS):
        return b"\xff\xfe" + line
    fact: Fact = json.loads(line)
    fact["fact_id"] += "-d"
    spoil, types = KINDS[kind]
    (spoil if fact["type"] in types else _missing)(fact)
    return json.dumps(fact, separators=(",", ":")).encode() + b"\n"
