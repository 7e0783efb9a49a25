"""A person's case as of a date: every fact known of them, and what the core makes of it.

The core is asked, never imitated: forloeb, clock and rows are its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import codes
from streams.core.axes import Places
from streams.core.calendar import NO_DATE
from streams.core.catalogue import Rule
from streams.core.compiled import Compiled
from streams.core.evaluate import Evaluation, largest
from streams.core.facts import Records
from streams.core.partition import Partition
from streams.core.person import Person, new_scratch, read_person

Known = Mapping[str, tuple[Records, NDArray[np.bytes_]]]
"""Current revisions of one person by fact type, annulled ones too: records (n,) of the type's dtype, and ids (n,)."""


class Fact(NamedTuple):
    """One current revision; `dag` and `til` are days, `til` NO_DATE where the fact has no end."""

    type: str
    fact_id: str
    dag: int
    til: int
    record: Any

    def word(self, field: str) -> str:
        """The name of an enum field's value."""
        return _VOCABULARY[self.type, field][int(self.record[field])]


_VOCABULARY = {
    ("ydelse", "ydelse"): codes.YDELSER,
    ("ydelse", "visitation"): codes.VISITATIONER,
    ("samtale", "samtaletype"): codes.SAMTALETYPER,
    ("samtale", "form"): codes.FORMER,
    ("samtale", "status"): codes.SAMTALESTATUSSER,
    ("samtale", "aktoer"): codes.AKTOERER,
    ("samtale", "akasse_deltog"): codes.DELTAGELSER,
    ("tilbud", "tilbudstype"): codes.TILBUDSTYPER,
    ("tilbud", "status"): codes.TILBUDSTATUSSER,
    ("borgerstatus", "kind"): codes.BORGERSTATUSSER,
    ("borgerstatus", "livsbegivenhed"): codes.LIVSBEGIVENHEDER,
    ("beskaeftigelse", "kind"): codes.BESKAEFTIGELSER,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One person as of day t; `rows` are all the core's rows of them, closed ones too."""

    person_id: str
    t: int
    facts: tuple[Fact, ...]
    person: Person
    rows: Records
    compiled: Compiled

    def of_type(self, fact_type: str) -> Iterator[Fact]:
        """The facts of one type, by day."""
        return (fact for fact in self.facts if fact.type == fact_type)

    def rule_of(self, row: Any) -> Rule:
        """The rule version that a row was judged by."""
        return self.compiled.catalogue.rules[int(row["version"])]


class Cases:
    """Opens cases under one catalogue."""

    def __init__(self, compiled: Compiled, places: Places) -> None:
        self._compiled, self._places = compiled, places
        self._evaluation = Evaluation(compiled, places)

    def open(self, person_id: str, known: Known, t: int) -> Case:
        """The person's case as of day t."""
        partition = Partition(self._compiled, self._places)
        numbers = partition.index([person_id])
        for fact_type, (records, ids) in known.items():
            partition.merge(fact_type, np.zeros(len(records), np.int32), records, ids)
        segments = partition.facts()
        rows = self._evaluation.run(segments, numbers, t).rows.copy()
        scratch = new_scratch(largest(segments, numbers), len(self._compiled.rules.frist))
        person = read_person(segments, 0, t, scratch)
        facts = sorted(_facts(known), key=lambda fact: (fact.dag, fact.fact_id))
        return Case(person_id, t, tuple(facts), person, rows, self._compiled)


def _facts(known: Known) -> Iterator[Fact]:
    for fact_type, (records, ids) in known.items():
        ends = records["til"] if "til" in (records.dtype.names or ()) else np.full(len(records), NO_DATE)
        for record, fact_id, til in zip(records, ids.tolist(), ends.tolist(), strict=True):
            yield Fact(fact_type, fact_id.decode(), int(record["dag"]), til, record)
