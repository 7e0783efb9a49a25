"""FS-1: the first faellessamtale by the 92nd paid day of dagpenge, 2020 to 2023 [03 B]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "FS-1"
LEDIG = person().dagpenge("2023-01-01", "2023-09-30")
"""The 92nd paid day is 2 April."""
FORSINKET = person().dagpenge("2023-01-01", "2023-03-31")
"""90 paid days; projected, the 92nd is 2 April as well."""
STATUS = {
    "22 days before the deadline nobody is warned": (LEDIG, "2023-03-11", None),
    "21 days before the deadline the warning comes": (LEDIG, "2023-03-12", "VARSEL"),
    "on the 92nd paid day there is still time": (LEDIG, "2023-04-02", "VARSEL"),
    "on the 93rd the breach is certain": (LEDIG, "2023-04-03", "KONSTATERET"),
    "on the 92nd paid day it is in time": (LEDIG.faellessamtale("2023-04-02"), "2023-05-01", "OPFYLDT"),
    "on the 93rd it is late": (LEDIG.faellessamtale("2023-04-03"), "2023-05-01", "AFHJULPET"),
    "on the first paid day it counts": (LEDIG.faellessamtale("2023-01-01"), "2023-05-01", "OPFYLDT"),
    "before it it does not": (LEDIG.faellessamtale("2022-12-31"), "2023-05-01", "KONSTATERET"),
    "a jobsamtale is another thing": (LEDIG.samtale("2023-03-01"), "2023-05-01", "KONSTATERET"),
    "a missed faellessamtale is none": (
        LEDIG.faellessamtale("2023-03-01", status="UDEBLEVET"),
        "2023-05-01",
        "KONSTATERET",
    ),
    "without payment the deadline is projected": (FORSINKET, "2023-04-02", "VARSEL"),
    "past it the breach is only presumed": (FORSINKET, "2023-04-03", "FORELOEBIG"),
    "until the month after the last payment is over": (FORSINKET, "2023-04-30", "FORELOEBIG"),
    "after that there was none": (FORSINKET, "2023-05-01", None),
    "a late faellessamtale remedies what was presumed": (
        FORSINKET.faellessamtale("2023-04-10"),
        "2023-04-20",
        "AFHJULPET",
    ),
    "91 paid days are too few": (FORSINKET.dagpenge("2023-04-01", "2023-04-01"), "2023-06-01", None),
    "92 paid days are enough, also when all is over": (
        FORSINKET.dagpenge("2023-04-01", "2023-04-02"),
        "2023-12-31",
        "KONSTATERET",
    ),
    "nobody without dagpenge has it": (person().kontanthjaelp("2023-01-01", "2023-09-30"), "2023-05-01", None),
}


@cases(STATUS)
def test_three_months_of_paid_days(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


VALIDITY = {
    "a dagpengeperiode begun in 2019 has none": ("2019-12-31", []),
    "begun in 2020 it has": ("2020-01-01", ["2020-01-01"]),
    "begun on the last day of 2023 it has": ("2023-12-31", ["2023-12-31"]),
    "begun in 2024 it has none": ("2024-01-01", []),
}


@cases(VALIDITY, "start", "anchors")
def test_it_held_for_four_years(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().dagpenge(start, "2024-12-31"), "2024-12-31").told(RULE, "anchor") == anchors


def test_the_row_tells_the_92nd_paid_day_and_the_kommune_of_it(state: Ask) -> None:
    life = person(kommune=101).dagpenge("2023-01-01", "2023-04-01").flytter(kommune=147)
    row = state(life.dagpenge("2023-04-02", "2023-05-31").faellessamtale("2023-04-20"), "2023-05-10").row(RULE)
    assert [row[name] for name in ("due_on", "opened_on", "resolved_on")] == ["2023-04-02", "2023-04-03", "2023-04-20"]
    assert [row[name] for name in ("responsible", "kommune", "value", "threshold")] == ["KOMMUNE", 147, 1, 1]


@pytest.mark.parametrize(("paid_to", "due_on"), [("2023-03-31", "2023-04-02"), ("2023-03-20", "2023-04-02")])
def test_the_projection_is_the_last_paid_day_and_what_is_lacking(state: Ask, paid_to: str, due_on: str) -> None:
    life = person().dagpenge("2023-01-01", paid_to)
    assert state(life, "2023-04-20").told(RULE, "due_on", "status") == [(due_on, "FORELOEBIG")]


def test_a_hole_in_the_payments_moves_the_projection(state: Ask) -> None:
    life = person().dagpenge("2023-01-01", "2023-01-31").dagpenge("2023-02-11", "2023-03-31")
    assert state(life, "2023-04-12").told(RULE, "due_on", "status") == [("2023-04-12", "VARSEL")]
