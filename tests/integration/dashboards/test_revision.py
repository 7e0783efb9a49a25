"""What revisions look at, panel by panel, on figures worked out by hand; and what the pages say while it is off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dashboards.pages import pages
from infra.embedded import ClickHouseFront
from streams.adapters.clickhouse import Link, Patience, RowWriter, migrate
from tests.integration.clickhouse.samples import breaches, indicators
from tests.integration.dashboards.conftest import Database

DAY = date(2025, 6, 20)


def figure(indicator: str, code: int, share: float, scope: str = "kommune", **more: Any) -> dict[str, Any]:
    found = {"indicator_id": indicator, "code": code, "scope": scope, "numerator": 100 * share, "denominator": 100.0}
    return found | {"value": share, "threshold": None, "live": True, "period_end": DAY} | more


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with ClickHouseFront(tmp_path_factory.mktemp("revision")) as front:
        link = Link(front.writer_url, Patience(limit=10))
        migrate(link.client())
        told = [figure("UDEBLIVELSE", code, share) for code, share in ((101, 0.1), (147, 0.2), (751, 0.4))]
        told += [figure("T225", 101, 0.5), figure("FS-DELTAGELSE", 1, 0.6, "akasse"), figure("FM-SAMTALE", 101, 0.3)]
        told.append(figure("RM-K1", 101, 0.7, threshold=0.65, **{"class": "INSPIRATION"}))
        passive = {"rule_id": "TIL-PASSIV", "regime": "tilsyn", "kommune": 101}
        rows = ({"breach_id": "1"}, {"breach_id": "2"}, {"breach_id": "3", "status": "VARSEL"})
        RowWriter(link).indicators(indicators(*told))
        RowWriter(link).breaches(breaches(*(passive | row | {"kommune_key": 101, "is_deleted": 0} for row in rows)))
        yield Database(link)
        link.close()


def rows(looked_at: Database, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in looked_at.ask(query, {}, {}).result_rows]


def test_a_kommune_has_its_figures_and_its_passive_citizens_beside_each_other(looked_at: Database) -> None:
    found = {row[1]: row[2:8] for row in rows(looked_at, "revision_kommuner")}
    assert found["København"] == (0.1, None, None, None, 0.5, 2)
    assert found["Aarhus"][0] == 0.4


def test_the_spread_is_that_of_the_kommuner_and_nothing_in_force_is_among_it(looked_at: Database) -> None:
    found = {row[0]: row[1:] for row in rows(looked_at, "revision_spredning")}
    assert found["UDEBLIVELSE"] == ("kommune", 3, 300.0, pytest.approx(0.12), 0.2, pytest.approx(0.36))
    assert set(found) == {"UDEBLIVELSE", "T225", "FS-DELTAGELSE"}


def test_akasser_are_compared_on_taking_part(looked_at: Database) -> None:
    assert [row[2:4] for row in rows(looked_at, "revision_akasser")] == [(100.0, 0.6)]


def test_what_is_recommended_stands_by_itself_with_its_class(looked_at: Database) -> None:
    assert rows(looked_at, "tilsyn_anbefalet") == [
        ("kommune", "København", "RM-K1", 0.7, 0.65, 70.0, 100.0, "INSPIRATION")
    ]


def test_while_it_is_off_a_page_says_how_to_switch_it_on() -> None:
    shown = [panel for page in pages() for panel in page.panels if panel.query.startswith(("revision_", "tilsyn_anb"))]
    assert len(shown) == 4
    for panel in shown:
        assert "FOKUSVAGT_REGIMES=gaeldende,tilsyn" in str(panel.panel.field_config.defaults.no_value)
