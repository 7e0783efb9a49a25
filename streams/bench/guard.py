"""The regression guard: the product's work in this process against a fixed reference, in turn, as a ratio.

The reference is what a careful programmer writes without us: fastavro, a dictionary of persons, their last four dates.
Both are one thread of pure CPU on the same messages in the same seconds, so that a busy machine slows both. The guard
fails when the ratio has halved; it is blind to less, and to everything between processes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time
from typing import Any, Final

from schemas.registry import fact_type
from streams.adapters.breach_rows import Stamp
from streams.adapters.codec import Codec
from streams.agents.intake import Intake
from streams.bench import idiomatic
from streams.bench.measured import Measured, middle
from streams.bench.population import AS_OF, Messages, Population, messages
from streams.bench.tick import empty, warm
from streams.core.calendar import to_day
from streams.transport.batch import RecordBatch, lone

USUAL: Final = 6.6
"""The ratio on the machine and day of the last results; see tests/benchmarks/README.md."""
COLUMNS = ("round", "product_facts_per_second", "reference_facts_per_second", "ratio")


def batch(m: Messages) -> RecordBatch:
    """Messages as a fetched batch."""
    return lone(m.topic, 0, m.values, m.keys)


class Product:
    """Decode, validate, merge, evaluate, rows: everything of a worker but its two ends."""

    def __init__(self, batches: list[RecordBatch]) -> None:
        self._batches, self._intake = batches, Intake(Codec())
        persons, rows = empty(1)
        warm(persons, rows)

    def run(self) -> int:
        """All of it once, on an empty state; the number of rows."""
        persons, rows = empty(1)
        persons.merge(self._intake.take(self._batches).readable)
        stamp = Stamp(to_day(AS_OF), datetime.now(UTC), 1)  # noqa: TID251 (a stamp, not a date)
        names = persons.owned[0].persons
        return sum(rows.table(changes, names, stamp).num_rows for changes, _ in persons.evaluate(stamp.as_of))


class Reference:
    """One message after the other."""

    def __init__(self, batches: list[RecordBatch]) -> None:
        self._batches, self._schemas = batches, idiomatic.schemas()

    def run(self) -> int:
        """All of it once; the number of flips."""
        state: dict[bytes | None, dict[str, Any]] = {}
        flips = 0
        for records in self._batches:
            kind, schema = fact_type(records.topic), self._schemas[fact_type(records.topic)]
            for key, value in zip(records.keys, records.values, strict=True):
                state[key], flipped = idiomatic.step(state.get(key), kind, idiomatic.decode(value or b"", schema))
                flips += flipped
        return flips


def guard(persons: int, rounds: int, usual: float = USUAL) -> Measured:
    """`rounds` of each in turn; `holds` tells whether the median ratio is over half of the usual."""
    batches = [batch(m) for m in messages(Population(persons))]
    facts = sum(map(len, batches))
    product, reference = Product(batches), Reference(batches)
    product.run()
    rows = []
    for number in range(rounds):
        ours, theirs = facts / _cpu(product.run), facts / _cpu(reference.run)
        rows.append((number + 1, round(ours), round(theirs), round(ours / theirs, 2)))
    ratio = middle([row[3] for row in rows], 2)
    figures: dict[str, Any] = {
        "ratio": ratio,
        "usual_ratio": usual,
        "holds": ratio > usual / 2,
        "facts_per_cpu_second": middle([row[1] for row in rows], 0),
        "facts": facts,
    }
    return Measured("Regression guard", figures, COLUMNS, rows)


def _cpu(work: Callable[[], int]) -> float:
    began = process_time()
    work()
    return process_time() - began
