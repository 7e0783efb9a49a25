"""One partition's state: what it remembers, when it looks again, and that parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from streams.core import evaluate, partition
from streams.core.calendar import to_day
from streams.core.facts import Records
from streams.core.out import ROW
from streams.core.partition import Partition
from tests.naive.population import population
from tests.support import core
from tests.support.lives import Fact, Life, people, person

AS_OF = date(2024, 2, 15)
T = to_day(AS_OF)
LIFE = person().kontanthjaelp("2023-01-15", "2024-12-31")
FIGURES = ("indicator_id", "code", "period_end", "live", "numerator", "denominator", "avg12", "breach", "headroom")


def holding(*facts: Fact) -> Partition:
    made = Partition(core.law(), core.country())
    core.merge(made, facts)
    return made


def in_use(*facts: Fact) -> Partition:
    """A partition that has been evaluated as of T."""
    made = holding(*facts)
    core.told(made, AS_OF)
    return made


def rows(of: Partition, as_of: date = AS_OF) -> Records:
    found = [changes.rows.copy() for changes in of.evaluate(to_day(as_of))]
    return np.concatenate(found) if found else np.zeros(0, ROW)


def test_persons_are_numbered_as_they_come() -> None:
    made = holding()
    assert made.index(["b", "a", "b"]).tolist() == [0, 1, 0]
    assert made.index(["c", "a"]).tolist() == [2, 1]
    assert made.persons == ["b", "a", "c"]


def test_there_is_room_for_many_persons() -> None:
    made = holding(*LIFE)
    numbers = made.index([f"q{n}" for n in range(500)])
    assert numbers.tolist() == list(range(1, 501))
    assert len(rows(made)) > 0
    assert made.due(T).tolist() == []


def test_who_has_new_facts_is_due_and_then_not_until_something_changes() -> None:
    made = holding(*LIFE, *person("q").kontanthjaelp("2023-01-15", "2024-12-31"))
    assert made.due(T).tolist() == [0, 1]
    rows(made)
    assert made.due(T).tolist() == []
    assert made.due(T + 1).tolist() == [0, 1]
    core.merge(made, list(person("q").samtale("2024-02-01")))
    assert made.due(T).tolist() == [1]


def test_known_facts_make_nobody_due() -> None:
    made = in_use(*LIFE)
    core.merge(made, list(LIFE))
    assert made.due(T).tolist() == []


def test_somebody_long_gone_is_never_due_again() -> None:
    made = in_use(*person().kontanthjaelp("2015-01-15", "2015-03-31"))
    assert made.due(T + 10_000).tolist() == []


def test_everyone_is_looked_at_on_request() -> None:
    made = in_use(*LIFE, *person("q").dagpenge("2024-01-01", "2024-01-31"))
    made.everyone()
    assert made.due(T).tolist() == [0, 1]


# What was told in an earlier life.


def restored(told: Records, *facts: Fact) -> Partition:
    made = holding(*facts)
    told = told.copy()
    made.restore_told(np.sort(told, order="person", kind="stable"))
    made.everyone()
    return made


def two_lives() -> list[Fact]:
    return [*LIFE, *person("q").dagpenge("2024-01-01", "2024-03-31")]


def test_a_partition_that_knows_what_was_told_is_silent() -> None:
    told = rows(holding(*two_lives()))
    assert len(set(told["person"].tolist())) == 2
    assert len(rows(restored(told, *two_lives()))) == 0


def test_it_tells_what_has_changed_since() -> None:
    told = rows(holding(*two_lives()))
    samtaler = person("p").samtale(*["2024-02-01"] * 4)
    found = rows(restored(told, *two_lives(), *samtaler))
    assert {int(r["person"]) for r in found} == {0}
    assert {core.law().rule_ids[r["regel"]] for r in found} == {"FM-SAMTALE", "SAM-4I6", "SAM-KH-FOERSTE"}


def test_a_row_of_somebody_without_facts_lapses() -> None:
    told = rows(holding(*LIFE))
    made = holding()
    made.index(["p"])
    made.restore_told(told)
    found = rows(made)
    assert len(found) == len(told)
    assert {core.codes.STATUSSER[r["status"]] for r in found} == {"BORTFALDET"}


def test_whoever_has_a_restored_row_is_due() -> None:
    told = rows(holding(*LIFE))
    made = in_use(*LIFE)
    made.restore_told(told)
    assert made.due(T).tolist() == [0]


def test_nothing_restored_is_nothing_remembered() -> None:
    made = restored(np.zeros(0, ROW), *LIFE)
    assert len(rows(made)) == len(rows(holding(*LIFE)))


# Sizes: small buffers, small chunks and many rows give the same.


def everything(of: Partition, facts: list[Fact]) -> tuple[list[str], list[tuple[Any, ...]]]:
    told = sorted(str(sorted(row.items(), key=str)) for row in core.told(of, AS_OF))
    figures = [tuple(getattr(f, name) for name in FIGURES) for f in core.measures(of, facts, AS_OF)]
    return told, figures


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(partition, "_CHUNK", 3)
    monkeypatch.setattr(evaluate, "ROWS", 1)
    monkeypatch.setattr(evaluate, "ENTRIES", 1)
    return None


PEOPLE = [
    *population(25, seed=7, start=date(2023, 1, 1), end=AS_OF),
    *person("long-25").kontanthjaelp("2015-01-15", "2024-12-31"),
]


def test_small_buffers_give_what_large_ones_give(small: None) -> None:
    tight = everything(holding(*PEOPLE), PEOPLE)
    with pytest.MonkeyPatch.context() as large:
        large.setattr(partition, "_CHUNK", 20_000)
        large.setattr(evaluate, "ROWS", 1 << 16)
        large.setattr(evaluate, "ENTRIES", 1 << 19)
        assert everything(holding(*PEOPLE), PEOPLE) == tight


def test_many_persons_make_the_memory_grow() -> None:
    crowd = people(70, lambda life: life.kontanthjaelp("2021-01-15", "2024-12-31"))
    made = holding(*crowd)
    one = rows(holding(*LIFE.rettet(period_start="2021-01-15", revision=9)))
    assert len(rows(made)) == 70 * len(one) > 200
    (figure,) = [f for f in core.measures(made, [], AS_OF) if f.live and f.indicator_id == "FM-SAMTALE"]
    assert (figure.numerator, figure.denominator) == (70, 70)


def busy(name: str) -> Life:
    """Thirty times too long in praktik."""
    life = person(name).dagpenge("2021-01-15", "2024-12-31")
    for day in range(1, 31):
        life = life.tilbud(f"2023-04-{day:02}", "2023-12-31", "VIRKSOMHEDSPRAKTIK")
    return life


def test_many_rows_make_the_memory_grow_and_are_restored() -> None:
    crowd = [fact for n in range(45) for fact in busy(f"p{n}")]
    told = rows(holding(*crowd))
    assert len(told) > 1024
    assert len(rows(restored(told, *crowd))) == 0


def test_two_partitions_add_up_to_one() -> None:
    whole = in_use(*person_facts())
    parts = [in_use(*person_facts(half)) for half in (0, 1)]
    assert (sum(p.sums for p in parts) == whole.sums).all()
    assert (sum(p.presumed_days(T) for p in parts) == whole.presumed_days(T)).all()


def person_facts(half: int | None = None) -> list[Fact]:
    """The person facts of all, or of every other person."""
    return [f for f in PEOPLE if "person_id" in f and (half is None or int(f["person_id"].split("-")[1]) % 2 == half)]


def test_the_clock_may_tick_or_leap() -> None:
    """Looking only at who is due, day by day, gives what looking at everybody gives."""
    ticking, world = holding(*person_facts()), {}
    for days in range(24, -1, -1):
        as_of = AS_OF + timedelta(days=10 - days)
        world |= {row["breach_id"]: row for row in core.told(ticking, as_of)}
        if days % 4 == 0:
            leaping = holding(*person_facts())
            fresh = {row["breach_id"]: row for row in core.told(leaping, as_of)}
            assert {i: r for i, r in world.items() if r["status"] not in ("OPFYLDT", "BORTFALDET")} == fresh
            assert (_telling(ticking, as_of) == _telling(leaping, as_of)).all()


QUIET = {
    "a year that fills and samtaler and a tilbud that leave the window": (
        person()
        .kontanthjaelp("2023-03-15", "2024-02-10")
        .tilbud("2023-02-20", "2023-03-17")
        .samtale(*["2023-03-18"] * 4),
        "2024-03-12",
        22,
    ),
    "hours that leave the window": (
        person().kontanthjaelp("2022-12-01", "2024-01-10").arbejde("2023-02", 100),
        "2024-02-25",
        6,
    ),
    "hours that fall short of a new law, then do not": (
        person().kontanthjaelp("2022-01-15", "2023-02-10").arbejde("2022-10", 150),
        "2023-03-19",
        5,
    ),
    "samtaler of 29 February that leave the window": (
        person().kontanthjaelp("2024-02-01", "2025-01-10").samtale(*["2024-02-29"] * 4),
        "2025-02-25",
        6,
    ),
    "warnings and deadlines of dagpenge": (person().dagpenge("2024-01-15", "2024-01-16"), "2024-01-17", 46),
    "warnings and deadlines of kontanthjaelp": (person().kontanthjaelp("2024-01-15", "2024-01-16"), "2024-01-17", 46),
    "a clock that is projected": (person().dagpenge("2023-01-01", "2023-02-28"), "2023-03-08", 28),
    "praktik that goes on and ends": (
        person().dagpenge("2024-01-15", "2024-02-10").tilbud("2024-02-12", "2024-03-20", "VIRKSOMHEDSPRAKTIK"),
        "2024-03-05",
        30,
    ),
    "an exemption over the deadline": (
        person().uddannelseshjaelp("2024-01-15", "2024-02-10").status("FRITAGELSE", "2024-02-12", "2024-03-01"),
        "2024-02-11",
        25,
    ),
    "an a-kasse's deadline that leaves the window": (person().dagpenge("2024-01-15", "2024-04-15"), "2025-03-28", 22),
    "the last of January at the end of February": (person().sygedagpenge("2024-12-31", "2025-01-31"), "2025-02-20", 12),
}


@pytest.mark.parametrize(("life", "first", "days"), QUIET.values(), ids=QUIET)
def test_what_nobody_pays_for_any_more_still_changes_on_its_day(life: Life, first: str, days: int) -> None:
    """While payments run everybody is looked at each day; here only what a rule has asked for wakes the person."""
    ticking, world = holding(*life), {}
    for day in range(days):
        as_of = date.fromisoformat(first) + timedelta(days=day)
        world |= {row["breach_id"]: row for row in core.told(ticking, as_of)}
        leaping = holding(*life)
        fresh = {row["breach_id"]: row for row in core.told(leaping, as_of)}
        assert {i: r for i, r in world.items() if r["status"] not in ("OPFYLDT", "BORTFALDET")} == fresh
        assert (_telling(ticking, as_of) == _telling(leaping, as_of)).all()


def _telling(of: Partition, as_of: date) -> Any:
    """The sums that figures are told from, presumed days among them."""
    return np.concatenate([of.sums, of.presumed_days(to_day(as_of))])
