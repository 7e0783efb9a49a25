"""When an a-kasse may see a person: from 120 days before membership to 120 days after."""

from __future__ import annotations

import pytest

from streams.core.alerts_access import membership
from streams.core.facts import YDELSE
from streams.core.talte import Talt
from tests.unit.core.records import records

PAID = records(
    YDELSE,
    [
        {"dag": 1000, "til": 1030, "akasse": 2},
        {"dag": 1031, "til": 1060, "akasse": 2},
        {"dag": 1061, "til": 1090, "akasse": 7},
    ],
)


@pytest.mark.parametrize(
    ("day", "holds"), [(879, False), (880, True), (1000, True), (1060, True), (1180, True), (1181, False)]
)
def test_from_120_days_before_to_120_days_after(day: int, holds: bool) -> None:
    assert membership(PAID, 2, 120).holds(day) is holds


def test_who_was_never_a_member_is_never_seen() -> None:
    assert not membership(PAID, 9, 120).holds(1000)


def test_facts_outside_the_window_are_left_out() -> None:
    facts = [Talt("samtale", str(day), day, "JOBSAMTALE") for day in (940, 941, 1210, 1211)]
    assert [fact.dag for fact in membership(PAID, 7, 120).seen(facts)] == [941, 1210]
