"""SAM-KH-FOERSTE: the first samtale on the three kinds of hjaelp, a week after the first contact [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-KH-FOERSTE"
HENVENDELSE = "FOERSTE_HENVENDELSE"
PAA_HJAELP = person().kontanthjaelp("2024-01-15", "2024-04-30")
FORSINKET = person().kontanthjaelp("2024-01-15", "2024-01-21")
STATUS = {
    "four days before the deadline nobody is warned": (PAA_HJAELP, "2024-01-18", None),
    "three days before the deadline the warning comes": (PAA_HJAELP, "2024-01-19", "VARSEL"),
    "on the seventh day there is still time": (PAA_HJAELP, "2024-01-22", "VARSEL"),
    "on the eighth day the breach is certain": (PAA_HJAELP, "2024-01-23", "KONSTATERET"),
    "a samtale on the first day is in time": (PAA_HJAELP.samtale("2024-01-15"), "2024-02-01", "OPFYLDT"),
    "a samtale on the seventh day is in time": (PAA_HJAELP.samtale("2024-01-22"), "2024-02-01", "OPFYLDT"),
    "a samtale on the eighth day is too late": (PAA_HJAELP.samtale("2024-01-23"), "2024-02-01", "AFHJULPET"),
    "paid to the day before, it is only presumed": (FORSINKET, "2024-02-29", "FORELOEBIG"),
    "who had left in time had none": (FORSINKET, "2024-03-01", "BORTFALDET"),
}
ANCHOR = {
    "without a first contact the first paid day counts": (PAA_HJAELP, "2024-01-15"),
    "a contact 31 days before belongs to it": (PAA_HJAELP.status(HENVENDELSE, "2023-12-15"), "2023-12-15"),
    "a contact 32 days before does not": (PAA_HJAELP.status(HENVENDELSE, "2023-12-14"), "2024-01-15"),
    "a contact 31 days after belongs to it": (PAA_HJAELP.status(HENVENDELSE, "2024-02-15"), "2024-02-15"),
    "a contact 32 days after does not": (PAA_HJAELP.status(HENVENDELSE, "2024-02-16"), "2024-01-15"),
    "enrolment is another thing": (PAA_HJAELP.status("TILMELDT", "2024-01-10"), "2024-01-15"),
}
FOERSTE_UGE = PAA_HJAELP.status(HENVENDELSE, "2024-01-17")
FROM_CONTACT = {
    "before the contact a samtale does not count": (FOERSTE_UGE.samtale("2024-01-16"), "KONSTATERET"),
    "on its day a samtale counts": (FOERSTE_UGE.samtale("2024-01-17"), "OPFYLDT"),
    "seven days on it is in time": (FOERSTE_UGE.samtale("2024-01-24"), "OPFYLDT"),
    "eight days on it is late": (FOERSTE_UGE.samtale("2024-01-25"), "AFHJULPET"),
}


@cases(STATUS)
def test_one_week(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(ANCHOR, "life", "anchor")
def test_the_week_is_counted_from_the_first_contact(state: Ask, life: object, anchor: str) -> None:
    assert state(life, "2024-03-20").row(RULE)["anchor"] == anchor


@cases(FROM_CONTACT, "life", "expected")
def test_a_contact_after_the_start_moves_the_week(state: Ask, life: object, expected: str) -> None:
    assert state(life, "2024-02-15").status(RULE) == expected


@pytest.mark.parametrize("ydelse", ["KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO"])
def test_the_three_kinds_of_hjaelp_have_it(state: Ask, ydelse: str) -> None:
    life = person().ydelse(ydelse, "2024-01-15", "2024-03-31")
    assert state(life, "2024-02-01").told(RULE, "due_on", "responsible") == [("2024-01-22", "KOMMUNE")]


@pytest.mark.parametrize("ydelse", ["DAGPENGE", "SYGEDAGPENGE", "RESSOURCEFORLOEB", "REVALIDERING", "FLEKSJOB"])
def test_others_do_not(state: Ask, ydelse: str) -> None:
    assert state(person().ydelse(ydelse, "2024-01-15", "2024-03-31"), "2024-02-01").rows(RULE) == []


@pytest.mark.parametrize(("start", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_from_2020(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().kontanthjaelp(start, "2020-03-31"), "2020-03-31").told(RULE, "anchor") == anchors
