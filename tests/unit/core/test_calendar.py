"""Days and months as numbers, against datetime, for every day a fact or a deadline can have."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from streams.core.calendar import NO_DATE, add_months, month_end, month_of, month_start, to_date, to_day
from tests.naive import calendar as plain

EVERY_DAY = [date(1985, 1, 1) + timedelta(days=n) for n in range((date(2110, 12, 31) - date(1985, 1, 1)).days + 1)]


def test_days_are_counted_from_1970() -> None:
    assert [to_day(date(1970, 1, 1)), to_day(date(1970, 1, 2)), to_day(date(1969, 12, 31))] == [0, 1, -1]
    assert [to_date(to_day(d)) for d in EVERY_DAY[::97]] == EVERY_DAY[::97]


def test_no_date_is_later_than_all() -> None:
    assert to_day(None) == NO_DATE > to_day(date.max)


def test_every_day_lies_in_its_month() -> None:
    wrong = [d for d in EVERY_DAY if month_of(to_day(d)) != d.year * 12 + d.month - 1]
    assert wrong == []


def test_every_month_begins_and_ends_with_its_days() -> None:
    firsts = [d for d in EVERY_DAY if d.day == 1]
    assert [to_date(month_start(month_of(to_day(d)))) for d in firsts] == firsts
    assert [to_date(month_end(month_of(to_day(d)))) for d in firsts] == [plain.month_end(d) for d in firsts]


@pytest.mark.parametrize("months", [-12, 1, 6])
def test_months_are_added_as_the_law_counts_them(months: int) -> None:
    wrong = [d for d in EVERY_DAY if to_date(add_months(to_day(d), months)) != plain.add_months(d, months)]
    assert wrong == []


@pytest.mark.parametrize("months", [-36, -1, 0, 2, 3, 4, 12, 36])
def test_so_are_other_numbers_of_months(months: int) -> None:
    days = [d for d in EVERY_DAY if d.day in (1, 28, 29, 30, 31)]
    assert [to_date(add_months(to_day(d), months)) for d in days] == [plain.add_months(d, months) for d in days]
