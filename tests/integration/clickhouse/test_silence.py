"""A feed that goes silent is seen, and the indicators that rest on it read «ingen data», never compliance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schemas.registry import PERSON_TYPES
from streams.adapters.clickhouse import FactWriter, Link, Progress, RowWriter
from tests.integration.clickhouse.samples import facts, indicators

TODAY = date(2024, 6, 15)
SILENT, HEARD = 101, 147
MONTH_ENDS = (date(2024, 2, 29), date(2024, 5, 31))


def registered(kind: str, kommune: int, last: date, days: int = 60) -> Any:
    """A registration a day, the last on this date."""
    at = [datetime(last.year, last.month, last.day, 9, tzinfo=UTC) - timedelta(n) for n in range(days)]
    return facts(kind, *({"fact_id": f"{kommune}-{t}", "registered_at": t, "kommune": kommune} for t in at))


@pytest.fixture
def silence(link: Link) -> Link:
    """Kommune 101 has told of no samtale since the first of March; 147 tells of everything."""
    for kommune in (SILENT, HEARD):
        for kind in PERSON_TYPES:
            last = date(2024, 3, 1) if (kommune, kind) == (SILENT, "samtale") else TODAY - timedelta(1)
            FactWriter(link).insert(f"star.{kind}.v1", registered(kind, kommune, last))
    rows = [
        {"code": code, "period_end": end, "indicator_id": indicator, "breach": code == HEARD}
        for code in (SILENT, HEARD)
        for end in MONTH_ENDS
        for indicator in ("FM-SAMTALE", "FM-TILBUD")
    ]
    RowWriter(link).indicators(indicators(*rows))
    RowWriter(link).progress([Progress("persons", "star.samtale.v1", 0, 1, TODAY, 1, "")])
    RowWriter(link).settle()
    return link


def test_the_silent_feed_and_no_other_is_named(silence: Link, ask: Any) -> None:
    silent = ask("SELECT code, type, toString(sidst), graense FROM fokusvagt.v_datastrom WHERE status = 'INGEN_DATA'")
    assert silent == [(SILENT, "samtale", "2024-03-01 09:00:00.000", 21)]


def test_what_rests_on_it_reads_no_data_from_when_it_was_silent(silence: Link, ask: Any) -> None:
    sql = "SELECT kommune, indicator_id, period_end, status FROM fokusvagt.v_fokusmaal ORDER BY ALL"
    assert ask(sql) == [
        (SILENT, "FM-SAMTALE", MONTH_ENDS[0], "OVERHOLDT"),
        (SILENT, "FM-SAMTALE", MONTH_ENDS[1], "INGEN_DATA"),
        (SILENT, "FM-TILBUD", MONTH_ENDS[0], "OVERHOLDT"),
        (SILENT, "FM-TILBUD", MONTH_ENDS[1], "OVERHOLDT"),
        *((HEARD, indicator, end, "BRUDT") for indicator in ("FM-SAMTALE", "FM-TILBUD") for end in MONTH_ENDS),
    ]


def test_every_indicator_says_which_feeds_are_silent(silence: Link, ask: Any) -> None:
    sql = "SELECT code, indicator_id, period_end, tavse FROM fokusvagt.v_indikatorstatus WHERE status = 'INGEN_DATA'"
    assert ask(sql) == [(SILENT, "FM-SAMTALE", MONTH_ENDS[1], ["samtale"])]


def test_when_it_is_heard_again_the_indicator_speaks_again(silence: Link, ask: Any) -> None:
    FactWriter(silence).insert("star.samtale.v1", registered("samtale", SILENT, TODAY, 2))
    RowWriter(silence).settle()
    assert ask("SELECT count() FROM fokusvagt.v_fokusmaal WHERE status = 'INGEN_DATA'") == [(0,)]


def test_a_feed_that_never_was_is_silence_too(silence: Link, ask: Any) -> None:
    FactWriter(silence).insert("star.ydelse.v1", registered("ydelse", 751, TODAY, 2))
    RowWriter(silence).settle()
    silent = ask("SELECT type FROM fokusvagt.v_datastrom WHERE code = 751 AND status = 'INGEN_DATA' ORDER BY type")
    assert silent == [("beskaeftigelse",), ("borgerstatus",), ("samtale",), ("tilbud",)]


def test_a_small_kommune_may_be_quiet_for_as_long_as_it_usually_is(silence: Link, ask: Any) -> None:
    days = [date(2022, 1, 10), date(2022, 12, 1), date(2023, 9, 1), date(2024, 1, 20)]
    stamps = [datetime(d.year, d.month, d.day, tzinfo=UTC) for d in days]
    rare = facts("tilbud", *({"fact_id": f"{t}", "registered_at": t, "kommune": 825} for t in stamps))
    FactWriter(silence).insert("star.tilbud.v1", rare)
    RowWriter(silence).settle()
    assert ask("SELECT status FROM fokusvagt.v_datastrom WHERE code = 825 AND type = 'tilbud'") == [("DATA",)]
