"""One person's facts as hypothesis draws them: any valid fact, dated anywhere in a few years; shrinks to few facts.

Knows the shape of a valid fact and nothing else: what a rule makes of it is for the two implementations to agree on.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from streams.core import codes

FIRST = date(2022, 11, 1)
KOMMUNER = (101, 147, 751)
AKASSER = (None, 1, 2)
_EDGES = (date(2023, 3, 21), date(2023, 3, 22), date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29))

dates = st.one_of(st.sampled_from(_EDGES), st.integers(0, 1100).map(lambda n: FIRST + timedelta(n)))
"""Days in three years, the days on which law changed among them."""
as_of = st.one_of(dates, st.just(date(2026, 6, 30)))
revisions = st.fixed_dictionaries({"revision": st.integers(0, 2), "deleted": st.sampled_from((False,) * 8 + (True,))})
places = st.fixed_dictionaries({"kommune": st.sampled_from(KOMMUNER), "akasse": st.sampled_from(AKASSER)})


def _envelope(type_: str) -> dict[str, Any]:
    return {"type": type_, "registered_at": "2026-07-01T08:00:00Z", "source": "test", "person_id": "p"}


def _fact(type_: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    own = st.fixed_dictionaries(fields)
    return st.builds(lambda head, where, what: _envelope(type_) | head | where | what, revisions, places, own)


def _spanned(fact: dict[str, Any], first: str, last: str) -> dict[str, Any]:
    """The drawn length of an interval as its last day."""
    length = fact.pop("length")
    end = None if length is None else (fact[first] + timedelta(length)).isoformat()
    return fact | {first: fact[first].isoformat(), last: end}


lengths = st.one_of(st.integers(0, 40), st.sampled_from((27, 28, 29, 90, 91, 92, 200, 400)))
maybe_lengths = st.one_of(st.none(), lengths)

ydelser = _fact(
    "ydelse",
    ydelse=st.sampled_from(("DAGPENGE", "DAGPENGE", "KONTANTHJAELP", *codes.YDELSER)),
    visitation=st.sampled_from(codes.VISITATIONER),
    period_start=dates,
    length=st.one_of(lengths, st.sampled_from((180, 365, 366, 500))),
    loentimer=st.sampled_from((0.0, 20.0)),
).map(lambda fact: _spanned(fact, "period_start", "period_end"))
samtaler = _fact(
    "samtale",
    samtaletype=st.sampled_from(codes.SAMTALETYPER),
    form=st.sampled_from(codes.FORMER),
    status=st.sampled_from(("AFHOLDT", "AFHOLDT", *codes.SAMTALESTATUSSER)),
    dato=dates.map(date.isoformat),
    aktoer=st.sampled_from(codes.AKTOERER),
    akasse_deltog=st.sampled_from(codes.DELTAGELSER),
    akasse_fravalgt=st.booleans(),
)
tilbud = _fact(
    "tilbud",
    tilbudstype=st.sampled_from(codes.TILBUDSTYPER),
    status=st.sampled_from(codes.TILBUDSTATUSSER),
    startdato=dates,
    length=maybe_lengths,
).map(lambda fact: _spanned(fact, "startdato", "slutdato"))
borgerstatus = _fact(
    "borgerstatus",
    kind=st.sampled_from(codes.BORGERSTATUSSER),
    dato=dates,
    length=maybe_lengths,
    livsbegivenhed=st.sampled_from(codes.LIVSBEGIVENHEDER),
).map(lambda fact: _spanned(fact, "dato", "slutdato"))
beskaeftigelse = _fact(
    "beskaeftigelse",
    kind=st.sampled_from(codes.BESKAEFTIGELSER),
    maaned=dates.map(lambda day: day.replace(day=1).isoformat()),
    timer=st.sampled_from((0.0, 40.0, 99.99, 100.0, 225.0)),
)


def _numbered(facts: list[tuple[dict[str, Any], int]]) -> list[dict[str, Any]]:
    """Facts with identities: some share one, as revisions of the same fact do; no two revisions tie."""
    named = {
        (fact["type"], number, fact["revision"]): fact | {"fact_id": f"{fact['type'][0]}{number}"}
        for fact, number in facts
    }
    return list(named.values())


_facts = st.tuples(
    st.one_of(ydelser, ydelser, samtaler, samtaler, tilbud, borgerstatus, beskaeftigelse), st.integers(0, 19)
)
lives = st.one_of(*(st.lists(_facts, min_size=least, max_size=40) for least in (1, 15, 25))).map(_numbered)
"""All facts of a person: few, for the eye, or many, to meet each other."""
