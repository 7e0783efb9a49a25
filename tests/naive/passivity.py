"""Section G's person rule TIL-PASSIV: over a year on hjaelp without any tilbud (regime `tilsyn`)."""

from datetime import date

from tests.naive.deadlines import HJAELP, Deadline, after_months, deadline_instances, merged_ends
from tests.naive.facts import PersonFacts, Tilbud
from tests.naive.forloeb import Forloeb
from tests.naive.instances import Instance
from tests.naive.qualifying import started


def passive_instances(person: PersonFacts) -> list[Instance]:
    """Every instance of TIL-PASSIV as of the person's as-of date, also those without a row."""
    return deadline_instances(person, (_AFTER_TILBUD, _AT_START))


def _tilbud(person: PersonFacts, forloeb: Forloeb) -> list[Tilbud]:
    """The started tilbud of the forløb; only MENTOR is none."""
    return [
        tilbud
        for tilbud in person.tilbud
        if started(tilbud) and tilbud.tilbudstype != "MENTOR" and forloeb.member(tilbud.startdato)
    ]


def _ends(person: PersonFacts, forloeb: Forloeb) -> list[date]:
    return merged_ends(_tilbud(person, forloeb), person.as_of)


def _start(person: PersonFacts, forloeb: Forloeb) -> list[date]:
    """The start, unless a stretch of tilbud ends on it: the stricter duty after the stretch has its id."""
    return [] if forloeb.start in _ends(person, forloeb) else [forloeb.start]


def _from(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    return [tilbud.startdato for tilbud in _tilbud(person, forloeb) if tilbud.startdato >= anchor]


def _after(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    return [start for start in _from(person, forloeb, anchor) if start > anchor]


_AT_START = Deadline("TIL-PASSIV", HJAELP, _start, after_months(12), 1, _from, 30, shifted=True)
_AFTER_TILBUD = Deadline("TIL-PASSIV", HJAELP, _ends, after_months(12), 1, _after, 30, shifted=True)
