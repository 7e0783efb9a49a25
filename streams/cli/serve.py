"""Commands that run: up (embedded servers), worker."""

from __future__ import annotations

import asyncio
import os
import threading
from time import sleep
from typing import Annotated, Protocol

import typer

from infra.embedded import EmbeddedServers
from schemas.registry import topics
from streams.adapters.clickhouse.link import connect, probe
from streams.adapters.clickhouse.migrate import migrate
from streams.app import partition_count, work
from streams.cli.common import DATA_DIR, DataDir, Partitions, interrupted, law, out, settings
from streams.clock import SystemClock
from streams.pipeline.topics import create
from streams.settings import require


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.command("up")(up)
    cli.command("worker")(worker)


def up(
    data_dir: DataDir = DATA_DIR,
    kafka_port: Annotated[int, typer.Option(help="0: a free one.")] = 9092,
    clickhouse_port: Annotated[int, typer.Option(help="0: a free one.")] = 8123,
    partitions: Partitions = 4,
) -> None:
    """Start the embedded servers (Kafka protocol and ClickHouse) with topics and tables, and keep them until Ctrl-C."""
    with EmbeddedServers(data_dir, kafka_port=kafka_port, clickhouse_port=clickhouse_port) as servers:
        migrate(connect(servers.clickhouse_url))
        create(servers.kafka, topics(), partitions)
        out.print(
            f"Kafka       {servers.kafka}\nClickHouse  {servers.reader_url} (read only)\n\n"
            f"export FOKUSVAGT_KAFKA={servers.kafka}\n"
            f'export FOKUSVAGT_CLICKHOUSE_URL="http://writer:$(cat {data_dir}/writer.secret)@'
            f'{servers.clickhouse_url.rpartition("@")[2]}"\n\nCtrl-C stops them.',
            highlight=False,
            soft_wrap=True,
        )
        until_interrupted(servers)


class Watched(Protocol):
    """What runs beside us."""

    def check(self) -> None:
        """Raises when it has ended."""


def until_interrupted(*watched: Watched) -> None:
    """Wait for Ctrl-C or SIGTERM, and see that what runs beside us stays up."""
    stop = interrupted()
    while not stop.wait(1.0):
        for one in watched:
            one.check()


def worker(
    parent: Annotated[int, typer.Option(hidden=True, help="End with this process, which has started us.")] = 0,
    emit_alerts: Annotated[
        bool | None,
        typer.Option(
            "--emit-alerts/--no-emit-alerts",
            help="Alert kommuner and a-kasser of what changes from now on; by default with the live clock only.",
        ),
    ] = None,
) -> None:
    """Run a Faust worker against FOKUSVAGT_KAFKA and FOKUSVAGT_CLICKHOUSE_URL, until SIGTERM.

    Start as many as there are partitions; they share the work and take over from one another.
    """
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    chosen = settings(emit_alerts=None if emit_alerts is None else "live" if emit_alerts else "no")
    require(chosen, "kafka", "clickhouse_url")
    partition_count(chosen.access())  # before anything is compiled
    probe(chosen.clickhouse_url)
    asyncio.run(work(chosen, SystemClock(), law(chosen)))


def _end_with(parent: int) -> None:
    """End at once when the parent has ended, however it did: what is not acknowledged is done again by others."""
    while os.getppid() == parent:
        sleep(0.5)
    os._exit(1)
