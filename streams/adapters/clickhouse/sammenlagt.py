"""Mergers of persons in the database: noted before the fact that tells of one, and read to tell facts again.

A condition holds some hundred persons at a time: it is part of the query's text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import pyarrow as pa

from schemas.registry import fact_topic
from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.restore import mine, quoted
from streams.adapters.clickhouse.writer import put
from streams.adapters.codec import arrow_schema
from streams.adapters.sammenlagt import SAMMENLAGT, Merger, Route, Standing, routes

AT_ONCE: Final = 1_000
_NAMES: Final = ("person_id", "fact_id", "sammenlagt_med")
_EVER: Final = "SELECT person_id, fact_id, sammenlagt_med FROM fokusvagt.sammenlagte FINAL WHERE {where}"
_STANDING: Final = (
    "SELECT person_id, fact_id, revision, if(deleted OR livsbegivenhed != {sammenlagt:String}, '', sammenlagt_med) "
    "FROM fokusvagt.v_facts_borgerstatus WHERE person_id IN {persons} AND (person_id, fact_id) IN "
    "(SELECT person_id, fact_id FROM fokusvagt.sammenlagte WHERE person_id IN {persons})"
)


class Mergers:
    """Who was ever merged into whom."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def note(self, mergers: Sequence[Merger]) -> None:
        """Remember mergers for good; before the facts that tell of them."""
        columns = [pa.array(column, pa.string()) for column in zip(*mergers, strict=True)]
        put(self._link, "sammenlagte", pa.table(columns, names=list(_NAMES)))

    def merged(self, partitions: Sequence[int], of: int) -> list[str]:
        """The persons of these partitions that were ever merged into another."""
        sql = f"SELECT DISTINCT person_id FROM fokusvagt.sammenlagte WHERE {mine(partitions, of)}"  # noqa: S608
        return [row[0] for row in self._rows(sql)]

    def routes(self, persons: Sequence[str]) -> dict[str, list[Route]]:
        """Where these persons' facts are to be told."""
        ever = self._ever(f"person_id IN {_listed(persons)}")
        sql = _STANDING.replace("{persons}", _listed(persons))
        standing = {
            (person_id, fact_id): Standing(revision, other)
            for person_id, fact_id, revision, other in self._rows(sql, {"sammenlagt": SAMMENLAGT})
        }
        known = [each for each in ever if (each.person_id, each.fact_id) in standing]
        return routes(known, standing, self._onwards({each.other for each in known}))

    def _onwards(self, persons: set[str]) -> dict[str, set[str]]:
        """Whom these are merged into as it stands, and those, and so on."""
        found: dict[str, set[str]] = defaultdict(set)
        ahead = persons
        while ahead:
            sql = f"SELECT person_id, sammenlagt_med FROM fokusvagt.v_sammenlagte WHERE person_id IN {_listed(ahead)}"  # noqa: S608
            rows = self._rows(sql)
            for person_id, other in rows:
                found[person_id].add(other)
            ahead = {other for _, other in rows} - found.keys()
        return found

    def before(self, persons: Sequence[str]) -> dict[str, set[str]]:
        """Who was ever merged into each of these."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self._ever(f"sammenlagt_med IN {_listed(persons)}"):
            found[each.other].add(each.person_id)
        return found

    def facts(self, kind: str, persons: Sequence[str]) -> Any:
        """Current revisions of the persons' facts of a type, annulled ones too, with the columns of its topic."""
        columns = ", ".join(arrow_schema(fact_topic(kind)).names)
        sql = f"SELECT {columns} FROM fokusvagt.v_facts_{kind} WHERE person_id IN {_listed(persons)}"  # noqa: S608
        return self._link.run(lambda client: client.query_arrow(sql, use_strings=True)).combine_chunks()

    def _ever(self, where: str) -> list[Merger]:
        return [Merger(*row) for row in self._rows(_EVER.format(where=where))]

    def _rows(self, sql: str, parameters: dict[str, str] | None = None) -> list[Any]:
        return self._link.run(lambda client: list(client.query(sql, parameters=parameters).result_rows))


def some_at_once(persons: Iterable[str]) -> Iterator[list[str]]:
    """The persons in lists of at most AT_ONCE."""
    left = iter(sorted(persons))
    while some := list(islice(left, AT_ONCE)):
        yield some


def _listed(persons: Iterable[str]) -> str:
    return f"({', '.join(map(quoted, persons))})"
