"""What kommuner and a-kasser hear of their persons, day by day."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from streams.rules.varsling import varsling
from tests.support.alerting import Message, Room, Servers
from tests.support.lives import Life, person

# Dagpenge from 2 January: six samtaler by 2 July, the warning from 2 June on.
LEDIG = person("ledig", kommune=751, akasse=2).dagpenge("2023-01-02", "2023-06-30")
FOUR = LEDIG.samtale("2023-01-10", "2023-02-10", "2023-03-10", "2023-04-10").status("CV_GODKENDT", "2023-01-05")
PAID = FOUR.dagpenge("2023-07-01", "2023-07-31")
DUE = "SAM-DP-6I6"


def new(life: Life, since: Life) -> list[dict[str, Any]]:
    """The facts that a life has beyond an earlier telling of it."""
    return list(life)[len(list(since)) :]


def of(messages: list[Message], rule: str = DUE, *fields: str) -> list[Any]:
    """The messages of a rule, or these fields of them."""
    found = [m for m in messages if m["rule_id"] == rule]
    return [m[fields[0]] if len(fields) == 1 else tuple(m[f] for f in fields) for m in found] if fields else found


@pytest.fixture
def room(where: Servers) -> Room:
    room = Room(where)
    room.begin()
    where.messages("kommune:751", "kommune:101", "akasse:2", "akasse:7")
    return room


def test_a_warning_says_what_closes_the_gap_by_when_and_which_facts_counted(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR)
    (warning,) = of(where.messages("kommune:751"))
    assert (warning["status"], warning["art"], warning["status_foer"]) == ("VARSEL", "PLIGT", None)
    assert (warning["lukkes_af"], warning["mangler"]) == ("2 samtaler inden 2. juli", 2)
    assert (warning["due_on"], warning["dage_tilbage"]) == (date(2023, 7, 2), 14)
    assert [f["dato"].isoformat() for f in warning["fakta"]] == ["2023-01-10", "2023-02-10", "2023-03-10", "2023-04-10"]
    assert [warning["fakta"][0][name] for name in ("type", "fact_id", "slags")] == [
        "samtale",
        "ledig-0001",
        "JOBSAMTALE",
    ]
    assert (warning["responsible"], warning["alvor"], warning["afsluttet"]) == ("KOMMUNE", "LAV", False)
    assert warning["titel"] == "Seks samtaler på seks måneder for dagpengemodtagere"
    assert "«" in warning["retsgrundlag"]
    assert (warning["_key"], warning["modtager"]) == (b"ledig", "kommune:751")


@pytest.mark.parametrize(
    ("then", "as_of", "told"),
    [
        (FOUR.samtale("2023-06-19", "2023-06-20"), "2023-06-20", ["VARSEL", "OPFYLDT"]),
        (FOUR, "2023-07-03", ["VARSEL", "FORELOEBIG"]),
        (PAID, "2023-07-03", ["VARSEL", "KONSTATERET"]),
    ],
    ids=["OPFYLDT", "FORELOEBIG", "KONSTATERET"],
)
def test_each_change_that_follows_a_warning_is_told(
    where: Servers, room: Room, then: Life, as_of: str, told: list[str]
) -> None:
    room.day("2023-06-18", FOUR)
    room.day(as_of, new(then, FOUR))
    found = of(where.messages("kommune:751"))
    assert [m["status"] for m in found] == told
    assert len({m["breach_id"] for m in found}) == 1


def test_a_duty_that_lapses_is_told(where: Servers, room: Room) -> None:
    until_then = person("kort", kommune=751).dagpenge("2023-01-02", "2023-06-10")
    room.day("2023-06-18", until_then)
    room.day("2023-06-20", new(until_then.kontanthjaelp("2023-06-19", "2023-07-31"), until_then))
    found = of(where.messages("kommune:751"))
    assert [(m["status"], m["afsluttet"], m["lukkes_af"] == "") for m in found] == [
        ("VARSEL", False, False),
        ("BORTFALDET", True, True),
    ]


def test_a_late_remedy_is_told(where: Servers, room: Room) -> None:
    room.day("2023-07-03", PAID)
    room.day("2023-07-05", new(PAID.samtale("2023-07-04", "2023-07-05"), PAID))
    found = of(where.messages("kommune:751"))
    assert [(m["status"], m["afsluttet"]) for m in found] == [("KONSTATERET", False), ("AFHJULPET", True)]
    assert "afhjulpet 5. juli, efter fristen 2. juli" in found[1]["tekst"]


def test_the_numbers_of_a_person_have_no_hole(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR)
    room.day("2023-07-03")
    room.day("2023-07-04", new(FOUR.samtale("2023-07-04", "2023-07-03"), FOUR))
    numbers = [m["sekvens"] for m in where.messages("kommune:751")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 3


def test_back_and_forth_within_a_day_is_no_news(where: Servers, room: Room) -> None:
    met = FOUR.samtale("2023-06-17", "2023-06-18")
    room.day("2023-06-18", FOUR)
    room.day("2023-06-18", new(met, FOUR))
    room.day("2023-06-18", new(met.annulleret(), met))
    room.day("2023-06-19")
    assert of(where.messages("kommune:751"), DUE, "status") == ["VARSEL"]


def test_what_has_stood_through_a_tick_is_told(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR)
    room.day("2023-06-18", new(FOUR.samtale("2023-06-17", "2023-06-18"), FOUR))
    assert of(where.messages("kommune:751"), DUE, "status") == ["VARSEL"]
    room.day("2023-06-19")
    assert of(where.messages("kommune:751"), DUE, "status", "status_foer") == [("OPFYLDT", "VARSEL")]


def test_when_a_person_moves_the_old_kommune_closes_and_the_new_one_opens(where: Servers, room: Room) -> None:
    moved = FOUR.flytter(kommune=101).dagpenge("2023-06-19", "2023-06-30")
    room.day("2023-06-18", FOUR)
    room.day("2023-06-20", new(moved, FOUR))
    old, new_one = of(where.messages("kommune:751"))[-1], of(where.messages("kommune:101"))[0]
    assert (old["art"], old["status"], old["afsluttet"]) == ("FRAFLYTTET", "BORTFALDET", True)
    assert (old["kommune"], old["akasse"], old["value"], old["fakta"]) == (751, None, None, [])
    assert (new_one["art"], new_one["status"], new_one["kommune"]) == ("TILFLYTTET", "VARSEL", 101)
    assert (new_one["sekvens"], len(new_one["fakta"]), new_one["status_foer"]) == (1, 4, None)


# In the first three months of 2024 the a-kasse holds three; due 2 April, warned from 12 March.
MEDLEM = (
    person("medlem", kommune=751, akasse=2).dagpenge("2024-01-02", "2024-03-31").samtale("2024-01-05", aktoer="AKASSE")
)


def test_an_akasse_is_told_of_its_own_duties_and_nobody_else(where: Servers, room: Room) -> None:
    room.day("2024-03-15", MEDLEM)
    assert of(where.messages("akasse:2"), "SAM-DP-AK3", "lukkes_af") == ["2 samtaler i a-kassen inden 2. april"]
    assert of(where.messages("kommune:751", "akasse:7"), "SAM-DP-AK3") == []


def test_a_member_who_changes_akasse_is_handed_over(where: Servers, room: Room) -> None:
    room.day("2024-03-15", MEDLEM)
    room.day("2024-03-20", new(MEDLEM.flytter(akasse=7).dagpenge("2024-03-18", "2024-03-31"), MEDLEM))
    assert of(where.messages("akasse:2"), "SAM-DP-AK3", "art", "akasse", "kommune")[-1] == ("FRAFLYTTET", 2, None)
    assert of(where.messages("akasse:7"), "SAM-DP-AK3", "art", "status") == [("TILFLYTTET", "VARSEL")]


@pytest.mark.parametrize(("as_of", "told"), [("2024-07-30", True), ("2024-07-31", False)])
def test_an_akasse_sees_nobody_who_left_more_than_120_days_ago(
    where: Servers, room: Room, as_of: str, told: bool
) -> None:
    # Paid to 1 April; 30 July is 120 days later.
    room.day(as_of, person("x", akasse=2).dagpenge("2024-01-02", "2024-04-01"))
    assert bool(of(where.messages("akasse:2"), "CV-DP")) is told


def test_an_akasse_sees_no_fact_from_more_than_120_days_before_membership(where: Servers, room: Room) -> None:
    life = person("y", akasse=None).dagpenge("2024-01-02", "2024-02-29").samtale("2024-01-10", aktoer="AKASSE")
    room.day("2024-03-20", life.flytter(akasse=7).dagpenge("2024-03-01", "2024-03-31"))
    (near,) = of(where.messages("akasse:7"), "SAM-DP-AK3")
    assert (near["value"], [f["fact_id"] for f in near["fakta"]]) == (1.0, ["y-0001"])
    late = life.dagpenge("2024-03-01", "2024-06-30").flytter(akasse=7).dagpenge("2024-06-01", "2024-07-31")
    room.day("2024-07-20", [{**fact, "person_id": "z"} for fact in late])
    seen = [m for m in where.messages("akasse:7") if m["subject"] == "z"]
    assert [m["fakta"] for m in seen] == [[]] * len(seen)


def test_what_is_put_off_is_quiet_until_its_day_and_then_comes_back(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR)
    room.answer(of(where.messages("kommune:751"))[0], "UDSAT", "2023-07-10")
    for as_of in ("2023-07-03", "2023-07-09"):
        room.day(as_of)
    assert of(where.messages("kommune:751")) == []
    room.day("2023-07-10")
    (reminder,) = of(where.messages("kommune:751"))
    assert (reminder["art"], reminder["status"]) == ("PAAMINDELSE", "FORELOEBIG")
    room.day("2023-07-11")
    assert of(where.messages("kommune:751")) == []


def test_what_ended_while_it_was_put_off_is_told_when_it_is_over(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR)
    room.answer(of(where.messages("kommune:751"))[0], "UDSAT", "2023-06-25")
    room.day("2023-06-20", new(FOUR.samtale("2023-06-19", "2023-06-20"), FOUR))
    assert of(where.messages("kommune:751")) == []
    room.day("2023-06-25")
    assert of(where.messages("kommune:751"), DUE, "status", "art") == [("OPFYLDT", "PLIGT")]


def test_what_is_seen_is_not_told_again_until_it_is_worse(where: Servers, room: Room) -> None:
    room.day("2023-07-03", FOUR)
    room.answer(of(where.messages("kommune:751"))[0], "KVITTERET")
    room.day("2023-07-04", new(PAID, FOUR))
    room.day("2023-07-06", new(PAID.annulleret(), PAID))
    assert of(where.messages("kommune:751"), DUE, "status") == ["KONSTATERET"]
    room.day("2023-08-01")
    assert of(where.messages("kommune:751"), DUE, "status") == ["BORTFALDET"]


def test_the_first_date_of_a_partition_is_its_baseline(where: Servers) -> None:
    room = Room(where, everything=False)
    room.begin()
    where.messages("kommune:751")
    room.day("2023-06-18", FOUR)
    assert where.messages("kommune:751") == []
    room.day("2023-07-03")
    assert of(where.messages("kommune:751"), DUE, "status", "status_foer") == [("FORELOEBIG", "VARSEL")]


def test_a_new_rule_version_is_in_shadow(where: Servers) -> None:
    shipped = (files("streams.rules") / "varsling.yaml").read_text("utf-8")
    shadow = varsling(shipped.replace("SAM-DP-6I6: [{version: 1.0.0", "SAM-DP-6I6: [{version: 0.9.0"))
    room = Room(where, policy=shadow)
    room.begin()
    where.messages("kommune:751")
    room.day("2023-06-18", FOUR)
    assert {m["rule_id"] for m in where.messages("kommune:751")} & {DUE, "TIL-6M"} == {"TIL-6M"}
    assert where.link.client().command(f"SELECT count() FROM fokusvagt.v_breaches WHERE rule_id = '{DUE}'") == 1


def test_who_takes_over_after_a_crash_tells_again_with_the_same_number(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR, crash="topic")
    other = Room(where)
    other.take_over(FOUR)
    other.day("2023-06-18")
    twice = of(where.messages("kommune:751"), DUE, "status", "sekvens")
    assert twice == [twice[0]] * 2


def test_who_takes_over_after_a_crash_that_came_later_is_silent(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR, crash="table")
    other = Room(where)
    other.take_over(FOUR)
    other.day("2023-06-18")
    assert of(where.messages("kommune:751"), DUE, "status") == ["VARSEL"]


def test_who_takes_over_tells_nothing_that_was_told(where: Servers, room: Room) -> None:
    room.day("2023-06-18", FOUR)
    where.messages("kommune:751")
    other = Room(where)
    other.take_over(FOUR)
    other.day("2023-06-18")
    assert where.messages("kommune:751") == []


def test_who_takes_over_remembers_what_was_held(where: Servers, room: Room) -> None:
    met = FOUR.samtale("2023-06-17", "2023-06-18")
    room.day("2023-06-18", FOUR)
    room.day("2023-06-18", new(met, FOUR))
    other = Room(where)
    other.take_over(met)
    other.day("2023-06-18")
    other.day("2023-06-19")
    assert of(where.messages("kommune:751"), DUE, "status") == ["VARSEL", "OPFYLDT"]
