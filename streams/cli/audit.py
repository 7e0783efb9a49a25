"""The audit on the command line: parsing and printing only."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from streams.adapters.clickhouse.link import Link
from streams.cli.asking import writing
from streams.cli.common import a_date, bars, err, law, out, settings
from streams.clock import SystemClock
from streams.metrics.endpoint import Endpoint
from streams.pipeline.audit.audit import Audit, audit

SHOWN = 40


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("audit")(audit_command)


def audit_command(
    as_of: Annotated[
        str | None, typer.Option(help="The business date to recompute; by default the one that is told.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="An embedded database, in use or not.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,
    every: Annotated[float, typer.Option(min=0, help="Again after so many hours, for ever; 0: once.")] = 0,
) -> None:
    """Recompute everything from the facts in ClickHouse in one batch, and compare every row that is told.

    Exit code 1 names the differences: which row, which field, what is told and what was recomputed.
    Of FOKUSVAGT_CLICKHOUSE_URL, or of --data-dir. Each audit leaves a row in v_audits; with --every it is told on
    FOKUSVAGT_METRICS_PORT too.

    Example: fokusvagt audit --data-dir state
    """
    day = a_date(as_of) if as_of else None
    with writing(data_dir) as link:
        if every and settings().metrics_port:
            Endpoint(settings().metrics_host, settings().metrics_port, _well, _well).start()
        found = _audit(link, day, as_json)
        while every:
            Event().wait(every * 3600)
            found = _audit(link, day, as_json)
    if found.differences:
        raise typer.Exit(1)


def _audit(link: Link, day: date | None, as_json: bool) -> Audit:
    with bars() as shown:
        found = audit(link, law(), SystemClock(), day, shown.show)
    _tell_json(found) if as_json else _tell(found)
    return found


def _well() -> str:
    """Who waits for the next audit is well."""
    return ""


def _tell(found: Audit) -> None:
    for difference in found.differences[:SHOWN]:
        out.print(str(difference), highlight=False, markup=False, soft_wrap=True)
    if len(found.differences) > SHOWN:
        out.print(f"… and {len(found.differences) - SHOWN:,} more; --json gives them all", highlight=False)
    out.print(
        f"{len(found.differences):,} differences as of {found.as_of}: "
        f"{found.persons:,} persons, {found.facts:,} facts, "
        f"{found.breaches:,} open breaches, {found.indicators:,} indicators, {found.seconds:.1f} s",
        highlight=False,
        soft_wrap=True,
    )
    if found.moved:
        err.print("Facts came in meanwhile: kommuner and a-kasser could not be compared; run again in a quiet hour")


def _tell_json(found: Audit) -> None:
    told = {
        "as_of": str(found.as_of),
        "persons": found.persons,
        "facts": found.facts,
        "breaches": found.breaches,
        "indicators": found.indicators,
        "seconds": round(found.seconds, 2),
        "moved": found.moved,
        "differences": [
            {"table": d.table, "row": d.row, "field": d.field, "stored": d.stored, "recomputed": d.recomputed}
            for d in found.differences
        ],
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
