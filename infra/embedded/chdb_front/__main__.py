"""Starts the front: takes the directory's lock, opens the engine, serves, and says where in a file.

Exit code 2 with one line on stderr when another process has the data directory.
"""

import argparse
import asyncio
import json
import os
import secrets
import shutil
import signal
import sys
import threading
from pathlib import Path
from time import sleep

from aiohttp import web

from infra.embedded.errors import DataDirBusy
from infra.embedded.lock import DataDirLock
from infra.embedded.process import LOOPBACK, prepare_data_dir

PARENT_POLL_SECONDS = 0.25
SHUTDOWN_SECONDS = 5.0
KEEPALIVE_SECONDS = 3600.0  # a client must not meet a connection closed just as it inserts
ANNOUNCEMENT = "clickhouse.json"
_READ_BUFFER = 1024 * 1024


def main() -> int:
    """Serve until SIGTERM or SIGINT (0), or until the parent given by --parent is gone."""
    arguments = _arguments()
    data_dir = prepare_data_dir(arguments.data_dir)
    os.umask(0o077)
    os.environ["TZ"] = "UTC"  # the engine takes the server's time zone from it
    if arguments.parent:
        threading.Thread(target=_die_with, args=(arguments.parent,), daemon=True).start()
    try:
        with DataDirLock(data_dir, owner=arguments.parent or os.getpid()):
            asyncio.run(_serve(data_dir, arguments.port))
    except DataDirBusy as busy:
        print(busy, file=sys.stderr)
        return 2
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.embedded.chdb_front")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--parent", type=int, default=0, help="end when this process is no longer the parent")
    return parser.parse_args()


def _die_with(parent: int) -> None:
    """Thread: end at once, as by kill -9, when the parent is gone; the engine survives that."""
    while os.getppid() == parent:
        sleep(PARENT_POLL_SECONDS)
    os._exit(1)


async def _serve(data_dir: Path, port: int) -> None:
    # The engine is imported here, after the lock: a second process must not even load it.
    from infra.embedded.chdb_front.app import Front
    from infra.embedded.chdb_front.engine import Engine

    secret = _secret(data_dir)
    front = Front(Engine(data_dir / "clickhouse"), secret, _spool_dir(data_dir))
    runner = web.AppRunner(
        front.application(),
        auto_decompress=False,
        read_bufsize=_READ_BUFFER,
        access_log=None,
        keepalive_timeout=KEEPALIVE_SECONDS,
        handler_cancellation=True,  # a reader who has gone away need not be answered
        shutdown_timeout=SHUTDOWN_SECONDS,
    )
    await runner.setup()
    site = web.TCPSite(runner, LOOPBACK, port)
    await site.start()
    _announce(data_dir, runner.addresses[0][1])
    try:
        await _stopped()
    finally:
        (data_dir / ANNOUNCEMENT).unlink(missing_ok=True)
        await runner.cleanup()


async def _stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


def _secret(data_dir: Path) -> str:
    """The directory's writer password: kept, so that a worker outlives a restart of its database."""
    file = data_dir / "writer.secret"
    if not file.is_file():
        _write_private(file, secrets.token_urlsafe(24))
    return file.read_text()


def _announce(data_dir: Path, port: int) -> None:
    _write_private(data_dir / ANNOUNCEMENT, json.dumps({"pid": os.getpid(), "port": port}))


def _write_private(path: Path, text: str) -> None:
    """Write for this user only, complete or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def _spool_dir(data_dir: Path) -> Path:
    spool = data_dir / "tmp"
    shutil.rmtree(spool, ignore_errors=True)  # what a killed process left
    spool.mkdir()
    return spool


if __name__ == "__main__":
    sys.exit(main())
