"""On a database without a single fact every panel still answers: an empty state is not an error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboards.pages import pages
from infra.embedded import ClickHouseFront
from streams.adapters.clickhouse import Link, Patience, migrate
from tests.integration.dashboards.conftest import Database

QUERIES = [panel.query for page in pages() for panel in page.panels if panel.query]
CHOSEN = {"kommune": "101", "akasse": "1", "regime": "gaeldende", "en_regel": "SAM-4I6", "regel": "", "maalgruppe": ""}
CHOSEN |= {"gruppe": "Jobparate", "indikator": "FM-SAMTALE"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with ClickHouseFront(tmp_path_factory.mktemp("empty")) as front:
        link = Link(front.writer_url, Patience(limit=10))
        migrate(link.client())
        yield Database(link)
        link.close()


@pytest.mark.parametrize("query", QUERIES)
def test_a_panel_answers_on_an_empty_database(query: str, empty: Database) -> None:
    assert empty.ask(query, dict(CHOSEN), {}) is not None
