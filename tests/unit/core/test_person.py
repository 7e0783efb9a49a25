"""A person as of T: which facts exist then, and whose the person is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from streams.core.calendar import NO_DATE
from streams.core.codes import YDELSER
from streams.core.evaluate import largest
from streams.core.facts import DTYPES, Facts, Segment
from streams.core.person import Person, akasse_at, has, kommune_at, new_scratch, next_fact, read_person
from tests.unit.core.records import records


def facts(*ydelser: dict[str, Any]) -> Facts:
    """One person's payments and nothing else."""
    dagpenge = {"ydelse": YDELSER.index("DAGPENGE"), "akasse": -1}
    made = {
        name: records(dtype, [dagpenge | y for y in ydelser] if name == "ydelse" else [])
        for name, dtype in DTYPES.items()
    }
    return Facts(*(Segment(r, np.zeros(1, np.int64), np.array([len(r)], np.int32)) for r in made.values()))


def person(t: int, *ydelser: dict[str, Any]) -> Person:
    known = facts(*ydelser)
    return read_person(known, 0, t, new_scratch(largest(known, np.zeros(1, np.int32)), 1))


FIRST, SECOND = {"dag": 10, "til": 20, "kommune": 101}, {"dag": 30, "til": 40, "kommune": 147, "akasse": 7}


@pytest.mark.parametrize(("t", "until"), [(9, []), (10, [10]), (19, [19]), (20, [20]), (29, [20]), (30, [20, 30])])
def test_payments_are_known_from_their_first_day_and_cut_at_t(t: int, until: list[int]) -> None:
    assert [int(y["til"]) for y in person(t, FIRST, SECOND).ydelser] == until


def test_annulled_payments_are_left_out() -> None:
    assert len(person(50, FIRST | {"slettet": 1}, SECOND).ydelser) == 1


@pytest.mark.parametrize(
    ("day", "kommune", "akasse"), [(5, 101, 7), (10, 101, 7), (29, 101, 7), (30, 147, 7), (99, 147, 7)]
)
def test_whose_the_person_is(day: int, kommune: int, akasse: int) -> None:
    found = person(50, FIRST, SECOND)
    assert (kommune_at(found, day), akasse_at(found, day)) == (kommune, akasse)


def test_of_nobody_nothing_is_known() -> None:
    assert (kommune_at(person(50), 20), akasse_at(person(50), 20)) == (-1, -1)


@pytest.mark.parametrize(("t", "following"), [(9, 10), (10, 30), (29, 30), (30, NO_DATE)])
def test_the_next_fact_to_come(t: int, following: int) -> None:
    assert next_fact(facts(FIRST, FIRST | {"dag": 25, "slettet": 1}, SECOND).ydelse, 0, t) == following


def test_a_mask_has_what_was_put_in() -> None:
    assert [bool(has(0b101, code)) for code in range(4)] == [True, False, True, False]
