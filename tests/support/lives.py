"""A life, told fact by fact as the source systems would report it: `person().dagpenge(...).samtale(...)`.

Knows how a valid fact looks; nothing of what the rules say. A life is a value: every word of it gives a new one, so
that a common beginning can be told once and ended in many ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

Fact = dict[str, Any]


@dataclass(frozen=True)
class Life:
    """The facts of one person in the order in which they are told; iterating gives JSONL dicts."""

    person_id: str
    kommune: int
    akasse: int | None
    facts: tuple[Fact, ...] = ()

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def flytter(self, **to: Any) -> Life:
        """From here on facts come from another `kommune` or `akasse`."""
        return replace(self, **to)

    def ydelse(self, ydelse: str, start: str, end: str, visitation: str = "INGEN", **own: Any) -> Life:
        """A payment from `start` to `end`, both paid."""
        period = {"period_start": start, "period_end": end, "loentimer": 0.0}
        return self._and("ydelse", end, {"ydelse": ydelse, "visitation": visitation, **period, **own})

    def dagpenge(self, start: str, end: str, **own: Any) -> Life:
        """A payment of dagpenge."""
        return self.ydelse("DAGPENGE", start, end, **own)

    def kontanthjaelp(self, start: str, end: str, visitation: str = "JOBPARAT", **own: Any) -> Life:
        """A payment of kontanthjaelp."""
        return self.ydelse("KONTANTHJAELP", start, end, visitation, **own)

    def uddannelseshjaelp(self, start: str, end: str, visitation: str = "UDDANNELSESPARAT", **own: Any) -> Life:
        """A payment of uddannelseshjaelp."""
        return self.ydelse("UDDANNELSESHJAELP", start, end, visitation, **own)

    def sygedagpenge(self, start: str, end: str, **own: Any) -> Life:
        """A payment of sygedagpenge."""
        return self.ydelse("SYGEDAGPENGE", start, end, **own)

    def samtale(self, *datoer: str, **own: Any) -> Life:
        """A held jobsamtale at the jobcenter on each of the dates, unless `own` says otherwise."""
        fields = {
            "samtaletype": "JOBSAMTALE",
            "form": "PERSONLIG",
            "status": "AFHOLDT",
            "aktoer": "JOBCENTER",
            "akasse_deltog": "UKENDT",
            "akasse_fravalgt": False,
        }
        life = self
        for dato in datoer:
            life = life._and("samtale", dato, {**fields, "dato": dato, **own})
        return life

    def faellessamtale(self, *datoer: str, **own: Any) -> Life:
        """A held faellessamtale on each of the dates."""
        return self.samtale(*datoer, **{"samtaletype": "FAELLESSAMTALE", **own})

    def tilbud(self, start: str, slut: str | None, tilbudstype: str = "LOENTILSKUD_PRIVAT", **own: Any) -> Life:
        """A tilbud that was begun, unless `own` gives another status."""
        fields = {"tilbudstype": tilbudstype, "status": "PAABEGYNDT", "startdato": start, "slutdato": slut}
        return self._and("tilbud", start, {**fields, **own})

    def status(self, kind: str, dato: str, slutdato: str | None = None) -> Life:
        """A borgerstatus: an event, or an interval that ends with `slutdato`."""
        return self._and("borgerstatus", dato, {"kind": kind, "dato": dato, "slutdato": slutdato})

    def livsbegivenhed(self, event: str, dato: str, **own: Any) -> Life:
        """Somebody dies, leaves, moves or changes a-kasse; of the last two the fact is the new place's."""
        fields = {"kind": "AFMELDT", "dato": dato, "slutdato": None, "livsbegivenhed": event}
        return self._and("borgerstatus", dato, {**fields, **own})

    def sammenlagt(self, other: str, dato: str = "2024-06-01", **own: Any) -> Life:
        """The citizen has another number: everything told so far is told of it too, as the forwarder does."""
        merged = self.livsbegivenhed("SAMMENLAGT", dato, sammenlagt_med=other, **own)
        return replace(merged, facts=(*merged.facts, *(fact | {"person_id": other} for fact in self.facts)))

    def arbejde(self, maaned: str, timer: float, kind: str = "ORDINAER") -> Life:
        """Hours of work in a month (`YYYY-MM`)."""
        dato = f"{maaned}-01"
        return self._and("beskaeftigelse", dato, {"kind": kind, "maaned": dato, "timer": timer})

    def rettet(self, **fields: Any) -> Life:
        """The fact told last is corrected: a higher revision with other fields."""
        last = self.facts[-1]
        return replace(self, facts=(*self.facts, {**last, "revision": last["revision"] + 1, **fields}))

    def annulleret(self) -> Life:
        """The fact told last never was."""
        return self.rettet(deleted=True)

    def _and(self, fact_type: str, registered: str, own: Fact) -> Life:
        fact = {
            "type": fact_type,
            "fact_id": f"{self.person_id}-{len(self.facts):04}",
            "revision": 0,
            "deleted": False,
            "registered_at": f"{registered}T12:00:00Z",
            "source": f"jobcenter:{self.kommune}",
            "person_id": self.person_id,
            "kommune": self.kommune,
            "akasse": self.akasse,
        }
        return replace(self, facts=(*self.facts, {**fact, **own}))


def person(person_id: str = "p", kommune: int = 101, akasse: int | None = 2) -> Life:
    """Somebody of whom nothing is known yet."""
    return Life(person_id, kommune, akasse)


def people(count: int, tell: Callable[[Life], Life], name: str = "p", **own: Any) -> list[Fact]:
    """The same life lived by `count` persons."""
    return [fact for i in range(count) for fact in tell(person(f"{name}{i}", **own))]


def vilkaar(kommune: int, aar: int, befolkning: int | None, forventet_andel: float | None, **own: Any) -> Fact:
    """Rammevilkaar of a kommune in a year."""
    return {
        "type": "rammevilkaar",
        "fact_id": f"rv-{kommune}-{aar}",
        "revision": 0,
        "deleted": False,
        "registered_at": f"{aar}-01-05T08:00:00Z",
        "source": "star",
        "scope": "KOMMUNE",
        "kode": kommune,
        "aar": aar,
        "befolkning_16_66": befolkning,
        "forventet_andel": forventet_andel,
        "forventet_afgang_3mdr": None,
        "forventet_afgang_6mdr": None,
        **own,
    }
