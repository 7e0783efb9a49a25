"""What is told, held or nothing: changes of status, moves, days and answers."""

from __future__ import annotations

from typing import Any

import pytest

from streams.core.alerts import Answer, Policy, Receiver, Step, Told, Verdict, standing, steps, verdict
from streams.core.calendar import NO_DATE
from streams.core.codes import STATUSSER, code
from streams.core.out import ROW
from tests.unit.core.records import records

TELL, HOLD, NOTHING = Verdict.TELL, Verdict.HOLD, Verdict.NOTHING
TODAY = 100


def s(status: str) -> int:
    return code(STATUSSER, status)


def said(before: str, now: str, told: Told | None = None, answer: Answer | None = None, day: int = TODAY) -> Verdict:
    return verdict(s(before), s(now), told, answer, day)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("INGEN", "VARSEL", TELL),
        ("INGEN", "FORELOEBIG", TELL),
        ("INGEN", "KONSTATERET", TELL),
        ("VARSEL", "FORELOEBIG", TELL),
        ("FORELOEBIG", "KONSTATERET", TELL),
        ("KONSTATERET", "FORELOEBIG", TELL),
        ("VARSEL", "OPFYLDT", TELL),
        ("VARSEL", "BORTFALDET", TELL),
        ("FORELOEBIG", "BORTFALDET", TELL),
        ("KONSTATERET", "AFHJULPET", TELL),
        ("KONSTATERET", "OPFYLDT", TELL),
        ("AFHJULPET", "OPFYLDT", TELL),
        ("BORTFALDET", "VARSEL", TELL),
        ("INGEN", "AFHJULPET", NOTHING),
        ("OPFYLDT", "AFHJULPET", NOTHING),
        ("OPFYLDT", "BORTFALDET", NOTHING),
        ("INGEN", "OPFYLDT", NOTHING),
        ("VARSEL", "VARSEL", NOTHING),
    ],
)
def test_a_receiver_is_told_what_begins_what_grows_and_what_ends(before: str, now: str, expected: Verdict) -> None:
    assert said(before, now) is expected


def test_the_other_way_must_hold_until_the_next_day() -> None:
    warned = Told(s("VARSEL"), worse=True, day=TODAY)
    assert said("INGEN", "OPFYLDT", warned) is HOLD
    assert said("INGEN", "OPFYLDT", warned, day=TODAY + 1) is TELL


def test_a_status_that_came_back_within_a_day_was_never_away() -> None:
    assert said("OPFYLDT", "VARSEL", Told(s("VARSEL"), worse=True, day=TODAY)) is NOTHING


def test_the_same_way_is_told_at_once() -> None:
    assert said("VARSEL", "KONSTATERET", Told(s("VARSEL"), worse=True, day=TODAY)) is TELL


@pytest.mark.parametrize(("day", "expected"), [(109, HOLD), (110, TELL), (111, TELL)])
def test_what_is_put_off_is_held_until_its_day(day: int, expected: Verdict) -> None:
    assert said("VARSEL", "KONSTATERET", answer=Answer("UDSAT", s("VARSEL"), 110), day=day) is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("KONSTATERET", "FORELOEBIG", NOTHING),
        ("BORTFALDET", "VARSEL", TELL),
        ("FORELOEBIG", "KONSTATERET", TELL),
        ("FORELOEBIG", "AFHJULPET", TELL),
        ("FORELOEBIG", "BORTFALDET", TELL),
    ],
)
def test_who_has_seen_it_hears_of_worse_and_of_its_end(before: str, now: str, expected: Verdict) -> None:
    assert said(before, now, answer=Answer("KVITTERET", s("FORELOEBIG"), 0)) is expected


def row(status: str, **own: Any) -> Any:
    whole = {"anker": 1, "lukket": NO_DATE, "kommune": 751, "akasse": 2, "status": s(status), **own}
    return records(ROW, [whole])[0]


KOMMUNE, AKASSE = Receiver("kommune", 751), Receiver("akasse", 2)


def test_who_has_the_duty_is_told() -> None:
    assert steps(row("INGEN"), row("VARSEL")) == [Step(KOMMUNE, s("INGEN"), s("VARSEL"), "PLIGT")]
    assert steps(row("INGEN"), row("VARSEL", ansvarlig=1))[0].receiver == AKASSE
    assert steps(row("INGEN"), row("VARSEL", ansvarlig=1, akasse=-1))[0].receiver == KOMMUNE


def test_a_move_closes_here_and_opens_there() -> None:
    assert steps(row("VARSEL"), row("FORELOEBIG", kommune=101)) == [
        Step(KOMMUNE, s("VARSEL"), s("BORTFALDET"), "FRAFLYTTET"),
        Step(Receiver("kommune", 101), s("INGEN"), s("FORELOEBIG"), "TILFLYTTET"),
    ]


def test_what_is_closed_does_not_move() -> None:
    (step,) = steps(row("OPFYLDT"), row("OPFYLDT", kommune=101))
    assert verdict(step.before, step.now, None, None, 1) is NOTHING
    assert [step.art for step in steps(row("VARSEL"), row("OPFYLDT", kommune=101))] == ["FRAFLYTTET"]
    assert [step.art for step in steps(row("BORTFALDET"), row("VARSEL", kommune=101))] == ["PLIGT"]


def test_a_row_is_nothing_to_whom_it_has_left() -> None:
    there = row("VARSEL", kommune=101)
    assert [standing(there, of) for of in (Receiver("kommune", 101), KOMMUNE)] == [s("VARSEL"), s("BORTFALDET")]


ALVOR = {"VARSEL": "LAV", "FORELOEBIG": "MIDDEL", "KONSTATERET": "HOEJ", "AFHJULPET": "LAV", "OPFYLDT": "LAV"}


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        ("INGEN", "VARSEL", False),
        ("VARSEL", "OPFYLDT", False),
        ("VARSEL", "FORELOEBIG", True),
        ("KONSTATERET", "AFHJULPET", True),
    ],
)
def test_below_the_least_severity_nothing_is_sent_but_an_end_matters_as_its_beginning(
    before: str, now: str, wanted: bool
) -> None:
    policy = Policy(ALVOR, "MIDDEL", 5, 120, 0)
    assert policy.wants(s(before), s(now), "PLIGT") is wanted


def test_the_kind_of_message_may_have_a_severity_of_its_own() -> None:
    assert Policy(ALVOR | {"LUFT": "HOEJ"}, "LAV", 5, 120, 0).severity(s("VARSEL"), "LUFT") == "HOEJ"
