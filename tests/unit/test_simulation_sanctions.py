"""Sanctions: what they take out of the payments, and where they break a forloeb. No figures are judged here."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from streams.simulation import figures, sanktioner, ydelser
from streams.simulation.blok import Block, block
from streams.simulation.columns import pick
from streams.simulation.kalender import window
from streams.simulation.people import World, generator, people, world

END = date(2025, 6, 30)
MANY = 3000


@cache
def country() -> World:
    return world(figures.load(), window(36, END), 1)


@cache
def seen() -> Block:
    return block(country(), 0, 10_000)


@cache
def paid() -> tuple[ydelser.Paid, ydelser.Paid]:
    """What would be paid, and what is."""
    folk = people(country(), 0)
    rng = generator(1, "fakta", 0)
    before = ydelser.paid_months(country(), folk, rng)
    return before, sanktioner.paid_out(before, sanktioner.decided(country(), folk, rng))


def days(of: ydelser.Paid) -> set[tuple[int, int]]:
    """Every paid day as (spell, day), of the first thousands of spells."""
    some = of.spell < MANY
    rows = zip(of.spell[some].tolist(), of.first[some].tolist(), of.last[some].tolist(), strict=True)
    return {(s, d) for s, a, b in rows for d in range(a, b + 1)}


def test_exactly_the_days_of_sanctions_are_not_paid() -> None:
    before, after = (days(part) for part in paid())
    cuts = seen().sanktioner
    cuts = pick(cuts, cuts["spell"] < MANY)
    rows = zip(*(cuts[name].tolist() for name in ("spell", "start", "dage")), strict=True)
    taken = {(s, d) for s, start, n in rows for d in range(start, start + n)}
    assert after < before
    assert before - after <= taken
    assert len(taken - (before - after)) < 0.01 * len(taken)


def test_what_is_left_of_a_month_keeps_its_order_and_its_hours() -> None:
    before, after = paid()
    assert np.all(after.first <= after.last)
    assert np.all(np.diff(after.person) >= 0)
    assert after.timer.sum() == pytest.approx(before.timer.sum(), rel=0.01)


def test_whole_months_without_pay_break_some_forloeb() -> None:
    cuts = seen().sanktioner
    broken = cuts["slags"] == sanktioner.SKAERPET
    assert 5 < broken.sum() < 60
    assert cuts["dage"][broken].max() >= 59


@pytest.mark.parametrize(("slags", "ydelse"), [(sanktioner.KARANTAENE, "DP"), (sanktioner.SKAERPET, "KH_JP")])
def test_each_kind_befalls_those_whom_the_law_means(slags: int, ydelse: str) -> None:
    cuts: Any = seen().sanktioner
    states = seen().people.spells.state[cuts["spell"][cuts["slags"] == slags]]
    assert country().figures.state(ydelse) in states
    groups = {country().figures.group(country().figures.navne[s]) for s in states}
    assert groups <= ({"DP"} if slags == sanktioner.KARANTAENE else {"JP", "AP"})


def test_nobody_is_sanctioned_in_the_first_days_of_a_forloeb() -> None:
    cuts, spells = seen().sanktioner, seen().people.spells
    assert np.all(cuts["start"] - spells.since[cuts["spell"]] >= sanktioner.FREDET)
