"""FS-AKASSE: a faellessamtale after the 92nd paid day that the a-kasse stayed away from, 2020 to 2023 [03 C]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "FS-AKASSE"
LEDIG = person().dagpenge("2023-01-01", "2023-12-31")
UDE = {"akasse_deltog": "NEJ"}
FIRES = {
    "on the 92nd paid day the a-kasse may stay away": (LEDIG.faellessamtale("2023-04-02", **UDE), []),
    "on the 93rd it may not": (LEDIG.faellessamtale("2023-04-03", **UDE), ["2023-04-03"]),
    "that it took part is no breach": (LEDIG.faellessamtale("2023-06-01", akasse_deltog="JA"), []),
    "that it is not known is none": (LEDIG.faellessamtale("2023-06-01", akasse_deltog="UKENDT"), []),
    "that the citizen declined is none": (LEDIG.faellessamtale("2023-06-01", **UDE, akasse_fravalgt=True), []),
    "what was cancelled is none": (LEDIG.faellessamtale("2023-06-01", **UDE, status="AFLYST"), []),
    "a jobsamtale is none": (LEDIG.samtale("2023-06-01", **UDE), []),
    "two on one day are one": (LEDIG.faellessamtale("2023-06-01", "2023-06-01", **UDE), ["2023-06-01"]),
    "two on two days are two": (LEDIG.faellessamtale("2023-06-01", "2023-06-02", **UDE), ["2023-06-01", "2023-06-02"]),
    "that it took part in another on the day changes nothing": (
        LEDIG.faellessamtale("2023-06-01", akasse_deltog="JA").faellessamtale("2023-06-01", **UDE),
        ["2023-06-01"],
    ),
    "an annulled one never was": (LEDIG.faellessamtale("2023-06-01", **UDE).annulleret(), []),
    "corrected, it took part after all": (LEDIG.faellessamtale("2023-06-01", **UDE).rettet(akasse_deltog="JA"), []),
    "one to come has not been": (LEDIG.faellessamtale("2024-01-01", **UDE), []),
    "after a new indplacering the clock is at the beginning": (
        LEDIG.status("INDPLACERING", "2023-05-01").faellessamtale("2023-06-01", **UDE),
        [],
    ),
    "in an unpaid week the clock stands, it is not set back": (
        person().dagpenge("2023-01-01", "2023-04-03").faellessamtale("2023-04-08", **UDE),
        ["2023-04-08"],
    ),
    "on a clock of 92 days it stands as well": (
        person().dagpenge("2023-01-01", "2023-04-02").faellessamtale("2023-04-08", **UDE),
        [],
    ),
}
VALIDITY = {
    "on the last day of 2019 it was no duty": ("2019-12-31", []),
    "on the first of 2020 it was": ("2020-01-01", ["2020-01-01"]),
    "on the last day of 2023 it still was": ("2023-12-31", ["2023-12-31"]),
    "on the first of 2024 no longer": ("2024-01-01", []),
}


@cases(FIRES, "life", "anchors")
def test_the_akasse_takes_part_from_the_second(state: Ask, life: object, anchors: list[str]) -> None:
    assert state(life, "2023-12-31").told(RULE, "anchor") == anchors


@cases(VALIDITY, "dato", "anchors")
def test_it_was_a_duty_for_four_years(state: Ask, dato: str, anchors: list[str]) -> None:
    life = person().dagpenge("2019-01-01", "2024-12-31").faellessamtale(dato, **UDE)
    assert state(life, "2024-12-31").told(RULE, "anchor") == anchors


def test_the_breach_is_certain_on_its_day_and_the_akasses(state: Ask) -> None:
    row = state(LEDIG.faellessamtale("2023-06-01", **UDE), "2023-06-01").row(RULE)
    assert [row[name] for name in ("status", "due_on", "opened_on", "resolved_on")] == [
        *("KONSTATERET", "2023-06-01", "2023-06-01", None)
    ]
    assert [row[name] for name in ("responsible", "akasse", "value", "threshold")] == ["AKASSE", 2, None, None]


def test_the_akasse_is_that_of_the_day(state: Ask) -> None:
    life = person(akasse=2).dagpenge("2023-01-01", "2023-05-31").flytter(akasse=7).dagpenge("2023-06-01", "2023-12-31")
    told = state(life.faellessamtale("2023-05-31", "2023-06-01", **UDE), "2023-07-01")
    assert told.told(RULE, "akasse") == [2, 7]
