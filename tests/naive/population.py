"""Nasty random populations: facts whose dates fall on and around every limit of the rules, then mangled.

The same arguments give the same facts. All facts are valid: none of them belongs in the dead-letter topic.
"""

import random
from datetime import date
from itertools import count

from tests.naive.calendar import days
from tests.naive.facts import Fact
from tests.naive.lives import KOMMUNE_WEIGHTS, KOMMUNER, Life
from tests.naive.scenarios import SCENARIOS, Casting, sprinkle

PROBES = (
    date(2020, 1, 15),
    date(2020, 2, 29),
    date(2020, 12, 17),
    date(2021, 8, 15),
    date(2022, 6, 30),
    date(2023, 3, 21),
    date(2023, 11, 15),
    date(2024, 1, 10),
    date(2024, 8, 31),
    date(2025, 1, 20),
    date(2025, 7, 9),
    date(2026, 3, 10),
)
"""As-of dates: month-ends, the day before a change of law, the weeks after one, and ordinary days."""


def probes(start: date, end: date) -> list[date]:
    """The as-of dates between `start` and `end` that the population is built around; at least `end`."""
    return [day for day in PROBES if start <= day <= end] or [end]


def population(persons: int, seed: int, start: date, end: date) -> list[Fact]:
    """Facts (JSONL dicts, shuffled, with superseded revisions) of `persons` persons, and reference facts.

    Every person lives around one of `probes(start, end)`; facts may be dated before `start` and after `end`.
    """
    rng = random.Random(seed)
    serial = count(1)
    facts: list[Fact] = []
    for number in range(persons):
        turn, nth = divmod(number, len(SCENARIOS))
        life = Life(rng, f"p{seed}-{number}", serial, turn)
        facts += _live(life, SCENARIOS[nth], probes(start, end))
    facts += _reference(rng, persons, start, end)
    mangled = [revision for fact in facts for revision in _revisions(rng, fact)]
    rng.shuffle(mangled)
    return mangled


def merged(facts: list[Fact]) -> list[Fact]:
    """The facts, and that every fifth person has another number: that of somebody else, a new one, or in two steps."""
    persons = sorted({fact["person_id"] for fact in facts if "person_id" in fact})
    old = persons[::5]
    for number, (person, other) in enumerate(zip(old, persons[1::5], strict=False)):
        goal = (other, f"{other}x", (old[number + 1 :] or [other])[0])[number % 3]
        facts = [*facts, _merger(person, goal)]
    return facts


def _merger(person_id: str, other: str) -> Fact:
    own = {"person_id": person_id, "kommune": KOMMUNER[0], "akasse": None, "kind": "AFMELDT"}
    event = {"dato": "2023-05-01", "slutdato": None, "livsbegivenhed": "SAMMENLAGT", "sammenlagt_med": other}
    return _envelope("borgerstatus", f"{person_id}-sl", 2024) | own | event


def _live(life: Life, casting: Casting, days_seen: list[date]) -> list[Fact]:
    probe = life.rng.choice(casting.among(days_seen))
    life.settle(probe - days(400), probe + days(30))
    casting.scenario(life, probe)
    sprinkle(life, probe)
    return life.facts


def _reference(rng: random.Random, persons: int, start: date, end: date) -> list[Fact]:
    """Rammevilkår and tilfredshed per kommune and year; some missing, null or for nobody."""
    facts: list[Fact] = []
    for kommune, weight in zip(KOMMUNER, KOMMUNE_WEIGHTS, strict=True):
        for year in range(start.year - 1, end.year + 1):
            if rng.random() < 0.9:
                facts.append(_vilkaar(rng, kommune, year, max(1, persons * weight // 100)))
            facts.append(_tilfredshed(rng, kommune, year))
    return facts


def _envelope(type_: str, fact_id: str, year: int) -> Fact:
    return {
        "type": type_,
        "fact_id": fact_id,
        "revision": 0,
        "deleted": False,
        "registered_at": f"{year}-01-05T08:00:00Z",
        "source": "star",
    }


def _vilkaar(rng: random.Random, kommune: int, year: int, persons: int) -> Fact:
    return _envelope("rammevilkaar", f"rv{kommune}-{year}", year) | {
        "scope": "KOMMUNE",
        "kode": kommune,
        "aar": year,
        "befolkning_16_66": rng.choices((persons, persons * 2, 0, None), (60, 30, 5, 5))[0],
        "forventet_andel": rng.choices((round(rng.uniform(0.02, 0.3), 4), None), (95, 5))[0],
        "forventet_afgang_3mdr": round(rng.uniform(0.2, 0.6), 3),
        "forventet_afgang_6mdr": None if rng.random() < 0.1 else round(rng.uniform(0.2, 0.6), 3),
    }


def _tilfredshed(rng: random.Random, kommune: int, year: int) -> Fact:
    return _envelope("tilfredshed", f"tf{kommune}-{year}", year) | {
        "scope": "KOMMUNE",
        "kode": kommune,
        "aar": year,
        "kind": rng.choice(("BORGER", "VIRKSOMHED")),
        "score": round(rng.uniform(2.0, 5.0), 2),
        "svar": rng.randint(0, 500),
        "maal": rng.choice((None, 3.5)),
    }


WAYS_IN = {"once": 78, "twice": 3, "corrected": 9, "late tie": 3, "annulled": 1, "ghost": 3, "restored": 3}
"""Per hundred facts: how they come in."""


def _revisions(rng: random.Random, fact: Fact) -> list[Fact]:
    """The fact as it came in: once, twice, corrected, annulled, with a ghost that never was, or restored."""
    match rng.choices(list(WAYS_IN), list(WAYS_IN.values()))[0]:
        case "twice":
            return [fact, dict(fact)]
        case "corrected":
            return [_mistaken(rng, fact), fact | {"revision": rng.choice((1, 2, 10))}]
        case "late tie":
            return [_mistaken(rng, fact), fact | {"registered_at": _later(fact, 60)}]
        case "annulled":
            return [fact, fact | {"revision": 1, "deleted": True}]
        case "ghost":
            ghost = _mistaken(rng, fact) | {"fact_id": fact["fact_id"] + "x"}
            return [fact, ghost, ghost | {"revision": 1, "deleted": True}]
        case "restored":
            return [fact, fact | {"revision": 9, "deleted": True}, fact | {"revision": 10}]
        case _:
            return [fact]


def _later(fact: Fact, by_days: int) -> str:
    day = date.fromisoformat(fact["registered_at"][:10])
    return f"{day + days(by_days)}T08:00:00.500Z"


_SHIFTED = {
    "ydelse": ("period_start", "period_end"),
    "samtale": ("dato",),
    "tilbud": ("startdato", "slutdato"),
    "borgerstatus": ("dato", "slutdato"),
}


def _mistaken(rng: random.Random, fact: Fact) -> Fact:
    """An earlier, wrong revision: other dates (never later ones, a held samtale stays in the past), other kommune."""
    wrong = dict(fact)
    back = days(rng.choice((1, 3, 31, 90)))
    for name in _SHIFTED.get(fact["type"], ()):
        if wrong[name] is not None:
            wrong[name] = (date.fromisoformat(wrong[name]) - back).isoformat()
    if "kommune" in wrong:
        wrong["kommune"] = rng.choice(KOMMUNER)
    return wrong
