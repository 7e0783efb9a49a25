"""Commands about facts: ingest, replay, query."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from streams.adapters.clickhouse.query import query as ask
from streams.adapters.readers import FORMATS, Reading, check_files, load_mapping
from streams.cli.asking import asking
from streams.cli.common import DataDir, Partitions, WorkerCount, a_date, bars, err, settings
from streams.clock import SystemClock
from streams.pipeline.replay import CLOCKS, Replay, replay
from streams.pipeline.sending import Report, send
from streams.settings import require

Files = Annotated[
    list[Path], typer.Argument(help="Facts: .jsonl, .csv, .avro or .parquet, also .gz and .zst; - is standard input.")
]
Kind = Annotated[
    str | None, typer.Option("--format", help=f"What the files are, whatever their names: {', '.join(FORMATS)}.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", help="What the columns of an extract mean: a .yaml file, see schemas/examples/mappings."),
]


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    for command in (replay_command, query_command, ingest_command):
        cli.command(command.__name__.removesuffix("_command"))(command)


def replay_command(
    files: Files,
    as_of: Annotated[str, typer.Option(help="The business date for which the state is told, YYYY-MM-DD.")],
    data_dir: DataDir,
    kind: Kind = None,
    mapping: MappingFile = None,
    clock: Annotated[str, typer.Option(help="Dates told on the way: final, monthly or daily.")] = "final",
    emit_alerts: Annotated[
        bool, typer.Option("--emit-alerts", help="Alert of everything that is told on the way; a replay is silent.")
    ] = False,
    workers: WorkerCount = 1,
    partitions: Partitions = 4,
) -> None:
    """Run facts through the whole pipeline on embedded servers, to the state as of a date; then exit.

    Facts that are already in --data-dir count too: run again with more files to go on.

    Examples:

    fokusvagt replay facts.jsonl --as-of 2025-06-30 --data-dir state

    zcat udtraek.csv.gz | fokusvagt replay - --format csv --mapping samtaler.yaml --as-of 2025-06-30 --data-dir state
    """
    if clock not in CLOCKS:
        raise typer.BadParameter(f"{clock!r} is not one of {', '.join(CLOCKS)}", param_hint="--clock")
    job = Replay(
        files=files,
        as_of=a_date(as_of),
        data_dir=data_dir,
        clock=clock,
        workers=workers,
        partitions=partitions,
        key=settings().pseudonym_key or None,
        reading=_reading(kind, mapping),
        emit_alerts="all" if emit_alerts else "no",
    )
    began = perf_counter()
    with bars() as shown:
        report = replay(job, shown.show)
    _tell(report, perf_counter() - began, "sent and processed")


def query_command(
    sql: Annotated[str, typer.Argument(help="A SELECT over the views v_* of database fokusvagt.")],
    data_dir: Annotated[Path | None, typer.Option(help="The embedded database to read.")] = None,
    url: Annotated[
        str | None, typer.Option(help="A running ClickHouse instead, http://user:password@host:port.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="table, json (one object a line) or csv.")] = "table",
) -> None:
    """Ask the database.

    Example: fokusvagt query "SELECT rule_id, count() FROM fokusvagt.v_breaches GROUP BY 1" --data-dir state
    """
    if format not in ("table", "json", "csv"):
        raise typer.BadParameter(f"{format!r} is not one of table, json, csv", param_hint="--format")
    with asking(data_dir, url) as link:
        for piece in ask(link, sql, format):  # type: ignore[arg-type]
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def ingest_command(files: Files, kind: Kind = None, mapping: MappingFile = None) -> None:
    """Check facts and send them to Kafka (FOKUSVAGT_KAFKA); what cannot be used goes to fokusvagt.dlq.v1 with a reason.

    Facts with `cpr` instead of `person_id` are pseudonymised here, with FOKUSVAGT_PSEUDONYM_KEY.

    Examples:

    fokusvagt ingest ydelse-2025.csv samtale-2025.parquet

    fokusvagt ingest udtraek.csv --mapping samtaler.yaml
    """
    chosen, reading = settings(), _reading(kind, mapping)
    require(chosen, "kafka")
    check_files(files, reading)
    began = perf_counter()
    with bars() as shown:
        report = send(files, chosen, SystemClock(), shown.show, reading)
    _tell(report, perf_counter() - began, "sent")


def _reading(kind: str | None, mapping: Path | None) -> Reading:
    if kind is not None and kind not in FORMATS:
        raise typer.BadParameter(f"{kind!r} is not one of {', '.join(FORMATS)}", param_hint="--format")
    return Reading(kind, load_mapping(mapping) if mapping else None)


def _tell(report: Report, seconds: float, done: str) -> None:
    """What was sent and how fast, and what was refused and why."""
    rate = f"{seconds:,.1f} s, {report.facts / seconds:,.0f}/s"
    err.print(f"{report.facts:,} facts {done}, {report.letters:,} dead letters: {rate}", highlight=False)
    for reason, count in sorted(report.reasons.items(), key=lambda item: -item[1]):
        err.print(f"  {count:>8,}  {reason}", highlight=False, markup=False, soft_wrap=True)
