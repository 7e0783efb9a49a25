"""TIL-PASSIV: more than a year without a tilbud of any kind but mentor [03 G]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "TIL-PASSIV"
KH = person().kontanthjaelp("2024-01-15", "2024-12-31")
PASSIV = {
    "31 days before the year is over nobody is warned": (KH, "2024-12-15", []),
    "30 days before the warning comes": (KH, "2024-12-16", [("2024-01-15", "VARSEL")]),
    "a tilbud on the first day ends the start's year": (
        KH.tilbud("2024-01-15", None),
        "2024-12-16",
        [("2024-01-15", "OPFYLDT")],
    ),
    "one only given does not": (
        KH.tilbud("2024-05-01", None, status="AFGIVET"),
        "2024-12-16",
        [("2024-01-15", "VARSEL")],
    ),
    "even vejledning will do": (
        KH.tilbud("2024-05-01", None, "OEVRIG_VEJLEDNING"),
        "2024-12-16",
        [("2024-01-15", "OPFYLDT")],
    ),
    "mentor will not": (KH.tilbud("2024-05-01", None, "MENTOR"), "2024-12-16", [("2024-01-15", "VARSEL")]),
    "after a stretch a new year begins": (
        person().kontanthjaelp("2024-01-15", "2025-02-28").tilbud("2024-02-01", "2024-03-10"),
        "2025-02-10",
        [("2024-01-15", "OPFYLDT"), ("2024-03-10", "VARSEL")],
    ),
    "a stretch of the first day alone asks for another": (
        KH.tilbud("2024-01-15", "2024-01-15"),
        "2024-12-16",
        [("2024-01-15", "VARSEL")],
    ),
    "an exemption moves the due date": (KH.status("FRITAGELSE", "2025-01-01", "2025-02-28"), "2025-01-10", []),
    "on dagpenge nobody asks": (person().dagpenge("2024-01-15", "2024-12-31"), "2024-12-16", []),
    "nor on sygedagpenge": (person().sygedagpenge("2024-01-15", "2024-12-31"), "2024-12-16", []),
}


@cases(PASSIV)
def test_a_year_without_a_tilbud(state: Ask, life: Life, as_of: str, expected: list[tuple[str, str]]) -> None:
    assert state(life, as_of).told(RULE, "anchor", "status") == expected


OVER = {
    "on its last day the year is not over": ("2025-01-15", "VARSEL"),
    "on the day after it is": ("2025-01-16", "KONSTATERET"),
}


@cases(OVER, "as_of", "expected")
def test_the_year_is_over_on_the_day_after(state: Ask, as_of: str, expected: str) -> None:
    assert state(person().kontanthjaelp("2024-01-15", "2025-01-31"), as_of).status(RULE) == expected


BEGAN = {
    "who began before 2020 is not looked at": ("2019-12-31", None),
    "who began with it is": ("2020-01-01", "KONSTATERET"),
}


@cases(BEGAN, "start", "expected")
def test_it_is_asked_of_forloeb_since_2020(state: Ask, start: str, expected: str | None) -> None:
    assert state(person().kontanthjaelp(start, "2021-03-31"), "2021-03-31").status(RULE) == expected


def test_a_tilbud_after_the_year_remedies(state: Ask) -> None:
    life = person().kontanthjaelp("2024-01-15", "2025-06-30").tilbud("2025-02-03", None)
    row = state(life, "2025-03-31").row(RULE)
    assert (row["status"], row["due_on"], row["resolved_on"]) == ("AFHJULPET", "2025-01-15", "2025-02-03")
    assert (row["responsible"], row["kommune"]) == ("KOMMUNE", 101)
