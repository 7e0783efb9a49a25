"""TIL-6M: a tilbud begun in the first six months; fritagelse moves the deadline [03 A]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "TIL-6M"
START, D = "2024-01-15", "2024-07-15"
PAA_HJAELP = person().kontanthjaelp(START, "2024-12-31")
KORT = person().kontanthjaelp(START, "2024-07-14")
STATUS = {
    "31 days before the deadline nobody is warned": (PAA_HJAELP, "2024-06-14", None),
    "30 days before the deadline the warning comes": (PAA_HJAELP, "2024-06-15", "VARSEL"),
    "on the last day there is still time": (PAA_HJAELP, D, "VARSEL"),
    "on the day after the breach is certain": (PAA_HJAELP, "2024-07-16", "KONSTATERET"),
    "a tilbud begun on the last day is in time": (PAA_HJAELP.tilbud(D, None), "2024-08-01", "OPFYLDT"),
    "a tilbud begun on the day after is late": (PAA_HJAELP.tilbud("2024-07-16", None), "2024-08-01", "AFHJULPET"),
    "a tilbud that begins tomorrow remedies nothing yet": (
        PAA_HJAELP.tilbud("2024-08-02", None),
        "2024-08-01",
        "KONSTATERET",
    ),
    "a tilbud begun on the first day counts": (PAA_HJAELP.tilbud(START, START), "2024-08-01", "OPFYLDT"),
    "a tilbud begun before it does not": (PAA_HJAELP.tilbud("2024-01-14", None), "2024-08-01", "KONSTATERET"),
    "paid to the day before, it is only presumed": (KORT, "2024-08-31", "FORELOEBIG"),
    "who had left in time had none": (KORT, "2024-09-01", "BORTFALDET"),
}
COUNTING = {
    "praktik": ("VIRKSOMHEDSPRAKTIK", "OPFYLDT"),
    "public loentilskud": ("LOENTILSKUD_OFFENTLIG", "OPFYLDT"),
    "private loentilskud": ("LOENTILSKUD_PRIVAT", "OPFYLDT"),
    "nytteindsats": ("NYTTEINDSATS", "OPFYLDT"),
    "ordinary education": ("ORDINAER_UDDANNELSE", "OPFYLDT"),
    "vejledning": ("OEVRIG_VEJLEDNING", "KONSTATERET"),
    "mentor": ("MENTOR", "KONSTATERET"),
}
STARTED = {
    "begun": ("PAABEGYNDT", "OPFYLDT"),
    "ended": ("AFSLUTTET", "OPFYLDT"),
    "broken off": ("AFBRUDT", "OPFYLDT"),
    "promised": ("AFGIVET", "KONSTATERET"),
    "cancelled": ("AFLYST", "KONSTATERET"),
}
FRITAGELSE = {
    "an exemption over the deadline moves it past its end": ([("2024-07-01", "2024-07-31")], "2024-08-01"),
    "one that begins on the deadline moves it": ([(D, "2024-07-31")], "2024-08-01"),
    "one that begins on the day after does not": ([("2024-07-16", "2024-07-31")], D),
    "one that ends on the deadline moves it by a day": ([("2024-07-01", D)], "2024-07-16"),
    "one that ends on the day before does not": ([("2024-07-01", "2024-07-14")], D),
    "one without an end moves nothing": ([("2024-07-01", None)], D),
    "where one ends and another begins both move it": (
        [("2024-07-01", "2024-07-31"), ("2024-08-01", "2024-08-20")],
        "2024-08-21",
    ),
    "a day between them stops it": ([("2024-07-01", "2024-07-31"), ("2024-08-02", "2024-08-20")], "2024-08-01"),
    "told in another order they move it as far": (
        [("2024-08-01", "2024-08-20"), ("2024-07-20", "2024-08-05"), ("2024-07-01", "2024-07-20")],
        "2024-08-21",
    ),
    "an earlier and longer one is found after a later one": (
        [("2024-06-01", "2024-07-20"), ("2024-06-02", "2024-07-16"), ("2024-05-01", "2024-08-31")],
        "2024-09-01",
    ),
}


@cases(STATUS)
def test_half_a_year(state: Ask, life: object, as_of: str, expected: str | None) -> None:
    assert state(life, as_of).status(RULE) == expected


@cases(COUNTING, "tilbudstype", "expected")
def test_what_counts(state: Ask, tilbudstype: str, expected: str) -> None:
    assert state(PAA_HJAELP.tilbud("2024-03-01", None, tilbudstype), "2024-08-01").status(RULE) == expected


@cases(STARTED, "status", "expected")
def test_only_a_tilbud_that_was_begun_counts(state: Ask, status: str, expected: str) -> None:
    assert state(PAA_HJAELP.tilbud("2024-03-01", None, status=status), "2024-08-01").status(RULE) == expected


@pytest.mark.parametrize(("begun", "expected"), [("2023-03-21", "OPFYLDT"), ("2023-03-22", "KONSTATERET")])
def test_vejledning_counts_when_begun_before_22_march_2023(state: Ask, begun: str, expected: str) -> None:
    life = person().kontanthjaelp("2022-12-15", "2023-12-31").tilbud(begun, None, "OEVRIG_VEJLEDNING")
    assert state(life, "2023-07-01").status(RULE) == expected


@cases(FRITAGELSE, "intervals", "due_on")
def test_fritagelse_moves_the_deadline(state: Ask, intervals: list[tuple[str, str | None]], due_on: str) -> None:
    life = PAA_HJAELP
    for interval in intervals:
        life = life.status("FRITAGELSE", *interval)
    assert state(life, "2024-12-31").row(RULE)["due_on"] == due_on


def test_an_exemption_that_never_was_moves_nothing(state: Ask) -> None:
    life = PAA_HJAELP.status("FRITAGELSE", "2024-07-01", "2024-07-31").annulleret()
    assert state(life, "2024-12-31").row(RULE)["due_on"] == D


def test_other_events_move_nothing(state: Ask) -> None:
    life = PAA_HJAELP.status("INDPLACERING", "2024-07-01", "2024-07-31")
    assert state(life, "2024-12-31").row(RULE)["due_on"] == D


@pytest.mark.parametrize(("as_of", "due_on"), [(D, "2024-07-16"), ("2024-07-16", "2024-08-01")])
def test_an_exemption_is_known_from_its_first_day(state: Ask, as_of: str, due_on: str) -> None:
    life = PAA_HJAELP.status("FRITAGELSE", "2024-07-10", D).status("FRITAGELSE", "2024-07-16", "2024-07-31")
    assert state(life, as_of).told(RULE, "due_on", "status") == [(due_on, "VARSEL")]


@pytest.mark.parametrize(
    ("as_of", "status"), [("2024-07-01", None), ("2024-07-02", "VARSEL"), ("2024-08-02", "KONSTATERET")]
)
def test_the_warning_moves_with_the_deadline(state: Ask, as_of: str, status: str | None) -> None:
    assert state(PAA_HJAELP.status("FRITAGELSE", "2024-06-01", "2024-07-31"), as_of).status(RULE) == status


@pytest.mark.parametrize("ydelse", ["DAGPENGE", "KONTANTHJAELP", "SHO"])
def test_three_ydelser_have_it(state: Ask, ydelse: str) -> None:
    told = state(person().ydelse(ydelse, START, "2024-12-31"), "2024-08-01")
    assert told.told(RULE, "due_on", "responsible", "value", "threshold") == [(D, "KOMMUNE", 0, 1)]


@pytest.mark.parametrize("ydelse", ["UDDANNELSESHJAELP", "SYGEDAGPENGE", "REVALIDERING", "LEDIGHEDSYDELSE"])
def test_others_do_not(state: Ask, ydelse: str) -> None:
    assert state(person().ydelse(ydelse, START, "2024-12-31"), "2024-08-01").rows(RULE) == []


@pytest.mark.parametrize(("start", "anchors"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"])])
def test_it_holds_from_2020(state: Ask, start: str, anchors: list[str]) -> None:
    assert state(person().kontanthjaelp(start, "2020-09-30"), "2020-09-30").told(RULE, "anchor") == anchors
