"""One fact before one question: the first reason why it does not count, None when it does. In words of the catalogue.

Written apart from the core's loops on purpose: the tests hold the two against each other on every row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from streams.core.calendar import NO_DATE, to_day
from streams.core.catalogue import TaellendeTilbud
from streams.explain.case import Case, Fact
from streams.explain.trace import FactNote
from streams.explain.words import grund, hvad, iso, maybe_iso

COUNTING = ("TAELLER", "EFTER_FRISTEN")


def note(fact: Fact, role: str, reason: str | None, t: int, amount: float | None = None) -> FactNote:
    """The fact as a trace shows it; a reason of None means that it counts. A later end is not known as of T."""
    reason = reason or "TAELLER"
    end = maybe_iso(min(fact.til, t)) if fact.type == "ydelse" else maybe_iso(fact.til)
    return FactNote(
        fact.type, fact.fact_id, iso(fact.dag), end, hvad(fact), role, reason in COUNTING, reason,
        grund(reason, fact), amount,
    )  # fmt: skip


def unreal(fact: Fact, t: int) -> str | None:
    """Annulled facts never were, and facts dated after T are not there yet."""
    if fact.record["slettet"]:
        return "ANNULLERET"
    return "EFTER_T" if fact.dag > t else None


def real(case: Case, fact_type: str) -> Iterable[Fact]:
    """The facts of a type that are there as of T."""
    return (fact for fact in case.of_type(fact_type) if unreal(fact, case.t) is None)


def outside(fact: Fact, run: Any) -> str | None:
    """Whether the fact lies outside a forloeb; an open one has no end yet."""
    if fact.dag < run["start"]:
        return "FOER_FORLOEBET"
    return "EFTER_FORLOEBET" if not run["aktivt"] and fact.dag > run["slut"] else None


def not_held(fact: Fact, typer: tuple[str, ...]) -> str | None:
    """A samtale that was not held, or of a type that does not count."""
    if fact.word("status") != "AFHOLDT":
        return "IKKE_AFHOLDT"
    return None if fact.word("samtaletype") in typer else "TYPE"


def not_counting(fact: Fact, law: TaellendeTilbud, ydelse: str, typer: tuple[str, ...] = ()) -> str | None:
    """A tilbud not started, or of a type that does not count: for this ydelse, or where `typer` do, for any."""
    if fact.word("status") not in law.startede_statusser:
        return "IKKE_STARTET"
    kind = fact.word("tilbudstype")
    if typer:
        return None if kind in typer else "TYPE"
    early = fact.dag < to_day(law.skaeringsdato)
    if kind in law.typer or (kind in law.oevrige and (early or ydelse in law.oevrige_ydelser)):
        return None
    return "TYPE"


def late(reason: str | None, fact: Fact, due: int) -> str | None:
    """A fact that counts, and lies after the due date, is told apart."""
    return "EFTER_FRISTEN" if reason is None and due != NO_DATE and fact.dag > due else reason


def first_of(*reasons: str | None) -> str | None:
    """The first reason there is."""
    return next((reason for reason in reasons if reason), None)
