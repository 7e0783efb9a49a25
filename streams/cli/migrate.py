"""The command that brings ClickHouse to its shape: tables and views, and (asked for) who may do what."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.clickhouse import AccessError, masked, statements
from streams.adapters.clickhouse import cluster as clusters
from streams.adapters.clickhouse.link import Link, Patience, Refused, connect
from streams.adapters.clickhouse.migrate import migrate, migrations
from streams.cli.common import out, settings
from streams.settings import require

Hashes = Annotated[
    Path | None,
    typer.Option(envvar="FOKUSVAGT_ACCESS_HASHES", help='JSON {"user": "SHA-256 of its password in hex"}.'),
]


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("migrate")(migrate_command)


def migrate_command(
    access: Annotated[bool, typer.Option("--access", help="Users, roles, row policies, quotas instead.")] = False,
    hashes: Hashes = None,
    cluster: Annotated[str, typer.Option(help="For the servers of this cluster; with --dry-run.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print the SQL.")] = False,
) -> None:
    """Bring the ClickHouse database (FOKUSVAGT_CLICKHOUSE_URL) up to date; safe to run again.

    --access needs an administrator, and is run again after every migration. Hashes of passwords are never printed.
    The SQL for a cluster is printed for clickhouse-client (--multiquery), not run from here.

    Example: fokusvagt migrate --access --dry-run
    """
    if cluster and not dry_run and not access:
        raise typer.BadParameter("give --dry-run, and run what it prints", param_hint="--cluster")
    if access:
        wanted = list(statements(_hashes(hashes), clusters.SHARDED if cluster else ()))
        _tell(map(masked, wanted)) if dry_run else _apply(wanted)
    elif dry_run:
        _tell(clusters.clustered(migrations(), cluster) if cluster else (m.text for m in migrations()))
    else:
        applied = migrate(_client())
        out.print("\n".join(applied) if applied else "nothing to do", highlight=False)


def _client() -> Any:
    chosen = settings()
    require(chosen, "clickhouse_url")
    return connect(chosen.clickhouse_url)


def _apply(wanted: list[str]) -> None:
    chosen = settings()
    require(chosen, "clickhouse_url")
    link = Link(chosen.clickhouse_url, Patience(limit=30.0))
    for statement in wanted:
        _say(link, statement)
    out.print(f"{len(wanted)} statements about access applied", highlight=False)


def _say(link: Link, statement: str) -> None:
    """One statement; Refused, with what to do about it, when the user of the URL is no administrator."""
    try:
        link.run(lambda client: client.command(statement))
    except Refused as error:
        raise Refused(f"--access needs the URL of an administrator (access_management): {masked(str(error))}") from None


def _hashes(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AccessError(f"{path} cannot be read as JSON: {type(error).__name__}") from None
    if not isinstance(found, dict):
        raise AccessError(f'{path} must be {{"user": "hash", …}}')
    return found


def _tell(statements: Iterable[str]) -> None:
    for statement in statements:
        out.print(statement.rstrip().removesuffix(";") + ";", highlight=False, markup=False, soft_wrap=True)
