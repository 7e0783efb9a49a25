"""How time shows in simulated facts: holidays and seasons, payment runs, late registration; how kommuner differ."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from schemas.regions import akasser
from streams.core.codes import SAMTALESTATUSSER, TILBUDSTATUSSER, YDELSER
from streams.simulation import BLOCK, FactBatch, simulate
from streams.simulation.behaviour import kommuner, rammevilkaar, stoerrelse
from streams.simulation.figures import load
from streams.simulation.kalender import as_date, day, helligdage, paaske, weekday, window
from streams.simulation.people import generator

END = date(2025, 6, 30)


@cache
def country() -> tuple[FactBatch, ...]:
    return tuple(simulate(3 * BLOCK, 36, 1, end=END))


def column(fact_type: str, name: str) -> Any:
    return np.concatenate([b.columns[name] for b in country() if b.type == fact_type])


@cache
def held() -> Any:
    """The days of samtaler that were held."""
    return column("samtale", "dato")[column("samtale", "status") == SAMTALESTATUSSER.index("AFHOLDT")]


@pytest.mark.parametrize(("year", "easter"), [(2022, "2022-04-17"), (2024, "2024-03-31"), (2025, "2025-04-20")])
def test_easter_is_when_the_church_says(year: int, easter: str) -> None:
    assert paaske(year) == date.fromisoformat(easter)


def test_store_bededag_was_a_holiday_for_the_last_time_in_2023() -> None:
    assert date(2023, 5, 5) in helligdage(2023)
    assert paaske(2024) + timedelta(26) not in helligdage(2024)


@pytest.mark.parametrize(
    ("planned", "moved"),
    [
        ("2025-03-01", "2025-02-28"),
        ("2025-03-02", "2025-03-03"),
        ("2025-04-18", "2025-04-22"),
        ("2024-12-24", "2024-12-27"),
        ("2025-03-05", "2025-03-05"),
    ],
)
def test_what_falls_on_a_closed_day_moves_to_an_open_one(planned: str, moved: str) -> None:
    days = weekday(np.array([day(date.fromisoformat(planned))], np.int32))
    assert as_date(days[0]) == date.fromisoformat(moved)


def test_hardly_any_samtale_is_held_on_a_closed_day() -> None:
    closed = {day(d) for year in range(2022, 2026) for d in helligdage(year)}
    dow = (held() + 3) % 7
    assert np.mean((dow > 4) | np.isin(held(), list(closed))) < 0.02


def test_july_sees_fewer_samtaler_than_any_other_month() -> None:
    months = np.array([as_date(int(d)).month for d in held() if 2023 <= as_date(int(d)).year <= 2024])
    counts = np.bincount(months, minlength=13)[1:]
    assert counts.argmin() == 6
    assert counts[6] < 0.85 * np.median(counts)


def test_sickness_begins_more_often_in_winter_than_in_summer() -> None:
    first = load().raw["saeson"]
    assert first[0] > first[6]
    start = column("ydelse", "period_start")[column("ydelse", "ydelse") == YDELSER.index("SYGEDAGPENGE")]
    months = np.array([as_date(int(d)).month for d in start if as_date(int(d)).day > 1])
    assert (months == 1).sum() > 1.05 * (months == 7).sum()


def test_payments_come_in_a_run_at_the_end_of_the_month() -> None:
    at = column("ydelse", "registered_at")[column("ydelse", "revision") == 0] // 86_400_000
    end = [as_date(int(d)) for d in at]
    near = [d.day > 24 or d.day <= 3 for d in end]
    assert np.mean(near) > 0.9


def test_most_samtaler_are_registered_the_same_day_and_some_much_later() -> None:
    done = column("samtale", "status") == SAMTALESTATUSSER.index("AFHOLDT")
    done &= column("samtale", "revision") <= 1
    lag = (column("samtale", "registered_at") // 86_400_000 - column("samtale", "dato"))[done]
    assert lag.min() >= 0
    assert 0.6 < np.mean(lag == 0) < 0.85
    assert 0.02 < np.mean(lag > 7) < 0.15


def test_members_of_akasser_are_those_of_the_data_file() -> None:
    ours = {kode: a["medlemmer"] for kode, a in load().raw["akasser"].items()}
    published = {kode: a.medlemmer for kode, a in akasser().items() if a.medlemmer is not None}
    assert {kode: ours[kode] for kode in published} == published


def test_large_kommuner_and_those_with_hard_rammevilkaar_do_otherwise() -> None:
    figures = load()
    many = [kommuner(figures, window(12, END), generator(seed, "sted")) for seed in range(40)]
    tilbud = np.mean([k.tilbud[:, 0] for k in many], axis=0)
    sen = np.mean([k.sen for k in many], axis=0)
    group, size = rammevilkaar(figures), stoerrelse(figures)
    assert np.bincount(group).tolist() == [10, 37, 37, 14]
    assert tilbud[group == 0].mean() > 1.3 * tilbud[group == 3].mean()
    assert sen[size == 0].mean() > 1.2 * sen[size == 4].mean()


def test_kommuner_of_a_class_slip_or_mend_over_the_period() -> None:
    figures = load()
    found = kommuner(figures, window(36, END), generator(1, "sted"))
    change = found.tempo[:, -1] / found.tempo[:, 0]
    names = list(figures.raw["klasser"])
    assert np.all(change[found.klasse == names.index("GLIDER")] < 0.75)
    assert np.all(change[found.klasse == names.index("RETTER")] > 1.25)


def test_some_tilbud_end_before_they_were_to() -> None:
    status = column("tilbud", "status")
    broken = (status == TILBUDSTATUSSER.index("AFBRUDT")).sum()
    assert 0.05 < broken / (status == TILBUDSTATUSSER.index("AFSLUTTET")).sum() < 0.8
