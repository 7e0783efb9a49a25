"""Commands about Grafana: push what is ours to a server, and export what is there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from infra.grafana.errors import GrafanaUsage
from infra.grafana.wanted import Database, Wanted, receivers, save, saved, wanted
from streams.cli.common import bars, out

grafana = typer.Typer(
    help="Dashboards, folders, teams, data sources and alert rules on a Grafana server.", no_args_is_help=True
)
Url = Annotated[str, typer.Option("--url", envvar="GRAFANA_URL", help="The server, with its path if it has one.")]
TokenFile = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="A file with the service account's token; else GRAFANA_TOKEN."),
]


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.add_typer(grafana, name="grafana")


@grafana.command("push")
def push(
    url: Url = "http://127.0.0.1:3000",
    token_file: TokenFile = None,
    clickhouse: Annotated[str, typer.Option(help="ClickHouse as Grafana sees it, host:port.")] = "127.0.0.1:8123",
    secure: Annotated[bool, typer.Option("--secure", help="Grafana speaks TLS with ClickHouse.")] = False,
    passwords: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="JSON: ClickHouse user -> password. Set where there is none."),
    ] = None,
    rotate: Annotated[bool, typer.Option("--rotate", help="Set the passwords again where there is one.")] = False,
    only: Annotated[str, typer.Option(help="These receivers only, such as kommune:751,akasse:2.")] = "",
    source: Annotated[Path | None, typer.Option("--from", file_okay=False, help="Push an export instead.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing; show what differs.")] = False,
) -> None:
    """Make the server hold our dashboards, folders with their teams, data sources and alert rules. Safe to run again.

    Example: GRAFANA_TOKEN=… fokusvagt grafana push --url https://grafana.example.dk --dry-run
    """
    from infra.grafana.push import Push  # here and below: the HTTP client is for nobody else to load
    from infra.grafana.server import Server

    things = saved(source) if source else _wanted(clickhouse, secure, only)
    secrets = json.loads(passwords.read_text(encoding="utf-8")) if passwords else {}
    task = Push(Server(url, _token(token_file)), things, secrets, rotate, dry_run)
    with bars() as shown:
        changes = task.run(shown.show)
    for change in changes:
        out.print(str(change), highlight=False, markup=False, soft_wrap=True)
    verb = "would change" if dry_run else "changed"
    out.print(f"{len(changes)} {verb}" if changes else "nothing to do", highlight=False)


@grafana.command("export")
def export(
    directory: Annotated[Path, typer.Argument(file_okay=False, help="Where to write; made when missing.")],
    url: Url = "http://127.0.0.1:3000",
    token_file: TokenFile = None,
) -> None:
    """Write what is ours on the server to files: `push --from` takes them. Secrets are never in them."""
    from infra.grafana.export import exported
    from infra.grafana.server import Server

    count = save(exported(Server(url, _token(token_file))), directory)
    out.print(f"{count} files in {directory}", highlight=False)


def _token(file: Path | None) -> str:
    """The token, never printed; GrafanaUsage when there is none."""
    token = file.read_text(encoding="utf-8").strip() if file else os.environ.get("GRAFANA_TOKEN", "").strip()
    if not token:
        raise GrafanaUsage("no token: set GRAFANA_TOKEN or name a file with --token-file")
    return token


def _wanted(clickhouse: str, secure: bool, only: str) -> Wanted:
    host, colon, port = clickhouse.rpartition(":")
    if not colon or not host or not port.isdigit():
        raise GrafanaUsage(f"--clickhouse {clickhouse!r} is not host:port")
    names = {f"{each.kind}:{each.code}": each for each in receivers()}
    asked = [name.strip() for name in only.split(",") if name.strip()]
    if unknown := [name for name in asked if name not in names]:
        raise GrafanaUsage(f"--only: no receiver {', '.join(unknown)}; such as kommune:751 or akasse:2")
    return wanted(Database(host, int(port), secure), [names[name] for name in asked] if asked else None)
