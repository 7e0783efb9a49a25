"""Counting for its own sake is asked about, in kommuner that stand out from the country's range, and in no others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from schemas.regions import kommuner
from streams.adapters.clickhouse import FactWriter, Link, Progress, RowWriter
from tests.integration.clickhouse.conftest import emptied
from tests.integration.clickhouse.samples import facts

AS_OF = date(2024, 12, 31)
CHANGED = date(2024, 1, 1)  # several rules of the catalogue say something else from this day on
CODES = sorted(kommuner())[:12]
BUNCHED, BROKEN, HEAPED, TURNED = CODES[:4]


def samtaler(kommune: int) -> list[dict[str, Any]]:
    """A samtale every third day, at jobcenter:<kommune>; BUNCHED holds half of them on the month's last day."""
    days = [AS_OF - timedelta(3 * n) for n in range(180)]
    found = []
    for n, day in enumerate(days):
        last = date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(1)
        form = "TELEFON" if kommune == TURNED and day >= CHANGED else "PERSONLIG"
        when = last if kommune == BUNCHED and n % 2 and last <= AS_OF else day
        found.append({"fact_id": f"{kommune}-{n}", "kommune": kommune, "dato": when, "form": form})
    return [each | {"source": f"jobcenter:{kommune}"} for each in found]


def tilbud(kommune: int) -> list[dict[str, Any]]:
    """Thirty tilbud of two months; BROKEN breaks off fifteen of them after three days."""
    made = []
    for n in range(30):
        start = AS_OF - timedelta(10 * n + 70)
        short = kommune == BROKEN and n % 2 == 0
        ends = {"slutdato": start + timedelta(3 if short else 60), "status": "AFBRUDT" if short else "AFSLUTTET"}
        made.append({"fact_id": f"{kommune}-{n}", "kommune": kommune, "startdato": start, **ends})
    return [each | {"tilbudstype": "VIRKSOMHEDSPRAKTIK"} for each in made]


@pytest.fixture(scope="module")
def ask(session: Link) -> Any:
    """Rows of a SELECT; HEAPED registers forty samtaler on one day by a source that has one a day."""
    link = emptied(session)
    heap = [
        {"fact_id": f"heap-{n}", "kommune": HEAPED, "source": f"jobcenter:{HEAPED}", "dato": date(2024, 6, 5)}
        for n in range(40)
    ]
    held = [each for kommune in CODES for each in samtaler(kommune)]
    FactWriter(link).insert("star.samtale.v1", facts("samtale", *held, *heap))
    FactWriter(link).insert("star.tilbud.v1", facts("tilbud", *(each for k in CODES for each in tilbud(k))))
    RowWriter(link).progress([Progress("persons", "star.samtale.v1", 0, 1, AS_OF, 1, "")])
    RowWriter(link).settle()
    return lambda sql: link.client().query(sql).result_rows


def asked(ask: Any, monitor: str) -> Any:
    return ask(f"SELECT kommune FROM fokusvagt.v_taelleri WHERE spoerg AND monitor = '{monitor}' ORDER BY kommune")


@pytest.mark.parametrize(
    ("monitor", "kommune"),
    [
        ("SAMTALE-SIDSTE-UGE", BUNCHED),
        ("TILBUD-AFBRUDT", BROKEN),
        ("SAMTALE-PR-DAG", HEAPED),
        ("FORM-SKIFT", TURNED),
    ],
)
def test_the_one_that_stands_out_is_asked_and_no_other(monitor: str, kommune: int, ask: Any) -> None:
    assert asked(ask, monitor) == [(kommune,)]


def test_nobody_is_asked_when_nothing_shifts(ask: Any) -> None:
    assert asked(ask, "TYPE-SKIFT") == []


def test_the_shares_are_counted(ask: Any) -> None:
    sql = "SELECT monitor, andel, naevner FROM fokusvagt.v_taelleri WHERE kommune"
    assert ask(f"{sql} = {BROKEN} AND monitor = 'TILBUD-AFBRUDT'") == [("TILBUD-AFBRUDT", 0.5, 30.0)]
    assert ask(f"{sql} = {TURNED} AND monitor = 'FORM-SKIFT'") == [("FORM-SKIFT", 1.0, 30.0)]
    heaped = ask(f"{sql} = {HEAPED} AND monitor = 'SAMTALE-PR-DAG'")
    assert heaped == [("SAMTALE-PR-DAG", 40 / 162, 162.0)]  # 122 days of the year have one


def test_a_question_is_a_question_and_names_the_day_the_rules_changed(ask: Any) -> None:
    sql = "SELECT DISTINCT aendret, endsWith(spoergsmaal, '?') FROM fokusvagt.v_taelleri WHERE monitor = 'FORM-SKIFT'"
    assert ask(sql) == [(CHANGED, True)]


def test_the_days_of_change_are_the_catalogues(ask: Any) -> None:
    changes = dict(ask("SELECT dato, regler FROM fokusvagt.v_regelaendringer"))
    assert "SAM-DP-FOERSTE" in changes[CHANGED]
    assert all(day > date(2020, 1, 1) for day in changes)
