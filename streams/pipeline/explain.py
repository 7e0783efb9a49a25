"""`explain`: from a breach, a person or a figure to its trace, over the facts that the database holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Final

import numpy as np

from schemas.regions import akasser, kommuner
from streams.adapters.clickhouse.access_log import Look, note
from streams.adapters.clickhouse.case import OF_PERSON, OF_PLACE, CaseReader
from streams.adapters.clickhouse.link import Link
from streams.core.axes import places
from streams.core.calendar import to_day
from streams.core.catalogue import Catalogue
from streams.core.compiled import compiled
from streams.core.figur import Figure
from streams.core.partition import Partition
from streams.explain.case import Case, Cases
from streams.explain.measures import Everyone, Measures, MeasureTrace, look_at_everyone
from streams.explain.person import trace, traces
from streams.explain.trace import Trace
from streams.explain.words import iso
from streams.rules.book import RuleSheet, rule_show

BREACH: Final = re.compile(r"[0-9a-f]{32}")
FIGURE: Final = re.compile(r"(?P<rule>[A-Z][A-Z0-9-]+):(?P<code>\d+)(?::(?P<day>\d{4}-\d{2}-\d{2}|live))?")


class NothingToExplain(LookupError):
    """Nothing is known under that name; the message is one line and says what to do, `why` is one word for a page."""

    def __init__(self, message: str, why: str = "UKENDT") -> None:
        super().__init__(message)
        self.why = why


@cache
def _sheet(rule_id: str, variants: tuple[str, ...]) -> RuleSheet:
    """A rule's page; the packaged catalogue does not change while we run, and reading it takes its time."""
    return rule_show(rule_id, chosen=variants)


class Explainer:
    """Explains what a database says, as of a date (None: the date that it tells of), under a catalogue's variants."""

    def __init__(
        self, link: Link, catalogue: Catalogue, as_of: date | None = None, variants: tuple[str, ...] = ()
    ) -> None:
        self._reader = CaseReader(link)
        self._law = compiled(catalogue)
        self._places = places(list(kommuner()), list(akasser()))
        self._as_of, self._variants = as_of, variants

    @cached_property
    def as_of(self) -> date:
        """The date that is asked about; NothingToExplain while the database tells of none."""
        found = self._as_of or self._reader.latest()
        if found is None:
            raise NothingToExplain(
                "the database tells of no date yet: run demo, replay or a worker first", "INGEN_DATO"
            )
        return found

    @cached_property
    def _sheets(self) -> dict[str, RuleSheet]:
        return {rule_id: _sheet(rule_id, self._variants) for rule_id in self._law.rule_ids}

    def what(self, name: str) -> list[Trace | MeasureTrace]:
        """The traces of a breach_id, of RULE:CODE[:DATE], or of a person with every row of theirs."""
        if BREACH.fullmatch(name) and (row := self._reader.breach(name)):
            return [self.breach(row)]
        if asked := FIGURE.fullmatch(name):
            return [self.figure(asked["rule"], int(asked["code"]), asked["day"])]
        return [*self.person(name)]

    def person(self, person_id: str) -> list[Trace]:
        """Every duty of a person."""
        return traces(self._case(person_id), self._sheets)

    def breach(self, row: dict[str, Any]) -> Trace | MeasureTrace:
        """The trace of a row of v_breaches."""
        if row["scope"] != "person":
            return self.figure(row["rule_id"], int(row["subject"]), _measured_on(row))
        case = self._case(row["subject"])
        for found in case.rows:
            if case.rule_of(found).head.rule_id == row["rule_id"] and found["anker"] == to_day(row["anchor_on"]):
                return trace(case, found, self._sheets)
        raise NothingToExplain(
            f"as of {self.as_of} nothing gives {row['rule_id']} for {row['subject']} from {row['anchor_on']} any more: "
            "a later fact moved or annulled what it was counted from, and the row is closed",
            "LUKKET",
        )

    def figure(self, rule_id: str, code: int, day: str | None = None) -> MeasureTrace:
        """The trace of an indicator: on `day`, "live" for the latest of all, or (None) the latest month-end."""
        rule = next((r for r in self._law.catalogue.rules if r.head.rule_id == rule_id), None)
        if rule is None:
            raise NothingToExplain(f"{rule_id} is not a rule in force; there are {', '.join(self._law.rule_ids)}")
        scope = "akasse" if rule.head.ansvarlig == "AKASSE" else "kommune"
        history = self._reader.figures(scope, code)
        own = [f for f in history if f.indicator_id == rule_id and _is_asked_for(f, day)]
        if not own:
            raise NothingToExplain(f"there is no figure {rule_id} for {scope} {code}{f' on {day}' if day else ''}")
        figure = max(own, key=lambda f: f.period_end)
        explaining = Measures(self._law, self._places, self._sheets)
        return explaining.trace(figure, history, self._everyone(scope, code, self.as_of))

    def _case(self, person_id: str) -> Case:
        known = {kind: (records, ids) for kind, _, records, ids in self._reader.facts(OF_PERSON, person_id)}
        if not any(len(records) for records, _ in known.values()):
            raise NothingToExplain(
                f"{person_id} is no breach_id, person_id or RULE:CODE that the database knows; "
                "find one in v_breaches or v_sagsliste"
            )
        if other := self._reader.other(person_id):
            raise NothingToExplain(
                f"{person_id} was merged into another, and all of it counts there: explain {other}", "SAMMENLAGT"
            )
        return Cases(self._law, self._places).open(person_id, known, to_day(self.as_of))

    def _everyone(self, scope: str, code: int, day: date) -> Everyone:
        """Everybody who ever was paid in the kommune (or as a member of the a-kasse)."""
        partition = Partition(self._law, self._places)
        for kind, persons, records, ids in self._reader.facts(OF_PLACE[scope], code):
            partition.merge(kind, np.asarray(partition.index(persons)), records, ids)
        return look_at_everyone(partition, self._law, self._places, to_day(day))


def _is_asked_for(figure: Figure, day: str | None) -> bool:
    if day is None:
        return not figure.live
    return day == "live" or iso(figure.period_end) == day


def _measured_on(row: dict[str, Any]) -> str | None:
    """The measuring date that a kommune's row stands on: the nowcast, the last before it closed, else the latest."""
    if row["status"] == "FORELOEBIG":
        return "live"
    if row["resolved_on"] is None:
        return None
    first = to_day(row["resolved_on"].replace(day=1))
    return iso(first - 1)


def open_ones(found: list[Trace]) -> Iterator[Trace]:
    """The duties that somebody should look at, fulfilled and lapsed ones left out."""
    return (each for each in found if each.verdict.status not in ("OPFYLDT", "BORTFALDET"))


def log_access(link: Link, now: datetime, who: str, tool: str, found: Sequence[Trace | MeasureTrace]) -> None:
    """Note whose cases are about to be shown to `who`; call it before showing. Refused when that may not be written."""
    figures = [each for each in found if isinstance(each, MeasureTrace)]
    looks = [Look(f"{each.rule.rule_id}:{each.subject}:{each.period_end}", "", len(each.members)) for each in figures]
    duties: dict[str, dict[str, None]] = {}  # by citizen, each rule once
    for each in found:
        if isinstance(each, Trace):
            duties.setdefault(each.subject, {})[each.rule.rule_id] = None
    note(link, now, who, tool, [*looks, *(Look(" ".join(rules), person) for person, rules in duties.items())])
