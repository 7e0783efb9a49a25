"""Bad input on request: every kind that 02 §1 names, made from copies of good facts.

Dirt is always one record more, never instead of a good one, so the good facts' result must not change. Which facts
have a dirty copy, and of which kind, follows from their ids: the same ones in a file, on Kafka and at any pace.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa

from streams.simulation.draws import chance_of

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


SALT: Final = zlib.crc32(b"snavs")


def soiled(text: bytes, ids: Any, share: float) -> bytes:
    """JSON lines with dirty ones among them, `share` of the good ones' number; `ids` are the fact ids of the lines."""
    found = text.splitlines(keepends=True)
    for at, kind in _chosen(ids, share):
        found[at] += _dirty(found[at], kind)
    return b"".join(found)


def dirt(fact_type: str, facts: pa.RecordBatch, share: float) -> Iterator[tuple[int, bytes]]:
    """The same for facts that are no text yet: (row, dirty line of JSON) of those that have a dirty copy."""
    ids = np.array(facts.column("fact_id").to_pylist(), "S")
    for at, kind in _chosen(ids, share):
        row = facts.slice(at, 1).to_pylist()[0]
        line = json.dumps({"type": fact_type, **row}, separators=(",", ":"), default=_text)
        yield at, _dirty(line.encode() + b"\n", kind)


def _chosen(ids: Any, share: float) -> list[tuple[int, int]]:
    """(row, kind) of the facts that have a dirty copy."""
    hit = np.flatnonzero(chance_of(ids, SALT) < share)
    kinds = (chance_of(ids[hit], SALT + 1) * (len(KINDS) + 2)).astype(int)
    return list(zip(hit.tolist(), kinds.tolist(), strict=True))


def _text(value: date) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value.isoformat()


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
