"""A life: one generated person's facts as they are written down, before any correction.

Knows how a valid fact looks and how payments are cut into periods; what happens to a person is for scenarios.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from tests.naive.calendar import add_months, days, month_end
from tests.naive.facts import Fact

KOMMUNER = (101, 147, 153, 751, 825, 851)
KOMMUNE_WEIGHTS = (35, 25, 20, 10, 6, 4)
AKASSER = (1, 2, 3, 4, 5, 6, 7, 8, None)
PLAIN = ("JOBSAMTALE", "FAELLESSAMTALE", "OPFOELGNING")
COUNTING = (
    "VIRKSOMHEDSPRAKTIK",
    "LOENTILSKUD_OFFENTLIG",
    "LOENTILSKUD_PRIVAT",
    "NYTTEINDSATS",
    "ORDINAER_UDDANNELSE",
)
VISITATIONER = {
    "KONTANTHJAELP": ("JOBPARAT", "AKTIVITETSPARAT"),
    "UDDANNELSESHJAELP": ("UDDANNELSESPARAT", "AKTIVITETSPARAT", "INGEN"),
    "SHO": ("JOBPARAT", "AKTIVITETSPARAT"),
}

Span = tuple[date, date]


@dataclass
class Life:
    """Facts of one person, in the order in which they were thought of; `serial` numbers the whole population's.

    `turn` counts the persons of the same scenario.
    """

    rng: random.Random
    person_id: str
    serial: "count[int]"
    turn: int = 0
    facts: list[Fact] = field(default_factory=list)
    places: list[tuple[date, int, int | None]] = field(default_factory=list)

    def settle(self, first: date, last: date) -> None:
        """Choose kommune and a-kasse, and on some days between `first` and `last` another."""
        moves = self.rng.choices((0, 1, 2, 3), (45, 30, 15, 10))[0]
        since = sorted([date.min, *(self.day_between(first, last) for _ in range(moves))])
        self.places = [(day, self._kommune(), self.rng.choice(AKASSER)) for day in since]

    def _kommune(self) -> int:
        return self.rng.choices(KOMMUNER, KOMMUNE_WEIGHTS)[0]

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.rng.random() < share

    def near(self, day: date, *, spread: int = 1) -> date:
        """A day within `spread` days of `day`: the day before, on or after."""
        return day + days(self.rng.randint(-spread, spread))

    def day_between(self, first: date, last: date) -> date:
        """Any day from `first` to `last`; often a month-end, a first of a month, or 29 February."""
        day = first + days(self.rng.randint(0, max(0, (last - first).days)))
        chosen = self.rng.choice((day, day, day, month_end(day), day.replace(day=1), _leap(day)))
        return min(max(first, chosen), last)

    def pay(self, ydelse: str, visitation: str, first: date, last: date) -> None:
        """Payments from `first` to `last` in periods, some of which overlap; now and then with a gap."""
        spans = _without(first, last, self._gap(first, last)) if self.chance(0.15) else [(first, last)]
        for span in spans:
            for start, end in self._periods(*span):
                self.payment(ydelse, visitation, start, end)

    def _gap(self, first: date, last: date) -> Span:
        """Days without payment: some days, just not a whole calendar month, exactly one, or much more."""
        month = self.day_between(first, last).replace(day=1)
        end = month_end(month)
        next_end = month_end(add_months(month, 1))
        some = month + days(self.rng.randint(0, 9)), month + days(self.rng.randint(9, 27))
        return self.rng.choice(
            (
                some,
                (month + days(1), next_end - days(1)),
                (month, end),
                (month, end - days(1)),
                (month + days(1), end),
                (month, month_end(add_months(month, self.rng.randint(1, 7)))),
            )
        )

    def _periods(self, first: date, last: date) -> Iterator[Span]:
        monthly = self.chance(0.7)
        while first <= last:
            end = min(last, month_end(first) if monthly else first + days(self.rng.randint(0, 45)))
            early = self.rng.randint(0, 20) if self.chance(0.05) else 0
            yield first - days(early), end
            if self.chance(0.03):
                yield first, end
            first = end + days(1)

    def payment(self, ydelse: str, visitation: str, start: date, end: date, elsewhere: float = 0.04) -> None:
        """One payment, in `elsewhere` of the cases by another kommune than the person's."""
        other = {"kommune": self._kommune()} if self.chance(elsewhere) else {}
        hours = self.rng.choice((0.0, 0.0, 0.0, 20.0, 37.5))
        own = {"visitation": visitation, "period_start": start, "period_end": end, "loentimer": hours}
        self._write("ydelse", start, ydelse=ydelse, **own, **other)

    def samtale(self, dato: date, **fields: Any) -> None:
        """A held samtale of a type that counts, unless `fields` say otherwise."""
        own = {
            "samtaletype": self.rng.choice(PLAIN),
            "form": self.rng.choice(("PERSONLIG", "PERSONLIG", "VIDEO", "TELEFON", "UKENDT")),
            "status": "AFHOLDT",
            "dato": dato,
            "aktoer": self.rng.choice(("JOBCENTER", "AKASSE", "ANDEN_AKTOER")),
            "akasse_deltog": self.rng.choice(("JA", "NEJ", "UKENDT")),
            "akasse_fravalgt": self.chance(0.2),
        }
        self._write("samtale", dato, **(own | fields))

    def tilbud(self, startdato: date, slutdato: date | None, **fields: Any) -> None:
        """A started tilbud of a type that counts, unless `fields` say otherwise."""
        own = {
            "tilbudstype": self.rng.choice(COUNTING),
            "status": self.rng.choice(("PAABEGYNDT", "AFSLUTTET", "AFBRUDT")),
            "startdato": startdato,
            "slutdato": None if slutdato is None else max(startdato, slutdato),
        }
        self._write("tilbud", startdato, **(own | fields))

    def status(self, kind: str, dato: date, slutdato: date | None = None) -> None:
        """A borgerstatus event, or an interval."""
        own = {"dato": dato, "slutdato": None if slutdato is None else max(dato, slutdato)}
        self._write("borgerstatus", dato, kind=kind, **own)

    def event(self, rng: random.Random, first: date, last: date) -> None:
        """An event of life between two days; of a move or a change of a-kasse the new place is told."""
        dato = first + days(rng.randint(0, (last - first).days))
        word = rng.choice(("DOED", "UDREJST", "FLYTTET", "FLYTTET", "AKASSE_SKIFT"))
        place = {"kommune": rng.choice(KOMMUNER), "akasse": rng.choice((1, 2))}
        own = {"kind": "AFMELDT", "dato": dato, "slutdato": None, "livsbegivenhed": word, **place}
        self._write("borgerstatus", dato, rng, **own)

    def work(self, maaned: date, timer: float, kind: str = "ORDINAER") -> None:
        """Hours of work in the month of `maaned`."""
        maaned = maaned.replace(day=1)
        self._write("beskaeftigelse", month_end(maaned), kind=kind, maaned=maaned, timer=timer)

    def _write(self, type_: str, dated: date, rng: random.Random | None = None, /, **own: Any) -> None:
        kommune, akasse = self._place(dated)
        fact = {
            "type": type_,
            "fact_id": f"{type_[0]}{next(self.serial)}",
            "revision": 0,
            "deleted": False,
            "registered_at": _registered(rng or self.rng, dated),
            "source": f"jobcenter:{kommune}",
            "person_id": self.person_id,
            "kommune": kommune,
            "akasse": akasse,
        }
        texts = {name: _text(value) for name, value in own.items()}
        self.facts.append(fact | texts)

    def _place(self, day: date) -> tuple[int, int | None]:
        _, kommune, akasse = [place for place in self.places if place[0] <= day][-1]
        return kommune, akasse


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _registered(rng: random.Random, dated: date) -> str:
    """Some days later; or before midnight in UTC when it is already `dated` in Copenhagen."""
    if rng.random() < 0.05:
        return f"{dated - days(1)}T23:30:00Z"
    return f"{dated + days(rng.randint(0, 40))}T{rng.randint(6, 20):02}:{rng.randint(0, 59):02}:00Z"


def _leap(day: date) -> date:
    """29 February of a leap year; another day as it is."""
    return date(day.year, 2, 29) if day.year % 4 == 0 else day


def _without(first: date, last: date, gap: Span) -> list[Span]:
    """What is left of [first, last] when the gap is taken out."""
    before, after = (first, min(last, gap[0] - days(1))), (max(first, gap[1] + days(1)), last)
    return [span for span in (before, after) if span[0] <= span[1]]
