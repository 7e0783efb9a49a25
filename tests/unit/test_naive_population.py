"""Generated populations are valid, repeatable, and reach every rule in every status."""

import random
from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.naive import computed, person_instances, person_rows, state
from tests.naive.calendar import days
from tests.naive.facts import Fact, by_person
from tests.naive.lives import AKASSER, KOMMUNER
from tests.naive.population import population, probes

START, END = date(2019, 6, 1), date(2026, 6, 30)
AS_OF = date(2025, 7, 9)

Statuses = dict[tuple[str, str], set[str | None]]

DEADLINES = (
    *("SAM-DP-FOERSTE", "SAM-DP-6I6", "SAM-DP-AK3", "SAM-DP-JC3", "SAM-KH-FOERSTE", "SAM-SDP-FOERSTE", "SAM-4I6"),
    *("TIL-6M", "TIL-UDH-1M", "TIL-UDH-4M", "CV-DP", "CV-KH", "SDP-REVURDERING"),
)
FOR_KOMMUNER = ("FM-SAMTALE", "FM-TILBUD", "RM-FORSOERGELSE", "SKAERPET-TILSYN")
CLOCK = ("FS-1", "FS-2", "FS-3")
AT_ONCE = ("FS-AKASSE", "SAM-FORM", "FM-SAMTALE", "FM-TILBUD")

LATE: set[str | None] = {"AFHJULPET", "KONSTATERET"}
ALL = LATE | {"OPFYLDT", "VARSEL", "FORELOEBIG", "BORTFALDET", None}
EXPECTED: Statuses = {
    **{("person", rule): set(ALL) for rule in DEADLINES},
    ("person", "TIL-PASSIV"): ALL - {"AFHJULPET"},  # a tilbud after a year without one: too rare among three hundred
    **{("person", rule): ALL - {"BORTFALDET"} for rule in CLOCK},
    **{("person", rule): {"KONSTATERET"} for rule in AT_ONCE},
    **{("person", rule): LATE | {"OPFYLDT", None} for rule in ("TIL-PRAKTIK", "TIL-NYTTE")},
    **{("kommune", rule): LATE | {"FORELOEBIG"} for rule in FOR_KOMMUNER},
    ("akasse", "AK-SAM3"): set(LATE),
}
"""Every status a rule can have, by (scope, rule_id)."""


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    return population(300, 5, START, END)


@pytest.fixture(scope="module")
def small() -> list[Fact]:
    return population(60, 3, START, END)


def seen_by(facts: list[Fact]) -> Statuses:
    """The statuses of rows on the probes, and of all instances a few days after."""
    seen: Statuses = defaultdict(set)
    for probe in probes(START, END):
        for row in computed(facts, probe).breaches.values():
            seen[row["scope"], row["rule_id"]].add(row["status"])
        for instance in person_instances(facts, probe + days(4)):
            seen["person", instance.rule_id].add(instance.status)
    return seen


def test_every_rule_is_seen_in_every_status(facts: list[Fact]) -> None:
    assert seen_by(facts) == EXPECTED


def test_the_same_arguments_give_the_same_facts(small: list[Fact]) -> None:
    assert population(60, 3, START, END) == small
    assert population(60, 4, START, END) != small


def test_all_persons_and_facts_of_all_types_come_with_corrections(facts: list[Fact]) -> None:
    types = {fact["type"] for fact in facts}
    assert len(types) == 7
    assert {fact["type"] for fact in facts if fact["deleted"]} == types
    assert {fact["revision"] for fact in facts} == {0, 1, 2, 9, 10}
    assert len(by_person(facts)) > 290


def test_no_period_ends_before_it_starts_and_no_code_is_unknown(facts: list[Fact]) -> None:
    for fact in facts:
        assert fact.get("period_start", "") <= fact.get("period_end", "")
        first = fact.get("startdato") or fact.get("dato") or ""
        assert fact.get("slutdato") is None or first <= fact["slutdato"]
        assert fact.get("kommune", 101) in KOMMUNER
        assert fact.get("akasse") in AKASSER


def test_no_held_samtale_lies_after_its_registration_in_copenhagen(facts: list[Fact]) -> None:
    for fact in facts:
        if fact["type"] == "samtale" and fact["status"] == "AFHOLDT":
            registered = datetime.fromisoformat(fact["registered_at"]).astimezone(ZoneInfo("Europe/Copenhagen"))
            assert date.fromisoformat(fact["dato"]) <= registered.date()


def test_the_state_does_not_depend_on_the_order_of_arrival(small: list[Fact]) -> None:
    shuffled = random.Random(5).sample(small, len(small))
    assert state(shuffled, AS_OF) == state(small, AS_OF)


def test_facts_that_come_twice_change_nothing(small: list[Fact]) -> None:
    assert state(small + small, AS_OF) == state(small, AS_OF)


def test_a_person_alone_has_the_rows_the_person_has_among_others(small: list[Fact]) -> None:
    together = computed(small, AS_OF).breaches
    for person_id, own in by_person(small).items():
        assert person_rows(own, AS_OF) == {key: row for key, row in together.items() if row["person_id"] == person_id}
