"""The cases of this room in one run of the pipeline: the agents' rows and figures, and the audit's account of them.

Persons are kept apart by name, cases about kommuner by living in kommuner of their own; there are enough for a hundred
of those. Of a-kasser the audit gives account here; case by case they are asked of in `integration/pipeline`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.regions import kommuner
from streams.adapters.clickhouse.link import Link
from streams.clock import SystemClock
from streams.pipeline.audit.audit import audit
from streams.rules.loader import load
from tests.naive import computed, person_rows
from tests.spec.recording import Case, all_cases, of_kommuner, of_persons
from tests.support.agreement import disagreements, of_core, of_oracle, of_tables
from tests.support.pipeline import Running, running

Day = tuple[date, list[Case]]
TAKEN = (101, 147, 751, 851)
"""Where the persons of the cases live."""


def days(cases: list[Case]) -> Iterator[Day]:
    """The cases by their date, in order of time."""
    asked: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        asked[case.as_of].append(case)
    yield from sorted(asked.items())


def told_of(pipeline: Running, cases: list[Case]) -> list[dict[str, object]]:
    """The rows of the cases' persons, as the views show them."""
    persons = {fact[name] for case in cases for fact in case.facts for name in NAMES if fact.get(name)}
    rows = pipeline.ask("SELECT * FROM fokusvagt.v_breaches WHERE scope = 'person'")
    return [row for row in rows if row["subject"] in persons]


NAMES = ("person_id", "sammenlagt_med")


def wrong(pipeline: Running, day: date, cases: list[Case]) -> list[str]:
    """Where the agents' rows are not those of the cases."""
    wanted = [row for case in cases for row in person_rows(case.facts, day).values()]
    return disagreements(of_core(wanted, []), of_core(told_of(pipeline, cases), []))


def wrong_of_kommuner(pipeline: Running, day: date, cases: list[Case]) -> list[str]:
    """Where what the views say of the cases' kommuner is not what the cases expect."""
    wanted = [_of_kommuner(of_oracle(computed(case.facts, day))) for case in cases]
    breaches, figures = ({k: v for each in wanted for k, v in each[i].items()} for i in (0, 1))
    codes = {f.get("kommune", f.get("kode")) for case in cases for f in case.facts}
    return disagreements((breaches, figures), _of_kommuner(of_tables(pipeline.tables()), codes))


def _of_kommuner(found: tuple[Any, Any], codes: set[Any] | None = None) -> tuple[Any, Any]:
    """The rows about kommuner, of these alone."""
    breaches, figures = (
        {
            key: row
            for key, row in keyed.items()
            if row["scope"] == "kommune" and (codes is None or int(row.get("code", row.get("subject"))) in codes)
        }
        for keyed in found
    )
    return breaches, figures


def audited(pipeline: Running) -> list[Any]:
    """What the audit finds."""
    link = Link(pipeline.inner.servers.clickhouse_url)
    return list(audit(link, load(), SystemClock(), None, lambda *_: None).differences)


@pytest.mark.slow
def test_agents_and_audit_say_of_every_case_what_it_expects(tmp_path: Path) -> None:
    cases = all_cases()
    assert len(cases) > 900
    persons = of_persons(cases)
    country = of_kommuner(cases, [code for code in kommuner() if code not in TAKEN])
    assert len(country) > 100
    told = [fact for case in persons for fact in case.facts]
    told += {fact["fact_id"] + str(fact["revision"]): fact for case in country for fact in case.facts}.values()
    with running(tmp_path, partitions=2) as pipeline:
        for number, (day, asked) in enumerate(days([*persons, *country])):
            pipeline.feed([] if number else told, day)
            of_person, of_kommune = (
                [case for case in asked if case.measured is measured] for measured in (False, True)
            )
            assert (day, wrong(pipeline, day, of_person)) == (day, [])
            assert (day, of_kommune and wrong_of_kommuner(pipeline, day, of_kommune)) == (day, [])
        assert audited(pipeline) == []
