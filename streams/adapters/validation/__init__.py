"""Whether a readable fact makes sense: one function per fact type, over whole columns.

Each check is a sentence and the rows it refuses. A reason never repeats a value: the value may be a CPR number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from schemas.regions import akasser, kommuner
from streams.adapters.codec import Bad
from streams.adapters.columns import NO_CODE, NO_DATE, SCOPES, Columns
from streams.adapters.validation.copenhagen import copenhagen_days
from streams.adapters.validation.texts import CPR, CPR_WITHIN, EMPTY, LONG, NUL, text_flags
from streams.core import codes

INVALID_FACT: Final = "InvalidFact"
"""The error class of every fact that is refused here."""

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100

_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal() - _EPOCH
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal() - _EPOCH
_MS_PER_DAY: Final = 86_400_000
_CODES: Final = 1 << 15

Mask = NDArray[np.bool_]
Check = tuple[str, Any]
"""A reason, and which rows it refuses, (n,) bool."""


class Verdict(NamedTuple):
    """`good` (n,): which facts may be used; `bad`: the others, by their row in the columns."""

    good: Mask
    bad: list[Bad]


def validate(facts: Columns) -> Verdict:
    """Judge every fact; one that fails several checks is refused with the first of the reasons."""
    reason_of = np.full(len(facts), -1, np.int16)
    reasons: list[str] = []
    for reason, refused in _checks(facts):
        reason_of[refused & (reason_of < 0)] = len(reasons)
        reasons.append(reason)
    refused_rows = np.flatnonzero(reason_of >= 0).tolist()
    bad = [Bad(row, reasons[reason_of[row]], INVALID_FACT) for row in refused_rows]
    return Verdict(reason_of < 0, bad)


def _checks(facts: Columns) -> Iterator[Check]:
    yield from _envelope(facts)
    if "person_id" in facts.texts:
        yield from _person(facts)
    yield from _BY_TYPE[facts.fact_type](facts)


def _envelope(facts: Columns) -> Iterator[Check]:
    fact_id, source = text_flags(facts.texts["fact_id"]), text_flags(facts.texts["source"])
    yield "fact_id is empty", fact_id & EMPTY > 0
    yield "fact_id is longer than 64 characters", fact_id & LONG > 0
    yield "fact_id contains a NUL character", fact_id & NUL > 0
    yield "fact_id contains what looks like a CPR number", fact_id & CPR_WITHIN > 0
    yield "source contains what looks like a CPR number", source & (CPR | CPR_WITHIN) > 0
    yield "revision is negative", facts["revision"] < 0
    day = facts["registered_at"] // _MS_PER_DAY
    yield "registered_at is outside 1990-2100", _outside(day)


def _person(facts: Columns) -> Iterator[Check]:
    person_id = text_flags(facts.texts["person_id"])
    yield "person_id is empty", person_id & EMPTY > 0
    yield "person_id looks like a CPR number", person_id & (CPR | CPR_WITHIN) > 0
    yield "kommune is not one of the 98", ~_known("KOMMUNE")[facts["kommune"]]
    akasse = facts["akasse"]
    yield "akasse is not one of the 22", (akasse != NO_CODE) & ~_known("AKASSE")[akasse]


def _ydelse(facts: Columns) -> Iterator[Check]:
    yield from _interval(facts, "period_start", "period_end")
    yield "loentimer is negative or not a number", _no_amount(facts["loentimer"])


def _samtale(facts: Columns) -> Iterator[Check]:
    dato = facts["dato"]
    yield "dato is outside 1990-2100", _outside(dato)
    held = facts["status"] == codes.code(codes.SAMTALESTATUSSER, "AFHOLDT")
    late = dato > copenhagen_days(facts["registered_at"])
    yield "the samtale is AFHOLDT on a day after it was registered", held & late


def _tilbud(facts: Columns) -> Iterator[Check]:
    return _interval(facts, "startdato", "slutdato")


def _borgerstatus(facts: Columns) -> Iterator[Check]:
    yield from _interval(facts, "dato", "slutdato")
    event = facts["livsbegivenhed"]
    yield "livsbegivenhed is a word that this version does not know", event == _event("UKENDT")
    afmeldt = facts["kind"] == codes.code(codes.BORGERSTATUSSER, "AFMELDT")
    yield "livsbegivenhed belongs to kind AFMELDT", (event != _event("INGEN")) & ~afmeldt
    yield "AKASSE_SKIFT without the new a-kasse", (event == _event("AKASSE_SKIFT")) & (facts["akasse"] == NO_CODE)
    yield from _merger(facts, event == _event("SAMMENLAGT"))


def _merger(facts: Columns, merged: Mask) -> Iterator[Check]:
    """Checks of who a citizen was merged into."""
    other = facts.texts["sammenlagt_med"].fill_null("")
    flags = text_flags(other)
    yield "SAMMENLAGT without sammenlagt_med", merged & (flags & EMPTY > 0)
    yield "sammenlagt_med belongs to livsbegivenhed SAMMENLAGT", ~merged & (flags & EMPTY == 0)
    yield "sammenlagt_med looks like a CPR number", flags & (CPR | CPR_WITHIN) > 0
    own = pc.equal(other, facts.texts["person_id"]).to_numpy(zero_copy_only=False)
    yield "sammenlagt_med is person_id itself", own


def _event(name: str) -> int:
    return codes.code(codes.LIVSBEGIVENHEDER, name)


def _beskaeftigelse(facts: Columns) -> Iterator[Check]:
    maaned = facts["maaned"]
    yield "maaned is outside 1990-2100", _outside(maaned)
    days = maaned.astype("datetime64[D]")
    yield "maaned is not the first of a month", days != days.astype("datetime64[M]")
    yield "timer is negative or not a number", _no_amount(facts["timer"])


def _rammevilkaar(facts: Columns) -> Iterator[Check]:
    yield from _yearly(facts)
    yield "befolkning_16_66 is negative", facts["befolkning_16_66"] < NO_CODE
    for name in ("forventet_andel", "forventet_afgang_3mdr", "forventet_afgang_6mdr"):
        yield f"{name} is not between 0 and 1", (facts[name] < 0) | (facts[name] > 1)


def _tilfredshed(facts: Columns) -> Iterator[Check]:
    yield from _yearly(facts)
    yield "score is not a number", ~np.isfinite(facts["score"])
    yield "svar is negative", facts["svar"] < 0
    yield "maal is not a number", np.isinf(facts["maal"])


_BY_TYPE: Final[dict[str, Callable[[Columns], Iterator[Check]]]] = {
    "ydelse": _ydelse,
    "samtale": _samtale,
    "tilbud": _tilbud,
    "borgerstatus": _borgerstatus,
    "beskaeftigelse": _beskaeftigelse,
    "rammevilkaar": _rammevilkaar,
    "tilfredshed": _tilfredshed,
}


def _interval(facts: Columns, first: str, last: str) -> Iterator[Check]:
    begin, end = facts[first], facts[last]
    yield f"{first} is outside 1990-2100", _outside(begin)
    yield f"{last} is outside 1990-2100", (end != NO_DATE) & _outside(end)
    yield f"{last} is before {first}", end < begin


def _yearly(facts: Columns) -> Iterator[Check]:
    aar, kode = facts["aar"], np.clip(facts["kode"], NO_CODE, _CODES - 1)
    yield "aar is outside 1990-2100", (aar < FIRST_YEAR) | (aar > LAST_YEAR)
    for code, scope in enumerate(SCOPES):
        yield f"kode is no {scope.lower()}", (facts["scope"] == code) & ~_known(scope)[kode]


def _outside(days: NDArray[Any]) -> Any:
    return (days < _FIRST_DAY) | (days > _LAST_DAY)


def _no_amount(hours: NDArray[Any]) -> Any:
    return ~np.isfinite(hours) | (hours < 0)


@cache
def _known(scope: str) -> Mask:
    """Which codes there are. One entry more than 16-bit codes need: what is negative indexes it from the end."""
    table = np.zeros(_CODES + 2, np.bool_)
    table[list(kommuner() if scope == "KOMMUNE" else akasser())] = True
    return table
