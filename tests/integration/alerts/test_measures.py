"""What kommuner and a-kasser hear of their own figures, and of their week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from streams.agents.measure_state import Told
from streams.core.brud import Brud
from streams.core.calendar import to_day
from streams.core.figur import Figure
from tests.support.alerting import Message, Room, Servers
from tests.support.lives import people

AARHUS = "kommune:751"
VERSION = "1.0.0+2020-01-01"


@pytest.fixture
def room(where: Servers) -> Room:
    room = Room(where)
    room.begin()
    where.messages(AARHUS, "akasse:2")
    return room


def day(text: str) -> int:
    return to_day(date.fromisoformat(text))


def nowcast(as_of: str, headroom: int | None) -> Figure:
    return Figure("FM-SAMTALE", "kommune", 751, day(as_of), True, 10, 100, 0.1, 0.19, 0.2, False, headroom)


def coming(status: str, value: float = 0.21) -> Brud:
    return Brud("FM-SAMTALE", "kommune", 751, VERSION, day("2025-06-30"), status, day("2025-06-01"), None, value, 0.2)


def tell(room: Room, as_of: str, *found: Figure | Brud) -> None:
    """These figures and breaches have changed as of the date."""
    brud = [f for f in found if isinstance(f, Brud)]
    figures = [f for f in found if isinstance(f, Figure)]
    room.measures.take(Told(figures, [], brud), room.stamp(as_of))


def told(where: Servers, *fields: str) -> list[Any]:
    found: list[Message] = [m for m in where.messages(AARHUS) if m["art"] != "UGE"]
    return [tuple(m[f] for f in fields) for m in found]


def test_a_nowcast_that_crosses_a_target_is_told_and_so_is_its_return(where: Servers, room: Room) -> None:
    tell(room, "2025-06-10", coming("FORELOEBIG"))
    tell(room, "2025-06-11", coming("FORELOEBIG", 0.22))
    tell(room, "2025-06-12", coming("BORTFALDET"))
    found = told(where, "status", "alvor", "subject", "sekvens")
    assert found == [("FORELOEBIG", "MIDDEL", "751", 1), ("BORTFALDET", "LAV", "751", 2)]


def test_a_nowcast_that_goes_to_and_fro_within_a_day_is_told_once(where: Servers, room: Room) -> None:
    for status in ("FORELOEBIG", "BORTFALDET", "FORELOEBIG"):
        tell(room, "2025-06-10", coming(status))
    tell(room, "2025-06-11")
    assert told(where, "status") == [("FORELOEBIG",)]


def test_a_nowcast_that_stays_away_is_told_after_a_tick(where: Servers, room: Room) -> None:
    for status in ("FORELOEBIG", "BORTFALDET"):
        tell(room, "2025-06-10", coming(status))
    tell(room, "2025-06-11")
    assert told(where, "status") == [("FORELOEBIG",), ("BORTFALDET",)]


def test_a_month_that_ends_in_breach_is_told_under_the_same_name(where: Servers, room: Room) -> None:
    tell(room, "2025-06-10", coming("FORELOEBIG"))
    tell(room, "2025-06-30", replace(coming("KONSTATERET"), aabnet=day("2025-06-30")))
    found = told(where, "status", "breach_id")
    assert [status for status, _ in found] == ["FORELOEBIG", "KONSTATERET"]
    assert len({name for _, name in found}) == 1


@pytest.mark.parametrize(("headroom", "warned"), [(6, False), (5, False), (4, True), (0, True), (-3, True)])
def test_headroom_under_five_is_told(where: Servers, room: Room, headroom: int, warned: bool) -> None:
    tell(room, "2025-06-10", nowcast("2025-06-10", headroom))
    assert told(where, "art", "status", "luft") == ([("LUFT", "VARSEL", headroom)] if warned else [])


def test_headroom_is_told_once_until_there_is_room_again(where: Servers, room: Room) -> None:
    for as_of, headroom in (("2025-06-10", 4), ("2025-06-11", 3), ("2025-06-12", 7), ("2025-06-13", 2)):
        tell(room, as_of, nowcast(as_of, headroom))
    assert told(where, "status", "luft") == [("VARSEL", 4), ("OPFYLDT", 7), ("VARSEL", 2)]


def test_headroom_that_comes_and_goes_within_a_day_is_told_once(where: Servers, room: Room) -> None:
    for headroom in (4, 6, 4, 6, 4):
        tell(room, "2025-06-10", nowcast("2025-06-10", headroom))
    assert told(where, "status") == [("VARSEL",)]


def test_little_headroom_on_the_first_date_is_the_baseline(where: Servers) -> None:
    room = Room(where, everything=False)
    room.begin()
    where.messages(AARHUS)
    tell(room, "2025-06-09", nowcast("2025-06-09", 3))
    tell(room, "2025-06-10", nowcast("2025-06-10", 2))
    assert told(where, "luft") == []


def test_who_takes_over_tells_no_figure_again(where: Servers, room: Room) -> None:
    tell(room, "2025-06-10", nowcast("2025-06-10", 4), coming("FORELOEBIG"))
    assert len(told(where)) == 2
    other = Room(where)
    other.measures.restore([nowcast("2025-06-10", 4)], [coming("FORELOEBIG")])
    tell(other, "2025-06-10", nowcast("2025-06-10", 3), coming("FORELOEBIG", 0.23))
    tell(other, "2025-06-11", nowcast("2025-06-11", 3), coming("FORELOEBIG", 0.24))
    assert told(where) == []


def test_on_monday_each_receiver_gets_its_week(where: Servers, room: Room) -> None:
    facts = people(3, lambda life: life.dagpenge("2023-01-02", "2023-06-30"), kommune=751)
    for as_of in ("2023-06-16", "2023-06-18", "2023-06-19", "2023-06-20"):
        room.day(as_of, facts if as_of == "2023-06-16" else ())
        tell(room, as_of)
    weeks = [m for m in where.messages(AARHUS) if m["art"] == "UGE"]
    assert [m["as_of"] for m in weeks] == [date(2023, 6, 16), date(2023, 6, 19)]
    (duty,) = [row for row in weeks[1]["uge"] if row["rule_id"] == "SAM-DP-6I6"]
    assert (duty["varsler"], duty["forfalder"], duty["konstaterede"], duty["nye"]) == (3, 0, 0, 3)
    assert weeks[1]["tekst"].startswith("Uge 24: ")
    assert where.messages("kommune:101") == []
