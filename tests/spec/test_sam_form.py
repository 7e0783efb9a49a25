"""SAM-FORM: a samtale by video or telephone in the first six months, 2022 and 2023 [03 C]."""

from __future__ import annotations

import pytest

from tests.spec.engines import Ask, cases
from tests.support.lives import person

RULE = "SAM-FORM"
LEDIG = person().dagpenge("2022-03-15", "2023-02-28")
VIDEO = {"form": "VIDEO"}
FIRES = {
    "on the last day before six months it is too early": (LEDIG.samtale("2022-09-14", **VIDEO), ["2022-09-14"]),
    "when six months are full it is not": (LEDIG.samtale("2022-09-15", **VIDEO), []),
    "on the first day it is": (LEDIG.samtale("2022-03-15", **VIDEO), ["2022-03-15"]),
    "before the forloeb it is nobody's": (LEDIG.samtale("2022-03-14", **VIDEO), []),
    "by telephone as well": (LEDIG.samtale("2022-04-01", form="TELEFON"), ["2022-04-01"]),
    "in person it is right": (LEDIG.samtale("2022-04-01"), []),
    "how is not known: no breach": (LEDIG.samtale("2022-04-01", form="UKENDT"), []),
    "a missed samtale is none": (LEDIG.samtale("2022-04-01", **VIDEO, status="UDEBLEVET"), []),
    "a CV samtale may be by video": (LEDIG.samtale("2022-04-01", **VIDEO, samtaletype="CV_SAMTALE"), []),
    "a faellessamtale may not": (LEDIG.faellessamtale("2022-04-01", **VIDEO), ["2022-04-01"]),
    "two on one day are one": (LEDIG.samtale("2022-04-01", "2022-04-01", **VIDEO), ["2022-04-01"]),
    "an annulled one never was": (LEDIG.samtale("2022-04-01", **VIDEO).annulleret(), []),
    "one to come has not been": (LEDIG.samtale("2022-06-02", **VIDEO), []),
    "after the end of the forloeb it is nobody's": (
        person().dagpenge("2022-03-15", "2022-04-10").samtale("2022-04-11", **VIDEO),
        [],
    ),
    "on its last day it is": (
        person().dagpenge("2022-03-15", "2022-04-10").samtale("2022-04-10", **VIDEO),
        ["2022-04-10"],
    ),
}
AS_OF = {"one to come has not been": "2022-06-01"}
VALIDITY = {
    "in 2021 it is not yet a question": ("2021-12-31", []),
    "from 2022 it is": ("2022-01-01", ["2022-01-01"]),
    "on the last day of 2023 still": ("2023-12-31", ["2023-12-31"]),
    "from 2024 no more": ("2024-01-01", []),
}


@pytest.mark.parametrize("sentence", FIRES)
def test_the_first_six_months_are_in_person(state: Ask, sentence: str) -> None:
    life, anchors = FIRES[sentence]
    assert state(life, AS_OF.get(sentence, "2022-12-31")).told(RULE, "anchor") == anchors


@cases(VALIDITY, "dato", "anchors")
def test_it_was_the_law_for_two_years(state: Ask, dato: str, anchors: list[str]) -> None:
    life = person().dagpenge("2021-11-01", "2022-01-31").dagpenge("2023-11-01", "2024-06-30").samtale(dato, **VIDEO)
    assert state(life, "2024-06-30").told(RULE, "anchor") == anchors


@pytest.mark.parametrize(
    ("ydelse", "rows"),
    [("DAGPENGE", 1), ("KONTANTHJAELP", 1), ("UDDANNELSESHJAELP", 0), ("SHO", 0), ("SYGEDAGPENGE", 0)],
)
def test_it_is_asked_on_dagpenge_and_kontanthjaelp(state: Ask, ydelse: str, rows: int) -> None:
    life = person().ydelse(ydelse, "2022-03-15", "2022-12-31").samtale("2022-04-01", **VIDEO)
    assert len(state(life, "2022-12-31").rows(RULE)) == rows


def test_a_new_visitation_starts_six_new_months(state: Ask) -> None:
    life = (
        person().kontanthjaelp("2022-03-15", "2022-09-30").kontanthjaelp("2022-10-01", "2023-09-30", "AKTIVITETSPARAT")
    )
    told = state(life.samtale("2022-09-20", "2022-10-05", "2023-03-31", "2023-04-01", **VIDEO), "2023-09-30")
    assert told.told(RULE, "anchor") == ["2022-10-05", "2023-03-31"]


def test_the_breach_is_certain_on_its_day_and_the_kommunes(state: Ask) -> None:
    row = state(LEDIG.samtale("2022-04-01", **VIDEO), "2022-04-01").row(RULE)
    assert [row[name] for name in ("status", "due_on", "opened_on", "resolved_on")] == [
        *("KONSTATERET", "2022-04-01", "2022-04-01", None)
    ]
    assert [row[name] for name in ("responsible", "kommune", "value", "threshold")] == ["KOMMUNE", 101, None, None]


def test_six_months_from_31_august_are_full_on_the_last_of_february(state: Ask) -> None:
    life = person().dagpenge("2022-08-31", "2023-06-30").samtale("2023-02-27", "2023-02-28", **VIDEO)
    assert state(life, "2023-06-30").told(RULE, "anchor") == ["2023-02-27"]
