"""P5: a worker that owned everything is killed; how long until another has it all and consumes again.

From the start of the new process until its progress rows have passed facts that were produced while nobody was there.
The time in which the group notices the death (the session's) runs meanwhile, as it would.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

from streams.bench import processes
from streams.bench.measured import Measured
from streams.bench.population import AS_OF, Population, publish
from streams.bench.stand import scratch, stand, tell_date
from streams.pipeline.sending import Shown

COLUMNS = ("restart", "assigned_s", "consuming_s", "worker_cpu_s", "rss_mib")


def restart(population: Population, times: int, partitions: int, shown: Shown, where: Path | None) -> Measured:
    """Kill and start again `times` times; each time a few new persons' facts are waiting."""
    rows: list[tuple[Any, ...]] = []
    with scratch(where) as data_dir, stand(data_dir, partitions) as made:
        tell_date(made.kafka, AS_OF)
        sent = publish(made.kafka, population, partitions)
        ends = dict(sent.ends)
        with made.workers() as run:
            run.settle(sent.ends, AS_OF, shown)
            run.kill()
        for number in range(1, times + 1):
            more = publish(made.kafka, Population(20, 12, seed=1000 + number), partitions, ends)
            ends |= more.ends
            began = monotonic()
            with made.workers() as run:
                assigned = run.wait_until_assigned() - began
                consuming = run.settle(more.ends, AS_OF) - began
                used = processes.usage()["worker"]
                rows.append((number, round(assigned, 1), round(consuming, 1), round(used.cpu_seconds, 1),
                             round(used.peak_mib)))  # fmt: skip
                run.kill()
    figures = {
        "restart_seconds": max(row[2] for row in rows),
        "assigned_seconds": max(row[1] for row in rows),
        "facts_owned": sent.about_persons,
        "persons": population.persons,
    }
    return Measured("Restart after kill -9 (P5)", figures, COLUMNS, rows)
