"""Whose person it is: the kommune and the a-kasse of a person on a day [02 §3].

Told through SAM-KH-FOERSTE and SAM-DP-FOERSTE, whose rows name those of the deadline, and FM-SAMTALE's, which name
those of today.
"""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "SAM-KH-FOERSTE"
"""Counted from 15 January, the deadline is 22 January."""
FOER = person(kommune=101).kontanthjaelp("2024-01-15", "2024-01-20")
KOMMUNE = {
    "of the payment begun on the deadline": (FOER.flytter(kommune=147).kontanthjaelp("2024-01-22", "2024-03-31"), 147),
    "not of one begun on the day after": (
        person()
        .kontanthjaelp("2024-01-15", "2024-01-22")
        .flytter(kommune=147)
        .kontanthjaelp("2024-01-23", "2024-03-31"),
        101,
    ),
    "of the latest begun, though another covers the day": (
        person()
        .kontanthjaelp("2024-01-15", "2024-03-31")
        .flytter(kommune=147)
        .kontanthjaelp("2024-01-17", "2024-01-18"),
        147,
    ),
    "of two begun on a day that with the greater fact_id": (
        FOER.kontanthjaelp("2024-01-21", "2024-03-31").flytter(kommune=147).kontanthjaelp("2024-01-21", "2024-03-31"),
        147,
    ),
    "whatever is told first": (
        person()
        .flytter(kommune=147)
        .kontanthjaelp("2024-01-18", "2024-03-31")
        .flytter(kommune=101)
        .kontanthjaelp("2024-01-15", "2024-01-31"),
        147,
    ),
    "of any ydelse": (
        person().kontanthjaelp("2024-01-15", "2024-03-31").flytter(kommune=147).dagpenge("2024-01-20", "2024-01-20"),
        147,
    ),
    "of no payment that was annulled": (
        FOER.flytter(kommune=147)
        .kontanthjaelp("2024-01-21", "2024-03-31")
        .annulleret()
        .flytter(kommune=101)
        .kontanthjaelp("2024-01-21", "2024-03-31"),
        101,
    ),
    "a samtale elsewhere moves nobody": (
        person().kontanthjaelp("2024-01-15", "2024-03-31").flytter(kommune=147).samtale("2024-01-24"),
        101,
    ),
}


@cases(KOMMUNE, "life", "kommune")
def test_the_kommune_of_the_deadline(state: Ask, life: Life, kommune: int) -> None:
    assert state(life, "2024-02-15").told(RULE, "kommune") == [kommune]


def test_before_the_first_payment_it_is_that_of_the_first(state: Ask) -> None:
    """A first contact on 20 December is due on 27 December, before anything is paid."""
    life = person(kommune=147).kontanthjaelp("2024-01-15", "2024-01-31").flytter(kommune=101)
    life = life.kontanthjaelp("2024-02-01", "2024-03-31").status("FOERSTE_HENVENDELSE", "2023-12-20")
    assert state(life, "2024-02-15").told(RULE, "due_on", "kommune") == [("2023-12-27", 147)]


def test_a_payment_after_today_moves_nobody_yet(state: Ask) -> None:
    life = (
        person()
        .kontanthjaelp("2024-01-15", "2024-01-20")
        .flytter(kommune=147)
        .kontanthjaelp("2024-01-21", "2024-03-31")
    )
    warned = [state(life, day).told(RULE, "status", "kommune") for day in ("2024-01-20", "2024-01-21")]
    assert warned == [[("VARSEL", 101)], [("VARSEL", 147)]]


AKASSE = {
    "of the payment begun by the deadline": (
        person(akasse=2).dagpenge("2024-01-15", "2024-01-28").flytter(akasse=7).dagpenge("2024-01-29", "2024-03-31"),
        7,
    ),
    "a payment that names none is passed over": (
        person(akasse=2).dagpenge("2024-01-15", "2024-01-20").flytter(akasse=None).dagpenge("2024-01-21", "2024-03-31"),
        2,
    ),
    "the one before it is asked, not the one before that": (
        person(akasse=7)
        .dagpenge("2024-01-15", "2024-01-17")
        .flytter(akasse=2)
        .dagpenge("2024-01-18", "2024-01-20")
        .flytter(akasse=None)
        .dagpenge("2024-01-21", "2024-03-31"),
        2,
    ),
    "however many": (
        person(akasse=2)
        .dagpenge("2024-01-15", "2024-01-20")
        .flytter(akasse=None)
        .dagpenge("2024-01-21", "2024-01-22")
        .dagpenge("2024-01-23", "2024-03-31"),
        2,
    ),
    "named first after the deadline, the first named": (
        person(akasse=None)
        .dagpenge("2024-01-15", "2024-01-31")
        .flytter(akasse=7)
        .dagpenge("2024-02-01", "2024-02-05")
        .flytter(akasse=2)
        .dagpenge("2024-02-06", "2024-03-31"),
        7,
    ),
    "never named, none": (person(akasse=None).dagpenge("2024-01-15", "2024-03-31"), None),
    "a samtale's is not asked": (
        person(akasse=None).dagpenge("2024-01-15", "2024-03-31").flytter(akasse=7).samtale("2024-02-10"),
        None,
    ),
}


@cases(AKASSE, "life", "akasse")
def test_the_akasse_of_the_deadline(state: Ask, life: Life, akasse: int | None) -> None:
    assert state(life, "2024-02-15").told("SAM-DP-FOERSTE", "akasse") == [akasse]


def test_a_fokusmaal_names_those_of_today(state: Ask) -> None:
    life = person(akasse=2).kontanthjaelp("2023-01-15", "2024-02-29").flytter(kommune=147, akasse=7)
    life = life.kontanthjaelp("2024-03-01", "2024-12-31")
    told = [state(life, day).told("FM-SAMTALE", "kommune", "akasse") for day in ("2024-02-29", "2024-03-01")]
    assert told == [[(101, 2)], [(147, 7)]]
