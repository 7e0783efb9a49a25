"""Sums become figures: averages, tolerances and headroom, from sums written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from streams.core import axes
from streams.core import catalogue as cat
from streams.core.calendar import month_of, to_day
from streams.core.compiled import FULDTIDSDAGE, Compiled, compiled
from streams.core.figur import Figure, Sums, is_month_end, last_month_end
from streams.core.maal import Vilkaar, figures
from tests.support import core
from tests.unit.core.records import day

FM, RM = "FM-SAMTALE", "RM-FORSOERGELSE"


def law() -> Compiled:
    """The rules in force."""
    return core.law("gaeldende")


def column(text: str) -> int:
    """Of a month (`YYYY-MM`), of today or of the coming month-end."""
    named = {"nu": axes.NU, "kommende": axes.KOMMENDE}
    return named[text] if text in named else axes.month_column(month_of(day(f"{text}-01")))


def sums(slots: tuple[int, int], counted: Mapping[str, tuple[int, int]], scope: str = "kommune") -> Sums:
    """(denominator, numerator) per column."""
    made = np.zeros((law().slots, axes.COLUMNS), np.int64)
    for when, (everybody, hit) in counted.items():
        made[slots[0], column(when)], made[slots[1], column(when)] = everybody, hit
    return Sums(scope, 101, made, 0, 0)  # type: ignore[arg-type]


def fokus(
    counted: Mapping[str, tuple[int, int]], t: str, of: Compiled | None = None, rule_id: str = FM
) -> list[Figure]:
    of = of or law()
    return [f for f in figures(of, sums(of.fokus_slots[rule_id], counted), {}, day(t)) if f.indicator_id == rule_id]


def forsoergelse(days: Mapping[str, int], heads: int, andel: float, t: str, presumed: int = 0) -> list[Figure]:
    made = np.zeros((law().slots, axes.COLUMNS), np.int64)
    for when, count in days.items():
        made[FULDTIDSDAGE, column(when)] = count
    found = figures(law(), Sums("kommune", 101, made, presumed, 0), {2024: Vilkaar(heads, andel)}, day(t))
    return [f for f in found if f.indicator_id == RM]


def akasse(everybody: int, met: int) -> Figure:
    (slots,) = law().andel_slots.values()
    counted = sums(slots, {"2024-01": (everybody, met)}, "akasse")
    (found,) = figures(law(), counted, {}, day("2024-01-31"))
    return found


@pytest.mark.parametrize(
    ("d", "is_end", "last"),
    [("2024-02-28", False, "2024-01-31"), ("2024-02-29", True, "2024-02-29"), ("2024-03-01", False, "2024-02-29")],
)
def test_the_last_month_end(d: str, is_end: bool, last: str) -> None:
    assert (is_month_end(day(d)), last_month_end(day(d))) == (is_end, day(last))


TOLERANCE = {
    "just the target": (5, 1, True),
    "so little under it that only floating point can tell": (10**10, 2 * 10**9 - 1, True),
    "clearly under it": (10**6, 2 * 10**5 - 1, False),
}


@pytest.mark.parametrize(("n", "x", "breach"), TOLERANCE.values(), ids=TOLERANCE)
def test_a_share_at_the_target_is_a_breach(n: int, x: int, breach: bool) -> None:
    assert [f.breach for f in fokus({"2024-01": (n, x)}, "2024-01-31")] == [breach]


def test_thirds_that_add_up_to_the_target_are_at_it() -> None:
    """The mean of 10, 20 and 30 per cent is 20 per cent, whatever the last bit says."""
    found = fokus({"2024-01": (10, 1), "2024-02": (10, 2), "2024-03": (10, 3)}, "2024-03-31")
    assert [f.breach for f in found] == [False, False, True]


@pytest.mark.parametrize(("days", "breach"), [(30, False), (31, True), (29, False)])
def test_as_many_as_expected_is_no_breach(days: int, breach: bool) -> None:
    assert [f.breach for f in forsoergelse({"2024-04": days}, 10, 0.1, "2024-04-30")] == [breach]


@pytest.mark.parametrize(("andel", "breach"), [(0.1 - 5e-10, False), (0.1 - 2e-9, True)])
def test_a_hair_over_what_is_expected_is_as_expected(andel: float, breach: bool) -> None:
    assert [f.breach for f in forsoergelse({"2024-04": 30}, 10, andel, "2024-04-30")] == [breach]


@pytest.mark.parametrize(("n", "met", "breach"), [(5, 4, False), (5, 3, True), (10**10, 8 * 10**9 - 1, False)])
def test_four_in_five_is_enough_for_an_akasse(n: int, met: int, breach: bool) -> None:
    assert akasse(n, met).breach is breach


def test_months_without_anybody_are_no_months_of_the_mean() -> None:
    found = fokus({"2022-01": (1, 1), "2024-01": (1, 0)}, "2024-01-31")
    assert [f.avg12 for f in found] == [1.0, 0.5]


def test_the_nowcast_stands_beside_eleven_months() -> None:
    months = {f"2023-{m:02}": (1, 1) for m in range(1, 13)}
    found = fokus({**months, "nu": (4, 0), "kommende": (4, 0)}, "2024-01-15")
    assert (found[-1].live, found[-1].period_end, found[-1].avg12) == (True, day("2024-01-15"), pytest.approx(11 / 12))


@pytest.mark.parametrize(("t", "ends"), [("2024-01-30", [False, True]), ("2024-01-31", [False, False])])
def test_what_lies_after_today_is_not_told(t: str, ends: list[bool]) -> None:
    counted = {"2023-12": (1, 1), "2024-01": (1, 1), "2024-02": (1, 1), "nu": (1, 1), "kommende": (1, 1)}
    assert [f.live for f in fokus(counted, t)] == ends


def test_nobody_today_no_nowcast() -> None:
    assert [f.live for f in fokus({"2023-12": (1, 1)}, "2024-01-15")] == [False]


HEADROOM = {
    "alone, one under a fifth": ({"nu": (10, 0), "kommende": (10, 0)}, 1),
    "alone, with one failing": ({"nu": (10, 0), "kommende": (10, 1)}, 0),
    "after a good month": ({"2023-12": (10, 0), "nu": (10, 0), "kommende": (10, 1)}, 2),
    "after a bad one": ({"2023-12": (10, 10), "nu": (10, 0), "kommende": (10, 1)}, -8),
    "of seven, three sevenths over two months": ({"2023-12": (7, 0), "nu": (7, 0), "kommende": (7, 0)}, 2),
    "of very many": ({"nu": (10**6, 0), "kommende": (10**6, 0)}, 199_999),
    "nobody there at the month-end": ({"nu": (10, 0)}, None),
}


@pytest.mark.parametrize(("counted", "expected"), HEADROOM.values(), ids=HEADROOM)
def test_headroom(counted: Mapping[str, tuple[int, int]], expected: int | None) -> None:
    assert fokus(counted, "2024-01-15")[-1].headroom == expected


def valid(**validity: date) -> Compiled:
    """The law, were FM-SAMTALE valid from or to another day."""
    rules = law().catalogue.rules
    moved = [replace(r, head=replace(r.head, **validity)) if isinstance(r, cat.FokusSamtaler) else r for r in rules]
    return compiled(replace(law().catalogue, rules=tuple(moved)))


def test_a_target_that_ends_before_the_month_does_leaves_no_headroom() -> None:
    counted = {"2023-12": (10, 1), "nu": (10, 1), "kommende": (10, 1)}
    found = fokus(counted, "2024-01-15", valid(gyldig_til=date(2024, 1, 20)))
    assert [(f.live, f.headroom) for f in found] == [(False, None), (True, None)]


def test_before_the_beginning_of_a_rule_there_is_no_figure() -> None:
    counted = {"2023-12": (10, 1), "2024-01": (10, 1), "nu": (10, 1), "kommende": (10, 1)}
    found = fokus(counted, "2024-02-10", valid(gyldig_fra=date(2024, 1, 20)))
    assert [(f.period_end, f.avg12) for f in found] == [(day("2024-01-31"), 0.1), (day("2024-02-10"), 0.1)]


def test_after_the_end_of_a_rule_there_is_no_figure() -> None:
    counted = {"2023-12": (10, 1), "2024-01": (10, 1)}
    found = fokus(counted, "2024-01-31", valid(gyldig_til=date(2024, 1, 20)))
    assert [f.period_end for f in found] == [to_day(date(2023, 12, 31))]


def test_paid_and_presumed_days_of_the_month_so_far() -> None:
    (found,) = forsoergelse({"2024-04": 30, "nu": 4}, 10, 0.1, "2024-04-10", presumed=6)
    assert (found.live, found.numerator, found.value) == (True, 4.0, 0.4)


def test_presumed_days_are_not_told_at_a_month_end() -> None:
    (found,) = forsoergelse({"2024-04": 30, "nu": 4}, 10, 0.1, "2024-04-30", presumed=6)
    assert (found.live, found.numerator) == (False, 1.0)


def test_the_sums_are_left_as_they_were() -> None:
    made = np.zeros((law().slots, axes.COLUMNS), np.int64)
    made[FULDTIDSDAGE, column("2024-04")] = 30
    figures(law(), Sums("kommune", 101, made, 6, 0), {2024: Vilkaar(10, 0.1)}, day("2024-04-10"))
    assert made.sum() == 30
