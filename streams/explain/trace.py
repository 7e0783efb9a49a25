"""The shape of an answer to «why»: `trace.v1`, plain values that JSON can carry. No rule is read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

VERSION: Final = "trace.v1"


@dataclass(frozen=True, slots=True)
class FactNote:
    """One fact and what it meant: `role` is what the rule asked of it, `reason` a code, `text` Danish.

    Dates as YYYY-MM-DD; `end` None where a fact has none (or has not ended); `amount` hours, else None.
    """

    type: str
    fact_id: str
    date: str
    end: str | None
    what: str
    role: str
    counts: bool
    reason: str
    text: str
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """The forloeb or dagpengeperiode that the duty belongs to; `last_paid` is its last paid day."""

    kind: str
    ydelse: str
    visitation: str
    start: str
    last_paid: str
    open: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic, in Danish, with its result."""

    name: str
    text: str
    value: str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure of the rule that was read, and what it rests on."""

    value: Any
    standing: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """The rule version in words: Danish where the name does not say otherwise."""

    rule_id: str
    version: str
    regime: str
    kind: str
    titel: str
    title: str
    tekst: str
    lov: str
    citat: str
    kilde: str
    afhjaelp: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The row as it stands in `v_breaches`."""

    breach_id: str
    status: str
    responsible: str
    kommune: int | None
    akasse: int | None
    anchor_on: str
    due_on: str
    opened_on: str
    resolved_on: str | None
    value: float | None
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a duty of one person stands as it does as of a date."""

    as_of: str
    scope: str
    subject: str
    rule: RuleWords
    parameters: Mapping[str, Parameter]
    spell: Spell | None
    steps: tuple[Step, ...]
    facts: tuple[FactNote, ...]
    verdict: Verdict


def as_json(trace: Any) -> dict[str, Any]:
    """A trace as JSON values, with its version."""
    return {"schema": VERSION, **asdict(trace)}
