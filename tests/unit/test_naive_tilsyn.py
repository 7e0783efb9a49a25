"""Section G in cases, told to the naive implementation: what revisions look at, below, on and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.naive import passive, tilsyn
from tests.support.lives import Life, person

KH = person().kontanthjaelp("2024-01-15", "2024-12-31")
UNG = person().uddannelseshjaelp("2024-01-15", "2024-12-31")


def share(facts: Any, indicator: str, on: str, code: int = 101) -> tuple[float, float] | None:
    """Numerator and denominator of a figure."""
    rows = tilsyn(list(facts), date.fromisoformat(on)).indicators
    found = [row for key, row in rows.items() if (key[0], key[2], key[3].isoformat()) == (indicator, code, on)]
    return (found[0]["numerator"], found[0]["denominator"]) if found else None


UDEBLIVELSE = {
    "one stayed away from and one held are a half": (
        KH.samtale("2024-03-01").samtale("2024-04-01", status="UDEBLEVET"),
        (1, 2),
    ),
    "of any type": (KH.samtale("2024-04-01", status="UDEBLEVET", samtaletype="CV_SAMTALE"), (1, 1)),
    "cancelled ones are neither": (KH.samtale("2024-04-01", status="AFLYST"), None),
    "those only called to are neither": (KH.samtale("2024-04-01", status="INDKALDT"), None),
    "where it was registered, not where the citizen lives": (KH.flytter(kommune=751).samtale("2024-04-01"), None),
    "held by somebody who has had no payment": ([*KH, *person("q").samtale("2024-04-01")], (0, 1)),
}


@pytest.mark.parametrize(("life", "expected"), UDEBLIVELSE.values(), ids=UDEBLIVELSE)
def test_staying_away(life: Any, expected: tuple[float, float] | None) -> None:
    assert share(life, "UDEBLIVELSE", "2024-06-30") == expected


@pytest.mark.parametrize(("dato", "expected"), [("2024-06-30", None), ("2024-07-01", (0, 1)), ("2025-06-30", (0, 1))])
def test_the_window_is_a_year_without_its_first_day(dato: str, expected: tuple[float, float] | None) -> None:
    assert share(KH.samtale(dato), "UDEBLIVELSE", "2025-06-30") == expected


def test_samtaler_per_full_time_person_of_the_year() -> None:
    life = person().kontanthjaelp("2024-01-01", "2024-12-31").samtale("2024-03-01", "2024-04-01")
    life = life.samtale("2024-05-01", samtaletype="CV_SAMTALE")
    assert share(life, "SAM-PR-FULDTID", "2024-12-31") == (2, 1)


def test_a_day_on_two_ydelser_is_one_and_fleksjob_is_none() -> None:
    twice = person().kontanthjaelp("2024-12-01", "2024-12-31").sygedagpenge("2024-12-01", "2024-12-31")
    fleks = person().ydelse("FLEKSJOB", "2024-12-01", "2024-12-31")
    assert share(twice, "SAM-PR-FULDTID", "2024-12-31") == (0, 31 / 366)
    assert share(fleks, "SAM-PR-FULDTID", "2024-12-31") is None


AKTIV = {
    "no tilbud, no day": (KH, (0, 30)),
    "its first and its last day count": (KH.tilbud("2024-06-10", "2024-06-12"), (3, 30)),
    "one without an end runs on": (KH.tilbud("2024-06-21", None), (10, 30)),
    "one that was only given does not run": (KH.tilbud("2024-06-21", None, status="AFGIVET"), (0, 30)),
    "mentor does not count": (KH.tilbud("2024-06-21", None, "MENTOR"), (0, 30)),
    "vejledning does not": (KH.tilbud("2024-06-21", None, "OEVRIG_VEJLEDNING"), (0, 30)),
    "on uddannelseshjaelp it does": (UNG.tilbud("2024-06-21", None, "OEVRIG_VEJLEDNING"), (10, 30)),
    "two at once are one": (KH.tilbud("2024-06-21", None).tilbud("2024-06-21", None), (10, 30)),
}


@pytest.mark.parametrize(("life", "expected"), AKTIV.values(), ids=AKTIV)
def test_the_share_of_days_in_a_tilbud(life: Life, expected: tuple[float, float]) -> None:
    assert share(life, "AKTIV-ANDEL", "2024-06-30") == expected


DELTAGELSE = {
    "took part": ({"akasse_deltog": "JA"}, (1, 1)),
    "did not": ({"akasse_deltog": "NEJ"}, (0, 1)),
    "not known": ({"akasse_deltog": "UKENDT"}, None),
    "was declined": ({"akasse_deltog": "NEJ", "akasse_fravalgt": True}, None),
    "was not held": ({"akasse_deltog": "JA", "status": "AFLYST"}, None),
    "another samtale": ({"akasse_deltog": "JA", "samtaletype": "JOBSAMTALE"}, None),
}


@pytest.mark.parametrize(("own", "expected"), DELTAGELSE.values(), ids=DELTAGELSE)
def test_the_akasse_at_faellessamtaler(own: dict[str, Any], expected: tuple[float, float] | None) -> None:
    life = person().dagpenge("2024-01-15", "2024-06-30").faellessamtale("2024-05-01", **own)
    assert share(life, "FS-DELTAGELSE", "2024-06-30", 2) == expected


LANG = person().dagpenge("2022-01-01", "2023-07-02")
"""The 548th paid day is 2 July 2023, the 427th 3 March."""
SI = {
    "before the 548th paid day nobody asks": (LANG, "2023-06-30", None),
    "in its month they do": (LANG, "2023-07-31", (0, 1)),
    "a samtale on the 427th paid day will do": (LANG.samtale("2023-03-03"), "2023-07-31", (1, 1)),
    "on the day before it will not": (LANG.samtale("2023-03-02"), "2023-07-31", (0, 1)),
    "on the 548th it will": (LANG.samtale("2023-07-02"), "2023-07-31", (1, 1)),
    "on the day after it will not": (LANG.samtale("2023-07-03"), "2023-07-31", (0, 1)),
    "they ask for a year": (LANG, "2024-06-30", (0, 1)),
    "and no longer": (LANG, "2024-07-31", None),
    "547 paid days are too few": (person().dagpenge("2022-01-01", "2023-07-01"), "2023-07-31", None),
}


@pytest.mark.parametrize(("life", "on", "expected"), SI.values(), ids=SI)
def test_the_proxy_for_senior_interviews(life: Life, on: str, expected: tuple[float, float] | None) -> None:
    assert share(life, "SI-PROXY", on) == expected


ET_AAR = person().kontanthjaelp("2023-07-02", "2024-06-30")
T225 = {
    "365 paid days are enough": (ET_AAR, (0, 1)),
    "364 are not": (person().kontanthjaelp("2023-07-03", "2024-06-30"), None),
    "the three ydelser are counted together": (
        person().kontanthjaelp("2023-07-02", "2023-12-31").uddannelseshjaelp("2024-01-01", "2024-06-30"),
        (0, 1),
    ),
    "dagpenge is not among them": (
        person().dagpenge("2023-07-02", "2023-12-31").kontanthjaelp("2024-01-01", "2024-06-30"),
        None,
    ),
    "225 hours are enough": (ET_AAR.arbejde("2023-07", 125).arbejde("2024-06", 100), (1, 1)),
    "a little less is not": (ET_AAR.arbejde("2023-07", 125).arbejde("2024-06", 99.5), (0, 1)),
    "hours of a month that ended a year ago do not count": (ET_AAR.arbejde("2023-06", 300), (0, 1)),
    "fleksjob does not": (ET_AAR.arbejde("2024-06", 300, "FLEKSJOB"), (0, 1)),
}


@pytest.mark.parametrize(("life", "expected"), T225.values(), ids=T225)
def test_the_225_hours(life: Life, expected: tuple[float, float] | None) -> None:
    assert share(life, "T225", "2024-06-30") == expected


PASSIV = {
    "31 days before the year is over nobody is warned": (KH, "2024-12-15", [("2024-01-15", None)]),
    "30 days before the warning comes": (KH, "2024-12-16", [("2024-01-15", "VARSEL")]),
    "a tilbud on the first day ends the start's year": (
        KH.tilbud("2024-01-15", None),
        "2024-12-16",
        [("2024-01-15", "OPFYLDT")],
    ),
    "even vejledning will do": (
        KH.tilbud("2024-05-01", None, "OEVRIG_VEJLEDNING"),
        "2024-12-16",
        [("2024-01-15", "OPFYLDT")],
    ),
    "mentor will not": (KH.tilbud("2024-05-01", None, "MENTOR"), "2024-12-16", [("2024-01-15", "VARSEL")]),
    "after a stretch a new year begins": (
        KH.tilbud("2024-02-01", "2024-03-10"),
        "2024-12-16",
        [("2024-01-15", "OPFYLDT"), ("2024-03-10", None)],
    ),
    "a stretch of the first day alone asks for another": (
        KH.tilbud("2024-01-15", "2024-01-15"),
        "2024-12-16",
        [("2024-01-15", "VARSEL")],
    ),
    "an exemption moves the due date": (
        KH.status("FRITAGELSE", "2025-01-01", "2025-02-28"),
        "2025-01-10",
        [("2024-01-15", None)],
    ),
    "on dagpenge nobody asks": (person().dagpenge("2024-01-15", "2024-12-31"), "2024-12-16", []),
}


@pytest.mark.parametrize(("life", "as_of", "expected"), PASSIV.values(), ids=PASSIV)
def test_a_year_without_a_tilbud(life: Life, as_of: str, expected: list[tuple[str, str | None]]) -> None:
    found = [(row.anchor.isoformat(), row.status) for row in passive(list(life), date.fromisoformat(as_of))]
    assert sorted(found) == expected


@pytest.mark.parametrize(("as_of", "status"), [("2025-01-15", "VARSEL"), ("2025-01-16", "KONSTATERET")])
def test_the_year_is_over_on_the_day_after(as_of: str, status: str) -> None:
    life = person().kontanthjaelp("2024-01-15", "2025-01-31")
    assert [row.status for row in passive(list(life), date.fromisoformat(as_of))] == [status]


def test_no_figure_of_comparison_is_a_breach() -> None:
    rows = tilsyn(list(KH.samtale("2024-05-01", status="UDEBLEVET")), date(2024, 6, 30)).indicators.values()
    assert rows
    assert {(row["breach"], row["threshold"]) for row in rows} == {(False, None)}
