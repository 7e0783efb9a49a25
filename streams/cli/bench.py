"""Commands that measure: each prints a table, or with --json one object. The bars are those of the quality plan."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from streams.bench import throughput as throughput_room
from streams.bench.measured import Measured
from streams.bench.population import Population
from streams.cli.common import Partitions, WorkerCount, bars, out

bench = typer.Typer(help="Measure speed, latency and size; on servers of its own.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")]
Persons = Annotated[int, typer.Option(min=1, help="Simulated persons; about 57 facts each at 36 months.")]
Months = Annotated[int, typer.Option(min=1, help="Calendar months of facts.")]
Where = Annotated[Path | None, typer.Option("--data-dir", help="Keep state and logs here; otherwise they are removed.")]


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.add_typer(bench, name="bench")


@bench.command()
def throughput(
    persons: Persons = 20_000,
    months: Months = 36,
    runs: Annotated[int, typer.Option(min=1, help="Runs of each side; medians are told.")] = 3,
    faust_facts: Annotated[int, typer.Option(min=0, help="Facts for idiomatic Faust; 0 leaves it out.")] = 30_000,
    partitions: Partitions = 4,
    workers: WorkerCount = 1,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Facts per second from Kafka to ClickHouse, all rules on, beside idiomatic Faust on the same broker (P1)."""
    with bars() as shown:
        found = throughput_room.throughput(
            Population(persons, months), runs, faust_facts, partitions, workers, shown.show, where
        )
    tell(found, as_json)


def tell(found: Measured, as_json: bool) -> None:
    """Print a measurement."""
    if as_json:
        sys.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False) + "\n")
        return
    if found.rows:
        table = Table(*found.columns, box=None, header_style="bold", title=found.title)
        for column in table.columns[1:]:
            column.justify = "right"
        for row in found.rows:
            table.add_row(*map(_text, row))
        out.print(table)
    for name, value in found.figures.items():
        out.print(f"  {name:<44} {_text(value):>16}", highlight=False)
    for note in found.notes:
        out.print(f"[dim]{note}[/dim]", highlight=False)


def _text(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
