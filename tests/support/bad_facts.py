"""Good facts made unusable, in every way that 02 section 1 names: as lines of JSON and as bytes on Kafka.

Each way keeps what it needs to be mended: the fact as it should have been. No assertions here.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import fastavro

from schemas import registry
from streams.adapters.codec import Codec
from tests.contract.builders import as_record

Fact = dict[str, Any]
CPR = ("0101901234", "311299-4321", "6702011234")
"""Numbers that look like CPR numbers; the last one's day is 60 higher, as replacement numbers have it."""


class Spoilt(NamedTuple):
    """A good fact, how it was made bad, and what the reason of its dead letter says."""

    fact: Fact
    value: bytes | None
    reason: str
    key: bytes | None = None

    @property
    def topic(self) -> str:
        """Where the fact belongs."""
        return registry.fact_topic(self.fact["type"])

    @property
    def kept(self) -> bytes:
        """What the dead letter is to hold: every byte, but for the digits of a CPR number."""
        return without_cpr(self.value or b"")


def without_cpr(value: bytes) -> bytes:
    """The same bytes with the digits of our CPR numbers masked."""
    for cpr in CPR:
        value = value.replace(cpr.encode(), re.sub(r"[0-9]", "*", cpr).encode())
    return value


Change = tuple[str, dict[str, Any], str]
"""A fact type, fields as they may not be, and the reason; a field that is ... is left out."""

NONSENSE: tuple[Change, ...] = (
    ("ydelse", {"kommune": 999}, "kommune is not one of the 98"),
    ("samtale", {"akasse": 99}, "akasse is not one of the 22"),
    ("ydelse", {"period_start": "2024-03-02", "period_end": "2024-03-01"}, "period_end is before period_start"),
    ("tilbud", {"startdato": "2024-03-02", "slutdato": "2024-03-01"}, "slutdato is before startdato"),
    ("borgerstatus", {"dato": "2024-03-02", "slutdato": "2024-03-01"}, "slutdato is before dato"),
    ("ydelse", {"loentimer": -0.01}, "loentimer is negative"),
    ("beskaeftigelse", {"timer": -7.5}, "timer is negative"),
    ("samtale", {"status": "AFHOLDT", "dato": "2025-01-02", "registered_at": "2025-01-01T22:59:59Z"}, "AFHOLDT"),
    ("ydelse", {"period_start": "1989-12-31"}, "period_start is outside 1990-2100"),
    ("tilbud", {"slutdato": "2101-01-01"}, "slutdato is outside 1990-2100"),
    ("beskaeftigelse", {"maaned": "2024-03-02"}, "maaned is not the first of a month"),
    ("samtale", {"revision": -1}, "revision is negative"),
    ("rammevilkaar", {"kode": 999}, "kode is no kommune"),
    ("rammevilkaar", {"forventet_andel": 1.01}, "forventet_andel is not between 0 and 1"),
    ("tilfredshed", {"svar": -1}, "svar is negative"),
    *(("ydelse", {"person_id": cpr}, "person_id looks like a CPR number") for cpr in CPR),
)
"""What can be read and makes no sense."""

ILLEGIBLE: tuple[Change, ...] = (
    ("ydelse", {"ydelse": "BOERNEPENGE"}, "Invalid enum value"),
    ("samtale", {"akasse_deltog": "MAASKE"}, "Invalid enum value"),
    ("ydelse", {"visitation": ...}, "missing required field"),
    ("tilbud", {"registered_at": ...}, "missing required field"),
    ("borgerstatus", {"kind": None}, "got `null`"),
    ("samtale", {"dato": "31.12.2024"}, "Invalid RFC3339"),
    ("beskaeftigelse", {"timer": "mange"}, "Expected `float`"),
    ("tilbud", {"type": "rygte"}, "Invalid value"),
)
"""What no line of JSON may say."""


def spoilt_lines(facts: Iterable[Fact], seed: int, each: int = 1) -> list[Spoilt]:
    """Facts made bad as lines of JSON, `each` of every kind while there are facts; every one another."""
    pool = _Pool(facts, seed)
    return [
        *_changed(pool, (*NONSENSE, *ILLEGIBLE), each, lambda bad: json.dumps(bad, ensure_ascii=False).encode()),
        *(Spoilt(fact := pool.take("samtale"), json.dumps(fact).encode()[:-9], "truncated") for _ in range(each)),
        *(Spoilt(pool.take("ydelse"), b"\xff\xfe not a fact at all", "malformed") for _ in range(each)),
    ]


def spoilt_messages(facts: Iterable[Fact], seed: int, each: int = 1) -> list[Spoilt]:
    """Facts made bad as messages on Kafka, `each` of every kind while there are facts; every one another."""
    pool = _Pool(facts, seed)
    legible = _changed(pool, NONSENSE, each, encoded)
    return [*legible, *(spoil(pool) for spoil in _GARBLED for _ in range(each))]


def _changed(pool: _Pool, changes: Iterable[Change], each: int, encode: Callable[[Fact], bytes]) -> Iterator[Spoilt]:
    for fact_type, fields, reason in changes:
        for _ in range(each):
            if not (fact := pool.take(fact_type)):
                break
            bad = {name: value for name, value in (fact | fields).items() if value is not ...}
            yield Spoilt(fact, encode(bad), reason, _key(bad))


def _key(fact: Fact) -> bytes:
    """The key of the fact's message."""
    return (fact["person_id"] if "person_id" in fact else f"{fact['scope']}:{fact['kode']}:{fact['aar']}").encode()


class _Pool:
    """Facts that come in one revision and once, in a random order, each to be taken once."""

    def __init__(self, facts: Iterable[Fact], seed: int) -> None:
        known = list(facts)
        times = Counter(fact["fact_id"] for fact in known)
        self._left = [fact for fact in known if times[fact["fact_id"]] == 1]
        random.Random(seed).shuffle(self._left)

    def take(self, fact_type: str) -> Fact:
        """Any fact of the type; {} when there are no more."""
        places = (i for i, fact in enumerate(self._left) if fact["type"] == fact_type)
        return self._left.pop(place) if (place := next(places, None)) is not None else {}


def encoded(fact: Fact) -> bytes:
    """A fact as a message, however little sense it makes."""
    topic = registry.fact_topic(fact["type"])
    return Codec().encode_many(topic, [as_record(topic, fact)])[0]


def _unknown_word(fact: Fact, field: str) -> bytes:
    """A message of our schema whose enum goes beyond its symbols."""
    topic = registry.fact_topic(fact["type"])
    schema = json.loads(json.dumps(registry.raw_schema(topic)))
    own = next(each for each in schema["fields"] if each["name"] == field)
    own["type"]["symbols"].append("NYT_ORD")
    body = io.BytesIO()
    fastavro.schemaless_writer(body, schema, as_record(topic, fact | {field: "NYT_ORD"}))
    return encoded(fact)[:10] + body.getvalue()


def _garbled(fact_type: str, reason: str, spoil: Callable[[Fact], bytes | None]) -> Callable[[_Pool], Spoilt]:
    def make(pool: _Pool) -> Spoilt:
        fact = pool.take(fact_type)
        return Spoilt(fact, spoil(fact), reason, _key(fact))

    return make


_GARBLED = (
    _garbled("ydelse", "the message has no value", lambda fact: b""),
    _garbled("samtale", "the message has no value", lambda fact: None),
    _garbled("tilbud", "does not begin with a single-object header", lambda fact: b"\x00\x01\x02\xff"),
    _garbled("ydelse", "does not begin with a single-object header", lambda fact: json.dumps(fact).encode()),
    _garbled("samtale", "ends in the middle of field akasse_fravalgt", lambda fact: encoded(fact)[:-1]),
    _garbled("samtale", "field fact_id has a length beyond the message", lambda fact: encoded(fact)[:12]),
    _garbled("tilbud", "1 bytes are left over", lambda fact: encoded(fact) + b"\x00"),
    _garbled("ydelse", "no schema of this topic", lambda fact: encoded(fact)[:2] + bytes(8) + encoded(fact)[10:]),
    _garbled("ydelse", "field ydelse has an unknown enum value", lambda fact: _unknown_word(fact, "ydelse")),
    _garbled("borgerstatus", "field kind has an unknown enum value", lambda fact: _unknown_word(fact, "kind")),
)
"""What cannot be read at all."""
