"""Forloeb: when payments are one run, when a run is over, and who is a member when [02 §3].

Told through rules that show it: SAM-4I6 has a row for each kontaktforloeb, FM-SAMTALE the start of the
ydelsesforloeb, SAM-KH-FOERSTE and SAM-FORM whether a run is open.
"""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

START = "2023-12-01"


def paid(*periods: tuple[str, str]) -> Life:
    life = person()
    for start, slut in periods:
        life = life.kontanthjaelp(start, slut)
    return life


RUNS = {
    "a whole calendar month without a paid day ends a run": (
        paid((START, "2024-01-31"), ("2024-03-01", "2024-03-31")),
        [START, "2024-03-01"],
    ),
    "however many days are missing round it": (
        paid((START, "2024-01-10"), ("2024-03-31", "2024-04-30")),
        [START, "2024-03-31"],
    ),
    "a paid day on its last keeps it whole": (paid((START, "2024-01-31"), ("2024-02-29", "2024-03-31")), [START]),
    "a paid day on its first as well": (
        paid((START, "2024-01-31"), ("2024-02-01", "2024-02-01"), ("2024-03-31", "2024-04-30")),
        [START],
    ),
    "58 days without payment may be no whole month": (
        paid((START, "2024-01-01"), ("2024-02-29", "2024-03-31")),
        [START],
    ),
    "29 days may be one": (paid((START, "2023-12-31"), ("2024-02-01", "2024-02-29")), [START, "2024-02-01"]),
    "a longer payment that covers the gap bridges it": (
        paid((START, "2024-03-10"), ("2024-01-01", "2024-01-31"), ("2024-04-01", "2024-04-30")),
        [START],
    ),
    "the order of telling does not matter": (
        paid(("2024-03-01", "2024-03-31"), ("2024-02-01", "2024-02-29"), (START, "2024-01-31")),
        [START],
    ),
    "three runs are three": (
        paid((START, "2023-12-31"), ("2024-02-01", "2024-02-29"), ("2024-04-01", "2024-04-30")),
        [START, "2024-02-01", "2024-04-01"],
    ),
    "across the year it is the same": (
        paid(("2023-11-01", "2023-11-30"), ("2023-12-31", "2024-03-31")),
        ["2023-11-01"],
    ),
    "an annulled payment leaves a hole": (
        paid((START, "2024-01-31"), ("2024-02-01", "2024-02-29"))
        .annulleret()
        .kontanthjaelp("2024-03-01", "2024-03-31"),
        [START, "2024-03-01"],
    ),
    "a corrected one may fill it": (
        paid((START, "2024-01-31"), ("2024-03-01", "2024-03-31")).rettet(period_start="2024-02-29"),
        [START],
    ),
    "another ydelse fills no hole": (
        paid((START, "2024-01-31"), ("2024-03-01", "2024-03-31")).dagpenge("2024-02-01", "2024-02-29"),
        [START, "2024-03-01"],
    ),
    "another visitation is another run": (
        paid((START, "2024-01-31")).kontanthjaelp("2024-02-01", "2024-03-31", "AKTIVITETSPARAT"),
        [START, "2024-02-01"],
    ),
    "and back again a month later the first goes on": (
        paid((START, "2024-01-31"), ("2024-03-01", "2024-03-31"))
        .kontanthjaelp("2024-02-01", "2024-02-28", "AKTIVITETSPARAT")
        .kontanthjaelp("2024-02-29", "2024-02-29"),
        [START, "2024-02-01"],
    ),
}


@cases(RUNS, "life", "starts")
def test_payments_become_runs(state: Ask, life: Life, starts: list[str]) -> None:
    assert state(life, "2024-12-31").told("SAM-4I6", "anchor") == starts


OPEN, ENDED = "FORELOEBIG", "BORTFALDET"
UGE = person().kontanthjaelp("2024-01-15", "2024-01-21")
"""Paid to the day before the deadline of SAM-KH-FOERSTE: presumed while open, lapsed when ended."""
ENDS = {
    "to the end of the month after the last paid day a run is open": (UGE, "2024-02-29", OPEN),
    "on the first of the next it is ended": (UGE, "2024-03-01", ENDED),
    "a last paid day on the first of a month gives no less": (
        person().kontanthjaelp("2023-12-26", "2024-01-01"),
        "2024-02-29",
        OPEN,
    ),
    "a last paid day at the end of a month no more": (
        person().kontanthjaelp("2024-01-25", "2024-01-31"),
        "2024-03-01",
        ENDED,
    ),
    "another ydelse begun after it ends it": (UGE.sygedagpenge("2024-01-22", "2024-01-31"), "2024-01-25", ENDED),
    "one begun on its last day does not": (UGE.sygedagpenge("2024-01-21", "2024-01-31"), "2024-01-25", OPEN),
    "nor one begun before it": (UGE.sygedagpenge("2024-01-01", "2024-01-31"), "2024-01-25", OPEN),
    "pension ends it as well": (UGE.ydelse("FOERTIDSPENSION", "2024-01-22", "2024-01-31"), "2024-01-25", ENDED),
    "one that is still to come does not yet": (UGE.sygedagpenge("2024-01-26", "2024-01-31"), "2024-01-25", OPEN),
    "one that never was does not": (
        UGE.sygedagpenge("2024-01-22", "2024-01-31").annulleret(),
        "2024-01-25",
        OPEN,
    ),
    "a payment that goes on is no new run": (
        UGE.sygedagpenge("2024-01-10", "2024-01-21").sygedagpenge("2024-01-22", "2024-01-31"),
        "2024-01-25",
        OPEN,
    ),
}


@cases(ENDS)
def test_when_a_run_is_over(state: Ask, life: Life, as_of: str, expected: str) -> None:
    assert state(life, as_of).status("SAM-KH-FOERSTE") == expected


def test_a_payment_is_known_from_its_first_day(state: Ask) -> None:
    life = person().kontanthjaelp("2024-01-15", "2024-06-30")
    told = [state(life, as_of).status("CV-KH") for as_of in ("2024-01-14", "2024-01-29")]
    assert told == [None, "VARSEL"]


def test_a_payment_in_advance_is_cut_at_today(state: Ask) -> None:
    """Paid to June as of 30 April: a second run that begins in May is not seen, and T is the last paid day."""
    life = person().kontanthjaelp("2024-01-15", "2024-06-30")
    figures = state([*life, *life.kontanthjaelp("2024-05-01", "2024-12-31")], "2024-04-30")
    assert figures.told("SAM-KH-FOERSTE", "status") == ["KONSTATERET"]


def test_a_new_visitation_does_not_break_the_ydelsesforloeb(state: Ask) -> None:
    life = (
        person().kontanthjaelp("2023-01-15", "2023-08-31").kontanthjaelp("2023-09-01", "2024-12-31", "AKTIVITETSPARAT")
    )
    assert state(life, "2024-03-01").told("FM-SAMTALE", "anchor") == ["2023-01-15"]


@pytest.mark.parametrize(("as_of", "anchors"), [("2024-01-15", ["2023-01-15"]), ("2024-02-15", [])])
def test_another_ydelse_ends_the_ydelsesforloeb(state: Ask, as_of: str, anchors: list[str]) -> None:
    life = person().kontanthjaelp("2023-01-15", "2024-01-31").dagpenge("2024-02-01", "2024-12-31")
    assert state(life, as_of).told("FM-SAMTALE", "anchor") == anchors


MEMBER = {
    "an open run reaches to today": ([("2023-01-15", "2023-01-31")], "2023-02-20", "2023-02-10", 1),
    "an ended one to its last paid day": ([("2023-01-15", "2023-01-31")], "2023-03-20", "2023-02-10", 0),
    "which belongs to it": ([("2023-01-15", "2023-01-31")], "2023-03-20", "2023-01-31", 1),
    "a hole inside a run belongs to it": (
        [("2023-01-15", "2023-01-31"), ("2023-02-28", "2023-03-31")],
        "2023-06-30",
        "2023-02-10",
        1,
    ),
}


@cases(MEMBER, "periods", "as_of", "dato", "rows")
def test_who_is_a_member_when(state: Ask, periods: list[tuple[str, str]], as_of: str, dato: str, rows: int) -> None:
    life = paid(*periods).samtale(dato, form="VIDEO")
    assert len(state(life, as_of).rows("SAM-FORM")) == rows
