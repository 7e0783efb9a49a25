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
    running = _running(data_dir, url, writer=False)
    if data_dir is None or running:
        yield Link(running, Patience(limit=5.0))
        return
    with EmbeddedServers(data_dir, kafka=False) as servers:
        yield Link(servers.reader_url, Patience(limit=5.0))


@contextmanager
def writing(data_dir: Path | None, url: str | None = None, seconds: float = 60.0) -> Iterator[Link]:
    """A link that may write, with so much patience: found as `asking` finds its own; an embedded one is migrated."""
    running = _running(data_dir, url, writer=True)
    if data_dir is None or running:
        yield Link(running, Patience(limit=seconds))
        return
    with EmbeddedServers(data_dir, kafka=False) as servers:
        migrate(connect(servers.clickhouse_url))
        yield Link(servers.clickhouse_url, Patience(limit=seconds))


def _running(data_dir: Path | None, url: str | None, *, writer: bool) -> str:
    """The URL of a database that runs; '' for one in `data_dir` that nobody uses. BadParameter when there is none."""
    if url is None and data_dir is None:
        url = settings().clickhouse_url
        if not url:
            raise typer.BadParameter("give --data-dir, --url where there is one, or FOKUSVAGT_CLICKHOUSE_URL")
    if url is not None or data_dir is None:
        return url or ""
    if urls := running_urls(data_dir):
        return urls[0 if writer else 1]
    if not (data_dir / "clickhouse").is_dir():
        raise typer.BadParameter(f"{data_dir} holds no embedded database; run replay or demo first")
    return ""
