"""The logs answer what was said on a date: row by row, with what has lapsed and what was no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.support.pipeline import Fact, Row, Running, running

DAYS = (date(2025, 1, 10), date(2025, 1, 31), date(2025, 3, 12))
"""A nowcast, a month-end (on which there is none), and a nowcast again."""


def rows(pipeline: Running, source: str, key: str) -> list[Row]:
    """All rows, in an order of their own."""
    return pipeline.ask(f"SELECT * FROM fokusvagt.{source} ORDER BY {key}")


def said_on(pipeline: Running, view: str, day: date | str) -> list[Row]:
    """The documented question."""
    kind, key = view.removesuffix("s").removesuffix("e"), VIEWS[view]
    return pipeline.ask(
        f"SELECT * EXCEPT (said_from, said_until) FROM fokusvagt.v_{kind}_spans "
        f"WHERE said_from <= '{day}' AND said_until > '{day}' ORDER BY {key}"
    )


pytestmark = pytest.mark.slow
VIEWS = {"breaches": "breach_id", "indicators": "indicator_id, scope, code, live, period_end"}


@pytest.fixture(scope="module")
def story(facts: list[Fact], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Any]]:
    """A pipeline whose dates were told one after the other, more facts each time; and what it said on each."""
    said = {}
    with running(tmp_path_factory.mktemp("said")) as pipeline:
        for number, day in enumerate(DAYS):
            pipeline.feed([], day)
            pipeline.feed(facts[number :: len(DAYS)], day)
            for view, key in VIEWS.items():
                said[view, day] = rows(pipeline, f"v_{view}", key)
        yield pipeline, said


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", DAYS)
def test_an_answer_of_then_is_rebuilt_to_the_last_field(story: tuple[Running, Any], view: str, day: date) -> None:
    pipeline, said = story
    assert said_on(pipeline, view, day) == said[view, day]
    assert len(said[view, day]) > 50


def test_between_two_dates_what_was_said_last_stands(story: tuple[Running, Any]) -> None:
    pipeline, said = story
    between = said_on(pipeline, "breaches", "2025-02-14")
    assert between == said["breaches", date(2025, 1, 31)] != said["breaches", date(2025, 3, 12)]


def test_before_anything_was_said_there_is_nothing(story: tuple[Running, Any]) -> None:
    assert said_on(story[0], "indicators", "2024-12-31") == []


def test_a_nowcast_that_was_no_more_is_not_said_on_the_month_end(story: tuple[Running, Any]) -> None:
    assert not any(row["live"] for row in said_on(story[0], "indicators", "2025-01-31"))
    assert sum(row["live"] for row in said_on(story[0], "indicators", "2025-01-10")) > 1


def test_the_log_of_breaches_alone_answers_too(story: tuple[Running, Any]) -> None:
    pipeline, said = story
    latest = (
        f"SELECT * FROM fokusvagt.v_breach_log WHERE as_of <= '{DAYS[1]}' ORDER BY version DESC LIMIT 1 BY breach_id"
    )
    assert pipeline.ask(f"SELECT * FROM ({latest}) ORDER BY breach_id") == said["breaches", DAYS[1]]
