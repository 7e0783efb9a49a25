"""SAM-DP-JC3: three samtaler in the fourth to sixth month, not the a-kasse's, from 2024 [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-DP-JC3"
LEDIG = person().dagpenge("2024-01-15", "2024-09-30")
TO = LEDIG.samtale("2024-04-16", "2024-05-16")
STATUS = {
    "31 days before the deadline nobody is warned": (TO, "2024-06-14", None),
    "30 days before the deadline the warning comes": (TO, "2024-06-15", "VARSEL"),
    "on the last day there is still time": (TO, "2024-07-15", "VARSEL"),
    "two samtaler are too few": (TO, "2024-07-16", "KONSTATERET"),
    "a third on the last day is in time": (TO.samtale("2024-07-15"), "2024-07-16", "OPFYLDT"),
    "a third on the day after is late": (TO.samtale("2024-07-16"), "2024-07-16", "AFHJULPET"),
    "one in the first three months does not count": (TO.samtale("2024-04-14"), "2024-07-16", "KONSTATERET"),
    "one on the day the three months are full does not count": (TO.samtale("2024-04-15"), "2024-07-16", "KONSTATERET"),
    "one on the day after it does": (TO.samtale("2024-04-16"), "2024-07-16", "OPFYLDT"),
    "another actor's count": (TO.samtale("2024-06-01", aktoer="ANDEN_AKTOER"), "2024-07-16", "OPFYLDT"),
    "the a-kasse's do not": (TO.samtale("2024-06-01", aktoer="AKASSE"), "2024-07-16", "KONSTATERET"),
    "who left before the deadline had none": (
        person().dagpenge("2024-01-15", "2024-07-14"),
        "2024-09-01",
        "BORTFALDET",
    ),
}
AFTER_FEBRUARY = person().dagpenge("2024-11-30", "2025-06-30").samtale("2025-03-20", "2025-04-20")


@cases(STATUS)
def test_three_in_the_second_three_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize(("start", "anchors"), [("2023-12-31", []), ("2024-01-01", ["2024-01-01"])])
def test_it_holds_for_forloeb_begun_in_2024_or_later(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().dagpenge(start, "2024-09-30"), "2024-09-30").told(RULE, "anchor") == anchors


@pytest.mark.parametrize(("third", "status"), [("2025-02-28", "KONSTATERET"), ("2025-03-01", "OPFYLDT")])
def test_three_months_from_30_november_are_full_on_28_february(state: Ask, third: str, status: str) -> None:
    assert state(AFTER_FEBRUARY.samtale(third), "2025-06-30").row(RULE)["status"] == status


def test_only_what_counts_is_counted_and_the_kommune_answers(state: Ask) -> None:
    life = TO.samtale("2024-02-01").samtale("2024-05-01", aktoer="AKASSE")
    assert state(life, "2024-07-16").told(RULE, "value", "threshold", "responsible") == [(2, 3, "KOMMUNE")]
