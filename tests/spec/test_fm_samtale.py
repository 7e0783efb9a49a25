"""FM-SAMTALE: four samtaler in twelve months for everybody with a year behind them [03 D]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, people, person

RULE = "FM-SAMTALE"
ET_AAR = person().kontanthjaelp("2023-03-15", "2024-12-31")
TRE = ET_AAR.samtale("2023-10-01", "2024-01-01", "2024-04-01")
"""As of 30 June 2024 the window is 1 July 2023 to 30 June 2024."""
FORSINKET = person().kontanthjaelp("2023-03-15", "2024-04-10")
PERSON = {
    "the day before the year is full nobody asks": (ET_AAR, "2024-03-14", None),
    "when the year is full they do": (ET_AAR, "2024-03-15", "KONSTATERET"),
    "three samtaler are too few": (TRE, "2024-06-30", "KONSTATERET"),
    "four are enough": (TRE.samtale("2024-05-01"), "2024-06-30", None),
    "a fourth on the first day of the window counts": (TRE.samtale("2023-07-01"), "2024-06-30", None),
    "a fourth on the day before it does not": (TRE.samtale("2023-06-30"), "2024-06-30", "KONSTATERET"),
    "a fourth today counts": (TRE.samtale("2024-06-30"), "2024-06-30", None),
    "a fourth tomorrow does not yet": (TRE.samtale("2024-07-01"), "2024-06-30", "KONSTATERET"),
    "an opfoelgning counts": (TRE.samtale("2024-05-01", samtaletype="OPFOELGNING"), "2024-06-30", None),
    "the a-kasse's counts": (TRE.samtale("2024-05-01", aktoer="AKASSE"), "2024-06-30", None),
    "a CV samtale does not": (TRE.samtale("2024-05-01", samtaletype="CV_SAMTALE"), "2024-06-30", "KONSTATERET"),
    "one that was missed does not": (TRE.samtale("2024-05-01", status="UDEBLEVET"), "2024-06-30", "KONSTATERET"),
    "an annulled one never was": (TRE.samtale("2024-05-01").annulleret(), "2024-06-30", "KONSTATERET"),
    "without payment they are presumed there": (FORSINKET, "2024-05-31", "KONSTATERET"),
    "until the month after the last payment is over": (FORSINKET, "2024-06-01", None),
    "on the last of February in a leap year the 28th has left": (
        person().kontanthjaelp("2023-02-01", "2024-12-31").samtale(*["2023-02-28"] * 4),
        "2024-02-29",
        "KONSTATERET",
    ),
    "and 1 March has not": (
        person().kontanthjaelp("2023-02-01", "2024-12-31").samtale(*["2023-03-01"] * 4),
        "2024-02-29",
        None,
    ),
    "a year after 29 February it is still there on the 28th": (
        person().kontanthjaelp("2024-02-01", "2025-12-31").samtale(*["2024-02-29"] * 4),
        "2025-02-28",
        None,
    ),
    "and gone on 1 March": (
        person().kontanthjaelp("2024-02-01", "2025-12-31").samtale(*["2024-02-29"] * 4),
        "2025-03-01",
        "KONSTATERET",
    ),
    "samtaler between two forloeb count": (
        person().dagpenge("2022-01-01", "2022-09-30").dagpenge("2023-06-01", "2023-12-31").samtale(*["2023-02-01"] * 4),
        "2023-09-30",
        None,
    ),
}
DAGPENGE = {
    "365 paid days are not yet a year": (person().dagpenge("2023-01-01", "2023-12-31"), "2023-12-31", []),
    "366 are": (person().dagpenge("2023-01-01", "2024-01-01"), "2024-01-01", [("2023-01-01", "2024-01-01")]),
    "unpaid days are not counted, whatever is presumed": (
        person().dagpenge("2023-01-01", "2023-12-31"),
        "2024-01-20",
        [],
    ),
    "those of an earlier forloeb are": (
        person().dagpenge("2022-01-01", "2022-12-31").dagpenge("2023-06-01", "2023-12-31"),
        "2023-06-01",
        [("2023-06-01", "2023-06-01")],
    ),
    "a new indplacering begins from nothing": (
        person().dagpenge("2022-01-01", "2024-06-30").status("INDPLACERING", "2023-06-01"),
        "2024-05-30",
        [],
    ),
    "and is a year old on its 366th paid day": (
        person().dagpenge("2022-01-01", "2024-06-30").status("INDPLACERING", "2023-06-01"),
        "2024-05-31",
        [("2022-01-01", "2024-05-31")],
    ),
}
OPENED = {
    "with fewer than four ever, on the day the year was full": (["2024-01-01"], "2024-03-15"),
    "else when the fourth latest left the window": (
        ["2023-04-01", "2023-05-01", "2023-06-01", "2023-07-01"],
        "2024-04-01",
    ),
    "of five the first does not matter": (
        ["2023-04-01", "2023-05-01", "2023-05-15", "2023-06-01", "2023-07-01"],
        "2024-05-01",
    ),
    "but not before the year was full": (
        ["2023-03-01", "2023-05-01", "2023-06-01", "2023-07-01"],
        "2024-03-15",
    ),
}


@cases(PERSON)
def test_four_in_twelve_months(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(DAGPENGE)
def test_a_year_of_dagpenge_is_366_paid_days(state: Ask, life: object, as_of: str, expected: list[object]) -> None:
    assert state(life, as_of).told(RULE, "anchor", "due_on") == expected


@cases(OPENED, "samtaler", "opened_on")
def test_the_row_is_open_since(state: Ask, samtaler: list[str], opened_on: str) -> None:
    assert state(ET_AAR.samtale(*samtaler), "2024-06-30").row(RULE)["opened_on"] == opened_on


def test_the_row_tells_the_count_and_the_kommune_of_today(state: Ask) -> None:
    row = state(TRE.flytter(kommune=147).kontanthjaelp("2024-06-01", "2024-12-31"), "2024-06-30").row(RULE)
    assert [row[name] for name in ("anchor", "due_on", "resolved_on")] == ["2023-03-15", "2024-03-15", None]
    assert [row[name] for name in ("responsible", "kommune", "value", "threshold")] == ["KOMMUNE", 147, 3, 4]


@pytest.mark.parametrize(
    ("ydelse", "rows"),
    [
        *[(ydelse, 1) for ydelse in ("KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO", "SYGEDAGPENGE", "DAGPENGE")],
        *[(ydelse, 1) for ydelse in ("RESSOURCEFORLOEB", "JOBAFKLARING", "LEDIGHEDSYDELSE", "REVALIDERING")],
        *[(ydelse, 0) for ydelse in ("FLEKSJOB", "FOERTIDSPENSION")],
    ],
)
def test_it_is_asked_on_all_ydelser_but_two(state: Ask, ydelse: str, rows: int) -> None:
    assert len(state(person().ydelse(ydelse, "2023-03-15", "2024-12-31"), "2024-06-30").rows(RULE)) == rows


@pytest.mark.parametrize(("as_of", "rows"), [("2019-12-31", 0), ("2020-01-01", 1)])
def test_it_is_asked_from_2020(state: Ask, as_of: str, rows: int) -> None:
    assert len(state(person().kontanthjaelp("2018-06-01", "2020-12-31"), as_of).rows(RULE)) == rows


def test_of_two_forloeb_the_earlier_represents_the_person(state: Ask) -> None:
    life = ET_AAR.sygedagpenge("2023-03-10", "2024-12-31")
    assert state(life, "2024-06-30").told(RULE, "anchor") == ["2023-03-10"]


def test_the_earlier_must_have_a_year_behind_it(state: Ask) -> None:
    life = person().kontanthjaelp("2023-03-15", "2024-12-31").dagpenge("2023-03-01", "2023-03-31")
    assert state(life.dagpenge("2023-05-01", "2024-12-31"), "2024-03-20").told(RULE, "anchor") == ["2023-03-15"]


# The kommune's figure: everybody below has a year behind them on 15 January 2024.


def mangler(life: Life) -> Life:
    return life.kontanthjaelp("2023-01-15", "2025-12-31")


def faar(life: Life) -> Life:
    return mangler(life).samtale(*["2023-12-01"] * 4)


SHARES = {
    "one of five is twenty per cent, and that is too many": (1, 4, 0.2, True),
    "one of six is not": (1, 5, 1 / 6, False),
    "none of one is none": (0, 1, 0.0, False),
}


@cases(SHARES, "failing", "others", "value", "breach")
def test_the_share_must_be_under_twenty_per_cent(
    state: Ask, failing: int, others: int, value: float, breach: bool
) -> None:
    told = state([*people(failing, mangler, "m"), *people(others, faar, "f")], "2024-01-31")
    figure = told.figure(RULE, "2024-01-31")
    assert figure is not None
    assert (figure["numerator"], figure["denominator"], figure["threshold"]) == (failing, failing + others, 0.2)
    assert (figure["value"], figure["avg12"], figure["breach"]) == (pytest.approx(value), pytest.approx(value), breach)


RETTER_SIG = mangler(person()).samtale(*["2024-03-01"] * 4)
"""Fails at the end of January and February 2024, then a year not."""
AVERAGE = {
    "of one month it is its own": ("2024-01-31", 1.0, True),
    "of three it is a third of their sum": ("2024-03-31", 2 / 3, True),
    "of ten it may be just at the target": ("2024-10-31", 0.2, True),
    "of eleven it is below": ("2024-11-30", 2 / 11, False),
    "of twelve all count": ("2024-12-31", 2 / 12, False),
    "of thirteen the first is forgotten": ("2025-01-31", 1 / 12, False),
    "of fourteen the second as well": ("2025-02-28", 0.0, False),
}


@cases(AVERAGE, "month", "avg12", "breach")
def test_the_target_is_for_the_mean_of_twelve_months(state: Ask, month: str, avg12: float, breach: bool) -> None:
    figure = state(RETTER_SIG, "2025-02-28").figure(RULE, month)
    assert figure is not None
    assert (figure["avg12"], figure["breach"]) == (pytest.approx(avg12), breach)


@pytest.mark.parametrize(
    ("as_of", "status", "resolved"), [("2024-10-31", "KONSTATERET", None), ("2024-11-30", "AFHJULPET", "2024-11-30")]
)
def test_the_kommunes_breach_lasts_as_long_as_the_mean(
    state: Ask, as_of: str, status: str, resolved: str | None
) -> None:
    (row,) = state(RETTER_SIG, as_of).brud(RULE)
    assert (row["anchor"], row["status"], row["resolved_on"]) == ("2024-01-31", status, resolved)
    assert (row["value"], row["threshold"], row["responsible"]) == (pytest.approx(0.2), 0.2, "KOMMUNE")


def test_who_moves_counts_where_they_are_at_the_month_end(state: Ask) -> None:
    life = person().kontanthjaelp("2023-01-15", "2024-02-28").flytter(kommune=147)
    told = state(life.kontanthjaelp("2024-02-29", "2024-12-31"), "2024-03-31")
    assert [f["period_end"] for f in told.figures(RULE, 101)] == ["2024-01-31"]
    assert [f["period_end"] for f in told.figures(RULE, 147)] == ["2024-02-29", "2024-03-31"]


def test_the_figures_begin_in_2020(state: Ask) -> None:
    told = state(person().kontanthjaelp("2018-06-01", "2020-12-31"), "2020-02-29")
    assert [f["period_end"] for f in told.figures(RULE)] == ["2020-01-31", "2020-02-29"]
