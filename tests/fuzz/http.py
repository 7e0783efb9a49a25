"""The embedded server's HTTP front over its real engine: any request is answered, and a reader changes nothing."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import socket
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes, urlsplit

from aiohttp import web

from infra.embedded import ClickHouseFront

INSIDE: Final = "FUZZ_INSIDE"
MARK: Final = b"7\n"
_KEPT: Final = "%&=+;/?:@!$'()*,-._~"


class Served:
    """A front that listens on loopback, and the folder where bodies wait to be inserted."""

    def __init__(self, port: int, secret: str, spool: Path) -> None:
        self._port, self._spool = port, spool
        headers = f"X-ClickHouse-User: writer\r\nX-ClickHouse-Key: {secret}".encode()
        made = b"CREATE TABLE mark ENGINE = MergeTree ORDER BY number AS SELECT number FROM numbers(7)"
        assert self.ask(b"", headers, made).startswith(b"HTTP/1.1 200")

    def ask(self, query: bytes, headers: bytes, body: bytes) -> bytes:
        """The whole answer to one request, status line and all."""
        head = f"POST /?{quote_from_bytes(query, safe=_KEPT)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        size = f"Content-Length: {len(body)}\r\n\r\n"
        request = head.encode() + headers + (b"\r\n" if headers else b"") + size.encode() + body
        with socket.create_connection(("127.0.0.1", self._port), timeout=20) as link:
            link.sendall(request)
            return b"".join(iter(lambda: link.recv(65536), b""))

    def spooled(self) -> list[str]:
        """What lies about of bodies that were to be inserted."""
        return os.listdir(self._spool)


@cache
def served() -> Served:
    """The server: a process of its own, as everybody has it, or in this one, so that a fuzzer can watch it."""
    work = Path(tempfile.mkdtemp(prefix="fokusvagt-fuzz-"))
    atexit.register(shutil.rmtree, work, ignore_errors=True)
    return _within(work) if INSIDE in os.environ else _beside(work)


def _beside(work: Path) -> Served:
    front = ClickHouseFront(work)
    front.__enter__()
    atexit.register(front.__exit__, None, None, None)
    url = urlsplit(front.writer_url)
    return Served(url.port or 0, url.password or "", work / "tmp")


def _within(work: Path) -> Served:
    from infra.embedded.chdb_front.app import Front  # the engine is loaded by who wants it in this process
    from infra.embedded.chdb_front.engine import Engine

    (work / "tmp").mkdir()
    engine, loop, started = Engine(work / "clickhouse"), asyncio.new_event_loop(), threading.Event()
    runner = web.AppRunner(Front(engine, "secret", work / "tmp").application(), auto_decompress=False, access_log=None)

    def serve() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(runner.setup())
        loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0).start())
        started.set()
        loop.run_forever()

    threading.Thread(target=serve, daemon=True).start()
    started.wait(30)
    return Served(runner.addresses[0][1], "secret", work / "tmp")


def seeds() -> list[bytes]:
    """Requests as clients make them: query string, headers, an empty line, the body."""
    return [
        b"query=SELECT+1&default_format=JSONCompact\nAccept-Encoding: lz4\n\n",
        b"query=SELECT+{a:UInt8}&param_a=3&compress=1\n\n",
        b"\nX-ClickHouse-Format: Native\n\nSELECT 'a', toDate(3) FORMAT Native",
        b"client_protocol_version=54454&default_format=Native\n\nSELECT [1, 2], map('a', 1), toLowCardinality('x')",
        b"\n\nINSERT INTO mark FORMAT CSV\n8\n",
        b"query=INSERT+INTO+mark+VALUES\n\n(9)",
        b"decompress=1&query=SELECT\n\n" + bytes(16) + b"\x82\x0a\x00\x00\x00\x01\x00\x00\x00\x10",
        b"user=writer&password=x\nAuthorization: Basic d3JpdGVyOng=\n\nDROP TABLE mark",
        b"\nContent-Type: multipart/form-data; boundary=b\n\n--b\r\n"
        b'Content-Disposition: form-data; name="query"\r\n\r\nSELECT 1\r\n--b--\r\n',
        b"\nContent-Encoding: gzip\n\n\x1f\x8b\x08",
    ]


def run(data: bytes) -> None:
    """First line: the query string; then headers; after an empty line the body."""
    head, _, body = data.partition(b"\n\n")
    query, _, lines = head.partition(b"\n")
    answer = served().ask(query + b"&max_execution_time=2", b"\r\n".join(lines.splitlines()), body)
    status, _, rest = answer.partition(b"\r\n")
    assert status.startswith(b"HTTP/1."), answer[:200]
    assert b"X-ClickHouse-Exception-Code: 1002" not in rest, rest
    assert not status.startswith(b"HTTP/1.1 500") or b"X-ClickHouse-Exception-Code" in rest, rest
    assert served().ask(b"query=SELECT+count()+FROM+mark", b"", b"").endswith(b"\r\n\r\n" + MARK)
    assert not served().spooled()
