"""Everything that the database holds about one person, and how it is made to go.

ALTER … DELETE rewrites the parts: a lightweight DELETE only hides rows. Each statement may be run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from schemas.registry import PERSON_TYPES
from streams.adapters.clickhouse.link import Link

ADGANGE: Final = "adgange"
_WAITING: Final = {"mutations_sync": 2}
_TABLES: Final = (
    "SELECT DISTINCT table FROM system.columns WHERE database = 'fokusvagt' AND name = 'person_id' AND table IN "
    "(SELECT name FROM system.tables WHERE database = 'fokusvagt' AND engine LIKE '%MergeTree') ORDER BY table"
)
_OF_PERSON: Final = "person_id = {person:String}"
# In Avro a text stands behind its length, in JSON between quotation marks: a longer id is another person's.
_OF_LETTER: Final = (
    "key = {person:String} OR position(value, concat(char(2 * length({person:String})), {person:String})) > 0 "
    "OR position(value, concat('\"', {person:String}, '\"')) > 0"
)
_OF_ACK: Final = "subject = {person:String} AND breach_id IN {breaches:Array(String)}"
_BREACHES: Final = "SELECT DISTINCT lower(hex(breach_id)) FROM fokusvagt.breach_log WHERE person_id = {person:String}"
_NUMBERS: Final = (
    "SELECT DISTINCT if(person_id = {person:String}, sammenlagt_med, person_id) AS other FROM fokusvagt.sammenlagte "
    "WHERE person_id = {person:String} OR sammenlagt_med = {person:String} ORDER BY other"
)
_ALERTED: Final = "SELECT DISTINCT modtager, kode FROM fokusvagt.alerts WHERE person_id = {person:String}"


class Held(NamedTuple):
    """What is known of a person: facts of each type as JSON, breach ids (hex), and who was alerted (scope, code)."""

    facts: dict[str, list[dict[str, Any]]]
    breaches: list[str]
    receivers: list[tuple[str, int]]


def held(link: Link, person_id: str) -> Held:
    """Everything by which the person's traces on topics are found."""
    facts = {kind: list(_facts(link, kind, person_id)) for kind in PERSON_TYPES}
    breaches = [row[0] for row in _rows(link, _BREACHES, {"person": person_id})]
    return Held(facts, breaches, [(scope, code) for scope, code in _rows(link, _ALERTED, {"person": person_id})])


def numbers(link: Link, person_id: str) -> list[str]:
    """The citizen's other pseudonyms: those ever merged into this one, and those it was ever merged into."""
    return [row[0] for row in _rows(link, _NUMBERS, {"person": person_id})]


def counted(link: Link, person_id: str, breaches: list[str]) -> dict[str, int]:
    """How many rows each table holds of the person, those of none left out."""
    found = {}
    for table, condition in _conditions(link):
        sql = f"SELECT count() FROM fokusvagt.`{table}` WHERE {condition}"  # noqa: S608 (both are ours)
        found[table] = _rows(link, sql, {"person": person_id, "breaches": breaches})[0][0]
    return {table: rows for table, rows in found.items() if rows}


def purge(
    link: Link, person_id: str, tables: Mapping[str, int], breaches: list[str], shown: Callable[[str], Any]
) -> None:
    """Delete the person's rows of these tables, facts first; in the access log the pseudonym is blanked instead."""
    conditions, known = dict(_conditions(link)), {"person": person_id, "breaches": breaches}
    for table in sorted(tables, key=lambda name: (not name.startswith("facts_"), name)):
        change = "UPDATE person_id = ''" if table == ADGANGE else "DELETE"
        _command(link, f"ALTER TABLE fokusvagt.`{table}` {change} WHERE {conditions[table]}", known)
        shown(table)


def record(link: Link, now: datetime, who: str, person_id: str, rows: Mapping[str, int]) -> None:
    """Leave in `sletninger` that somebody was erased; the pseudonym only as a digest."""
    row = [now, who, sha256(person_id.encode()).hexdigest(), dict(rows)]
    names = ("tidspunkt", "hvem", "aftryk", "raekker")
    link.run(lambda client: client.insert("fokusvagt.sletninger", [row], column_names=names))


def _conditions(link: Link) -> Iterator[tuple[str, str]]:
    """Each table that may tell of a person, and by what it does."""
    for (table,) in _rows(link, _TABLES, {}):
        yield table, _OF_PERSON
    yield "dead_letters", _OF_LETTER
    yield "acks", _OF_ACK


def _facts(link: Link, kind: str, person_id: str) -> Iterator[dict[str, Any]]:
    sql = f"SELECT fact_id, kommune, source FROM fokusvagt.facts_{kind} FINAL WHERE {_OF_PERSON}"  # noqa: S608
    for fact_id, kommune, source in _rows(link, sql, {"person": person_id}):
        yield {"type": kind, "fact_id": fact_id, "kommune": kommune, "source": source, "person_id": person_id}


def _command(link: Link, sql: str, parameters: dict[str, Any]) -> None:
    link.run(lambda client: client.command(sql, parameters=parameters, settings=_WAITING))


def _rows(link: Link, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    return link.run(lambda client: list(client.query(sql, parameters=parameters).result_rows))
