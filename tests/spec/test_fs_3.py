"""FS-3: three faellessamtaler by the 487th paid day of dagpenge, 2020 to 2023 [03 B]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "FS-3"
LEDIG = person().dagpenge("2022-01-01", "2023-09-30").faellessamtale("2022-03-01", "2022-06-01")
"""The 487th paid day is 2 May 2023."""
KORT = person().dagpenge("2022-01-01", "2023-05-01")
STATUS = {
    "46 days before the deadline nobody is warned": (LEDIG, "2023-03-17", None),
    "45 days before the deadline the warning comes": (LEDIG, "2023-03-18", "VARSEL"),
    "on the 487th paid day there is still time": (LEDIG, "2023-05-02", "VARSEL"),
    "on the 488th the breach is certain": (LEDIG, "2023-05-03", "KONSTATERET"),
    "a third on the 487th paid day is in time": (LEDIG.faellessamtale("2023-05-02"), "2023-06-01", "OPFYLDT"),
    "a third on the 488th is late": (LEDIG.faellessamtale("2023-05-03"), "2023-06-01", "AFHJULPET"),
    "486 paid days and still there: presumed": (KORT, "2023-05-03", "FORELOEBIG"),
    "486 paid days and gone: none": (KORT, "2023-07-01", None),
    "487 paid days and gone: certain": (KORT.dagpenge("2023-05-02", "2023-05-02"), "2023-07-01", "KONSTATERET"),
}
VALIDITY = {
    "2019-12-31": [],
    "2020-01-01": [("2020-01-01", "2021-05-01", "KOMMUNE")],
    "2023-12-31": [("2023-12-31", "2025-04-30", "KOMMUNE")],
    "2024-01-01": [],
}


@cases(STATUS)
def test_three_in_sixteen_months_of_paid_days(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases({f"begun {start}": (start, rows) for start, rows in VALIDITY.items()}, "start", "rows")
def test_it_held_for_four_years(state: Ask, start: str, rows: list[tuple[str, str, str]]) -> None:
    told = state(person().dagpenge(start, "2025-06-30"), "2025-06-30")
    assert told.told(RULE, "anchor", "due_on", "responsible") == rows


def test_years_between_do_not_count(state: Ask) -> None:
    life = person().dagpenge("2020-01-01", "2020-12-31").dagpenge("2023-01-01", "2023-12-31")
    assert state(life, "2023-06-01").told(RULE, "anchor", "due_on") == [("2020-01-01", "2023-05-01")]
