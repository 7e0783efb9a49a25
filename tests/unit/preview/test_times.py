"""Time ranges are read as Grafana reads them, from a `now` that is given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboards.preview.timerange import WrongTime, moment, parsed, relative, seconds

NOW = datetime(2025, 3, 31, 12, 30, tzinfo=UTC)


def at(*parts: int) -> int:
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("now", at(2025, 3, 31, 12, 30)),
        ("now-1M", at(2025, 2, 28, 12, 30)),
        ("now-12M", at(2024, 3, 31, 12, 30)),
        ("now-3y", at(2022, 3, 31, 12, 30)),
        ("now-24h", at(2025, 3, 30, 12, 30)),
        ("now/M", at(2025, 3, 1)),
        ("now-1M/M", at(2025, 2, 1)),
        ("now/Q", at(2025, 1, 1)),
        ("now/w", at(2025, 3, 31)),
        ("2025-01-02", at(2025, 1, 2)),
        ("1735689600000", at(2025, 1, 1)),
    ],
)
def test_a_moment_is_what_grafana_makes_of_it(raw: str, expected: int) -> None:
    assert moment(raw, NOW) == expected


def test_the_end_of_a_rounded_range_is_its_last_moment() -> None:
    assert moment("now/M", NOW, up=True) == at(2025, 4, 1) - 1


def test_a_date_as_an_end_includes_that_day() -> None:
    assert parsed("2025-01-01", "2025-01-01", NOW).end == at(2025, 1, 2) - 1


@pytest.mark.parametrize("raw", ["now-", "yesterday", "now-3x", "now-1d;DROP", ""])
def test_what_is_no_time_is_refused(raw: str) -> None:
    with pytest.raises(WrongTime):
        moment(raw, NOW)


@pytest.mark.parametrize("raw", ["now-9999999y", "now+9" + "9" * 5000 + "d", "9" * 30, "1899-12-31", "2300-01-01"])
def test_what_lies_outside_the_years_that_the_database_knows_is_refused(raw: str) -> None:
    with pytest.raises(WrongTime):
        moment(raw, NOW)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(WrongTime):
        parsed("now", "now-1d", NOW)


def test_a_known_range_is_called_by_its_name_and_another_by_its_dates() -> None:
    assert parsed("now-12M", "now", NOW).label == "Seneste 12 måneder"
    assert parsed("2025-01-01", "2025-02-01", NOW).label == "1. jan. 2025 – 1. feb. 2025"


def test_refresh_intervals_are_seconds() -> None:
    assert (seconds("30s"), seconds("5m"), seconds("")) == (30, 300, 0)


def test_a_dashboard_opens_with_a_relative_range() -> None:
    assert relative("now-3y")
    assert not relative("2025-01-01")
