"""Commands about dead letters: list and replay."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from streams.cli.common import err, out, settings
from streams.pipeline.letters import exported, listed, resend

dlq = typer.Typer(help="Dead letters: what could not be used, whole, with the reason.", no_args_is_help=True)
DataDirOption = Annotated[Path | None, typer.Option("--data-dir", help="The embedded database to read.")]


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.add_typer(dlq, name="dlq")


@dlq.command("list")
def list_letters(
    data_dir: DataDirOption = None,
    reason: Annotated[str, typer.Option(help="Only those whose reason has this in it.")] = "",
    json: Annotated[
        bool, typer.Option("--json", help="One letter a line, its fact as JSON: mend it, then replay.")
    ] = False,
) -> None:
    """Show the dead letters, newest first.

    Example: fokusvagt dlq list --data-dir state --json > letters.jsonl
    """
    letters = listed(settings(), data_dir, reason)
    if json:
        for line in exported(letters):
            sys.stdout.write(line + "\n")
        return
    table = Table("time", "topic", "where", "reason", box=None, header_style="bold")
    for letter in letters:
        where = f"{letter.file}:{letter.line}" if letter.file else f"{letter.partition}@{letter.offset}"
        table.add_row(f"{letter.time:%Y-%m-%d %H:%M:%S}", letter.topic, where, letter.reason)
    out.print(table)
    err.print(f"{len(letters)} dead letters", highlight=False)


@dlq.command("replay")
def replay_letters(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="Mended letters: facts as JSON, a line each (`dlq list --json`)."
        ),
    ],
) -> None:
    """Send mended letters to their topics on FOKUSVAGT_KAFKA; what is still no good is told and left alone."""
    sent, refused = resend(settings(), file)
    for line, reason in refused:
        err.print(f"{file}:{line}: {reason}", highlight=False, markup=False, soft_wrap=True)
    out.print(f"{sent} sent, {len(refused)} refused", highlight=False)
    if refused:
        raise typer.Exit(1)
