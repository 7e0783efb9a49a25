"""Commands that measure: each prints a table, or with --json one object. The bars are those of the quality plan."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from streams.bench import country as country_room
from streams.bench import guard as guard_room
from streams.bench import latency as latency_room
from streams.bench import queries as queries_room
from streams.bench import restart as restart_room
from streams.bench import scaling as scaling_room
from streams.bench import simulator as simulator_room
from streams.bench import soak as soak_room
from streams.bench import throughput as throughput_room
from streams.bench import tick as tick_room
from streams.bench.faults import suite as faults_room
from streams.bench.faults.kinds import FAULTS
from streams.bench.measured import Measured
from streams.bench.population import Population
from streams.cli.common import Partitions, WorkerCount, bars, out, settings

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
    faust_persons: Annotated[int, typer.Option(min=0, help="Persons for idiomatic Faust; 0 leaves it out.")] = 400,
    partitions: Partitions = 4,
    workers: WorkerCount = 1,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Facts per second from Kafka to ClickHouse, all rules on, beside idiomatic Faust on the same broker (P1)."""
    with bars() as shown:
        found = throughput_room.throughput(
            Population(persons, months), runs, faust_persons, partitions, workers, shown.show, where
        )
    tell(found, as_json)


@bench.command()
def latency(
    persons: Persons = 20_000,
    months: Months = 36,
    rate: Annotated[int, typer.Option(min=1, help="Facts per second.")] = 5_000,
    seconds: Annotated[int, typer.Option(min=1, help="For so long.")] = 30,
    partitions: Partitions = 4,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """From a fact's production to its rows in ClickHouse, at a steady pace (P3)."""
    with bars() as shown:
        found = latency_room.latency(Population(persons, months), rate, seconds, partitions, shown.show, where)
    tell(found, as_json)


@bench.command()
def tick(
    persons: Persons = 50_000,
    months: Months = 36,
    partitions: Partitions = 4,
    through: Annotated[bool, typer.Option("--pipeline", help="Through Kafka and ClickHouse, the whole way.")] = False,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """What midnight costs: ordinary days, and the turn of the month (P4). --persons 700000 is the country."""
    population = Population(persons, months)
    with bars() as shown:
        if through:
            found = tick_room.tick_through(population, partitions, shown.show, where)
        else:
            found = tick_room.tick(population, partitions, shown.show)
    tell(found, as_json)


@bench.command()
def restart(
    persons: Persons = 20_000,
    months: Months = 36,
    times: Annotated[int, typer.Option(min=1, help="Kills; the slowest restart is told.")] = 2,
    partitions: Partitions = 4,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """How long after kill -9 a new worker has everything and consumes (P5). --persons 92000 owns 5 M facts."""
    with bars() as shown:
        found = restart_room.restart(Population(persons, months), times, partitions, shown.show, where)
    tell(found, as_json)


@bench.command()
def country(
    persons: Persons = 700_000,
    months: Months = 36,
    partitions: Partitions = 8,
    workers: WorkerCount = 1,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """All Denmark through the whole pipeline to a final state: time, memory, size (P2). Try fewer --persons first."""
    with bars() as shown:
        found = country_room.country(Population(persons, months), partitions, workers, shown.show, where)
    tell(found, as_json)


@bench.command()
def queries(
    data_dir: Annotated[Path | None, typer.Option("--data-dir", help="The embedded database to ask.")] = None,
    times: Annotated[int, typer.Option(min=1, help="Rounds.")] = 20,
    as_json: AsJson = False,
) -> None:
    """How long panels wait (P6), on --data-dir (`bench country` leaves one there) or FOKUSVAGT_CLICKHOUSE_URL."""
    url = "" if data_dir else settings().clickhouse_url
    if data_dir is None and not url:
        raise typer.BadParameter("give --data-dir or FOKUSVAGT_CLICKHOUSE_URL")
    with bars() as shown:
        found = queries_room.queries(data_dir, url, times, shown.show)
    tell(found, as_json)


@bench.command()
def scaling(
    persons: Persons = 10_000,
    months: Months = 36,
    runs: Annotated[int, typer.Option(min=1, help="Replays of each kind; medians are told.")] = 3,
    partitions: Partitions = 8,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Twice the facts, twice the idle people, two workers instead of one: slopes and speed-up (P7)."""
    with bars() as shown:
        found = scaling_room.scaling(persons, months, runs, partitions, shown.show, where)
    tell(found, as_json)


@bench.command()
def simulate(
    persons: Persons = 50_000,
    months: Months = 36,
    sizes: Annotated[
        list[int] | None, typer.Option("--size", min=1, help="Persons to compare the memory of; several times.")
    ] = None,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Simulated facts per second to a file and to Kafka, and the memory of 20 000, 100 000 and 300 000 persons."""
    with bars() as shown:
        found = simulator_room.simulator(persons, months, sizes or [20_000, 100_000, 300_000], shown.show, where)
    tell(found, as_json)


@bench.command()
def guard(
    persons: Persons = 2_000,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds; the median is told.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Fail when the product has become twice as slow beside a fixed reference; seconds, for every change."""
    found = guard_room.guard(persons, rounds)
    tell(found, as_json)
    if not found.figures["holds"]:
        raise typer.Exit(1)


@bench.command()
def soak(
    persons: Persons = 8_000,
    months: Months = 36,
    rate: Annotated[int, typer.Option(min=1, help="Facts per second.")] = 5_000,
    minutes: Annotated[float, typer.Option(min=0.1, help="For so long.")] = 30,
    partitions: Partitions = 4,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Memory under a steady load of corrections: flat, or 1."""
    with bars() as shown:
        found = soak_room.soak(Population(persons, months), rate, minutes, partitions, shown.show, where)
    tell(found, as_json)
    if not found.figures["flat"]:
        raise typer.Exit(1)


@bench.command()
def faults(
    only: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(FAULTS)}; again for more.")] = None,
    short: Annotated[
        bool, typer.Option("--short", help="Few persons and short faults, as the slow tests have it.")
    ] = False,
    where: Where = None,
    as_json: AsJson = False,
) -> None:
    """Inject every fault for real and compare the final rows with an undisturbed run's (R1-R5); 1 when one differs."""
    unknown = sorted(set(only or []) - set(FAULTS))
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is not one of {', '.join(FAULTS)}", param_hint="--only")
    with bars() as shown:
        found = faults_room.faults(only or [], short, shown.show, where)
    tell(found, as_json)
    if not found.figures["holds"]:
        raise typer.Exit(1)


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
