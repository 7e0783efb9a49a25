"""Suspended days count towards no deadline, where a suspension is chosen: here 13 March to 26 May 2020, 75 days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from tests.naive.readings import instances_while_suspended
from tests.spec.engines import ENGINES, Ask, Engine, Fact, State, _row, cases
from tests.support import core
from tests.support.lives import Life, person

FIRST, LAST = date(2020, 3, 13), date(2020, 5, 26)


def naively(facts: list[Fact], as_of: date) -> State:
    """The naive implementation; it measures nothing."""
    found = instances_while_suspended(facts, as_of, FIRST, LAST)
    return State([_row(i.row()) for i in found if i.status is not None], lambda: ([], []))


@pytest.fixture(params=[*(e for n, e in ENGINES.items() if n != "naive"), naively], ids=[*list(ENGINES)[:-1], "twin"])
def state(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Asks an engine while deadlines stand still in the spring of 2020."""
    engine: Engine = request.param

    def ask(facts: Iterable[Fact], as_of: str) -> State:
        return engine(list(facts), date.fromisoformat(as_of))

    with core.reading("suspensioner.covid-foraar-2020"):
        yield ask


def ledig(start: str) -> Life:
    return person().dagpenge(start, "2020-12-31")


DUE = {
    "a deadline on the day before it began stands": (ledig("2020-02-27"), "2020-03-12"),
    "one on its first day is after its last": (ledig("2020-02-28"), "2020-05-27"),
    "days before it and days after it are counted together": (ledig("2020-03-06"), "2020-06-03"),
    "who began on the day before it has all of their days after it": (ledig("2020-03-12"), "2020-06-09"),
    "who began on its first day as well": (ledig("2020-03-13"), "2020-06-09"),
    "who began on its last day as well": (ledig("2020-05-26"), "2020-06-09"),
    "who began on the day after it is not touched": (ledig("2020-05-27"), "2020-06-10"),
}


@cases(DUE, "life", "due")
def test_the_first_samtale_is_due_without_the_suspended_days(state: Ask, life: Life, due: str) -> None:
    assert state(life, "2020-12-31").row("SAM-DP-FOERSTE")["due_on"] == due


def test_a_samtale_held_while_it_lasts_counts(state: Ask) -> None:
    life = ledig("2020-03-02").samtale("2020-04-15")
    assert state(life, "2020-12-31").status("SAM-DP-FOERSTE") == "OPFYLDT"


def test_an_exemption_moves_what_the_suspension_has_moved(state: Ask) -> None:
    life = person().kontanthjaelp("2020-01-02", "2020-12-31").status("FRITAGELSE", "2020-09-10", "2020-09-20")
    assert state(life, "2020-12-31").row("TIL-6M")["due_on"] == "2020-09-21"


def test_where_nobody_chose_it_nothing_stands_still() -> None:
    found = ENGINES["core"]([*ledig("2020-02-28")], date(2020, 12, 31))
    assert found.row("SAM-DP-FOERSTE")["due_on"] == "2020-03-13"
