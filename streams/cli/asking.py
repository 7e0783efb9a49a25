"""A database to ask or to write to: an embedded one by its directory, or a running one by its URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from infra.embedded import EmbeddedServers, running_urls
from streams.adapters.clickhouse.link import Link, Patience, connect
from streams.adapters.clickhouse.migrate import migrate
from streams.cli.common import settings


@contextmanager
def asking(data_dir: Path | None, url: str | None) -> Iterator[Link]:
    """A link for reading: `url`, else `data_dir` (in use or not), else FOKUSVAGT_CLICKHOUSE_URL."""
    if url is None and data_dir is not None and (running := running_urls(data_dir)):
        url = running[1]
    if url is None and data_dir is None:
        url = settings().clickhouse_url
        if not url:
            raise typer.BadParameter("give --data-dir or --url (or FOKUSVAGT_CLICKHOUSE_URL)")
    if url is not None:
        yield Link(url, Patience(limit=5.0))
        return
    if data_dir is None or not (data_dir / "clickhouse").is_dir():
        raise typer.BadParameter(f"{data_dir} holds no embedded database; run replay or demo first")
    with EmbeddedServers(data_dir, kafka=False) as servers:
        yield Link(servers.reader_url, Patience(limit=5.0))


@contextmanager
def writing(data_dir: Path | None, url: str | None = None, seconds: float = 60.0) -> Iterator[Link]:
    """A link that may write, with so much patience: `url`, `data_dir` (in use or not), or FOKUSVAGT_CLICKHOUSE_URL."""
    if url is None:
        url = settings().clickhouse_url if data_dir is None else (running_urls(data_dir) or ("",))[0]
    if url:
        yield Link(url, Patience(limit=seconds))
        return
    if data_dir is None:
        raise typer.BadParameter("give --data-dir or FOKUSVAGT_CLICKHOUSE_URL")
    if not (data_dir / "clickhouse").is_dir():
        raise typer.BadParameter(f"{data_dir} holds no embedded database; run replay or demo first")
    with EmbeddedServers(data_dir, kafka=False) as servers:
        migrate(connect(servers.clickhouse_url))
        yield Link(servers.clickhouse_url, Patience(limit=seconds))
