"""Cases for `explain` from JSONL facts: current revisions by person, as ClickHouse would give them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from streams.core.calendar import to_day
from streams.core.facts import DTYPES
from streams.explain.case import Case, Cases, Known
from streams.explain.measures import Measures, look_at_everyone
from streams.explain.trace import as_json
from streams.rules.book import RuleSheet, rule_show
from tests.support import core

Fact = dict[str, Any]


@cache
def _sheets(chosen: tuple[str, ...]) -> dict[str, RuleSheet]:
    return {rule_id: rule_show(rule_id, chosen=chosen) for rule_id in core.law().rule_ids}


def sheets() -> dict[str, RuleSheet]:
    """Every rule of the catalogue in words, as the law is read now."""
    return _sheets(core.chosen())


def current(facts: Sequence[Fact]) -> list[Fact]:
    """The revision that stands of each person fact."""
    latest: dict[tuple[str, str, str], Fact] = {}
    for fact in sorted(facts, key=lambda f: (f["revision"], f["registered_at"])):
        if fact["type"] in DTYPES:
            latest[fact["person_id"], fact["type"], fact["fact_id"]] = fact
    return list(latest.values())


def known(facts: Sequence[Fact]) -> Known:
    """One person's facts as records and ids."""
    found = {}
    for fact_type, dtype in DTYPES.items():
        own = [f for f in facts if f["type"] == fact_type]
        records = np.array([core.record(f) for f in own], dtype)
        found[fact_type] = (records, np.array([f["fact_id"].encode() for f in own], "S64"))
    return found


def cases(facts: Sequence[Fact], day: date) -> Iterator[Case]:
    """Everybody's case as of a day."""
    opening, people = Cases(core.law(), core.country()), {}
    for fact in current(facts):
        people.setdefault(fact["person_id"], []).append(fact)
    for person_id, own in people.items():
        yield opening.open(person_id, known(own), to_day(day))


def figures_explained(facts: Sequence[Fact], day: date) -> Iterator[dict[str, Any]]:
    """Every figure of every kommune and a-kasse as of a day, explained, as JSON values."""
    partition = core.Partition(core.law(), core.country())
    core.merge(partition, facts)
    core.told(partition, day)
    everyone = look_at_everyone(partition, core.law(), core.country(), to_day(day))
    explaining, found = Measures(core.law(), core.country(), sheets()), core.measures(partition, facts, day)
    for figure in found:
        history = [f for f in found if (f.scope, f.code) == (figure.scope, figure.code)]
        yield json.loads(json.dumps(as_json(explaining.trace(figure, history, everyone))))
