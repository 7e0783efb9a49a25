"""A database that the demo has filled, for every panel of every page; or another one, named by FOKUSVAGT_PANELS_URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from dashboards.expand import Asked, Value, expand
from dashboards.pages import pages
from dashboards.sql import names, sql
from infra.embedded import EmbeddedServers
from streams.adapters.clickhouse import DeadLetter, Link, Patience, RowWriter
from tests.integration.clickhouse.samples import indicators
from tests.support.pipeline import fokusvagt

PERSONS = 2_000
TODAY = date(2025, 6, 20)
LIVE = (  # what has just been registered, as a live stream brings it
    "INSERT INTO fokusvagt.facts_samtale SELECT * REPLACE (now64(3) AS registered_at, now64(3) AS modtaget) "
    "FROM fokusvagt.facts_samtale LIMIT 3"
)
FORGOTTEN = (  # a kommune whose terms of a year never came
    "ALTER TABLE fokusvagt.facts_rammevilkaar DELETE WHERE scope = 'KOMMUNE' AND kode = 101 AND aar = 2024 "
    "SETTINGS mutations_sync = 1"
)
REFUSED = DeadLetter("star.ydelse.v1", 3, 17, b"p1", b"{", "truncated", "Undecodable", datetime.now(UTC))

SWITCHED_ON = {  # what a worker tells with the recommended regime on
    "indicator_id": "RM-K1",
    "code": 101,
    "scope": "kommune",
    "threshold": None,
    "live": True,
    "period_end": TODAY,
}


@dataclass
class Database:
    """Asks a query as the plugin does, and remembers how long each took."""

    link: Link
    took: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, name: str, chosen: dict[str, Value], options: dict[str, tuple[str, ...]]) -> Any:
        """The answer to the named query: column names, column types and rows."""
        until = datetime.now(UTC)
        asked = Asked(until - timedelta(days=6 * 365), until, timedelta(hours=6), chosen, options)
        statement = expand(sql(name), asked)
        began = perf_counter()
        answer = self.link.run(lambda client: client.query(statement))
        self.took.setdefault(name, []).append(perf_counter() - began)
        return answer


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if url := os.environ.get("FOKUSVAGT_PANELS_URL"):
        yield Database(Link(url, Patience(limit=30)))
        return
    directory = tmp_path_factory.mktemp("panels")
    answer = fokusvagt("demo", "--no-ui", "--persons", PERSONS, "--data-dir", directory)
    assert answer.code == 0, answer.err
    shadowed = fokusvagt("shadow", "tre", "--set", "FM-SAMTALE.antal=3", "--once", "--data-dir", directory)
    assert shadowed.code == 0, shadowed.err
    with EmbeddedServers(directory, kafka=False) as servers:
        writer = Link(servers.clickhouse_url, Patience(limit=10))
        for statement in (LIVE, FORGOTTEN):
            writer.run(lambda client, statement=statement: client.command(statement))
        RowWriter(writer).dead_letters([REFUSED])
        RowWriter(writer).indicators(indicators(SWITCHED_ON))
        RowWriter(writer).settle()
        yield Database(Link(servers.reader_url, Patience(limit=10)))


@pytest.fixture(scope="session")
def defaults() -> dict[str, Value]:
    """The value that every variable has when a page is opened."""
    return {v.name: _value(v.current.value) for page in pages() for v in page.variables if v.current}


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else str(value)


@pytest.fixture(scope="session")
def options(database: Database, defaults: dict[str, Value]) -> dict[str, tuple[str, ...]]:
    """The options of every variable, as its own query gives them."""
    found = {}
    for name in names():
        if name.startswith("variabel_"):
            answer = database.ask(name, defaults, {})
            found[name.removeprefix("variabel_")] = tuple(str(row[0]) for row in answer.result_rows)
    return found
