"""The life of a breach: what it is called on each day, and what the world is told when a fact comes late [02 §4]."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from streams.core.partition import Partition
from tests.spec.engines import Ask, cases
from tests.support import core
from tests.support.lives import Fact, Life, person

RULE = "SAM-KH-FOERSTE"
LIFE = person().kontanthjaelp("2024-01-15", "2024-03-31")
"""The deadline is 22 January, the warning comes on the 19th."""
HELD_LATE = LIFE.samtale("2024-01-25")
DAYS = ["2024-01-14", "2024-01-15", "2024-01-18", "2024-01-19", "2024-01-22", "2024-01-23", "2024-01-24"]


def statuses(state: Ask, life: Life, days: list[str]) -> list[str | None]:
    return [state(life, day).status(RULE) for day in days]


def test_day_by_day(state: Ask) -> None:
    told = statuses(state, HELD_LATE, [*DAYS, "2024-01-25", "2024-07-01"])
    assert told == [None, None, None, "VARSEL", "VARSEL", "KONSTATERET", "KONSTATERET", "AFHJULPET", "AFHJULPET"]


def test_held_in_time_there_is_nothing_to_tell(state: Ask) -> None:
    told = statuses(state, LIFE.samtale("2024-01-21"), ["2024-01-19", "2024-01-20", "2024-01-21", "2024-07-01"])
    assert told == ["VARSEL", "VARSEL", "OPFYLDT", "OPFYLDT"]


def test_payments_that_lag_make_it_presumed_first(state: Ask) -> None:
    week = person().kontanthjaelp("2024-01-15", "2024-01-21")
    late = week.kontanthjaelp("2024-01-22", "2024-01-22")
    assert statuses(state, week, ["2024-01-22", "2024-01-23", "2024-02-29", "2024-03-01"]) == [
        *("VARSEL", "FORELOEBIG", "FORELOEBIG", "BORTFALDET")
    ]
    assert statuses(state, late, ["2024-01-23", "2024-03-01"]) == ["KONSTATERET", "KONSTATERET"]


def test_nobody_is_warned_of_a_forloeb_that_has_ended(state: Ask) -> None:
    moved = person().kontanthjaelp("2024-01-15", "2024-01-18").sygedagpenge("2024-01-19", "2024-03-31")
    assert statuses(state, moved, ["2024-01-18", "2024-01-19", "2024-01-22", "2024-01-23"]) == [
        *(None, None, None, "BORTFALDET")
    ]


def test_lapsed_comes_before_remedied(state: Ask) -> None:
    """Who has left before the deadline had no duty, whatever was held afterwards."""
    left = person().kontanthjaelp("2024-01-15", "2024-01-21").samtale("2024-01-24")
    assert statuses(state, left, ["2024-02-29", "2024-03-01"]) == ["AFHJULPET", "BORTFALDET"]


def test_remedied_comes_before_presumed(state: Ask) -> None:
    lagging = person().kontanthjaelp("2024-01-15", "2024-01-21").samtale("2024-01-23")
    assert state(lagging, "2024-01-24").told(RULE, "status", "resolved_on") == [("AFHJULPET", "2024-01-23")]


@pytest.mark.parametrize(
    ("status", "opened", "resolved"),
    [("VARSEL", "2024-01-23", None), ("KONSTATERET", "2024-01-23", None), ("AFHJULPET", "2024-01-23", "2024-01-25")],
)
def test_a_row_is_open_from_the_day_after_the_deadline(
    state: Ask, status: str, opened: str, resolved: str | None
) -> None:
    day = {"VARSEL": "2024-01-19", "KONSTATERET": "2024-01-24", "AFHJULPET": "2024-02-01"}[status]
    assert state(HELD_LATE, day).told(RULE, "status", "opened_on", "resolved_on") == [(status, opened, resolved)]


STILLE = person().kontanthjaelp("2024-01-15", "2024-01-21")
NOTICED = {
    "a samtale": (STILLE.samtale("2024-02-10"), RULE, "2024-02-10", "AFHJULPET"),
    "a payment": (STILLE.kontanthjaelp("2024-02-10", "2024-02-10"), RULE, "2024-02-10", "KONSTATERET"),
    "another ydelse": (STILLE.sygedagpenge("2024-02-10", "2024-02-10"), RULE, "2024-02-10", "BORTFALDET"),
    "a tilbud": (
        person().kontanthjaelp("2024-01-15", "2024-07-14").tilbud("2024-08-10", None),
        "TIL-6M",
        "2024-08-10",
        "AFHJULPET",
    ),
    "an event": (
        person().dagpenge("2024-01-15", "2024-01-28").status("CV_GODKENDT", "2024-02-10"),
        "CV-DP",
        "2024-02-10",
        "AFHJULPET",
    ),
}


@cases(NOTICED, "life", "rule", "day", "status")
def test_a_fact_known_beforehand_speaks_on_its_own_day(
    state: Ask, life: Life, rule: str, day: str, status: str
) -> None:
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    assert [state(life, d).status(rule) for d in (eve, day)] == ["FORELOEBIG", status]


# What the world is told: the core only, since only it remembers what was told before.


class Told:
    """A partition in use: `told` gives what changes when facts arrive or a day passes."""

    def __init__(self, *facts: Fact) -> None:
        self.partition = Partition(core.law(), core.country())
        self.receive(*facts)

    def receive(self, *facts: Fact) -> Told:
        core.merge(self.partition, facts)
        return self

    def on(self, day: str, *columns: str) -> list[object]:
        rows = [row for row in core.told(self.partition, date.fromisoformat(day)) if row["rule_id"] == RULE]
        return [tuple(str(row[c]) for c in columns) if columns else row["status"] for row in rows]


def test_each_change_is_told_once() -> None:
    told = Told(*HELD_LATE)
    days = [*DAYS, "2024-01-25", "2024-01-26"]
    assert [told.on(day) for day in days] == [
        *([], [], [], ["VARSEL"], [], ["KONSTATERET"], []),
        *(["AFHJULPET"], []),
    ]


def test_a_samtale_registered_late_retracts_the_breach() -> None:
    told = Told(*LIFE)
    assert told.on("2024-02-01") == ["KONSTATERET"]
    assert told.receive(*LIFE.samtale("2024-01-20")).on("2024-02-01") == ["OPFYLDT"]
    assert told.on("2024-02-02") == []


def test_an_annulled_samtale_brings_it_back() -> None:
    told = Told(*LIFE)
    told.on("2024-02-01")
    told.receive(*LIFE.samtale("2024-01-20")).on("2024-02-01")
    assert told.receive(*LIFE.samtale("2024-01-20").annulleret()).on("2024-02-02") == ["KONSTATERET"]


def test_what_was_never_open_is_not_told_closed() -> None:
    told = Told(*LIFE.samtale("2024-01-16"))
    assert [told.on(day) for day in ("2024-01-19", "2024-02-01")] == [[], []]


def test_the_same_facts_again_tell_nothing() -> None:
    told = Told(*HELD_LATE)
    told.on("2024-02-01")
    assert told.receive(*HELD_LATE, *HELD_LATE).on("2024-02-01") == []


def test_a_presumed_breach_lapses_when_payments_end() -> None:
    told = Told(*person().kontanthjaelp("2024-01-15", "2024-01-21"))
    assert [told.on(day) for day in ("2024-01-23", "2024-02-29", "2024-03-01")] == [["FORELOEBIG"], [], ["BORTFALDET"]]


def test_a_new_anchor_lets_the_old_row_lapse() -> None:
    told = Told(*LIFE)
    told.on("2024-02-01")
    told.receive(*LIFE.status("FOERSTE_HENVENDELSE", "2024-01-20"))
    rows = told.on("2024-02-01", "anchor", "status", "resolved_on")
    assert sorted(rows) == [("2024-01-15", "BORTFALDET", "None"), ("2024-01-20", "KONSTATERET", "None")]


def test_another_kommune_is_told_though_nothing_else_changed() -> None:
    told = Told(*LIFE)
    told.on("2024-02-01")
    told.receive(*LIFE.rettet(kommune=147))
    assert told.on("2024-02-01", "status", "kommune") == [("KONSTATERET", "147")]


def test_the_clock_may_go_back() -> None:
    told = Told(*LIFE)
    told.on("2024-02-01")
    told.partition.everyone()
    assert told.on("2024-01-20") == ["VARSEL"]
