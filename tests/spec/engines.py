"""The engines that every case is told to, behind one question: what is the state for these facts as of that date?

The core is asked in four ways that must make no difference, the naive implementation in its own. Nothing here knows
a rule.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from streams.core.calendar import to_date, to_day
from streams.core.evaluate import Evaluation
from streams.core.partition import Partition
from tests import naive
from tests.support import core

Fact = dict[str, Any]
Row = dict[str, Any]
UNSEEN = ("OPFYLDT", "BORTFALDET")
COLUMNS = (
    *("rule_id", "scope", "subject", "anchor", "due_on", "status", "opened_on", "resolved_on"),
    *("responsible", "kommune", "akasse", "value", "threshold", "breach_id"),
)
TICKS = (400, 31, 2, 1)
"""Days before T on which the clock stops on its way."""


@dataclass(frozen=True)
class State:
    """What an engine says; dates as ISO text. Rows of persons include those that are closed or never were open."""

    persons: list[Row]
    measured: Callable[[], tuple[list[Row], list[Row]]]
    """Figures and breach rows of kommuner and a-kasser, worked out when asked for."""

    def rows(self, rule_id: str) -> list[Row]:
        """The rows of a person rule by subject and anchor."""
        return sorted((r for r in self.persons if r["rule_id"] == rule_id), key=_by_anchor)

    def row(self, rule_id: str) -> Row:
        """The only row of a person rule."""
        (row,) = self.rows(rule_id)
        return row

    def status(self, rule_id: str) -> str | None:
        """The status of the only row of a person rule; None when there is no row."""
        return self.row(rule_id)["status"] if self.rows(rule_id) else None

    def told(self, rule_id: str, *columns: str) -> list[Any]:
        """These columns of a person rule's rows (one column: bare values)."""
        return [row[columns[0]] if len(columns) == 1 else tuple(row[c] for c in columns) for row in self.rows(rule_id)]

    def figures(self, indicator_id: str, code: int = 101) -> list[Row]:
        """An indicator's figures for a kommune or a-kasse in order of time, the live one last."""
        found = [f for f in self.measured()[0] if (f["indicator_id"], f["code"]) == (indicator_id, code)]
        return sorted(found, key=lambda f: f["period_end"])

    def figure(self, indicator_id: str, period_end: str, code: int = 101) -> Row | None:
        """The figure of a day; None when there is none."""
        return next((f for f in self.figures(indicator_id, code) if f["period_end"] == period_end), None)

    def share(self, indicator_id: str, period_end: str, code: int = 101) -> tuple[float, float] | None:
        """Numerator and denominator of the figure of a day; None when there is none."""
        found = self.figure(indicator_id, period_end, code)
        return (found["numerator"], found["denominator"]) if found else None

    def brud(self, rule_id: str, code: int = 101) -> list[Row]:
        """The breach rows of a kommune or a-kasse by anchor."""
        wanted = (rule_id, str(code))
        return sorted((r for r in self.measured()[1] if (r["rule_id"], r["subject"]) == wanted), key=_by_anchor)


Engine = Callable[[list[Fact], date], State]
Ask = Callable[[Iterable[Fact], str], State]


def _by_anchor(row: Row) -> tuple[str, str]:
    return row["subject"], row["anchor"]


def _texts(row: Mapping[str, Any]) -> Row:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _row(row: Mapping[str, Any]) -> Row:
    return _texts({name: row[name] for name in COLUMNS})


def naively(facts: list[Fact], as_of: date) -> State:
    """The naive implementation."""
    instances = naive.person_instances(facts, as_of)

    def measured() -> tuple[list[Row], list[Row]]:
        state = naive.computed(facts, as_of)
        breaches = [_row(row) for row in state.breaches.values() if row["scope"] != "person"]
        return [_texts(figure) for figure in state.indicators.values()], breaches

    return State([_row(i.row()) for i in instances if i.status is not None], measured)


class _Told:
    """A partition and what it has told so far: the rows that a consumer would hold."""

    def __init__(self) -> None:
        self.partition = Partition(core.law(), core.country())
        self.current: dict[str, Row] = {}

    def evaluate(self, as_of: date) -> None:
        self.current.update({row["breach_id"]: _row(row) for row in core.told(self.partition, as_of)})

    def state(self, facts: list[Fact], as_of: date) -> State:
        """The rows found anew, closed ones included; those in sight must be the ones that are told."""
        found = _found(self.partition, as_of)
        assert _in_sight(self.current.values()) == _in_sight(found)
        return State(found, lambda: _measured(self.partition, facts, as_of))


def _in_sight(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["breach_id"]: row for row in rows if row["status"] not in UNSEEN}


@cache
def _evaluation(_chosen: tuple[str, ...]) -> Evaluation:
    return Evaluation(core.law(), core.country())


def _found(partition: Partition, as_of: date) -> list[Row]:
    everybody = np.arange(len(partition.persons), dtype=np.int32)
    found = _evaluation(core.chosen()).run(partition.facts(), everybody, to_day(as_of))
    assert found.done == len(everybody)
    return [_row(core._row(partition, row)) for row in found.rows]


def _measured(partition: Partition, facts: list[Fact], as_of: date) -> tuple[list[Row], list[Row]]:
    figures = core.measures(partition, facts, as_of)
    breaches = [_row(row) for row in core.breaches_of(figures, as_of)]
    return [_texts(asdict(f) | {"period_end": to_date(f.period_end)}) for f in figures], breaches


def at_once(facts: list[Fact], as_of: date) -> State:
    """The core: all facts, then one evaluation."""
    told = _Told()
    core.merge(told.partition, facts)
    told.evaluate(as_of)
    return told.state(facts, as_of)


def shuffled(facts: list[Fact], as_of: date) -> State:
    """The core: facts in any order and twice, in two deliveries; the clock has been ahead and gone back between."""
    told = _Told()
    twice = [*facts, *facts]
    random.Random(len(facts)).shuffle(twice)
    core.merge(told.partition, twice[: len(facts)])
    told.evaluate(as_of + timedelta(days=40))
    core.merge(told.partition, twice[len(facts) :])
    told.partition.everyone()
    told.evaluate(as_of)
    return told.state(facts, as_of)


def ticking(facts: list[Fact], as_of: date) -> State:
    """The core: all facts known from the beginning, the clock ticking towards T."""
    told = _Told()
    core.merge(told.partition, facts)
    for days in TICKS:
        told.evaluate(as_of - timedelta(days=days))
    told.evaluate(as_of)
    return told.state(facts, as_of)


def replayed(facts: list[Fact], as_of: date) -> State:
    """The core: everything delivered once more after it was told, which tells nothing new."""
    told = _Told()
    core.merge(told.partition, facts)
    told.evaluate(as_of)
    core.merge(told.partition, facts)
    told.partition.everyone()
    assert core.told(told.partition, as_of) == []
    return told.state(facts, as_of)


ENGINES: dict[str, Engine] = {
    "core": at_once,
    "shuffled": shuffled,
    "ticking": ticking,
    "replayed": replayed,
    "naive": naively,
}


def cases(table: Mapping[str, tuple[Any, ...]], *names: str) -> pytest.MarkDecorator:
    """One test for each sentence of the table; its values are given by `names` (life, as_of, expected)."""
    return pytest.mark.parametrize(names or ("life", "as_of", "expected"), table.values(), ids=table)
