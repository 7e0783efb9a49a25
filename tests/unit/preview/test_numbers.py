"""Numbers, dates and units on the page are Danish."""

from __future__ import annotations

import pytest

from dashboards.preview import danish, units

NOON = 1_750_420_800_000  # 20 June 2025, 12.00 UTC


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (-3, 0, "−3"),
        (0, 0, "0"),
        (-0.04, 1, "0,0"),
        (0.5, 2, "0,50"),
    ],
)
def test_a_number_has_points_between_thousands_and_a_comma(value: float, decimals: int, text: str) -> None:
    assert danish.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1.234, "1,23"), (12.34, "12,3"), (123.4, "123"), (7.0, "7"), (0.1234, "0,123")]
)
def test_without_decimals_a_number_has_as_many_as_grafana_gives_it(value: float, text: str) -> None:
    assert danish.number(value) == text


def test_a_date_is_written_as_danes_write_it() -> None:
    assert danish.moment(NOON - NOON % 86_400_000) == "20. jun. 2025"


def test_a_moment_has_its_time_of_day_too() -> None:
    assert danish.moment(NOON, "Europe/Copenhagen") == "20. jun. 2025 kl. 14.00"


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("percentunit", 0.2351, "23,5 %"),
        ("percent", 23.51, "23,5 %"),
        ("locale", 20_000, "20.000"),
        ("short", 1_250_000, "1,25 mio."),
        ("s", 90, "1,50 min"),
        ("ms", 1500, "1,50 s"),
        ("d", 12, "12 d"),
        ("bytes", 2048, "2 KiB"),
        ("suffix:borgere", 3, "3 borgere"),
        ("time:D. MMM YYYY", NOON, "20. jun. 2025"),
        ("dtdurations", 90_061, "1 d 1 t"),
    ],
)
def test_a_value_is_told_with_its_unit(unit: str, value: float, text: str) -> None:
    assert units.formatted(value, unit, 1 if unit.startswith("percent") else None) == text


def test_a_unit_that_is_not_known_is_told_apart() -> None:
    assert units.known("percentunit")
    assert not units.known("furlongs")
