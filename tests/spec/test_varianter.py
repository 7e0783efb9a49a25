"""Other readings of unclear law, each told to the core in its ways and to the naive implementation.

Here nothing is in force: whoever chooses a variant gets these answers, everybody else those of the rules' own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from tests.naive.readings import instances_read_otherwise
from tests.spec.engines import ENGINES, Ask, Engine, Fact, State, _row, cases
from tests.support import core
from tests.support.lives import person

VARIANTS = (
    "FS-2.fjerde-til-sjette",
    *(f"{rule}.fritagelse-undskylder" for rule in ("TIL-6M", "TIL-UDH-1M", "TIL-UDH-4M")),
)


def naively(facts: list[Fact], as_of: date) -> State:
    """The naive implementation of the other readings; it measures nothing."""
    found = instances_read_otherwise(facts, as_of)
    return State([_row(i.row()) for i in found if i.status is not None], lambda: ([], []))


@pytest.fixture(params=[*(e for n, e in ENGINES.items() if n != "naive"), naively], ids=[*list(ENGINES)[:-1], "twin"])
def state(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Asks an engine while the law is read by VARIANTS."""
    engine: Engine = request.param

    def ask(facts: Iterable[Fact], as_of: str) -> State:
        return engine(list(facts), date.fromisoformat(as_of))

    with core.reading(*VARIANTS):
        yield ask


LEDIG = person().dagpenge("2023-01-01", "2023-12-31")
"""The 92nd paid day is 2 April, the 183rd 2 July."""
SECOND = {
    "two in the first three months will not do": (
        LEDIG.faellessamtale("2023-03-01", "2023-03-02"),
        "2023-08-01",
        "KONSTATERET",
    ),
    "on the 92nd paid day it is too early": (LEDIG.faellessamtale("2023-04-02"), "2023-08-01", "KONSTATERET"),
    "on the day after it counts": (LEDIG.faellessamtale("2023-04-03"), "2023-08-01", "OPFYLDT"),
    "on the 183rd paid day it is in time": (LEDIG.faellessamtale("2023-07-02"), "2023-08-01", "OPFYLDT"),
    "on the 184th it is late": (LEDIG.faellessamtale("2023-07-03"), "2023-08-01", "AFHJULPET"),
    "who has not been paid 92 days has none that counts": (
        person().dagpenge("2023-01-01", "2023-04-01").faellessamtale("2023-04-20"),
        "2023-07-02",
        None,
    ),
    "in a pause after the 92nd paid day it counts": (
        person().dagpenge("2023-01-01", "2023-04-02").dagpenge("2023-05-01", "2023-12-31").faellessamtale("2023-04-15"),
        "2023-08-31",
        "OPFYLDT",
    ),
    "days without pay do not bring it nearer": (
        person().dagpenge("2023-01-01", "2023-03-31").dagpenge("2023-05-01", "2023-12-31").faellessamtale("2023-05-02"),
        "2023-08-31",
        "KONSTATERET",
    ),
}
D = "2024-07-15"
PAA_HJAELP = person().kontanthjaelp("2024-01-15", "2024-12-31")
EXEMPT = {
    "an exemption over the due date lifts the duty": (("2024-07-01", "2024-07-31"), []),
    "one that begins on it lifts it": ((D, "2024-07-31"), []),
    "one that ends on it lifts it": (("2024-07-01", D), []),
    "one without an end lifts it": (("2024-07-01", None), []),
    "one that ends on the day before lifts nothing": (("2024-07-01", "2024-07-14"), [(D, "KONSTATERET")]),
    "one that begins on the day after lifts nothing": (("2024-07-16", None), [(D, "KONSTATERET")]),
}


@cases(SECOND)
def test_the_second_joint_interview_in_months_four_to_six(
    state: Ask, life: Iterable[Fact], as_of: str, expected: str | None
) -> None:
    assert state(life, as_of).status("FS-2") == expected


@cases(EXEMPT, "interval", "told")
def test_fritagelse_excuses(state: Ask, interval: tuple[str, str | None], told: list[tuple[str, str]]) -> None:
    found = state(PAA_HJAELP.status("FRITAGELSE", *interval), "2024-12-31")
    assert found.told("TIL-6M", "due_on", "status") == told


@pytest.mark.parametrize("rule", ["TIL-UDH-1M", "TIL-UDH-4M"])
def test_young_people_are_excused_too(state: Ask, rule: str) -> None:
    life = person().uddannelseshjaelp("2024-01-15", "2024-12-31").tilbud("2024-01-20", "2024-03-10")
    assert state(life, "2024-12-31").rows(rule)
    exempt = life.status("FRITAGELSE", "2024-02-01", "2024-08-01")
    assert state(exempt, "2024-12-31").rows(rule) == []


def test_an_exemption_that_is_annulled_excuses_nobody(state: Ask) -> None:
    life = PAA_HJAELP.status("FRITAGELSE", "2024-07-01", "2024-07-31").annulleret()
    assert state(life, "2024-12-31").told("TIL-6M", "due_on", "status") == [(D, "KONSTATERET")]


def test_who_chooses_nothing_has_the_rules_own_reading() -> None:
    facts = [*LEDIG.faellessamtale("2023-03-01", "2023-03-02")]
    assert ENGINES["core"](facts, date(2023, 8, 1)).status("FS-2") == "OPFYLDT"
    with core.reading(*VARIANTS):
        assert ENGINES["core"](facts, date(2023, 8, 1)).status("FS-2") == "KONSTATERET"
