"""SAM-DP-AK3: the a-kasse's three samtaler in the first three months, from 2024 [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-DP-AK3"
LEDIG = person().dagpenge("2024-01-15", "2024-06-30")
TO = LEDIG.samtale("2024-01-25", "2024-02-25", aktoer="AKASSE")
KORT = person().dagpenge("2024-01-15", "2024-04-14")
STATUS = {
    "22 days before the deadline nobody is warned": (TO, "2024-03-24", None),
    "21 days before the deadline the warning comes": (TO, "2024-03-25", "VARSEL"),
    "on the last day there is still time": (TO, "2024-04-15", "VARSEL"),
    "two samtaler are too few": (TO, "2024-04-16", "KONSTATERET"),
    "a third on the last day is in time": (TO.samtale("2024-04-15", aktoer="AKASSE"), "2024-04-16", "OPFYLDT"),
    "a third on the day after is late": (TO.samtale("2024-04-16", aktoer="AKASSE"), "2024-04-16", "AFHJULPET"),
    "the jobcenter's do not count": (TO.samtale("2024-03-01"), "2024-04-16", "KONSTATERET"),
    "another actor's do not count": (TO.samtale("2024-03-01", aktoer="ANDEN_AKTOER"), "2024-04-16", "KONSTATERET"),
    "a raadighedssamtale does not count": (
        TO.samtale("2024-03-01", aktoer="AKASSE", samtaletype="RAADIGHEDSSAMTALE"),
        "2024-04-16",
        "KONSTATERET",
    ),
    "paid to the day before, it is only presumed": (KORT, "2024-04-16", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-06-01", "BORTFALDET"),
}


@cases(STATUS)
def test_three_in_three_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize(("start", "anchors"), [("2023-12-31", []), ("2024-01-01", ["2024-01-01"])])
def test_it_holds_for_forloeb_begun_in_2024_or_later(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().dagpenge(start, "2024-06-30"), "2024-06-30").told(RULE, "anchor") == anchors


@pytest.mark.parametrize(("start", "due_on"), [("2024-11-30", "2025-02-28"), ("2024-01-31", "2024-04-30")])
def test_three_months_end_with_a_short_month(state: Ask, start: str, due_on: str) -> None:
    assert state(person().dagpenge(start, "2025-03-31"), "2025-03-31").row(RULE)["due_on"] == due_on


def test_the_akasse_of_the_deadline_answers(state: Ask) -> None:
    life = person(akasse=2).dagpenge("2024-01-15", "2024-03-31").flytter(akasse=7).dagpenge("2024-04-01", "2024-06-30")
    assert state(life, "2024-05-01").told(RULE, "responsible", "akasse") == [("AKASSE", 7)]


def test_without_an_akasse_the_row_names_none(state: Ask) -> None:
    life = person(akasse=None).dagpenge("2024-01-15", "2024-06-30")
    assert state(life, "2024-05-01").told(RULE, "responsible", "akasse", "value") == [("AKASSE", None, 0)]
