"""What `explain` reads: the facts of one person or of everybody in one kommune, and the rows that are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from schemas.registry import PERSON_TYPES
from streams.adapters import figure_rows
from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.restore import fact_columns
from streams.adapters.records import from_batch
from streams.core.figur import Figure

OF_PERSON: Final = "person_id = {who:String}"
_NAMES: Final = " UNION ALL ".join(
    f"SELECT person_id FROM fokusvagt.facts_{kind} WHERE {{place}} = {{{{who:UInt16}}}}"  # noqa: S608 (ours)
    for kind in ("ydelse", "samtale", "borgerstatus")
)
OF_PLACE: Final = {scope: f"person_id IN ({_NAMES.format(place=scope)})" for scope in ("kommune", "akasse")}
"""Whoever was paid, had a samtale or came to live there, or was a member: some fact of theirs names the place."""
_ROW: Final = (
    "SELECT rule_id, scope, subject, anchor_on, status, resolved_on FROM fokusvagt.v_breaches "
    "WHERE breach_id = {id:String} LIMIT 1"
)
_FIGURES: Final = "SELECT * FROM fokusvagt.v_indicators WHERE scope = {scope:String} AND code = {code:UInt16}"
_OTHER: Final = "SELECT sammenlagt_med FROM fokusvagt.v_sammenlagte WHERE person_id = {who:String} ORDER BY 1"
_LATEST: Final = "SELECT max(as_of) FROM fokusvagt.progress FINAL"


class CaseReader:
    """Reads from the database; writes nothing."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def latest(self) -> date | None:
        """The business date that the database tells of; None while it tells of none."""
        told: date | None = self._rows(_LATEST, {})[0][0]
        return told

    def facts(self, condition: str, who: str | int) -> Iterator[tuple[str, list[str], Any, Any]]:
        """(fact type, person ids, records, fact ids) under OF_PERSON or OF_PLACE: current revisions, annulled too."""
        for kind in PERSON_TYPES:
            sql = f"SELECT {fact_columns(kind)} FROM fokusvagt.facts_{kind} FINAL WHERE {condition}"  # noqa: S608
            for batch in self._table(sql, {"who": who}).combine_chunks().to_batches():  # one, or none
                persons, records, ids = from_batch(kind, batch)
                yield kind, persons.to_pylist(), records, ids

    def other(self, person_id: str) -> str | None:
        """Whom the person was merged into, None for nobody."""
        rows = self._rows(_OTHER, {"who": person_id})
        return str(rows[0][0]) if rows else None

    def breach(self, breach_id: str) -> dict[str, Any] | None:
        """Which rule, whom and which anchor a breach_id stands for; None when there is no such row."""
        names = ("rule_id", "scope", "subject", "anchor_on", "status", "resolved_on")
        rows = self._rows(_ROW, {"id": breach_id})
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def figures(self, scope: str, code: int) -> list[Figure]:
        """Every current figure of one kommune or a-kasse."""
        return figure_rows.figures(self._table(_FIGURES, {"scope": scope, "code": code}))

    def _rows(self, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self._link.run(lambda client: list(client.query(sql, parameters=parameters).result_rows))

    def _table(self, sql: str, parameters: dict[str, Any]) -> Any:
        return self._link.run(lambda client: client.query_arrow(sql, parameters=parameters, use_strings=True))
