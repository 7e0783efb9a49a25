"""P2: a country's facts, from the first one produced to the final state, and what that takes of everything."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any, Final

from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.writer import RowWriter
from streams.bench import processes
from streams.bench.measured import Measured
from streams.bench.population import AS_OF, Population, publish
from streams.bench.stand import Stand, scratch, stand, tell_date
from streams.pipeline.sending import Shown

COLUMNS = ("process", "peak_rss_mib", "cpu_s")
TABLES: Final = "SELECT table, sum(rows), sum(bytes_on_disk) FROM system.parts WHERE database = 'fokusvagt' AND active"


def country(population: Population, partitions: int, workers: int, shown: Shown, where: Path | None) -> Measured:
    """Simulated, produced and processed side by side, then told and tidied: the steps of a replay."""
    with (
        scratch(where) as data_dir,
        stand(data_dir, partitions) as made,
        processes.watched() as peaks,
        made.workers(workers) as run,
    ):
        run.wait_until_assigned()
        before, began = processes.usage(), monotonic()
        sent = publish(made.kafka, population, partitions)
        published = monotonic() - began
        merged = run.settle(sent.ends, None, shown) - began
        tell_date(made.kafka, AS_OF)
        told = run.settle(sent.ends, AS_OF, shown) - began
        RowWriter(Link(made.url)).settle()
        seconds = monotonic() - began
        spent = processes.cpu_between(before, processes.usage())
        figures: dict[str, Any] = {
            "seconds": round(seconds, 1),
            "published_after": round(published, 1),
            "merged_after": round(merged, 1),
            "told_after": round(told, 1),
            "facts": sent.facts,
            "facts_per_second": round(sent.facts / seconds),
            "persons": population.persons,
            "months": population.months,
            **_size(made, data_dir),
        }
    figures["peak_rss_mib_together"] = round(peaks.together)
    rows = [(role, round(peak), round(spent.get(role, 0.0), 1)) for role, peak in sorted(peaks.by_role.items())]
    notes = ["`bench` simulates and produces. Memory together is the greatest sum at one moment, the broker's records "
             "included: the embedded broker keeps them in memory."]  # fmt: skip
    return Measured("All Denmark (P2)", figures, COLUMNS, rows, notes)


def _size(made: Stand, data_dir: Path) -> dict[str, Any]:
    """Rows and bytes of the database."""
    tables = {name: (int(rows), int(size)) for name, rows, size in made.ask(f"{TABLES} GROUP BY table")}
    rows = {name: count for name, (count, _) in sorted(tables.items())}
    return {
        "clickhouse_mib": round(sum(size for _, size in tables.values()) / 2**20),
        "clickhouse_directory_mib": round(processes.disk_mib(data_dir / "clickhouse")),
        "facts_stored": sum(count for name, count in rows.items() if name.startswith("facts_")),
        "breach_rows": rows.get("breaches", 0),
        "breach_log_rows": rows.get("breach_log", 0),
        "indicator_rows": rows.get("indicators", 0),
    }
