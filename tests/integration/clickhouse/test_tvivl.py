"""How sources register, and the band of doubt that follows from it, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from streams.adapters.clickhouse import FactWriter, Link, Progress, RowWriter
from tests.integration.clickhouse.conftest import emptied
from tests.integration.clickhouse.samples import facts, indicators

DAY = date(2024, 12, 20)
LATE, PROMPT = 101, 147
SAMTALER = f"code = {LATE} AND indicator_id = 'FM-SAMTALE'"
FIGURE = {"numerator": 40.0, "denominator": 200.0, "value": 0.2, "live": True, "period_end": DAY, "threshold": 0.21}


BEGUN_AND_STOPPED = [  # in a year, one in five days each
    ("YDELSE", which, 1, "DAGPENGE", LATE, 2, "2024-06-01", "BESKAEFTIGELSE", 73) for which in ("START", "SLUT")
]


def samtale(kommune: int, n: int, sent: int, deleted: bool = False) -> dict[str, Any]:
    """One on the n-th day before the 120 days in which registration is still under way, told so many days later."""
    held = DAY - timedelta(121 + n)
    told = datetime(held.year, held.month, held.day, 12, tzinfo=UTC) + timedelta(sent)
    where = {"kommune": kommune, "source": f"jobcenter:{kommune}", "fact_id": f"{kommune}-{n}"}
    return where | {"dato": held, "registered_at": told, "deleted": deleted}


def tilbud(n: int) -> dict[str, Any]:
    """One a day, told two days after its start; every other is told again at its end, sixty days on."""
    begun = DAY - timedelta(121 + n)
    told = datetime(begun.year, begun.month, begun.day, 12, tzinfo=UTC) + timedelta(60 if n % 2 else 2)
    found = {"kommune": LATE, "source": f"jobcenter:{LATE}", "fact_id": str(n), "startdato": begun}
    return found | {"registered_at": told, "revision": n % 2}


def betaling(n: int) -> dict[str, Any]:
    """A payment that begins each day, told ten days after its first."""
    found = {"kommune": LATE, "source": f"jobcenter:{LATE}", "fact_id": f"y{n}", "person_id": f"y{n}"}
    begun = DAY - timedelta(121 + n)
    told = datetime(begun.year, begun.month, begun.day, 12, tzinfo=UTC) + timedelta(10)
    return found | {"period_start": begun, "period_end": begun + timedelta(30), "registered_at": told}


@pytest.fixture(scope="module")
def ask(session: Link) -> Any:
    """101 tells every samtale ten days late and annuls 73 of 365; 147 tells on the day. One a day in both."""
    link = emptied(session)
    late = [samtale(LATE, n, 10, deleted=n % 5 == 0) for n in range(365)]
    FactWriter(link).insert("star.samtale.v1", facts("samtale", *late, *(samtale(PROMPT, n, 0) for n in range(365))))
    FactWriter(link).insert("star.tilbud.v1", facts("tilbud", *(tilbud(n) for n in range(365))))
    FactWriter(link).insert("star.ydelse.v1", facts("ydelse", *(betaling(n) for n in range(365))))
    provided = FIGURE | {"code": LATE, "indicator_id": "RM-FORSOERGELSE"}
    lacking = FIGURE | {"code": LATE, "indicator_id": "FM-TILBUD"}
    RowWriter(link).indicators(indicators(FIGURE | {"code": LATE}, FIGURE | {"code": PROMPT}, lacking, provided))
    RowWriter(link).progress([Progress("persons", "star.samtale.v1", 0, 1, DAY, 1, "")])
    RowWriter(link).settle()
    link.client().command("TRUNCATE TABLE fokusvagt.talte_afgange")
    link.client().command(f"INSERT INTO fokusvagt.talte_afgange VALUES {', '.join(map(str, BEGUN_AND_STOPPED))}")
    return lambda sql: link.client().query(sql).result_rows


def test_the_band_holds_what_is_usually_told_later_and_usually_annulled(ask: Any) -> None:
    """0.8 a day stand, ten days late: 8 are to come. One in five is annulled: 0.8 × 120 × 0.2 are 19.2."""
    ((low, likely, high, late),) = ask(f"SELECT lav, midt, hoej, ventes FROM fokusvagt.v_tvivl WHERE {SAMTALER}")
    assert late == pytest.approx(8)
    assert low == pytest.approx((40 - 8) / 200)
    assert likely == pytest.approx((40 - 8 * 0.2) / 200)
    assert high == pytest.approx((40 + 19.2 * 0.8) / 200)


def test_full_time_persons_may_have_begun_or_stopped_without_our_knowing(ask: Any) -> None:
    """On the 20th: 0.2 begin a day and lack 1 + … + 10 days, 0.55 persons; 0.2 stop: 0 + … + 19 + 30 × 20 days, 7.9."""
    sql = "SELECT lav, midt, hoej, ventes FROM fokusvagt.v_tvivl WHERE indicator_id = 'RM-FORSOERGELSE'"
    ((low, likely, high, late),) = ask(sql)
    assert late == pytest.approx(0.55)
    assert low == pytest.approx((40 - 7.9) / 200)
    assert likely == pytest.approx((40 + 0.55 - 7.9) / 200)
    assert high == pytest.approx(40.55 / 200)


def test_who_tells_at_once_leaves_no_doubt(ask: Any) -> None:
    found = ask(f"SELECT value, lav, midt, hoej, ord FROM fokusvagt.v_tvivl WHERE code = {PROMPT}")
    assert found == [(0.2, 0.2, 0.2, 0.2, "Sene registreringer kan næsten ikke flytte tallet.")]


def test_a_band_over_the_target_says_so(ask: Any) -> None:
    ((words,),) = ask(f"SELECT ord FROM fokusvagt.v_tvivl WHERE {SAMTALER}")
    assert words == "Sene registreringer kan afgøre, om dagens tal ligger over eller under målet."


def test_a_tilbud_told_again_at_its_end_was_not_late(ask: Any) -> None:
    assert ask("SELECT ventes FROM fokusvagt.v_tvivl WHERE indicator_id = 'FM-TILBUD'") == [(2.0,)]


def test_a_source_has_its_lag_its_annulments_and_its_silent_days(ask: Any) -> None:
    """Told within the last year, that is: held 121 to 374 days ago (late), 121 to 364 (at once)."""
    columns = "median_dage, p90_dage, andel_7, andel_30, antal, tavse_dage"
    sql = f"SELECT {columns} FROM fokusvagt.v_datakvalitet_kilde WHERE type = 'samtale' AND source = 'jobcenter:"
    assert ask(f"{sql}{LATE}'")[0] == (10, 10, 0, 1, 254, weekdays(110))
    assert ask(f"{sql}{PROMPT}'")[0] == (0, 0, 1, 1, 244, weekdays(120))


def weekdays(last: int) -> int:
    """Weekdays among the last so many days before the business date, and that day itself."""
    return sum((DAY - timedelta(n)).weekday() < 5 for n in range(last + 1))


def test_the_contracts_view_tells_it_too(ask: Any) -> None:
    sql = "SELECT source, antal, andel_30, tavse_dage FROM fokusvagt.v_datakvalitet WHERE maaling = 'kilde'"
    assert ask(f"{sql} AND type = 'samtale' ORDER BY source") == [
        ("jobcenter:101", 254, 1.0, weekdays(110)),
        ("jobcenter:147", 244, 1.0, weekdays(120)),
    ]
