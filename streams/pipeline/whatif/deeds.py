"""Deeds that were not done: samtaler that a kommune would have held, given to those closest to their due dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from schemas.regions import kommuner
from streams.core import catalogue as cat
from streams.core import codes
from streams.core.calendar import to_day
from streams.core.compiled import Compiled
from streams.core.facts import SAMTALE, Records, Segment
from streams.pipeline.audit.reading import People

_WRITTEN: Final = re.compile(r"(?P<kommune>\d{3}):(?P<antal>\d{1,6}):(?P<dag>\d{4}-\d{2}-\d{2})")


class DeedError(ValueError):
    """A deed that is not one; the message is one line."""


@dataclass(frozen=True, slots=True)
class Deed:
    """So many more jobsamtaler in a kommune, held on a day."""

    kommune: int
    antal: int
    dag: int


def parse(text: str) -> Deed:
    """A deed as the command line takes it, KOMMUNE:COUNT:DATE; DeedError otherwise."""
    found = _WRITTEN.fullmatch(text)
    if not found or int(found["kommune"]) not in kommuner():
        raise DeedError(f"{text!r} is not KOMMUNE:COUNT:DATE with a kommune's code, such as 751:200:2025-03-31")
    try:
        return Deed(int(found["kommune"]), int(found["antal"]), to_day(date.fromisoformat(found["dag"])))
    except ValueError:
        raise DeedError(f"{found['dag']} in {text!r} is not a date") from None


def wanting(law: Compiled, rows: Records, deed: Deed) -> list[tuple[int, int, int]]:
    """(due day, missing, person) of open duties in the kommune that one more samtale helps, the nearest first.

    Deadlines still to come on the day stand first; then the shares, whoever lacks least first.
    """
    helped = np.array([_counts_samtaler(rule) for rule in law.catalogue.rules])
    mine = rows[(rows["kommune"] == deed.kommune) & helped[rows["version"]] & (rows["value"] < rows["threshold"])]
    found = []
    for row in mine:
        share = isinstance(law.catalogue.rules[row["version"]], cat.FokusSamtaler)
        if share or row["frist"] >= deed.dag:
            missing = int(row["threshold"] - row["value"])
            found.append((10**6 + missing if share else int(row["frist"]), missing, int(row["person"])))
    return sorted(found)


def _counts_samtaler(rule: cat.Rule) -> bool:
    """Whether a jobsamtale held by the jobcenter counts."""
    if isinstance(rule, cat.Frist):
        taeller = rule.taeller
        counts = isinstance(taeller, cat.Samtaler) and "JOBSAMTALE" in taeller.typer and "JOBCENTER" in taeller.aktoerer
        return counts and rule.head.ansvarlig == "KOMMUNE"
    return isinstance(rule, cat.FokusSamtaler) and "JOBSAMTALE" in rule.typer


def dealt(wanted: list[tuple[int, int, int]], antal: int) -> dict[int, int]:
    """How many samtaler each person gets: down the list, as many as are missing, until they are used up."""
    given: dict[int, int] = {}
    for _, missing, person in wanted:
        more = min(missing - given.get(person, 0), antal)
        if more > 0:
            given[person] = given.get(person, 0) + more
            antal -= more
    return given


def done(them: People, deed: Deed, given: dict[int, int]) -> People:
    """The persons with these samtaler among their facts."""
    samtaler = them.facts.samtale
    for person, antal in sorted(given.items(), reverse=True):
        samtaler = _with(samtaler, person, deed, antal)
    return People(them.persons, them.facts._replace(samtale=samtaler), them.count + sum(given.values()))


def _with(segment: Segment, person: int, deed: Deed, antal: int) -> Segment:
    first, length = int(segment.start[person]), int(segment.length[person])
    own = segment.records[first : first + length]
    at = first + int(np.searchsorted(own["dag"], deed.dag, side="right"))
    records = np.insert(segment.records, at, np.repeat(_samtale(deed), antal))
    lengths, starts = segment.length.copy(), segment.start.copy()
    lengths[person] += antal
    starts[person + 1 :] += antal
    return Segment(records, starts, lengths)


def _samtale(deed: Deed) -> Any:
    held = np.zeros(1, SAMTALE)
    held["dag"], held["kommune"], held["akasse"] = deed.dag, deed.kommune, -1
    held["samtaletype"] = codes.code(codes.SAMTALETYPER, "JOBSAMTALE")
    held["status"] = codes.code(codes.SAMTALESTATUSSER, "AFHOLDT")
    held["form"] = codes.code(codes.FORMER, "PERSONLIG")
    held["aktoer"] = codes.code(codes.AKTOERER, "JOBCENTER")
    held["akasse_deltog"] = codes.code(codes.DELTAGELSER, "UKENDT")
    return held
