"""What counts: qualifying samtaler, started and counting tilbud (the opening of 03)."""

from datetime import date

from tests.naive.facts import PersonFacts, Samtale, Tilbud
from tests.naive.forloeb import Forloeb

QUALIFYING_TYPES = ("JOBSAMTALE", "FAELLESSAMTALE", "OPFOELGNING")
STARTED = ("PAABEGYNDT", "AFSLUTTET", "AFBRUDT")
ALWAYS_COUNTING = (
    "VIRKSOMHEDSPRAKTIK",
    "LOENTILSKUD_OFFENTLIG",
    "LOENTILSKUD_PRIVAT",
    "NYTTEINDSATS",
    "ORDINAER_UDDANNELSE",
)
OEVRIG_COUNTED_UNTIL = date(2023, 3, 22)


def qualifies(samtale: Samtale) -> bool:
    """Held, and of a type that counts."""
    return samtale.status == "AFHOLDT" and samtale.samtaletype in QUALIFYING_TYPES


def started(tilbud: Tilbud) -> bool:
    """The citizen has begun the tilbud, whatever became of it."""
    return tilbud.status in STARTED


def counts(tilbud: Tilbud, ydelse: str) -> bool:
    """A started tilbud that counts for a forløb of `ydelse`: øvrig vejledning only of old or for UDH."""
    if not started(tilbud):
        return False
    if tilbud.tilbudstype == "OEVRIG_VEJLEDNING":
        return tilbud.startdato < OEVRIG_COUNTED_UNTIL or ydelse == "UDDANNELSESHJAELP"
    return tilbud.tilbudstype in ALWAYS_COUNTING


def samtaler_in(person: PersonFacts, forloeb: Forloeb) -> list[Samtale]:
    """The qualifying samtaler held inside the forløb."""
    return [samtale for samtale in person.samtaler if qualifies(samtale) and forloeb.member(samtale.dato)]


def tilbud_in(person: PersonFacts, forloeb: Forloeb) -> list[Tilbud]:
    """The started counting tilbud that begin inside the forløb."""
    return [tilbud for tilbud in person.tilbud if counts(tilbud, forloeb.ydelse) and forloeb.member(tilbud.startdato)]


def borgerstatus_in(person: PersonFacts, forloeb: Forloeb, kind: str, since: date) -> list[date]:
    """The dates of the status events of a kind from `since`, which may lie before the forløb, to its slut."""
    return [
        fact.dato
        for fact in person.borgerstatus
        if fact.kind == kind and since <= fact.dato and forloeb.lasts(fact.dato)
    ]
