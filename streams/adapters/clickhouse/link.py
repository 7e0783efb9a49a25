"""A connection per thread, and patience: what can pass is tried again, what cannot is said in one line.

A client is never shared between threads. No SQL of ours lives here but the probe's.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

import clickhouse_connect
from clickhouse_connect.driver.exceptions import ClickHouseError, DatabaseError, OperationalError

log = logging.getLogger(__name__)
T = TypeVar("T")
Client = Any

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")

# What a server says when it is busy, short of something or going down: the same request may succeed later.
# https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
PASSING: Final = frozenset(
    {
        75,  # CANNOT_WRITE_TO_FILE_DESCRIPTOR: the disk is full
        76,  # CANNOT_OPEN_FILE: too many are open
        159,  # TIMEOUT_EXCEEDED
        160,  # TOO_SLOW
        202,  # TOO_MANY_SIMULTANEOUS_QUERIES
        209,  # SOCKET_TIMEOUT
        210,  # NETWORK_ERROR
        225,  # NO_ZOOKEEPER
        236,  # ABORTED
        241,  # MEMORY_LIMIT_EXCEEDED
        242,  # TABLE_IS_READ_ONLY
        243,  # NOT_ENOUGH_SPACE
        252,  # TOO_MANY_PARTS
        279,  # ALL_CONNECTION_TRIES_FAILED
        285,  # TOO_FEW_LIVE_REPLICAS
        286,  # UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
        319,  # UNKNOWN_STATUS_OF_INSERT
        394,  # QUERY_WAS_CANCELLED
        425,  # SYSTEM_ERROR
        745,  # SERVER_OVERLOADED
        999,  # KEEPER_EXCEPTION
    }
)
GATEWAY: Final = tuple(f"HTTP status {status}" for status in (408, 425, 429, 500, 502, 503, 504))


class Unavailable(RuntimeError):
    """ClickHouse could not be reached within the patience given; the same call may be made again."""


class Refused(RuntimeError):
    """ClickHouse answered, and its answer will not change by asking again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between tries double from `first` to `longest`; `limit` None is for ever; `stop` ends it.

    Each of `waiting` is called at every pause: a watchdog can be told that this is no stall.
    """

    first: float = 0.05
    longest: float = 5.0
    limit: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    waiting: list[Callable[[], None]] = field(default_factory=list)


def connect(url: str) -> Client:
    """A clickhouse-connect client for `http(s)://user:password@host:port`, for one thread.

    Unavailable or Refused (one line, saying what to do; the password is never repeated).
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("FOKUSVAGT_CLICKHOUSE_URL must look like http://user:password@host:8123")
    where = f"{parts.scheme}://{parts.hostname}:{parts.port or 8123}"
    try:
        return clickhouse_connect.get_client(
            interface=parts.scheme,
            host=parts.hostname,
            port=parts.port or 8123,
            username=unquote(parts.username or "") or None,
            password=unquote(parts.password or ""),
            # On loopback compression costs more than it saves.
            compress=False if parts.hostname in LOOPBACK else "lz4",
            connect_timeout=5,
            send_receive_timeout=300,
            query_retries=0,
            autogenerate_session_id=False,
            show_clickhouse_errors="scrub",
            client_name="fokusvagt",
        )
    except (ClickHouseError, OSError) as error:
        raise told(error, where) from None


def probe(url: str) -> str:
    """The server's version; Unavailable or Refused in one line when it does not answer as it should."""
    client = connect(url)
    try:
        return str(client.command("SELECT version()"))
    except (ClickHouseError, OSError) as error:
        raise told(error, url.rpartition("@")[2]) from None
    finally:
        client.close()


def passes(error: Exception) -> bool:
    """Whether the same request may succeed later: network, time-out, gateway, or a server that is short."""
    if isinstance(error, Unavailable | OSError):
        return True
    if not isinstance(error, DatabaseError):
        return False
    if error.code is not None:
        return error.code in PASSING
    return isinstance(error, OperationalError) or any(status in str(error) for status in GATEWAY)


def told(error: Exception, where: str) -> Unavailable | Refused:
    """The error in one line, with what to do about it."""
    if isinstance(error, Unavailable):
        return error
    line = " ".join(str(error).split())[:400]
    if passes(error):
        return Unavailable(f"ClickHouse at {where} does not answer ({line}); is it running, is the address right?")
    return Refused(f"ClickHouse at {where} refused: {line}; mend the statement, the grants or run `fokusvagt migrate`")


class Link:
    """A URL, a client per thread, and the patience to wait for the server.

    `opener` makes a client from the URL; an in-process engine may stand in for the address.
    """

    def __init__(self, url: str, patience: Patience | None = None, opener: Callable[[str], Client] = connect) -> None:
        self.patience = patience or Patience()
        self.where = url.rpartition("@")[2]
        self._url = url
        self._opener = opener
        self._mine = threading.local()

    def client(self) -> Client:
        """This thread's client, opened when first asked for."""
        if getattr(self._mine, "client", None) is None:
            self._mine.client = self._opener(self._url)
        return self._mine.client

    def close(self) -> None:
        """Close this thread's client; the next call opens another."""
        client, self._mine.client = getattr(self._mine, "client", None), None
        if client is not None:
            client.close()

    def run(self, action: Callable[[Client], T]) -> T:
        """`action(client)`, again and again while the server cannot be reached. `action` must be idempotent.

        Unavailable when the patience is exhausted or stopped, Refused when trying again cannot help.
        """
        wait, began = self.patience.first, monotonic()
        while True:
            try:
                return action(self.client())
            except (ClickHouseError, OSError, Unavailable) as error:
                self.close()
                if not passes(error):
                    raise told(error, self.where) from error
                self._pause(error, wait, monotonic() - began)
                wait = min(2 * wait, self.patience.longest)

    def _pause(self, error: Exception, wait: float, waited: float) -> None:
        for hear in self.patience.waiting:
            hear()
        limit = self.patience.limit
        if (limit is not None and waited + wait > limit) or self.patience.stop.wait(wait):
            raise told(error, self.where) from error
        log.warning("ClickHouse at %s does not answer; trying again (%.1f s so far)", self.where, waited + wait)
