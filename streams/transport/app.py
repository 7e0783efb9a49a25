"""Makes the Faust app of a worker: no web server, no tables, no topics of its own, our transport.

Settings only; which agents run is decided by the caller. Nothing here may read the environment.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Final

import faust
from faust.types.auth import CredentialsT
from yarl import URL

from streams.access import Kafka
from streams.transport.consumer import BatchTransport
from streams.transport.fatal import STALLED, die
from streams.transport.fetch import Limits

#: How long until a dead worker is noticed. On Tansu a longer one delays the first join by its length.
SESSION_SECONDS = 6.0

#: What no worker may have otherwise: nothing declared, elected, stored or served by Faust itself.
_ALWAYS: Final[dict[str, Any]] = {
    "processing_guarantee": "at_least_once",
    "consumer_auto_offset_reset": "earliest",
    "store": "memory://",
    "cache": "memory://",
    "autodiscover": False,
    "web_enabled": False,
    "topic_allow_declare": False,
    "topic_disable_leader": True,
    "table_standby_replicas": 0,  # with any, Faust's assignor leaves a worker idle that joins 4 partitions as third
    "stream_wait_empty": False,
    "worker_redirect_stdouts": False,
    "key_serializer": "raw",
    "value_serializer": "raw",
}


def create_faust_app(
    name: str,
    kafka: Kafka | str,
    *,
    data_dir: Path,
    session_seconds: float = SESSION_SECONDS,
    rebalance_seconds: float = 60.0,
    commit_seconds: float = 0.5,
    limits: Limits | None = None,
) -> faust.App:
    """A Faust app with the record-batch transport; `name` is the consumer group.

    Topics must exist: nothing is created. Agents are added with
    `streams.transport.agent.BatchAgent`. Call inside the event loop that will run the app.
    """
    quieten()
    kafka = Kafka(kafka) if isinstance(kafka, str) else kafka
    urls = [URL(f"kafka://{broker.strip()}") for broker in kafka.address.split(",")]
    app = faust.App(
        name,
        broker=urls,
        broker_credentials=_credentials(kafka),
        broker_session_timeout=session_seconds,
        broker_heartbeat_interval=min(2.0, session_seconds / 3),
        broker_rebalance_timeout=rebalance_seconds,
        broker_commit_interval=commit_seconds,
        broker_request_timeout=max(30.0, session_seconds),
        datadir=data_dir,
        **_ALWAYS,
    )
    app.transport = BatchTransport(urls, app, limits=limits or Limits())
    return app


def _credentials(kafka: Kafka) -> CredentialsT | None:
    tls = kafka.tls()
    if tls is None:
        return None
    if not kafka.has_password:
        return faust.SSLCredentials(tls)
    mechanism = kafka.sasl_mechanism
    return faust.SASLCredentials(username=kafka.user, password=kafka.password, mechanism=mechanism, ssl_context=tls)


async def run(app: faust.App, stop: asyncio.Event, *, stop_seconds: float = 45.0) -> None:
    """Runs `app` until `stop` is set, then stops it in order (what is in hand is finished and committed).

    Raises when the app cannot start. The process ends when Faust crashes later on, because its orderly shutdown
    would commit and can wait for ever on what has crashed, and when stopping takes longer than `stop_seconds`,
    which it does when the broker has gone first.
    """
    try:
        await app.start()
    except BaseException:
        await app.stop()
        raise
    await app.wait(stop)  # type: ignore[arg-type]
    if app.crash_reason is not None:
        die("Faust has crashed", cause=app.crash_reason)
    stopping = asyncio.create_task(app.stop())
    # Not wait_for: what hangs here does not take a cancellation either.
    _, hanging = await asyncio.wait({stopping}, timeout=stop_seconds)
    if hanging:
        die("cannot stop in order; is the broker gone? The uncommitted is read again", code=STALLED)
    await stopping


def quieten() -> None:
    """Keeps the libraries' accounts of their ordinary life out of the log, unless a level was set for them."""
    for name in ("faust", "mode", "aiokafka", "streams.transport.consumer"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
