"""What is told: the difference between what was found and what the world knows, against a dictionary."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.arena import new_blocks
from streams.core.calendar import NO_DATE
from streams.core.codes import STATUSSER, code
from streams.core.diff import NEW_ROW, Changes, first_changes, no_changes, tell_changes
from streams.core.facts import Records
from streams.core.out import ROW
from tests.unit.core.records import records

Found = dict[int, tuple[str, float]]
"""By anchor: status and value."""
CLOSED = ("OPFYLDT", "BORTFALDET")
STATUS = st.sampled_from(["OPFYLDT", "VARSEL", "BORTFALDET", "AFHJULPET", "KONSTATERET", "FORELOEBIG"])
FOUND = st.dictionaries(st.integers(0, 3), st.tuples(STATUS, st.sampled_from([1.0, 2.0, float("nan")])), max_size=4)


def row(anchor: int, status: str = "KONSTATERET", **own: Any) -> dict[str, Any]:
    fixed = {"regel": 1, "version": 3, "frist": 50, "aabnet": 51, "lukket": NO_DATE, "kommune": 101, "akasse": 2}
    return {**fixed, "anker": anchor, "status": code(STATUSSER, status), "value": 1.0, "threshold": 4.0, **own}


class Teller:
    """What one person was told; `tell` gives the changes."""

    def __init__(self, slots: int = 64) -> None:
        self.blocks, self.told = new_blocks(1, slots), np.zeros(slots, ROW)

    def tell(self, rows: list[dict[str, Any]], room: int = 32) -> Changes:
        changes, count = no_changes(room), np.zeros(1, np.int64)
        person, end = np.zeros(1, np.int32), np.array([len(rows)], np.int64)
        kept = np.zeros(room, ROW)
        done = tell_changes(self.blocks, self.told, person, records(ROW, rows), end, 0, kept, changes, count)
        assert done == 1
        return first_changes(changes, int(count[0]))

    def said(self, rows: list[dict[str, Any]]) -> dict[int, tuple[str, float]]:
        return contents(self.tell(rows).rows)

    def known(self) -> Records:
        first = self.blocks.start[0]
        return self.told[first : first + self.blocks.length[0]]


def contents(rows: Records) -> dict[int, tuple[str, float]]:
    return {
        int(r["anker"]): (STATUSSER[r["status"]], -1.0 if np.isnan(r["value"]) else float(r["value"])) for r in rows
    }


def rows_of(found: Found) -> list[dict[str, Any]]:
    return [row(anchor, status, value=value) for anchor, (status, value) in found.items()]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(FOUND, max_size=6))
def test_whoever_keeps_what_is_told_sees_what_is_found(steps: list[Found]) -> None:
    teller, world = Teller(), {}
    for found in steps:
        world |= teller.said(rows_of(found))
        seen = {anchor: content for anchor, content in world.items() if content[0] not in CLOSED}
        assert seen == {a: c for a, c in contents(records(ROW, rows_of(found))).items() if c[0] not in CLOSED}
        assert {a: s for a, (s, _) in contents(teller.known()).items()} == {a: s for a, (s, _) in world.items()}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(FOUND, max_size=4), FOUND)
def test_the_same_again_is_silent(steps: list[Found], last: Found) -> None:
    teller = Teller()
    for found in [*steps, last]:
        teller.said(rows_of(found))
    assert teller.said(rows_of(last)) == {}


CHANGES: dict[str, dict[str, Any]] = {
    "status": {"status": code(STATUSSER, "AFHJULPET")},
    "deadline": {"frist": 60},
    "opening": {"aabnet": 61},
    "closing": {"lukket": 70},
    "kommune": {"kommune": 147},
    "a-kasse": {"akasse": -1},
    "responsible party": {"ansvarlig": 1},
    "version of the rule": {"version": 4},
    "value": {"value": 2.0},
    "a value that is gone": {"value": np.nan},
    "threshold": {"threshold": 5.0},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_row_is_told_again_when_this_is_another(change: dict[str, Any]) -> None:
    teller = Teller()
    teller.tell([row(7)])
    told = teller.tell([{**row(7), **change}])
    assert [len(told.rows), list(told.before)] == [1, [101]]
    assert len(teller.tell([{**row(7), **change}]).rows) == 0


def test_a_row_told_for_the_first_time_has_no_kommune_before() -> None:
    assert list(Teller().tell([row(7), row(8)]).before) == [NEW_ROW, NEW_ROW]


def test_a_change_comes_with_the_row_that_was_told_before() -> None:
    teller = Teller()
    assert [STATUSSER[r["status"]] for r in teller.tell([row(7, "VARSEL"), row(8)]).was] == ["INGEN", "INGEN"]
    told = teller.tell([row(7, "OPFYLDT", kommune=147)])
    before = [(STATUSSER[r["status"]], int(r["kommune"]), int(r["anker"])) for r in told.was]
    assert sorted(before) == [("KONSTATERET", 101, 8), ("VARSEL", 101, 7)]


def test_one_anchor_under_two_rules_is_two_rows() -> None:
    teller = Teller()
    assert len(teller.tell([row(7, regel=1), row(7, regel=2)]).rows) == 2
    assert [int(r["regel"]) for r in teller.tell([row(7, regel=2)]).rows] == [1]


def test_what_is_gone_lapses_and_is_no_longer_remedied() -> None:
    teller = Teller()
    teller.tell([row(7, "AFHJULPET", lukket=70)])
    (gone,) = teller.tell([]).rows
    assert (STATUSSER[gone["status"]], gone["lukket"], gone["frist"]) == ("BORTFALDET", NO_DATE, 50)


def test_what_was_closed_may_open_again() -> None:
    teller = Teller()
    statuses = ["KONSTATERET", "OPFYLDT", "BORTFALDET", "KONSTATERET"]
    assert [[s for s, _ in teller.said([row(7, status)]).values()] for status in statuses] == [
        *(["KONSTATERET"], ["OPFYLDT"], [], ["KONSTATERET"])
    ]


@pytest.mark.parametrize(("room", "slots"), [(3, 64), (64, 2)])
def test_without_room_nothing_is_told_and_nothing_remembered(room: int, slots: int) -> None:
    teller = Teller(slots)
    teller.tell([row(1), row(2)])
    changes, count, rows = no_changes(room), np.zeros(1, np.int64), records(ROW, [row(2), row(3)])
    one, end = np.zeros(1, np.int32), np.array([2], np.int64)
    done = tell_changes(teller.blocks, teller.told, one, rows, end, 0, np.zeros(room, ROW), changes, count)
    assert [done, int(count[0]), len(teller.known())] == [0, 0, 2]


def test_each_person_is_compared_with_what_they_were_told() -> None:
    blocks, told, kept = new_blocks(2, 64), np.zeros(64, ROW), np.zeros(8, ROW)
    both, end = np.array([1, 0], np.int32), np.array([1, 3], np.int64)
    changes, count = no_changes(8), np.zeros(1, np.int64)
    rows = records(ROW, [row(7), row(8), row(9)])
    assert tell_changes(blocks, told, both, rows, end, 0, kept, changes, count) == 2
    assert [int(blocks.length[person]) for person in (0, 1)] == [2, 1]
    assert tell_changes(blocks, told, both, rows, end, 1, kept, changes, count) == 2
    assert int(count[0]) == 3
