"""Alerts from end to end: silent replays, alerts when asked for, answers stored, work lists with both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from streams.adapters.alert_rows import ACKS
from streams.adapters.codec import Codec
from tests.support.lives import person
from tests.support.pipeline import Running, queried, replayed, running, written

DAY, NEXT = date(2023, 6, 18), date(2023, 6, 19)
FACTS = [
    *person("a", kommune=751).dagpenge("2023-01-02", "2023-06-30").samtale("2023-01-10"),
    *person("b", kommune=751).kontanthjaelp("2023-02-01", "2023-06-30"),
    *person("c", kommune=101).dagpenge("2023-01-02", "2023-06-30"),
]
ALERTS = "SELECT modtager, kode, art, status, rule_id, subject, breach_id FROM fokusvagt.v_alerts"


@pytest.fixture(scope="module")
def alerting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("alerting"), partitions=2, emit_alerts="all") as pipeline:
        pipeline.feed(FACTS, DAY)
        yield pipeline


def test_a_replay_is_silent_unless_asked(populated: Path) -> None:
    assert queried("SELECT count() > 1000 AS many FROM v_breaches", populated) == [{"many": 1}]
    assert queried("SELECT count() AS n FROM v_alerts", populated) == [{"n": 0}]


def test_asked_it_tells_what_stands_to_whom_it_concerns(alerting: Running) -> None:
    told = alerting.ask(f"{ALERTS} WHERE rule_id = 'SAM-DP-6I6' ORDER BY kode")
    assert [(row["kode"], row["subject"], row["status"]) for row in told] == [
        (101, "c", "VARSEL"),
        (751, "a", "VARSEL"),
    ]


def test_the_work_list_can_be_asked_by_deadline_rule_and_maalgruppe(alerting: Running) -> None:
    columns = "rule_id, maalgruppe, visitation, frist_gruppe, overskredet, mangler"
    ask = f"SELECT {columns} FROM fokusvagt.v_sagsliste"
    (due,) = alerting.ask(f"{ask} WHERE kommune = 751 AND days_left BETWEEN 0 AND 14 AND rule_id = 'SAM-DP-6I6'")
    assert (due["maalgruppe"], due["frist_gruppe"], due["mangler"]) == ("DAGPENGE", "8-14 dage", 5)
    overdue = alerting.ask(f"{ask} WHERE kommune = 751 AND overskredet AND maalgruppe = 'KONTANTHJAELP'")
    assert {row["rule_id"] for row in overdue} >= {"SAM-KH-FOERSTE", "CV-KH"}
    assert {row["visitation"] for row in overdue} == {"JOBPARAT"}


def acked(alert: dict[str, Any], handling: str, until: date | None, kode: int = 751) -> bytes:
    head = {"modtager": "KOMMUNE", "kode": kode, "handling": handling, "udsat_til": until, "ved": "test"}
    body = {name: alert[name] for name in ("breach_id", "subject", "status")}
    return Codec().encode_many(ACKS, [head | body | {"registered_at": datetime(2026, 1, 1, tzinfo=UTC)}])[0]


def test_an_answer_shows_in_the_work_list_and_keeps_its_case_quiet(alerting: Running) -> None:
    (alert,) = alerting.ask(f"{ALERTS} WHERE rule_id = 'SAM-DP-6I6' AND kode = 751")
    key = f"KOMMUNE:751:{alert['breach_id']}".encode()
    alerting.send([(ACKS, key, acked(alert, "UDSAT", date(2023, 8, 1)))], DAY)
    shown = alerting.ask(f"SELECT svar, udsat_til FROM fokusvagt.v_sagsliste WHERE breach_id = '{alert['breach_id']}'")
    assert shown == [{"svar": "UDSAT", "udsat_til": "2023-08-01"}]
    alerting.feed([], date(2023, 7, 10))
    later = alerting.ask(f"{ALERTS} WHERE rule_id = 'SAM-DP-6I6' ORDER BY kode, status")
    assert [(row["kode"], row["status"]) for row in later] == [(101, "FORELOEBIG"), (101, "VARSEL"), (751, "VARSEL")]


@pytest.mark.parametrize(("value", "reason"), [(b"nonsense", "header"), (None, "")])
def test_an_answer_that_cannot_be_read_is_a_dead_letter(alerting: Running, value: bytes | None, reason: str) -> None:
    before = len(alerting.ask(f"SELECT reason FROM fokusvagt.v_dead_letters WHERE topic = '{ACKS}'"))
    alerting.send([(ACKS, b"k", value)], date(2023, 7, 10))
    after = alerting.ask(f"SELECT reason FROM fokusvagt.v_dead_letters WHERE topic = '{ACKS}'")
    assert len(after) - before == (1 if reason else 0)
    assert all(reason in row["reason"] for row in after)


def test_an_answer_of_a_kommune_that_does_not_exist_is_a_dead_letter(alerting: Running) -> None:
    (alert, *_) = alerting.ask(f"{ALERTS} WHERE kode = 751")
    alerting.send([(ACKS, b"k", acked(alert, "KVITTERET", None, kode=1))], date(2023, 7, 10))
    (letter,) = alerting.ask(
        f"SELECT reason FROM fokusvagt.v_dead_letters WHERE topic = '{ACKS}' AND reason LIKE '%exist%'"
    )
    assert letter["reason"] == "kommune 1 does not exist"


@pytest.mark.slow
def test_the_command_alerts_when_it_is_told_to(tmp_path: Path) -> None:
    facts, state = written(tmp_path / "facts.jsonl", FACTS), tmp_path / "state"
    assert replayed(facts, DAY, state, "--emit-alerts").code == 0
    (told,) = queried("SELECT count() AS n, uniqExact(kode) AS receivers FROM fokusvagt.v_alerts", state)
    assert told["n"] > 3
    assert told["receivers"] >= 2
