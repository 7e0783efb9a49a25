"""Death, departure, moves, changes of a-kasse and of the number: who is there, and who has the duty [ADR 27, 38]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person, vilkaar

KH = person().kontanthjaelp("2024-01-15", "2024-06-10")
"""The first tilbud is due on 15 July 2024, and later payments have not come yet."""
MAJ = person().kontanthjaelp("2024-01-15", "2024-05-31")
DP = person(akasse=2).dagpenge("2024-01-15", "2024-05-31")

GONE = {
    "while nobody says that they are gone the duty is presumed": (KH, "2024-06-20", "VARSEL"),
    "the day before the death it still is": (KH.livsbegivenhed("DOED", "2024-06-20"), "2024-06-19", "VARSEL"),
    "on its day there is nobody to warn about": (KH.livsbegivenhed("DOED", "2024-06-20"), "2024-06-20", None),
    "nor on the day of a departure": (KH.livsbegivenhed("UDREJST", "2024-06-20"), "2024-06-20", None),
    "the duty lapses with the death": (KH.livsbegivenhed("DOED", "2024-07-15"), "2024-07-16", "BORTFALDET"),
    "it lapses with a departure": (KH.livsbegivenhed("UDREJST", "2024-07-15"), "2024-07-16", "BORTFALDET"),
    "it is presumed broken when neither is known": (KH, "2024-07-16", "FORELOEBIG"),
    "a death that was annulled never was": (
        KH.livsbegivenhed("DOED", "2024-06-20").annulleret(),
        "2024-07-16",
        "FORELOEBIG",
    ),
    "a move ends nothing": (KH.livsbegivenhed("FLYTTET", "2024-06-20", kommune=751), "2024-07-16", "FORELOEBIG"),
    "being deregistered alone ends nothing": (KH.status("AFMELDT", "2024-06-20"), "2024-07-16", "FORELOEBIG"),
}
BETALT = person().kontanthjaelp("2024-01-15", "2024-07-31")
PAID_AFTER = {
    "paid on the due date the breach is certain": (BETALT, "KONSTATERET"),
    "who died on the day after it was there on it": (BETALT.livsbegivenhed("DOED", "2024-07-16"), "KONSTATERET"),
    "who died on it was not": (BETALT.livsbegivenhed("DOED", "2024-07-15"), "BORTFALDET"),
    "payments begun after the death are an error": (
        KH.livsbegivenhed("DOED", "2024-06-20").kontanthjaelp("2024-07-01", "2024-07-31"),
        "BORTFALDET",
    ),
    "payments begun after a departure show that they are back": (
        KH.livsbegivenhed("UDREJST", "2024-06-20").kontanthjaelp("2024-07-01", "2024-07-31"),
        "KONSTATERET",
    ),
}


@cases(GONE)
def test_who_is_gone_has_no_duties(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status("TIL-6M") == expected


@cases(PAID_AFTER, "life", "expected")
def test_payments_are_cut_on_the_day_before(state: Ask, life: object, expected: str) -> None:
    assert state(life, "2024-08-15").status("TIL-6M") == expected


@pytest.mark.parametrize("event", ["DOED", "UDREJST"])
def test_the_figure_of_today_presumes_nobody_who_is_gone(state: Ask, event: str) -> None:
    terms = vilkaar(101, 2024, 100, 0.05)
    figure = state([*MAJ, terms], "2024-06-20").figures("RM-FORSOERGELSE")[-1]
    assert (figure["live"], figure["numerator"]) == (True, 1.0)
    told = state([*MAJ.livsbegivenhed(event, "2024-06-11"), terms], "2024-06-20")
    assert all(not f["live"] for f in told.figures("RM-FORSOERGELSE"))


WHERE = {
    "before the move the old kommune has the duty": ("2024-07-16", 101),
    "moved on the due date the new one has": ("2024-07-15", 751),
    "moved before it as well": ("2024-06-01", 751),
}


@cases(WHERE, "moved", "kommune")
def test_the_duty_moves_with_the_citizen(state: Ask, moved: str, kommune: int) -> None:
    life = KH.livsbegivenhed("FLYTTET", moved, kommune=751)
    assert state(life, "2024-07-20").row("TIL-6M")["kommune"] == kommune


def test_a_later_payment_says_more_than_a_move(state: Ask) -> None:
    life = KH.livsbegivenhed("FLYTTET", "2024-06-01", kommune=751)
    paid = life.flytter(kommune=851).kontanthjaelp("2024-06-02", "2024-06-30")
    same_day = life.flytter(kommune=851).kontanthjaelp("2024-06-01", "2024-06-30")
    assert [state(each, "2024-07-20").row("TIL-6M")["kommune"] for each in (paid, same_day)] == [851, 751]


def test_a_move_that_is_not_known_yet_changes_nothing(state: Ask) -> None:
    life = KH.livsbegivenhed("FLYTTET", "2024-06-25", kommune=751)
    assert state(life, "2024-06-24").row("TIL-6M")["kommune"] == 101


def test_a_move_within_the_year_moves_the_citizen_between_the_fokusmaal(state: Ask) -> None:
    life = person().kontanthjaelp("2023-01-15", "2024-06-30").livsbegivenhed("FLYTTET", "2024-03-31", kommune=751)
    told = state(life, "2024-04-30")
    assert [f["period_end"] for f in told.figures("FM-SAMTALE", 101)] == ["2024-01-31", "2024-02-29"]
    assert [f["period_end"] for f in told.figures("FM-SAMTALE", 751)] == ["2024-03-31", "2024-04-30"]


def test_presumed_days_are_counted_where_they_are_lived(state: Ask) -> None:
    life = MAJ.livsbegivenhed("FLYTTET", "2024-06-11", kommune=751).livsbegivenhed("FLYTTET", "2024-06-16", kommune=851)
    terms = [vilkaar(kommune, 2024, 100, 0.05) for kommune in (101, 751, 851)]
    told = state([*life, *terms], "2024-06-20")
    days = [told.figures("RM-FORSOERGELSE", kommune)[-1]["numerator"] * 20 for kommune in (101, 751, 851)]
    assert [round(each, 9) for each in days] == [10, 5, 5]


AKASSE = {
    "before the change the old a-kasse has the duty": ("2024-04-16", 2),
    "changed on the due date the new one has": ("2024-04-15", 7),
}


@cases(AKASSE, "changed", "akasse")
def test_the_duty_moves_to_the_new_akasse(state: Ask, changed: str, akasse: int) -> None:
    life = person(akasse=2).dagpenge("2024-01-15", "2024-04-30").livsbegivenhed("AKASSE_SKIFT", changed, akasse=7)
    assert state(life, "2024-05-20").row("SAM-DP-AK3")["akasse"] == akasse


def test_a_change_of_akasse_is_no_move(state: Ask) -> None:
    life = DP.livsbegivenhed("AKASSE_SKIFT", "2024-02-01", akasse=7, kommune=751)
    assert state(life, "2024-05-20").row("SAM-DP-AK3")["kommune"] == 101


NUMMER = KH.sammenlagt("q")
MERGED = {
    "the duty is the new number's": (NUMMER, "2024-07-16", [("q", "FORELOEBIG")]),
    "before the number changed as well: who somebody is has no date": (
        KH.sammenlagt("q", "2024-07-20"),
        "2024-06-20",
        [("q", "VARSEL")],
    ),
    "what came under the old number counts": (
        KH.tilbud("2024-07-01", None).sammenlagt("q"),
        "2024-07-16",
        [("q", "OPFYLDT")],
    ),
    "what is told under the new number counts with it": (
        [*NUMMER, *person("q").tilbud("2024-07-01", None)],
        "2024-07-16",
        [("q", "OPFYLDT")],
    ),
    "a merger that was annulled never was": (
        KH.livsbegivenhed("SAMMENLAGT", "2024-06-01", sammenlagt_med="q").annulleret(),
        "2024-07-16",
        [("p", "FORELOEBIG")],
    ),
}


@cases(MERGED)
def test_who_has_another_number_is_one_citizen(state: Ask, life: object, as_of: str, expected: object) -> None:
    assert state(life, as_of).told("TIL-6M", "subject", "status") == expected


def test_the_figures_count_one_citizen_once(state: Ask) -> None:
    figure = state([*MAJ.sammenlagt("q"), vilkaar(101, 2024, 100, 0.05)], "2024-06-20").figures("RM-FORSOERGELSE")[-1]
    assert figure["numerator"] == 1.0
