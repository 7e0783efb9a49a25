"""FS-2: two faellessamtaler by the 183rd paid day of dagpenge, 2020 to 2023 [03 B]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "FS-2"
LEDIG = person().dagpenge("2023-01-01", "2023-12-31").faellessamtale("2023-03-01")
"""The 183rd paid day is 2 July."""
KORT = person().dagpenge("2023-01-01", "2023-07-01")
STATUS = {
    "31 days before the deadline nobody is warned": (LEDIG, "2023-06-01", None),
    "30 days before the deadline the warning comes": (LEDIG, "2023-06-02", "VARSEL"),
    "on the 183rd paid day there is still time": (LEDIG, "2023-07-02", "VARSEL"),
    "on the 184th the breach is certain": (LEDIG, "2023-07-03", "KONSTATERET"),
    "a second on the 183rd paid day is in time": (LEDIG.faellessamtale("2023-07-02"), "2023-08-01", "OPFYLDT"),
    "a second on the 184th is late": (LEDIG.faellessamtale("2023-07-03"), "2023-08-01", "AFHJULPET"),
    "two in the first three months will do": (LEDIG.faellessamtale("2023-03-02"), "2023-08-01", "OPFYLDT"),
    "a jobsamtale is no second": (LEDIG.samtale("2023-05-01"), "2023-08-01", "KONSTATERET"),
    "182 paid days and still there: presumed": (KORT, "2023-07-03", "FORELOEBIG"),
    "182 paid days and gone: none": (KORT, "2023-09-01", None),
    "183 paid days and gone: certain": (KORT.dagpenge("2023-07-02", "2023-07-02"), "2023-09-01", "KONSTATERET"),
}
VALIDITY = {
    "2019-12-31": [],
    "2020-01-01": [("2020-01-01", 2)],
    "2023-12-31": [("2023-12-31", 2)],
    "2024-01-01": [],
}


@cases(STATUS)
def test_two_in_six_months_of_paid_days(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases({f"begun {start}": (start, rows) for start, rows in VALIDITY.items()}, "start", "rows")
def test_it_held_for_four_years(state: Ask, start: str, rows: list[tuple[str, int]]) -> None:
    assert state(person().dagpenge(start, "2024-12-31"), "2024-12-31").told(RULE, "anchor", "threshold") == rows


def test_of_three_the_second_remedies(state: Ask) -> None:
    life = LEDIG.faellessamtale("2023-07-20", "2023-07-10")
    told = state(life, "2023-08-01").told(RULE, "due_on", "resolved_on", "value", "responsible")
    assert told == [("2023-07-02", "2023-07-10", 3, "KOMMUNE")]
