"""The partitions that a worker owns: restored from ClickHouse, merged with what comes, asked what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.registry import fact_topic
from streams.adapters.breach_rows import BreachRows
from streams.adapters.clickhouse.restore import Restore
from streams.adapters.partials import Place, all_places, payloads
from streams.adapters.records import from_batch
from streams.agents.intake import Readable, Span, person_numbers
from streams.core import axes
from streams.core.compiled import Compiled
from streams.core.diff import Changes
from streams.core.facts import PERSON_TYPES
from streams.core.partition import Partition
from streams.metrics import FACTS, RESTORED, TAKEN_OVER, heard


class Persons:
    """All owned partitions under one catalogue; `count` is the number of partitions of the person topics."""

    def __init__(self, compiled: Compiled, places: axes.Places, rows: BreachRows, count: int) -> None:
        self.count = count
        self.owned: dict[int, Partition] = {}
        self._compiled, self._places, self._rows = compiled, places, rows
        self._all = all_places(places)
        self._akasse_slots = np.zeros(compiled.slots, np.bool_)
        self._akasse_slots[list(compiled.akasse_slots)] = True
        self._untold: set[int] = set()
        self._pool = ThreadPoolExecutor(max(2, min(os.cpu_count() or 2, count)), "partitions")

    def restore(self, restore: Restore, partitions: set[int]) -> None:
        """Read the partitions' facts and told rows; everybody in them is looked at anew."""
        fresh = {number: Partition(self._compiled, self._places) for number in partitions}
        for kind in PERSON_TYPES:
            for block in restore.facts(fact_topic(kind), sorted(partitions), self.count):
                for number, part in _split(block):
                    persons, records, ids = from_batch(kind, part)
                    numbers = fresh[number].index(persons.dictionary.to_pylist())[persons.indices.to_numpy()]
                    fresh[number].merge(kind, numbers, records, ids)
                    RESTORED.inc(len(records))
        told: dict[int, list[Any]] = {number: [] for number in partitions}
        for block in restore.breach_rows(sorted(partitions), self.count):
            for number, part in _split(block):
                told[number].append(part)
        for number, partition in fresh.items():
            self._remember(partition, told[number])
        TAKEN_OVER.inc(len(fresh))
        self.owned |= fresh
        self._untold |= partitions

    def _remember(self, partition: Partition, told: list[Any]) -> None:
        persons, rows = self._rows.told(told)
        rows["person"] = partition.index(persons)
        partition.restore_told(rows[np.argsort(rows["person"], kind="stable")])
        partition.everyone()

    def drop(self, partitions: set[int]) -> None:
        """Forget partitions that are somebody else's now."""
        for number in partitions:
            self.owned.pop(number, None)

    def merge(self, readable: Sequence[Readable]) -> None:
        """Upsert facts, partitions side by side: compiled code holds no lock."""
        here: dict[int, list[tuple[Readable, Span]]] = {}
        for facts in readable:
            for span in facts.spans:
                here.setdefault(span.partition, []).append((facts, span))
            FACTS.labels(facts.topic).inc(len(facts.columns))
            heard(facts.columns.fact_type, pc.unique(facts.table["source"]).to_pylist())
        for done in [self._pool.submit(self._merge, self.owned[number], parts) for number, parts in here.items()]:
            done.result()

    @staticmethod
    def _merge(partition: Partition, parts: Iterable[tuple[Readable, Span]]) -> None:
        for facts, span in parts:
            numbers, rows = person_numbers(partition, facts.columns, span), slice(span.first, span.end)
            if facts.records is not None:
                partition.merge(facts.columns.fact_type, numbers, facts.records[rows], facts.columns["fact_id"][rows])

    def everyone(self) -> None:
        """Look at everybody next time: the business date went back."""
        for partition in self.owned.values():
            partition.everyone()

    def evaluate(self, t: int) -> Iterator[tuple[Changes, int]]:
        """What is to be told as of day t, with the partition whose persons are meant; partitions side by side."""
        working = [
            (number, self._pool.submit(list[Changes], partition.evaluate(t)))
            for number, partition in self.owned.items()
        ]
        for number, found in working:
            for changes in found.result():
                if len(changes.rows):
                    yield changes, number

    def partials(self, t: int, version: int, everything: bool) -> Iterator[list[dict[str, Any]]]:
        """Per partition the partial measures that have changed (or all), and the marker that ends them."""
        for number, partition in self.owned.items():
            full = everything or number in self._untold
            head = {"partition": number, "partitions": self.count, "as_of": t, "version": version}
            found = [
                head | {"scope": place.scope, "kode": place.kode, "payload": content}
                for place, content in self._payloads(partition, t, full)
            ]
            yield [*found, head | {"scope": "MARKER", "kode": 0, "payload": b""}]
            partition.touched[:] = 0
        self._untold.clear()

    def _payloads(self, partition: Partition, t: int, full: bool) -> Iterator[tuple[Place, bytes]]:
        touched = partition.touched.reshape(self._compiled.slots, partition.wide)
        changed = {"AKASSE": touched[self._akasse_slots].max(0), "KOMMUNE": touched[~self._akasse_slots].max(0)}
        places = [place for place in self._all if full or changed[place.scope][place.place]]
        return zip(places, payloads(partition, places, partition.presumed_days(t), self._akasse_slots), strict=True)


def _split(block: Any) -> Iterator[tuple[int, Any]]:
    """A restored block by partition."""
    numbers = block.column("partition").to_numpy(zero_copy_only=False)
    for number in np.unique(numbers).tolist():
        yield number, block.filter(pa.array(numbers == number))
