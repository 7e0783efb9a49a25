"""The demo: simulated Denmark through the whole pipeline, and a summary that an operator would want."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from streams.cli.common import Partitions, WorkerCount, bars, err, out
from streams.cli.population import MONTHS, PERSONS, Dirty, Months, Scenarios, Seed, job_of
from streams.cli.serve import until_interrupted
from streams.pipeline.demo import Near, Summary, clear, run
from streams.pipeline.preview import PORT, Preview, free_or
from streams.pipeline.replay import Pipeline, pipeline
from streams.simulation.job import Job

DATA_DIR = Path(".fokusvagt/demo")
QUESTIONS = (
    "SELECT * FROM v_sagsliste WHERE kommune = 751 LIMIT 20",
    "SELECT * FROM v_skaerpet_tilsyn",
    "SELECT * FROM v_datakvalitet",
)


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("demo")(demo)


def demo(
    persons: Annotated[int, typer.Option(min=1, help="Persons on some ydelse in the period.")] = PERSONS,
    months: Months = MONTHS,
    seed: Seed = 1,
    as_of: Annotated[str, typer.Option(help="The business date, YYYY-MM-DD.")] = "2025-06-20",
    scenario: Scenarios = None,
    dirty: Dirty = 0.0,
    workers: WorkerCount = 1,
    partitions: Partitions = 4,
    port: Annotated[int, typer.Option(help="Port of the dashboards; a free one where it is taken.")] = PORT,
    clickhouse_port: Annotated[int, typer.Option(help="Port of ClickHouse's HTTP interface; 0: a free one.")] = 0,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="No dashboards; exit after the summary.")] = False,
    data_dir: Annotated[Path, typer.Option(help="Where the demo keeps its state; emptied first.")] = DATA_DIR,
) -> None:
    """Run simulated Denmark through the whole pipeline on embedded servers, with live dashboards and a summary.

    Keeps serving until Ctrl-C, so that you can look and ask; with --no-ui it exits after the summary.

    Example: fokusvagt demo --scenario sagsbehandlere:kommune=751 --scenario akasse
    """
    job = job_of(persons, months, seed, as_of, scenario, dirty)
    clear(data_dir)
    err.print("Starting Kafka, ClickHouse and workers (the first time, the rules are compiled: about a minute)")
    with pipeline(data_dir, workers, partitions, clickhouse_port=clickhouse_port, emit_alerts="live") as running:
        if no_ui:
            _work(running, job, data_dir)
            return
        servers, log = running.servers, data_dir / "log" / "preview.log"
        with Preview(servers.reader_url, free_or(port), log, answers_url=servers.clickhouse_url) as preview:
            err.print(f"Dashboards: {preview.url} (live while the facts arrive)", highlight=False, soft_wrap=True)
            _work(running, job, data_dir)
            preview.await_ready()
            _serving(running, preview)


def _work(running: Pipeline, job: Job, data_dir: Path) -> None:
    with bars() as shown:
        found = run(running, job, shown.show)
    _print(found, job, data_dir)


def _serving(running: Pipeline, preview: Preview) -> None:
    url = running.servers.reader_url
    out.print(f'  fokusvagt query "{QUESTIONS[0]}" --url {url}', highlight=False, soft_wrap=True)
    tail = "fokusvagt alerts tail --kommune 751 --from-beginning"
    out.print(f"  FOKUSVAGT_KAFKA={running.servers.kafka} {tail}", highlight=False, soft_wrap=True)
    out.print(f"\nClickHouse på {url} (kun læsning), Kafka på {running.servers.kafka}.", soft_wrap=True)
    out.print(f"[bold]Dashboards på {preview.url}[/bold]. Ctrl-C slutter.", highlight=False, soft_wrap=True)
    until_interrupted(running, preview)


def _print(found: Summary, job: Job, data_dir: Path) -> None:
    out.rule(f"[bold]Fokusvagt · Danmark simuleret · pr. {job.population.as_of}")
    for scenarie in job.scenarier:
        out.print(f"Scenarie: {scenarie.titel}", highlight=False)
    out.print(
        f"{_number(found.persons)} borgere · {_number(found.facts)} fakta · {_number(found.letters)} afviste · "
        f"{_number(found.seconds, 1)} s · {_number(found.rate)} fakta/s\n",
        highlight=False,
    )
    out.print(_rules(found))
    for rule, (titel, near) in found.targets.items():
        out.print("", _targets(rule, titel, near))
    out.print("\n[bold]Kandidater til skærpet tilsyn[/bold]\n  " + (", ".join(found.candidates) or "ingen"))
    slow = ", ".join(f"{navn} ({_share(value)})" for navn, value in found.akasser)
    out.print("\n[bold]A-kasser under arbejdsniveauet (80 %) for tre samtaler på tre måneder[/bold]")
    out.print("  " + (slow or "ingen"), highlight=False)
    told = found.alerts
    out.print(f"\n[bold]Varslinger på dagen[/bold]: {_number(told.messages)} til {told.kommuner} kommuner og "
              f"{told.akasser} a-kasser, blandt dem", highlight=False)  # fmt: skip
    for receiver, text in told.some:
        out.print(f"  {receiver}: {text}", highlight=False, soft_wrap=True)
    out.print("\n[bold]Se videre[/bold]")
    for question in QUESTIONS:
        out.print(f'  fokusvagt query "{question}" --data-dir {data_dir}', highlight=False, soft_wrap=True)
    out.print("  fokusvagt rules show SAM-DP-6I6", highlight=False)


def _rules(found: Summary) -> Table:
    table = _table("Åbne brud og varsler")
    for name in ("Regel", "Pligt"):
        table.add_column(name)
    for name in ("Konstateret", "Foreløbig", "Varsel"):
        table.add_column(name, justify="right")
    for rule, titel, *counts in found.rules:
        table.add_row(rule, titel, *map(_number, counts))
    return table


def _targets(rule: str, titel: str, near: list[Near]) -> Table:
    table = _table(f"{rule} · {titel}")
    table.add_column("Tættest på eller over målet")
    for name in ("12 mdr.", "Mål", "", "Luft"):
        table.add_column(name, justify="right")
    for kommune in near:
        room = "" if kommune.headroom is None else f"{kommune.headroom:+d} borgere"
        state = "[red]▲ over[/red]" if kommune.over else "[green]▽ under[/green]"
        table.add_row(f"{kommune.navn} ({kommune.kode})", _share(kommune.avg12), _share(kommune.maal), state, room)
    return table


def _table(title: str) -> Table:
    return Table(
        title=title, title_justify="left", title_style="bold", box=None, header_style="dim", padding=(0, 2, 0, 2)
    )


def _number(value: float, decimals: int = 0) -> str:
    """As Danes write numbers: 1.234,5."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _share(value: float) -> str:
    return f"{_number(100 * value, 1)} %"
