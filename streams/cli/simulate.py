"""The command about simulated facts: to a file, to Kafka, at the pace of the clock, or against what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from streams.cli.common import a_date, bars, err
from streams.cli.common import out as console
from streams.cli.comparison import tell
from streams.pipeline.demo import Population
from streams.simulation import write_jsonl
from streams.simulation.report import compare
from streams.simulation.tegning import drawing


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("simulate")(simulate_command)


def simulate_command(
    out: Annotated[
        Path | None, typer.Option(help="The file to write: .jsonl, .jsonl.gz or .jsonl.zst; .svg with --report.")
    ] = None,
    persons: Annotated[int, typer.Option(min=1, help="Persons on some ydelse in the period.")] = 20_000,
    months: Annotated[int, typer.Option(min=1, help="Calendar months up to --end.")] = 36,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another country; the same seed, the same bytes.")] = 1,
    end: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")] = "2025-06-30",
    dirty: Annotated[
        float, typer.Option(min=0, max=0.5, help="Share of records made unusable, to try the edges; files only.")
    ] = 0.0,
    report: Annotated[bool, typer.Option("--report", help="Compare with what is published, figure by figure.")] = False,
) -> None:
    """Simulate Denmark: facts about people who do not exist, in the proportions of those who do.

    Examples:

    fokusvagt simulate --persons 20000 --months 36 --seed 1 --out facts.jsonl

    fokusvagt simulate --report --out report.svg
    """
    population = Population(persons, months, seed, a_date(end))
    if report:
        _report(population, out)
    elif out is not None:
        _write(population, out, dirty)
    else:
        raise typer.BadParameter("say where the facts go: --out FILE, or --report")


def _write(population: Population, out: Path, dirty: float) -> None:
    p = population
    with bars() as shown:
        count = write_jsonl(
            out,
            p.persons,
            p.months,
            p.seed,
            end=p.as_of,
            dirty=dirty,
            progress=lambda n: shown.show("facts written", n),
        )
    err.print(f"{count:,} facts in {out}", highlight=False)


def _report(population: Population, out: Path | None) -> None:
    p = population
    if out is not None and out.suffix != ".svg":
        raise typer.BadParameter(f"{out} is no .svg file: --report draws one", param_hint="--out")
    with bars() as shown:
        found = compare(p.persons, p.months, p.seed, p.as_of, lambda n: shown.show("persons measured", n, p.persons))
    tell(found, console)
    if out is not None:
        out.write_text(drawing(found, f"Simuleret mod offentliggjort · {p.persons} borgere · pr. {p.as_of}"), "utf-8")
        err.print(f"drawn in {out}", highlight=False)
