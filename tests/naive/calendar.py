"""Civil dates: month arithmetic, month-ends and windows. No time zones, no domain words."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache


def days(count: int) -> timedelta:
    """`count` days, so that rules can write `anchor + days(14)`."""
    return timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """The same day of the month `count` months on, clamped to the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@cache
def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def is_month_end(day: date) -> bool:
    """Whether `day` is the last day of its month."""
    return day == month_end(day)


def month_index(day: date) -> int:
    """Months since year 0: consecutive calendar months differ by one."""
    return day.year * 12 + day.month - 1


def month_ends(first: date, last: date) -> list[date]:
    """Every month-end from the end of `first`'s month to the last one not after `last`."""
    ends = []
    end = month_end(first)
    while end <= last:
        ends.append(end)
        end = month_end(end + days(1))
    return ends


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def within_year(day: date, end: date) -> bool:
    """Whether `day` lies in (add_months(end, -12), end]."""
    return add_months(end, -12) < day <= end
