"""The demo: simulated Denmark through the whole pipeline, and a summary that an operator would want."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from streams.cli.common import Partitions, WorkerCount, a_date, bars, err, out
from streams.cli.serve import until_interrupted
from streams.pipeline.demo import Near, Population, Summary, clear, run
from streams.pipeline.replay import pipeline

DATA_DIR = Path(".fokusvagt/demo")


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("demo")(demo)


def demo(
    persons: Annotated[int, typer.Option(min=1, help="Persons on some ydelse in the period.")] = 20_000,
    months: Annotated[int, typer.Option(min=1, help="Calendar months up to --as-of.")] = 36,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another country.")] = 1,
    as_of: Annotated[str, typer.Option(help="The business date, YYYY-MM-DD.")] = "2025-06-20",
    workers: WorkerCount = 1,
    partitions: Partitions = 4,
    port: Annotated[int, typer.Option(help="Port of ClickHouse's HTTP interface; 0: a free one.")] = 8080,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="Exit after the summary.")] = False,
    data_dir: Annotated[Path, typer.Option(help="Where the demo keeps its state; emptied first.")] = DATA_DIR,
) -> None:
    """Run simulated Denmark through the whole pipeline on embedded servers, and sum up what an operator would ask.

    Keeps serving until Ctrl-C, so that you can ask more; with --no-ui it exits after the summary.
    """
    population = Population(persons, months, seed, a_date(as_of))
    clear(data_dir)
    err.print("Starting Kafka, ClickHouse and workers (the first time, the rules are compiled: about a minute)")
    with pipeline(data_dir, workers, partitions, clickhouse_port=0 if no_ui else port) as running:
        with bars() as shown:
            found = run(running, population, shown.show)
        _print(found, population, data_dir)
        if not no_ui:
            out.print(
                f"Spørg selv: {running.servers.reader_url}/play eller Kafka på {running.servers.kafka}. Ctrl-C slutter."
            )
            until_interrupted(running.servers)


def _print(found: Summary, population: Population, data_dir: Path) -> None:
    out.rule(f"[bold]Fokusvagt · Danmark simuleret · pr. {population.as_of}")
    out.print(
        f"{found.persons:,} borgere · {found.facts:,} fakta · {found.letters:,} afviste · "
        f"{found.seconds:.1f} s · {found.rate:,.0f} fakta/s".replace(",", "."),
        highlight=False,
    )
    out.print(_rules(found))
    for rule, (titel, near) in found.targets.items():
        out.print(_targets(rule, titel, near))
    out.print("[bold]Kandidater til skærpet tilsyn:[/bold] " + (", ".join(found.candidates) or "ingen"))
    slow = ", ".join(f"{navn} ({value:.0%})" for navn, value in found.akasser)
    out.print("[bold]A-kasser under arbejdsniveauet for tre samtaler:[/bold] " + (slow or "ingen"), highlight=False)
    out.print(
        "\n[bold]Se videre[/bold]\n"
        f'  fokusvagt query "SELECT * FROM fokusvagt.v_sagsliste WHERE kommune = 751 LIMIT 20" --data-dir {data_dir}\n'
        f'  fokusvagt query "SELECT * FROM fokusvagt.v_datakvalitet" --data-dir {data_dir}\n'
        "  fokusvagt rules show SAM-DP-6I6",
        highlight=False,
        soft_wrap=True,
    )


def _rules(found: Summary) -> Table:
    table = Table("Regel", "", "Konstateret", "Foreløbig", "Varsel", title="Åbne brud og varsler", box=None)
    for column in table.columns[2:]:
        column.justify = "right"
    for rule, titel, established, provisional, warned in found.rules:
        table.add_row(rule, titel, _number(established), _number(provisional), _number(warned))
    return table


def _targets(rule: str, titel: str, near: list[Near]) -> Table:
    table = Table(
        "Kommune", "12 mdr.", "Mål", "", "Luft", title=f"{rule}: {titel} · tættest på eller over målet", box=None
    )
    for kommune in near:
        room = "" if kommune.headroom is None else f"{kommune.headroom:+d} borgere"
        state = "[red]over[/red]" if kommune.over else "[green]under[/green]"
        table.add_row(f"{kommune.navn} ({kommune.kode})", f"{kommune.avg12:.1%}", f"{kommune.maal:.1%}", state, room)
    return table


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
