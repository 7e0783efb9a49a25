"""erase: a person leaves the system, everywhere. Parsing and printing only."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from streams.adapters.clickhouse.erase import numbers
from streams.adapters.codec import codec_for
from streams.cli.asking import writing
from streams.cli.common import bars, out, settings
from streams.clock import SystemClock
from streams.pipeline.erase import erase, planned
from streams.transport.outbox import Outbox


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("erase")(erase_command)


def erase_command(
    person_id: Annotated[str, typer.Argument(help="The citizen's pseudonym, as in v_breaches.")],
    data_dir: Annotated[Path | None, typer.Option(help="An embedded database, in use or not.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
    patience: Annotated[float, typer.Option(min=1, help="Seconds to wait for the workers without progress.")] = 60.0,
) -> None:
    """Erase a person: facts, breaches, alerts, letters and logs in ClickHouse, and annulments on the topics.

    With FOKUSVAGT_KAFKA set (and workers running) every fact is annulled for good first, so that neither a worker's
    memory nor a replay of the topics brings the person back. May be run again.

    Example: fokusvagt erase 0123456789abcdef0123456789abcdef --dry-run
    """
    ours = settings()
    with writing(data_dir) as link:
        others = numbers(link, person_id)
        if dry_run:
            _tell(planned(link, person_id), "would be erased", others)
            return
        outbox = Outbox(ours.access(), account=True) if ours.kafka else None
        codec, now = codec_for(ours.schema_registry_url or None), SystemClock().now()
        with bars() as shown:
            found = erase(link, outbox, codec, person_id, getuser(), now, ours.run, shown.show, patience)
    _tell(found, "erased", others)
    if outbox is None:
        out.print("No FOKUSVAGT_KAFKA: topics were left alone; a broker that keeps the facts would bring them back")


def _tell(found: dict[str, int], done: str, others: list[str]) -> None:
    table = Table("where", done, box=None, header_style="bold")
    for where, count in found.items():
        table.add_row(where, f"{count:,}")
    out.print(table)
    if others:
        out.print(f"The citizen has had other numbers, each to be erased too: {', '.join(others)}")
