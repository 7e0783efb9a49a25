"""The command about simulated facts: to a file, to Kafka, at the pace of the clock, or against what is published."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from streams.adapters.codec import codec_for
from streams.cli.common import a_date, bars, err, settings
from streams.cli.common import out as console
from streams.cli.comparison import tell
from streams.pipeline.demo import Population
from streams.pipeline.live import SPEED, Job, Pace, live, to_kafka
from streams.settings import require
from streams.simulation import write_jsonl
from streams.simulation.report import compare
from streams.simulation.scenarier import load, shipped
from streams.simulation.tegning import drawing

PERSONS = 20_000
# Enough that chance is smaller than the tolerances.
MEASURED = 60_000
LIVE_DAYS = 30
_SCENARIO = (
    f"What happens: {', '.join(shipped())} or a .yaml file, with name:parameter=value,… to change it; may be repeated."
)


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("simulate")(simulate_command)


def simulate_command(
    out: Annotated[
        Path | None, typer.Option(help="The file to write: .jsonl, .jsonl.gz or .jsonl.zst; .svg with --report.")
    ] = None,
    persons: Annotated[
        int | None, typer.Option(min=1, help="Persons on some ydelse in the period; 20000, with --report 60000.")
    ] = None,
    months: Annotated[int, typer.Option(min=1, help="Calendar months up to --end.")] = 36,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another country; the same seed, the same bytes.")] = 1,
    end: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")] = "2025-06-30",
    dirty: Annotated[
        float, typer.Option(min=0, max=0.5, help="Share of records made unusable, to try the edges; files only.")
    ] = 0.0,
    scenario: Annotated[list[str] | None, typer.Option(help=_SCENARIO)] = None,
    report: Annotated[bool, typer.Option("--report", help="Compare with what is published, figure by figure.")] = False,
    kafka: Annotated[bool, typer.Option("--to-kafka", help="Produce to FOKUSVAGT_KAFKA as fast as it takes.")] = False,
    paced: Annotated[
        bool,
        typer.Option(
            "--live", help="Produce to FOKUSVAGT_KAFKA as time comes, and tell the date (FOKUSVAGT_CLOCK=topic)."
        ),
    ] = False,
    speed: Annotated[float, typer.Option(min=1, help="Seconds of --live that pass in one of ours.")] = SPEED,
    live_from: Annotated[
        str | None, typer.Option(help="What is registered before goes out at once; 30 days before --end by default.")
    ] = None,
) -> None:
    """Simulate Denmark: facts about people who do not exist, in the proportions of those who do.

    Examples:

    fokusvagt simulate --persons 20000 --months 36 --seed 1 --out facts.jsonl

    fokusvagt simulate --report --out report.svg

    fokusvagt simulate --live --speed 8640 --scenario sagsbehandlere:kommune=101 --scenario nedbrud
    """
    population = Population(persons or (MEASURED if report else PERSONS), months, seed, a_date(end))
    job = Job(population, tuple(load(name) for name in scenario or ()))
    if sum((report, kafka, paced)) > 1:
        raise typer.BadParameter("choose one of --report, --to-kafka and --live")
    if dirty and (report or kafka or paced):
        raise typer.BadParameter("dirt goes to files; send them with ingest", param_hint="--dirty")
    if report:
        _report(job, out)
    elif kafka:
        _to_kafka(job)
    elif paced:
        _live(job, speed, a_date(live_from) if live_from else population.as_of - timedelta(LIVE_DAYS))
    elif out is not None:
        _write(job, out, dirty)
    else:
        raise typer.BadParameter("say where the facts go: --out FILE, --to-kafka, --live, or --report")


def _write(job: Job, out: Path, dirty: float) -> None:
    p, began = job.population, perf_counter()
    with bars() as shown:
        progress = partial(shown.show, "facts written")
        write = partial(write_jsonl, end=p.as_of, dirty=dirty, scenarier=job.scenarier, progress=progress)
        count = write(out, p.persons, p.months, p.seed)
    _say(count, began, f"in {out}")


def _to_kafka(job: Job) -> None:
    chosen = settings()
    require(chosen, "kafka")
    codec, began = codec_for(chosen.schema_registry_url or None), perf_counter()
    with bars() as shown:
        count = to_kafka(job, chosen.kafka, codec, shown.show)
    _say(count, began, "acknowledged by Kafka")


def _live(job: Job, speed: float, since: date) -> None:
    chosen = settings()
    require(chosen, "kafka")
    codec, began = codec_for(chosen.schema_registry_url or None), perf_counter()
    err.print(f"{since} to {job.population.as_of}, a day in {86_400 / speed:.1f} s; Ctrl-C ends", highlight=False)
    with bars() as shown:
        count = live(job, chosen.kafka, codec, since, lambda start: Pace(start, speed), shown.show)
    _say(count, began, "acknowledged by Kafka")


def _say(count: int, began: float, where: str) -> None:
    seconds = perf_counter() - began
    err.print(f"{count:,} facts {where}: {seconds:.1f} s, {count / seconds:,.0f}/s", highlight=False)


def _report(job: Job, out: Path | None) -> None:
    p = job.population
    if out is not None and out.suffix != ".svg":
        raise typer.BadParameter(f"{out} is no .svg file: --report draws one", param_hint="--out")
    if job.scenarier:
        raise typer.BadParameter("published figures know no scenario", param_hint="--scenario")
    with bars() as shown:
        found = compare(p.persons, p.months, p.seed, p.as_of, lambda n: shown.show("persons measured", n, p.persons))
    tell(found, console)
    if out is not None:
        out.write_text(drawing(found, f"Simuleret mod offentliggjort · {p.persons} borgere · pr. {p.as_of}"), "utf-8")
        err.print(f"drawn in {out}", highlight=False)
