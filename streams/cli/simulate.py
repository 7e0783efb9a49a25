"""The command about simulated facts: to a file, to Kafka, at the pace of the clock, or against what is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from streams.access import Kafka
from streams.adapters.codec import Codec, codec_for
from streams.cli.common import Bars, a_date, bars, err, settings
from streams.cli.common import out as console
from streams.cli.comparison import tell
from streams.cli.population import MONTHS, PERSONS, Dirty, Months, Scenarios, Seed, job_of
from streams.pipeline.live import SPEED, Pace, live, to_kafka
from streams.settings import require
from streams.simulation import write_jsonl
from streams.simulation.job import Job
from streams.simulation.report import compare
from streams.simulation.tegning import drawing

# Enough that chance is smaller than the tolerances.
MEASURED = 60_000
LIVE_DAYS = 30

OutFile = Annotated[
    Path | None, typer.Option(help="The file to write: .jsonl, .jsonl.gz or .jsonl.zst; .svg with --report.")
]
Persons = Annotated[
    int | None, typer.Option(min=1, help="Persons on some ydelse in the period; 20000, with --report 60000.")
]
Compared = Annotated[bool, typer.Option("--report", help="Compare with what is published, figure by figure.")]
ToKafka = Annotated[bool, typer.Option("--to-kafka", help="Produce to FOKUSVAGT_KAFKA as fast as it takes.")]
Paced = Annotated[
    bool,
    typer.Option("--live", help="Produce to FOKUSVAGT_KAFKA as time comes, and tell the date (FOKUSVAGT_CLOCK=topic)."),
]
Speed = Annotated[float, typer.Option(min=1, help="Seconds of --live that pass in one of ours.")]
Since = Annotated[
    str | None, typer.Option(help="What is registered before goes out at once; 30 days before --end by default.")
]


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("simulate")(simulate_command)


def simulate_command(
    out: OutFile = None,
    persons: Persons = None,
    months: Months = MONTHS,
    seed: Seed = 1,
    end: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")] = "2025-06-30",
    dirty: Dirty = 0.0,
    scenario: Scenarios = None,
    report: Compared = False,
    kafka: ToKafka = False,
    paced: Paced = False,
    speed: Speed = SPEED,
    live_from: Since = None,
) -> None:
    """Simulate Denmark: facts about people who do not exist, in the proportions of those who do.

    Examples:

    fokusvagt simulate --persons 20000 --months 36 --seed 1 --out facts.jsonl

    fokusvagt simulate --report --out report.svg

    fokusvagt simulate --live --speed 8640 --scenario sagsbehandlere:kommune=101 --scenario nedbrud
    """
    job = job_of(persons or (MEASURED if report else PERSONS), months, seed, end, scenario, dirty)
    if sum((report, kafka, paced)) > 1:
        raise typer.BadParameter("choose one of --report, --to-kafka and --live")
    if report:
        _report(job, out)
    elif kafka:
        _produce(lambda address, codec, shown: to_kafka(job, address, codec, shown.show))
    elif paced:
        _live(job, speed, live_from)
    else:
        _write(job, out)


def _write(job: Job, out: Path | None) -> None:
    if out is None:
        raise typer.BadParameter("say where the facts go: --out FILE, --to-kafka, --live, or --report")
    p, began = job.population, perf_counter()
    with bars() as shown:
        progress = partial(shown.show, "facts written")
        write = partial(write_jsonl, end=p.as_of, dirty=job.dirty, scenarier=job.scenarier, progress=progress)
        count = write(out, p.persons, p.months, p.seed)
    _say(count, began, f"in {out}")


def _live(job: Job, speed: float, live_from: str | None) -> None:
    until = job.population.as_of
    since = a_date(live_from) if live_from else until - timedelta(LIVE_DAYS)
    require(settings(), "kafka")
    err.print(f"{since} to {until}, a day in {86_400 / speed:.1f} s; Ctrl-C ends", highlight=False)
    _produce(lambda kafka, codec, shown: live(job, kafka, codec, since, lambda at: Pace(at, speed), shown.show))


def _produce(send: Callable[[Kafka, Codec, Bars], int]) -> None:
    chosen = settings()
    require(chosen, "kafka")
    codec, began = codec_for(chosen.schema_registry_url or None), perf_counter()
    with bars() as shown:
        count = send(chosen.access(), codec, shown)
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
    if job.dirty:
        raise typer.BadParameter("published figures know no dirt", param_hint="--dirty")
    with bars() as shown:
        found = compare(p.persons, p.months, p.seed, p.as_of, lambda n: shown.show("persons measured", n, p.persons))
    tell(found, console)
    if out is not None:
        out.write_text(drawing(found, f"Simuleret mod offentliggjort · {p.persons} borgere · pr. {p.as_of}"), "utf-8")
        err.print(f"drawn in {out}", highlight=False)
