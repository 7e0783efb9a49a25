"""Facts: which revision is current, and what a person's facts are as of a date (02 section 1).

Knows the JSONL dicts; the other modules see the typed facts below. Facts are taken to be valid:
bad input goes to the dead-letter topic before any rule is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

Fact = dict[str, Any]


@dataclass(frozen=True)
class Ydelse:
    """A benefit payment, cut at the as-of date; `loentimer` are those of the whole period, which ends on `lasts_to`."""

    fact_id: str
    kommune: int
    akasse: int | None
    ydelse: str
    visitation: str
    start: date
    end: date
    lasts_to: date
    loentimer: float


@dataclass(frozen=True)
class Samtale:
    """A samtale dated on or before the as-of date."""

    kommune: int
    akasse: int | None
    samtaletype: str
    form: str
    status: str
    dato: date
    aktoer: str
    akasse_deltog: str
    akasse_fravalgt: bool


@dataclass(frozen=True)
class Tilbud:
    """A tilbud that starts on or before the as-of date; its slutdato may lie after it."""

    tilbudstype: str
    status: str
    startdato: date
    slutdato: date | None


@dataclass(frozen=True)
class Borgerstatus:
    """A citizen's status event or interval that begins on or before the as-of date."""

    fact_id: str
    kommune: int
    akasse: int | None
    kind: str
    dato: date
    slutdato: date | None
    livsbegivenhed: str


@dataclass(frozen=True)
class Beskaeftigelse:
    """Hours of a kind of work in the month that begins on `maaned`."""

    kind: str
    maaned: date
    timer: float


@dataclass(frozen=True)
class PersonFacts:
    """The current facts of one person as of `as_of`.

    `ydelser` ascending by (period_start, fact_id), `borgerstatus` by (dato, fact_id); no payment outlasts a death or
    a departure.
    """

    person_id: str
    as_of: date
    ydelser: list[Ydelse]
    samtaler: list[Samtale]
    tilbud: list[Tilbud]
    borgerstatus: list[Borgerstatus]
    beskaeftigelse: list[Beskaeftigelse]

    def kommune_at(self, day: date) -> int:
        """The kommune of the last payment or move begun by `day`, else of the first payment."""
        return _last_begun(self.ydelser, self._events("FLYTTET"), day).kommune

    def akasse_at(self, day: date) -> int | None:
        """The a-kasse on `day`, by the payments that name one; None when no payment does."""
        with_akasse = [fact for fact in self.ydelser if fact.akasse is not None]
        changes = [event for event in self._events("AKASSE_SKIFT") if event.dato <= day]
        return _last_begun(with_akasse, changes, day).akasse if with_akasse or changes else None

    def exits(self) -> list[date]:
        """The days on which the person died or left the country."""
        return [event.dato for event in self._events("DOED", "UDREJST")]

    def _events(self, *kinds: str) -> list[Borgerstatus]:
        return [event for event in self.borgerstatus if event.livsbegivenhed in kinds]


def _last_begun(payments: list[Ydelse], events: list[Borgerstatus], day: date) -> Ydelse | Borgerstatus:
    """What tells where the person is on `day`: of a payment and an event that begin on one day, the event."""
    begun: list[tuple[date, Ydelse | Borgerstatus]] = [(fact.start, fact) for fact in payments if fact.start <= day]
    begun += [(event.dato, event) for event in events if event.dato <= day]
    return sorted(begun, key=lambda each: each[0])[-1][1] if begun else payments[0]


def current(facts: Iterable[Fact]) -> list[Fact]:
    """The current, non-deleted revision of every fact: the highest (revision, registered_at)."""
    winners: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        identity = (fact["type"], fact["fact_id"])
        if identity not in winners or _rank(fact) > _rank(winners[identity]):
            winners[identity] = fact
    return [fact for fact in winners.values() if not fact["deleted"]]


def _rank(fact: Fact) -> tuple[int, datetime]:
    return fact["revision"], datetime.fromisoformat(fact["registered_at"])


def by_person(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The person facts among current `facts`, grouped by whom they are about: who was merged is somebody else."""
    known = [fact for fact in facts if "person_id" in fact]
    mergers = {f["person_id"]: f for f in known if f.get("livsbegivenhed") == "SAMMENLAGT"}
    persons: dict[str, list[Fact]] = {}
    for fact in known:
        person_id = fact["person_id"]
        while person_id in mergers:
            person_id = mergers[person_id].get("sammenlagt_med")
        if person_id is not None and fact.get("livsbegivenhed") != "SAMMENLAGT":
            persons.setdefault(person_id, []).append(fact)
    return persons


def person_facts(person_id: str, facts: Iterable[Fact], as_of: date) -> PersonFacts:
    """What is known of a person as of `as_of`, from facts that are already current."""
    known = [fact for fact in facts if _dated(fact) <= as_of]
    events = [_borgerstatus(fact) for fact in known if fact["type"] == "borgerstatus"]
    paid = [_ydelse(fact, as_of) for fact in known if fact["type"] == "ydelse"]
    ydelser = [cut for fact in paid if (cut := _until_exit(fact, events))]
    return PersonFacts(
        person_id,
        as_of,
        sorted(ydelser, key=lambda ydelse: (ydelse.start, ydelse.fact_id)),
        [_samtale(fact) for fact in known if fact["type"] == "samtale"],
        [_tilbud(fact) for fact in known if fact["type"] == "tilbud"],
        sorted(events, key=lambda event: (event.dato, event.fact_id)),
        [_beskaeftigelse(fact) for fact in known if fact["type"] == "beskaeftigelse"],
    )


_DATED_BY = {
    "ydelse": "period_start",
    "samtale": "dato",
    "tilbud": "startdato",
    "borgerstatus": "dato",
    "beskaeftigelse": "maaned",
}


def _dated(fact: Fact) -> date:
    """The date of a fact: it is ignored as of every day before."""
    return date.fromisoformat(fact[_DATED_BY[fact["type"]]])


def _optional(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _ydelse(fact: Fact, as_of: date) -> Ydelse:
    period_end = date.fromisoformat(fact["period_end"])
    return Ydelse(
        fact["fact_id"],
        fact["kommune"],
        fact["akasse"],
        fact["ydelse"],
        fact["visitation"],
        date.fromisoformat(fact["period_start"]),
        min(period_end, as_of),
        period_end,
        float(fact["loentimer"]),
    )


def _samtale(fact: Fact) -> Samtale:
    return Samtale(
        fact["kommune"],
        fact["akasse"],
        fact["samtaletype"],
        fact["form"],
        fact["status"],
        date.fromisoformat(fact["dato"]),
        fact["aktoer"],
        fact["akasse_deltog"],
        fact["akasse_fravalgt"],
    )


def _tilbud(fact: Fact) -> Tilbud:
    startdato = date.fromisoformat(fact["startdato"])
    return Tilbud(fact["tilbudstype"], fact["status"], startdato, _optional(fact["slutdato"]))


def _borgerstatus(fact: Fact) -> Borgerstatus:
    return Borgerstatus(
        fact["fact_id"],
        fact["kommune"],
        fact["akasse"],
        fact["kind"],
        date.fromisoformat(fact["dato"]),
        _optional(fact["slutdato"]),
        fact.get("livsbegivenhed", "INGEN"),
    )


def _until_exit(fact: Ydelse, events: list[Borgerstatus]) -> Ydelse | None:
    """The payment up to the day before the person died or left while it ran; None when it begins after a death."""
    if any(event.livsbegivenhed == "DOED" and event.dato <= fact.start for event in events):
        return None
    gone = [event.dato for event in events if event.livsbegivenhed in ("DOED", "UDREJST")]
    ends = [dato - timedelta(days=1) for dato in gone if fact.start < dato <= fact.end]
    return replace(fact, end=min(ends, default=fact.end))


def _beskaeftigelse(fact: Fact) -> Beskaeftigelse:
    return Beskaeftigelse(fact["kind"], date.fromisoformat(fact["maaned"]), float(fact["timer"]))
