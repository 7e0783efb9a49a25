"""Where people are after a forløb: a handful of persons, whose months were laid out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from streams.adapters.clickhouse import FactWriter, Link, Progress, RowWriter
from streams.adapters.clickhouse.sammenlagt import Mergers
from streams.adapters.sammenlagt import Merger
from tests.integration.clickhouse.conftest import emptied
from tests.integration.clickhouse.samples import facts

AS_OF = date(2024, 12, 20)  # the last month that is counted is October: over 45 days ago


def first(month: int) -> date:
    """The first day of a month of 2024; 0 is December 2023, negative ones go further back."""
    return date(2023 + (month + 11) // 12, (month + 11) % 12 + 1, 1)


def paid(person: str, ydelse: str, since: int, until: int, **more: Any) -> dict[str, Any]:
    """Paid from the first day of one month to the last of another."""
    end = first(until + 1) - timedelta(1)
    found = {"person_id": person, "fact_id": f"{person}{ydelse}{since}", "ydelse": ydelse}
    return found | {"period_start": first(since), "period_end": end} | more


def work(person: str, kind: str, *months: int) -> list[dict[str, Any]]:
    return [
        {"person_id": person, "fact_id": f"{person}-{kind}-{m}", "kind": kind, "maaned": first(m), "timer": 100.0}
        for m in months
    ]


BROKEN = (
    (date(2024, 1, 1), date(2024, 2, 5)),
    (date(2024, 2, 23), date(2024, 3, 20)),
    (date(2024, 4, 5), date(2024, 6, 1)),
)
PAYMENTS = (
    paid("job", "DAGPENGE", 1, 3, akasse=2),
    paid("self", "DAGPENGE", 1, 3, akasse=2),
    paid("switch", "DAGPENGE", 1, 3, akasse=2),
    paid("switch", "SYGEDAGPENGE", 4, 5),
    paid("open", "DAGPENGE", 6, 12, akasse=2),
    paid("dead", "REVALIDERING", 1, 3, kommune=751),
    paid("dead", "REVALIDERING", 7, 8, kommune=751),
    paid("left", "REVALIDERING", 1, 3, kommune=751),
    paid("old", "REVALIDERING", 1, 3, kommune=751),
    paid("pension", "KONTANTHJAELP", 1, 2, visitation="AKTIVITETSPARAT", kommune=147),
    paid("pension", "FOERTIDSPENSION", 3, 12, kommune=147),
    paid("school", "KONTANTHJAELP", 1, 2, visitation="JOBPARAT", kommune=147),
    paid("ever", "KONTANTHJAELP", -80, 12, visitation="JOBPARAT"),
    *(
        paid("break", "LEDIGHEDSYDELSE", n, n, period_start=since, period_end=until)
        for n, (since, until) in enumerate(BROKEN)
    ),
)
GONE = (
    {"person_id": "dead", "fact_id": "d", "kind": "AFMELDT", "dato": date(2024, 4, 10), "livsbegivenhed": "DOED"},
    {"person_id": "left", "fact_id": "l", "kind": "AFMELDT", "dato": date(2024, 4, 2), "livsbegivenhed": "UDREJST"},
    {"person_id": "old", "fact_id": "o", "kind": "AFMELDT", "livsbegivenhed": "SAMMENLAGT", "sammenlagt_med": "dead"},
)
WORK = (
    *work("job", "ORDINAER", 4, 5, 6, 7),
    *work("school", "UDDANNELSE", 3),
    *work("school", "ORDINAER", 3),
    *work("left", "ORDINAER", 9),
)


@pytest.fixture(scope="module")
def ask(session: Link) -> Any:
    """Rows of a SELECT, all of the module about the same persons."""
    link = emptied(session)
    FactWriter(link).insert("star.ydelse.v1", facts("ydelse", *PAYMENTS))
    FactWriter(link).insert("star.beskaeftigelse.v1", facts("beskaeftigelse", *WORK))
    Mergers(link).note([Merger("old", "o", "dead")])
    FactWriter(link).insert("star.borgerstatus.v1", facts("borgerstatus", *GONE))
    RowWriter(link).progress([Progress("persons", "star.ydelse.v1", 0, 1, AS_OF, 1, "")])
    RowWriter(link).settle()
    return lambda sql: link.client().query(sql).result_rows


def states(ask: Any, gruppe: str, fra: str, efter: int) -> dict[str, int]:
    where = f"gruppe = '{gruppe}' AND fra = '{fra}' AND efter = {efter}"
    return dict(ask(f"SELECT tilstand, sum(antal) FROM fokusvagt.v_afgang WHERE {where} GROUP BY tilstand"))


def test_a_month_after_the_end_work_is_work_and_nothing_is_self_support(ask: Any) -> None:
    assert states(ask, "Dagpengemodtagere", "SLUT", 1) == {"BESKAEFTIGELSE": 1, "SELVFORSOERGELSE": 1}
    assert states(ask, "Dagpengemodtagere", "SLUT", 6) == {"SELVFORSOERGELSE": 2}


def test_a_change_of_ydelse_is_no_exit_for_vive_and_one_for_the_ydelse_alone(ask: Any) -> None:
    assert states(ask, "Sygedagpengemodtagere", "SLUT", 1) == {"SELVFORSOERGELSE": 1}
    assert states(ask, "DAGPENGE", "SLUT", 1) == {"BESKAEFTIGELSE": 1, "SELVFORSOERGELSE": 1, "ANDEN_YDELSE": 1}


def test_three_months_after_the_start_whoever_is_still_there_is_still_there(ask: Any) -> None:
    assert states(ask, "Dagpengemodtagere", "START", 1) == {"SAMME": 4}
    assert states(ask, "Dagpengemodtagere", "START", 3) == {"SAMME": 2, "BESKAEFTIGELSE": 1, "SELVFORSOERGELSE": 1}


def test_what_lies_beyond_the_last_month_is_not_guessed(ask: Any) -> None:
    assert sum(states(ask, "Dagpengemodtagere", "START", 6).values()) == 3  # the open one began in June
    assert states(ask, "Dagpengemodtagere", "START", 12) == {}


def test_pension_and_education_win_over_wages(ask: Any) -> None:
    assert states(ask, "Aktivitetsparate", "SLUT", 1) == {"FOERTIDSPENSION": 1, "DOED_ELLER_UDREJST": 2}
    assert states(ask, "Jobparate", "SLUT", 1) == {"UDDANNELSE": 1}


def test_death_is_for_good_and_a_departure_until_something_else_is_known(ask: Any) -> None:
    assert states(ask, "REVALIDERING", "SLUT", 1) == {"DOED_ELLER_UDREJST": 2}
    assert states(ask, "REVALIDERING", "SLUT", 6) == {"DOED_ELLER_UDREJST": 1, "BESKAEFTIGELSE": 1}


def test_who_was_merged_into_another_is_counted_as_the_other_alone(ask: Any) -> None:
    assert sum(states(ask, "REVALIDERING", "START", 1).values()) == 2


def test_kommune_and_akasse_are_those_of_the_forloeb(ask: Any) -> None:
    sql = "SELECT DISTINCT gruppe, kommune, akasse FROM fokusvagt.v_afgang WHERE definition = 'VIVE' ORDER BY ALL"
    assert ask(sql) == [
        ("Aktivitetsparate", 147, 0),
        ("Aktivitetsparate", 751, 0),
        ("Dagpengemodtagere", 101, 2),
        ("Jobparate", 147, 0),
        ("Sygedagpengemodtagere", 101, 0),
    ]


def test_the_curve_is_kaplan_and_meiers(ask: Any) -> None:
    """Dagpenge: two of four end after three months; one after five, when one more is known to have lasted so long."""
    sql = "SELECT maaneder, i_risiko, sluttede, andel FROM fokusvagt.v_overlevelse WHERE gruppe = 'Dagpengemodtagere'"
    found = ask(f"{sql} AND kommune = 0 ORDER BY maaneder")
    assert [row[:3] for row in found] == [(3, 4, 2), (5, 2, 1)]
    assert [row[3] for row in found] == pytest.approx([0.5, 0.25])


def test_a_forloeb_whose_start_is_not_known_is_left_out(ask: Any) -> None:
    assert ask("SELECT count() FROM fokusvagt.v_afgang WHERE gruppe = 'KONTANTHJAELP' AND kommune = 101") == [(0,)]


def test_a_break_within_the_month_is_not_seen_and_one_over_its_last_week_is(ask: Any) -> None:
    """Away 6 to 22 February, which ends nothing, and from 21 March to 4 April, which does."""
    sql = "SELECT efter, tilstand, antal FROM fokusvagt.talte_afgange WHERE gruppe = 'LEDIGHEDSYDELSE'"
    assert ask(f"{sql} AND fra = 'VARIGHED'") == [(2, "SLUT", 2)]


def test_the_published_share_stands_beside_ours(ask: Any) -> None:
    sql = "SELECT tilstand, antal, andel, offentliggjort FROM fokusvagt.v_afgang_vive WHERE gruppe = 'Jobparate'"
    assert ask(f"{sql} ORDER BY tilstand") == [
        ("BESKAEFTIGELSE", 0, None, 0.51),
        ("DOED_ELLER_UDREJST", 0, None, 0.014),
        ("SELVFORSOERGELSE", 0, None, 0.352),
        ("UDDANNELSE", 1, 1.0, 0.104),
    ]
