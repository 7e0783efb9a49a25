"""The command serve: the dashboards in the browser, over an embedded database or a running ClickHouse."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from infra.embedded import EmbeddedServers, running_urls
from streams.adapters.clickhouse.link import probe
from streams.cli.common import out, settings
from streams.cli.serve import until_interrupted
from streams.pipeline.preview import LOOPBACK, PORT, Preview


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option(help="Where the dashboards are served; 0: a free port.")] = PORT,
    data_dir: Annotated[Path | None, typer.Option(help="The embedded database to show; running or not.")] = None,
    url: Annotated[str | None, typer.Option(help="A running ClickHouse instead, http://user@host:port.")] = None,
    host: Annotated[str, typer.Option(help="The address to listen on. Everyone who reaches it can look.")] = LOOPBACK,
) -> None:
    """Show the Grafana dashboards in the browser, without Grafana and without internet, until Ctrl-C.

    The same generated JSON and the same queries, live. Without --data-dir and --url it looks at
    FOKUSVAGT_CLICKHOUSE_URL, which is where a password belongs; give it a user who may only read. Cases are explained
    on this machine only, and where the user may note who looked first, as the user `hvorfor` may.

    Example: fokusvagt serve --data-dir state
    """
    with _database(data_dir, url) as (address, writer, servers), tempfile.TemporaryDirectory() as logs:
        probe(address)
        with Preview(address, port, Path(logs) / "preview.log", host, writer) as preview:
            preview.await_ready()
            out.print(f"Dashboards på {preview.url}. Ctrl-C slutter.", highlight=False, soft_wrap=True)
            until_interrupted(*servers, preview)


@contextmanager
def _database(data_dir: Path | None, url: str | None) -> Iterator[tuple[str, str, list[EmbeddedServers]]]:
    """(a reader's URL, a writer's, the servers that we run for them).

    The database may be another process's, such as a demo's; one that is given has one user for both.
    """
    if data_dir is None or url is not None:
        address = url or settings().clickhouse_url
        if not address:
            raise typer.BadParameter("give --data-dir or --url (or FOKUSVAGT_CLICKHOUSE_URL)")
        yield address, address, []
        return
    if not (data_dir / "clickhouse").is_dir():
        raise typer.BadParameter(f"{data_dir} holds no embedded database; run replay or demo first")
    if running := running_urls(data_dir):
        yield running[1], running[0], []
        return
    with EmbeddedServers(data_dir, kafka=False) as servers:
        yield servers.reader_url, servers.clickhouse_url, [servers]
