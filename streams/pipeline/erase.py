"""A person is erased: annulled in the stream, so that nobody's memory brings them back, then deleted in the database.

Kafka cannot delete one key of a topic that keeps everything. Each fact therefore gets a last, empty revision that
annuls it and that no later one can pass: whoever reads the topic from its beginning ends without the person. Messages
of time-limited topics get tombstones. See ADR 29.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from typing import Any, Final

from schemas.registry import fact_topic
from streams.adapters.alert_rows import topic
from streams.adapters.clickhouse.erase import Held, counted, held, purge, record
from streams.adapters.clickhouse.link import Link
from streams.adapters.codec import Codec
from streams.adapters.ingest import json_to_message
from streams.agents.sending import BREACHES
from streams.core.alerts import Receiver
from streams.pipeline.settling import settle, standing
from streams.transport.outbox import Outbox

LAST_REVISION: Final = 2**31 - 1
_DAY: Final = "1990-01-01"
#: What is left of a fact: valid, and of nobody. An annulled fact's fields are never read.
EMPTY: Final[Mapping[str, Mapping[str, Any]]] = {
    "ydelse": {
        "ydelse": "DAGPENGE",
        "visitation": "INGEN",
        "period_start": _DAY,
        "period_end": _DAY,
        "loentimer": 0.0,
    },
    "samtale": {
        "samtaletype": "ANDEN",
        "form": "UKENDT",
        "status": "INDKALDT",
        "dato": _DAY,
        "aktoer": "JOBCENTER",
        "akasse_deltog": "UKENDT",
        "akasse_fravalgt": False,
    },
    "tilbud": {"tilbudstype": "MENTOR", "status": "AFGIVET", "startdato": _DAY, "slutdato": None},
    "borgerstatus": {"kind": "AFMELDT", "dato": _DAY, "slutdato": None},
    "beskaeftigelse": {"kind": "ORDINAER", "maaned": _DAY, "timer": 0.0},
}
Shown = Callable[[str, float, float | None], Any]


class NobodyToErase(LookupError):
    """The database holds nothing of this person; the message is one line."""


def planned(link: Link, person_id: str) -> dict[str, int]:
    """What `erase` would do: rows by table, messages by topic. NobodyToErase when there is nothing."""
    return _planned(link, person_id, held(link, person_id))


def _planned(link: Link, person_id: str, known: Held) -> dict[str, int]:
    found = {
        **counted(link, person_id, known.breaches),
        **Counter(name for name, _, _ in _tombstones(known, person_id)),
    }
    for kind, facts in known.facts.items():
        found |= {fact_topic(kind): len(facts)} if facts else {}
    if not found:
        raise NobodyToErase(f"nothing is held of {person_id}: is it the pseudonym, 32 hex digits as a rule?")
    return found


def erase(
    link: Link,
    outbox: Outbox | None,
    codec: Codec,
    person_id: str,
    who: str,
    now: datetime,
    run: str,
    shown: Shown,
    patience: float = 60.0,
) -> dict[str, int]:
    """Erase the person; what was erased, rows by table and messages by topic. May be run again after any failure.

    `outbox` (with an account of what arrived) reaches the topics; None where no broker keeps any. NobodyToErase;
    NotSettled when no worker of `run` reads the annulments within `patience` seconds: nothing is deleted then.
    """
    known = held(link, person_id)
    found = _planned(link, person_id, known)
    if outbox is not None:
        _annul(outbox, codec, known, now)
        settle(lambda: standing(link, run), outbox.next_offsets, None, 0, lambda _: None, patience)
        for name, key, partition in _tombstones(known, person_id):
            outbox.produce_many(name, [key], [None], partition)
        outbox.flush()
    _purge(link, person_id, known.breaches, shown)
    record(link, now, who, person_id, found)
    return found


def _purge(link: Link, person_id: str, breaches: list[str], shown: Shown) -> None:
    """Delete until nothing is left: workers may still be writing of the annulments."""
    done = count(1)
    while tables := counted(link, person_id, breaches):
        purge(link, person_id, tables, breaches, lambda _: shown("tables", next(done), None))


def _annul(outbox: Outbox, codec: Codec, known: Held, now: datetime) -> None:
    last = {"revision": LAST_REVISION, "deleted": True, "registered_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "akasse": None}
    for kind, facts in known.facts.items():
        for fact in facts:
            message = json_to_message(codec, json.dumps(fact | last | dict(EMPTY[kind])).encode())
            outbox.produce_many(message.topic, [message.key], [message.value])
    outbox.flush()


def _tombstones(known: Held, person_id: str) -> list[tuple[str, bytes, int | None]]:
    """(topic, key, partition) of what told of the person for a limited time."""
    told = [(topic(Receiver(scope, code)), person_id.encode(), 0) for scope, code in known.receivers]
    return [*((BREACHES, breach_id.encode(), None) for breach_id in known.breaches), *told]
