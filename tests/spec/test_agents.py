"""Every case of this room in one run of the pipeline: the agents' rows, and the audit's account of them.

Persons are kept apart by name, so that all cases can live in one country; what a case expects of kommuner and
a-kasser cannot be told there, and is asked of the pipeline in `integration/pipeline`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from streams.adapters.clickhouse.link import Link
from streams.clock import SystemClock
from streams.pipeline.audit.audit import audit
from streams.rules.loader import load
from tests.naive import person_rows
from tests.spec.recording import Case, all_cases
from tests.support.agreement import disagreements, of_core
from tests.support.pipeline import Running, running

Day = tuple[date, list[Case]]


def days(cases: list[Case]) -> Iterator[Day]:
    """The cases by their date, in order of time."""
    asked: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        asked[case.as_of].append(case)
    yield from sorted(asked.items())


def told(pipeline: Running, cases: list[Case]) -> list[dict[str, object]]:
    """The rows of the cases' persons, as the views show them."""
    persons = {fact["person_id"] for case in cases for fact in case.facts}
    rows = pipeline.ask("SELECT * FROM fokusvagt.v_breaches WHERE scope = 'person'")
    return [row for row in rows if row["subject"] in persons]


def wrong(pipeline: Running, day: date, cases: list[Case]) -> list[str]:
    """Where the agents' rows are not those of the cases."""
    wanted = [row for case in cases for row in person_rows(case.facts, day).values()]
    return disagreements(of_core(wanted, []), of_core(told(pipeline, cases), []))


@pytest.mark.slow
def test_agents_and_audit_say_of_every_case_what_it_expects(tmp_path: Path) -> None:
    cases = all_cases()
    assert len(cases) > 900
    facts = [fact for case in cases for fact in case.facts]
    with running(tmp_path, partitions=2) as pipeline:
        for number, (day, asked) in enumerate(days(cases)):
            pipeline.feed([] if number else facts, day)
            assert (day, wrong(pipeline, day, asked)) == (day, [])
        link = Link(pipeline.inner.servers.clickhouse_url)
        assert audit(link, load(), SystemClock(), None, lambda *_: None).differences == []
