"""A steady load for a long time: does a worker's memory stay where it is?

What is sent are corrections: the population's facts again and again with a higher revision. The state that a worker
must hold is the same throughout, so that whatever grows is a leak or a queue without an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from time import monotonic, sleep
from typing import Any, Final

import pyarrow as pa

from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.codec import Codec
from streams.adapters.ingest import keys
from streams.bench import processes
from streams.bench.measured import Measured
from streams.bench.population import AS_OF, Population, publish
from streams.bench.stand import Run, Stand, scratch, stand, tell_date
from streams.pipeline.bulk import Bulk
from streams.pipeline.sending import Shown

COLUMNS: Final = ("minute", "facts", "waiting", "worker_mib", "clickhouse_mib")
#: Facts handed over at a time.
SLICE: Final = 500
#: Memory is flat when its last quarter is at most so much above its second.
FLAT: Final = 1.05
_READ: Final = "SELECT sum(consumed) FROM fokusvagt.v_progress WHERE topic LIKE 'star.%' AND stage = 'persons'"


def corrections(population: Population) -> Iterator[tuple[str, list[bytes], list[bytes]]]:
    """(topic, keys, values) without end: every fact of the population with revision 1, then all with 2, and so on."""
    facts = [(kind, batch) for kind, batch in population.batches() if kind in PERSON_TYPES]
    codec, revision = Codec(), 0
    while True:
        revision += 1
        for kind, batch in facts:
            for at in range(0, batch.num_rows, SLICE):
                yield _corrected(codec, kind, batch.slice(at, SLICE), revision)


def _corrected(codec: Codec, kind: str, part: Any, revision: int) -> tuple[str, list[bytes], list[bytes]]:
    at = part.schema.get_field_index("revision")
    again = part.set_column(at, "revision", pa.repeat(pa.scalar(revision, part.schema.field(at).type), part.num_rows))
    topic = fact_topic(kind)
    return topic, [key.encode() for key in keys(kind, again)], codec.encode_many(topic, again)


def soak(
    population: Population, rate: int, minutes: float, partitions: int, shown: Shown, where: Path | None
) -> Measured:
    """`rate` facts a second for `minutes`, after the population itself."""
    with scratch(where) as data_dir, stand(data_dir, partitions) as made:
        tell_date(made.kafka, AS_OF)
        sent = publish(made.kafka, population, partitions)
        with made.workers() as run:
            run.settle(sent.ends, AS_OF, shown)
            rows, late = _load(made, run, population, rate, minutes, sent.about_persons, shown)
    return _measured(rows, late, rate, minutes, population)


def _load(
    made: Stand, run: Run, population: Population, rate: int, minutes: float, before: int, shown: Shown
) -> tuple[list[tuple[Any, ...]], float]:
    out, stock, rows = Bulk(made.kafka), corrections(population), []
    began, done, late, steps = monotonic(), 0, 0.0, max(4, round(minutes))
    for step in range(1, steps + 1):
        until = round(rate * minutes * 60 * step / steps)
        while done < until:
            done += out.produce(*next(stock))
            ahead = began + done / rate - monotonic()
            late = max(late, -ahead)
            sleep(max(0.0, ahead))
        run.standing()  # notices a worker that has ended
        used = processes.usage()
        waiting = before + done - made.number(_READ)
        rows.append(
            (round(minutes * step / steps, 2), done, waiting, *(_mib(used, r) for r in ("worker", "clickhouse")))
        )
        shown("facts produced", done, rate * minutes * 60)
    out.close()
    return rows, late


def _mib(used: dict[str, processes.Usage], role: str) -> int:
    return round(used.get(role, processes.Usage()).rss_mib)


def _measured(rows: list[tuple[Any, ...]], late: float, rate: int, minutes: float, population: Population) -> Measured:
    quarter = max(1, len(rows) // 4)
    memory = [row[3] for row in rows]
    early, last = mean(memory[quarter : 2 * quarter]), mean(memory[-quarter:])
    figures: dict[str, Any] = {
        "flat": last <= FLAT * early,
        "worker_growth": round(last / early - 1, 4),
        "mib_per_hour": round((last - early) / (minutes / 60) * 2, 1),
        "facts_per_second": rate,
        "minutes": minutes,
        "persons": population.persons,
        "waiting_at_most": max(row[2] for row in rows),
        "producer_late_seconds": round(late, 1),
    }
    notes = ["Growth: mean memory of the last quarter against the second. Corrections only: the state does not grow."]
    return Measured("Soak: memory under a steady load", figures, COLUMNS, rows, notes)
