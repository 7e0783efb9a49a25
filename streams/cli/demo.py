"""The demo: simulated Denmark through the whole pipeline, and a summary that an operator would want."""

from __future__ import annotations

import typer


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("demo")(demo)


def demo() -> None:
    """Simulated Denmark."""
    raise typer.Exit(0)
