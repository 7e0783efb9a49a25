"""What an alert says: what closes the gap, by when, and a sentence that can be shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from streams.rules.alert_texts import antal, dag, gap, headroom, measured, sentence, week
from streams.rules.loader import load
from streams.rules.texts import load_texts

TODAY = date(2025, 3, 1)
LAW = {rule.head.rule_id: rule for rule in load().rules}
TEXTS = load_texts()


def row(status: str = "VARSEL", **own: Any) -> dict[str, Any]:
    whole = {"status": status, "value": 1.0, "threshold": 3.0, "due_on": date(2025, 3, 14), "as_of": TODAY}
    return {**whole, "resolved_on": None, **own}


@pytest.mark.parametrize(
    ("rule", "own", "closes"),
    [
        ("SAM-DP-6I6", {}, "2 samtaler inden 14. marts"),
        ("SAM-DP-6I6", {"value": 2.0}, "1 samtale inden 14. marts"),
        ("SAM-DP-AK3", {}, "2 samtaler i a-kassen inden 14. marts"),
        ("SAM-DP-JC3", {}, "2 samtaler i jobcenteret inden 14. marts"),
        ("SAM-DP-6I6", {"status": "FORELOEBIG", "due_on": date(2024, 12, 1)},
         "2 samtaler (fristen var 1. december 2024)"),
        ("FS-2", {"threshold": 2.0}, "1 fællessamtale inden 14. marts"),
        ("CV-DP", {"value": 0.0, "threshold": 1.0}, "1 godkendt CV inden 14. marts"),
        ("TIL-6M", {"value": 0.0, "threshold": 1.0}, "1 påbegyndt, tællende tilbud inden 14. marts"),
        ("FM-TILBUD", {"status": "KONSTATERET", "value": 62.5, "threshold": 100.0},
         "1 påbegyndt, tællende tilbud, eller 37,5 ordinære timer"),
        ("FM-SAMTALE", {"status": "KONSTATERET", "threshold": 4.0}, "3 samtaler (kravet er 4 på 12 måneder)"),
        ("TIL-PRAKTIK", {"status": "KONSTATERET", "value": 30.0, "threshold": 28.0}, "tilbuddet afsluttes"),
        ("SAM-DP-6I6", {"status": "OPFYLDT"}, ""),
    ],
)  # fmt: skip
def test_what_closes_the_gap(rule: str, own: dict[str, Any], closes: str) -> None:
    assert gap(LAW[rule], row(**own)).lukkes_af == closes


def test_how_many_are_missing_where_they_can_be_counted() -> None:
    assert gap(LAW["SAM-DP-6I6"], row()).mangler == 2
    assert gap(LAW["SAM-FORM"], row("KONSTATERET")).mangler is None


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("VARSEL", "Seks samtaler på seks måneder for dagpengemodtagere: fristen er 14. marts, om 13 dage."),
        ("FORELOEBIG", "udbetalingen for dagen mangler endnu"),
        ("KONSTATERET", "ikke opfyldt 14. marts."),
        ("AFHJULPET", "afhjulpet 20. marts, efter fristen 14. marts."),
        ("OPFYLDT", "opfyldt i tide."),
        ("BORTFALDET", "sagen er bortfaldet."),
    ],
)
def test_each_status_has_its_sentence(status: str, said: str) -> None:
    found = row(status, resolved_on=date(2025, 3, 20))
    rule = LAW["SAM-DP-6I6"]
    assert said in sentence("PLIGT", rule, TEXTS["SAM-DP-6I6"], found, gap(rule, found))


@pytest.mark.parametrize("art", ["TILFLYTTET", "FRAFLYTTET", "PAAMINDELSE"])
def test_moves_and_reminders_say_so_first(art: str) -> None:
    rule = LAW["SAM-DP-6I6"]
    plain, said = (sentence(a, rule, TEXTS["SAM-DP-6I6"], row(), gap(rule, row())) for a in ("PLIGT", art))
    assert said.endswith(plain)
    assert len(said) > len(plain)


def test_little_room_and_what_must_be_done() -> None:
    said = [headroom(TEXTS["FM-SAMTALE"], luft, date(2025, 3, 31), TODAY) for luft in (4, 1, -2)]
    assert "kun 4 borgere mere må mangle" in said[0]
    assert "kun 1 borger mere må mangle" in said[1]
    assert "2 borgere skal hjælpes inden 31. marts" in said[2]


def test_a_target_that_will_be_missed_is_told_in_percent() -> None:
    found = row("FORELOEBIG", value=0.2346, threshold=0.2, due_on=date(2025, 3, 31))
    assert "(23,5 % mod 20,0 %)" in measured(TEXTS["FM-SAMTALE"], found)


def test_the_week_in_a_line() -> None:
    counts = {"varsler": 2, "forfalder": 1, "foreloebige": 0, "konstaterede": 3, "nye": 4, "udsatte": 1}
    assert week(10, counts).startswith("Uge 10: 5 åbne sager, 4 nye på syv dage. 2 varsler, 1 forfalder")


def test_days_and_numbers_as_danes_write_them() -> None:
    assert [dag(date(2025, 3, 1), TODAY), dag(date(2024, 2, 29), TODAY)] == ["1. marts", "29. februar 2024"]
    assert [antal(1, ("time", "timer")), antal(1.5, ("time", "timer"))] == ["1 time", "1,5 timer"]
