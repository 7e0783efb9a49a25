"""Commands about facts: ingest, replay, query."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from streams.adapters.clickhouse.query import query as ask
from streams.cli.asking import asking
from streams.cli.common import DataDir, Partitions, WorkerCount, a_date, bars, err, settings
from streams.clock import SystemClock
from streams.pipeline.replay import CLOCKS, Replay, replay
from streams.pipeline.sending import Report, send
from streams.settings import require

Files = Annotated[list[Path], typer.Argument(help="Facts: .jsonl, .csv (also .gz, .zst), .avro or .parquet.")]


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    for command in (replay_command, query_command, ingest_command):
        cli.command(command.__name__.removesuffix("_command"))(command)


def replay_command(
    files: Files,
    as_of: Annotated[str, typer.Option(help="The business date for which the state is told, YYYY-MM-DD.")],
    data_dir: DataDir,
    clock: Annotated[str, typer.Option(help="Dates told on the way: final, monthly or daily.")] = "final",
    workers: WorkerCount = 1,
    partitions: Partitions = 4,
) -> None:
    """Run facts through the whole pipeline on embedded servers, to the state as of a date; then exit.

    Facts that are already in --data-dir count too: run again with more files to go on.

    Example: fokusvagt replay facts.jsonl --as-of 2025-06-30 --data-dir state
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
    )
    with bars() as shown:
        report = replay(job, shown.show)
    _tell(report)


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


def ingest_command(files: Files) -> None:
    """Check facts and send them to Kafka (FOKUSVAGT_KAFKA); what cannot be used goes to fokusvagt.dlq.v1 with a reason.

    Facts with `cpr` instead of `person_id` are pseudonymised here, with FOKUSVAGT_PSEUDONYM_KEY.
    """
    chosen = settings()
    require(chosen, "kafka")
    with bars() as shown:
        _tell(send(files, chosen, SystemClock(), shown.show))


def _tell(report: Report) -> None:
    """What was sent, and what was refused and why."""
    err.print(f"{report.facts:,} facts sent, {report.letters:,} dead letters", highlight=False)
    for reason, count in sorted(report.reasons.items(), key=lambda item: -item[1]):
        err.print(f"  {count:>8,}  {reason}", highlight=False, markup=False, soft_wrap=True)
