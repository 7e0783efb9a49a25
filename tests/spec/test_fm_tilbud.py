"""FM-TILBUD: a tilbud or ordinary work in twelve months for everybody with a year behind them [03 D]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, people, person

RULE = "FM-TILBUD"
ET_AAR = person().kontanthjaelp("2022-01-15", "2024-12-31")
UNG = person().uddannelseshjaelp("2022-01-15", "2024-12-31")
SYG_OG_UNG = person().sygedagpenge("2022-01-15", "2024-12-31").uddannelseshjaelp("2022-01-15", "2024-12-31")
"""By name sygedagpenge comes before uddannelseshjaelp and represents the person."""
VEJLEDNING = "OEVRIG_VEJLEDNING"
TILBUD = {
    "the day before the year is full nobody asks": (ET_AAR, "2023-01-14", None),
    "when the year is full they do": (ET_AAR, "2023-01-15", "KONSTATERET"),
    "a tilbud begun today will do": (ET_AAR.tilbud("2024-06-30", None), "2024-06-30", None),
    "a tilbud tomorrow will not yet": (ET_AAR.tilbud("2024-07-01", None), "2024-06-30", "KONSTATERET"),
    "one that ended on the first day of the window will": (
        ET_AAR.tilbud("2023-05-01", "2023-07-01"),
        "2024-06-30",
        None,
    ),
    "one that ended on the day before it will not": (
        ET_AAR.tilbud("2023-05-01", "2023-06-30"),
        "2024-06-30",
        "KONSTATERET",
    ),
    "one without an end will, however old": (ET_AAR.tilbud("2022-05-01", None), "2024-06-30", None),
    "one that was only promised will not": (
        ET_AAR.tilbud("2024-05-01", None, status="AFGIVET"),
        "2024-06-30",
        "KONSTATERET",
    ),
    "mentor will not": (ET_AAR.tilbud("2024-05-01", None, "MENTOR"), "2024-06-30", "KONSTATERET"),
    "vejledning will not": (ET_AAR.tilbud("2024-05-01", None, VEJLEDNING), "2024-06-30", "KONSTATERET"),
    "vejledning begun before 22 March 2023 will": (ET_AAR.tilbud("2023-03-21", None, VEJLEDNING), "2024-06-30", None),
    "begun on that day it will not": (ET_AAR.tilbud("2023-03-22", None, VEJLEDNING), "2024-06-30", "KONSTATERET"),
    "on uddannelseshjaelp it will": (UNG.tilbud("2024-05-01", None, VEJLEDNING), "2024-06-30", None),
    "if another ydelse represents the person it will not": (
        SYG_OG_UNG.tilbud("2024-05-01", None, VEJLEDNING),
        "2024-06-30",
        "KONSTATERET",
    ),
}
HOURS = {
    "225 hours will do to 21 March 2023": ([("2022-10", 125), ("2022-11", 100)], "2023-03-21", None),
    "a little less will not": ([("2022-10", 125), ("2022-11", 99.5)], "2023-03-21", "KONSTATERET"),
    "100 hours will do from 22 March 2023": ([("2022-10", 60), ("2022-11", 40)], "2023-03-22", None),
    "a little less will not then": ([("2022-10", 60), ("2022-11", 39.5)], "2023-03-22", "KONSTATERET"),
    "a month that ends today counts": ([("2024-06", 100)], "2024-06-30", None),
    "a month that has not ended does not": ([("2024-06", 100)], "2024-06-29", "KONSTATERET"),
    "a month that ended a year ago does not": ([("2023-06", 100)], "2024-06-30", "KONSTATERET"),
    "a month that ended less than a year ago does": ([("2023-06", 100)], "2024-06-29", None),
    "in a leap year February a year ago does not": ([("2023-02", 100)], "2024-02-29", "KONSTATERET"),
    "after one it does on the 28th": ([("2024-02", 100)], "2025-02-28", None),
}


@cases(TILBUD)
def test_a_tilbud_in_twelve_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(HOURS, "months", "as_of", "expected")
def test_or_hours_of_ordinary_work(
    state: Ask, months: list[tuple[str, float]], as_of: str, expected: str | None
) -> None:
    life = person().kontanthjaelp("2022-01-15", "2025-12-31")
    for month, timer in months:
        life = life.arbejde(month, timer)
    assert state(life, as_of).status(RULE) == expected


@pytest.mark.parametrize("kind", ["FLEKSJOB", "UDDANNELSE"])
def test_other_work_does_not_count(state: Ask, kind: str) -> None:
    assert state(ET_AAR.arbejde("2024-03", 160, kind), "2024-06-30").told(RULE, "value") == [0]


@pytest.mark.parametrize(("as_of", "threshold"), [("2023-03-21", 225), ("2023-03-22", 100)])
def test_the_row_tells_the_hours_and_what_is_asked(state: Ask, as_of: str, threshold: float) -> None:
    row = state(ET_AAR.arbejde("2022-10", 30).arbejde("2022-11", 20.5), as_of).row(RULE)
    assert [row[name] for name in ("value", "threshold", "responsible")] == [50.5, threshold, "KOMMUNE"]
    assert [row[name] for name in ("anchor", "due_on", "opened_on")] == ["2022-01-15", "2023-01-15", "2023-01-15"]


def test_annulled_hours_never_were(state: Ask) -> None:
    assert state(ET_AAR.arbejde("2024-03", 160).annulleret(), "2024-06-30").status(RULE) == "KONSTATERET"


@pytest.mark.parametrize(("as_of", "rows"), [("2019-12-31", 0), ("2020-01-01", 1)])
def test_it_is_asked_from_2020(state: Ask, as_of: str, rows: int) -> None:
    assert len(state(person().kontanthjaelp("2018-06-01", "2020-12-31"), as_of).rows(RULE)) == rows


# The kommune's figure: everybody below has a year behind them on 15 February 2023.


def mangler(life: Life) -> Life:
    return life.kontanthjaelp("2022-02-15", "2023-12-31")


def faar(life: Life) -> Life:
    return mangler(life).tilbud("2023-02-01", None)


TARGET = {
    "one in four in February 2023 is too many": (1, 3, "2023-02-28", 0.2, True),
    "one in five as well": (1, 4, "2023-02-28", 0.2, True),
    "one in six is not": (1, 5, "2023-02-28", 0.2, False),
    "one in four in March 2023 is not": (1, 3, "2023-03-31", 0.3, False),
    "three in ten is": (3, 7, "2023-03-31", 0.3, True),
}


@cases(TARGET, "failing", "others", "month", "threshold", "breach")
def test_the_target_was_eased_in_march_2023(
    state: Ask, failing: int, others: int, month: str, threshold: float, breach: bool
) -> None:
    told = state([*people(failing, mangler, "m"), *people(others, faar, "f")], "2023-03-31")
    figure = told.figure(RULE, month)
    assert figure is not None
    assert (figure["numerator"], figure["denominator"]) == (failing, failing + others)
    assert (figure["threshold"], figure["breach"]) == (threshold, breach)


@pytest.mark.parametrize(("as_of", "threshold"), [("2023-03-21", 0.2), ("2023-03-22", 0.3)])
def test_the_figure_of_today_is_judged_by_the_law_of_today(state: Ask, as_of: str, threshold: float) -> None:
    figure = state(mangler(person()), as_of).figures(RULE)[-1]
    assert (figure["period_end"], figure["live"], figure["threshold"]) == (as_of, True, threshold)


def test_each_month_end_asks_for_the_hours_of_its_own_law(state: Ask) -> None:
    told = state(mangler(person()).arbejde("2022-12", 120), "2023-03-31")
    assert [f["numerator"] for f in told.figures(RULE)] == [1, 0]


def test_both_fokusmaal_look_at_the_same_people(state: Ask) -> None:
    told = state([*people(2, mangler, "m"), *people(3, faar, "f")], "2023-03-31")
    assert [f["denominator"] for f in told.figures(RULE)] == [f["denominator"] for f in told.figures("FM-SAMTALE")]
