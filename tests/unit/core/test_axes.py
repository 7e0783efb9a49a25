"""Where figures are added up: no two share a place."""

from __future__ import annotations

from itertools import product

from streams.core import axes
from streams.core.calendar import month_of
from tests.unit.core.records import day

HERE = axes.places([147, 101, 851], [7, 2])


def test_places_are_in_the_order_of_the_codes() -> None:
    assert [list(HERE.kommuner), list(HERE.akasser)] == [[101, 147, 851], [2, 7]]
    assert [int(HERE.kommune_place[k]) for k in (101, 147, 851)] == [0, 1, 2]
    assert [int(HERE.akasse_place[a]) for a in (2, 7)] == [0, 1]


def test_an_unknown_code_has_no_place() -> None:
    assert [int(HERE.kommune_place[102]), int(HERE.akasse_place[1])] == [-1, -1]


def test_a_slot_is_as_wide_as_the_longer_list() -> None:
    assert [axes.width(HERE), axes.width(axes.places([101], [2, 7]))] == [3, 2]


def test_months_run_from_1990_to_2100_and_the_present_follows() -> None:
    columns = [axes.month_column(month_of(day(d))) for d in ("1990-01-31", "1990-02-01", "2100-12-31")]
    assert columns == [0, 1, axes.MONTHS - 1]
    assert [axes.NU, axes.KOMMENDE, axes.DAGE] == [axes.MONTHS, axes.MONTHS + 1, axes.MONTHS + 2]


def test_after_the_present_come_a_month_of_days_and_every_leap_day() -> None:
    leap_days = [axes.leap_day_column(month_of(day(f"{year}-02-29"))) for year in range(1992, 2097, 4)]
    assert leap_days == list(range(axes.DAGE + 31, axes.COLUMNS))


def test_every_figure_has_a_place_of_its_own() -> None:
    taken = {axes.plads(s, 3, p, c) for s, p, c in product(range(2), range(3), range(axes.COLUMNS))}
    assert taken == set(range(2 * 3 * axes.COLUMNS))
