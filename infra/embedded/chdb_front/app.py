"""The HTTP interface: routes, headers, answers. Statements are run by the engine in threads."""

import asyncio
import json
import secrets
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from infra.embedded.chdb_front.call import Call
from infra.embedded.chdb_front.codecs import Compressor, negotiate
from infra.embedded.chdb_front.engine import Engine, Summary
from infra.embedded.chdb_front.errors import UNKNOWN_EXCEPTION, ClickHouseError
from infra.embedded.chdb_front.intake import Intake, may_write
from infra.embedded.chdb_front.pipe import Pipe, PipeClosed

LOOPBACK_NAMES = ("127.0.0.1", "localhost")
# Three pools, so that neither slow readers nor the writer's own open streams keep an insert waiting.
READER_THREADS = 8
WRITER_THREADS = 16
INSERT_THREADS = 4
BUFFER_BYTES = 32 * 1024 * 1024  # held back for wait_end_of_query=1, so that errors get a status
SMALL_BYTES = 64 * 1024  # held back always
_CONTENT_TYPES = {
    "json": "application/json; charset=UTF-8",
    "jsoncompact": "application/json; charset=UTF-8",
    "jsoneachrow": "application/x-ndjson; charset=UTF-8",
    "csv": "text/csv; charset=UTF-8; header=absent",
    "csvwithnames": "text/csv; charset=UTF-8; header=present",
    "native": "application/octet-stream",
    "rowbinary": "application/octet-stream",
    "arrow": "application/octet-stream",
    "arrowstream": "application/octet-stream",
    "parquet": "application/octet-stream",
}
_TEXT = "text/tab-separated-values; charset=UTF-8"


@dataclass
class Front:
    """Serves one engine. `secret` is the writer's password, `spool_dir` where bodies wait to be inserted."""

    engine: Engine
    secret: str
    spool_dir: Path
    _readers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(READER_THREADS, "reader"))
    _writers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(WRITER_THREADS, "writer"))
    _inserts: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(INSERT_THREADS, "insert"))

    def application(self) -> web.Application:
        """The aiohttp application; shutting it down stops reads, waits for writes and closes the engine."""
        app = web.Application(middlewares=[self._loopback_names, self._errors], client_max_size=1 << 30)
        app.router.add_get("/ping", self._ping)
        app.router.add_get("/replicas_status", self._ping)
        for method in ("GET", "POST"):
            app.router.add_route(method, "/", self._query)
        app.on_shutdown.append(self._stop_reads)
        app.on_cleanup.append(self._close)
        return app

    async def _ping(self, _request: web.Request) -> web.Response:
        return web.Response(text="Ok.\n")

    async def _query(self, request: web.Request) -> web.StreamResponse:
        intake = Intake(request, self.spool_dir, readonly=not may_write(request, self.secret))
        if "query" not in request.query and request.method == "GET":
            return web.Response(text="Ok.\n")
        try:
            return await self._answer(request, await intake.call())
        finally:
            intake.close()

    async def _answer(self, request: web.Request, call: Call) -> web.StreamResponse:
        encoding, compressor = _negotiated(request)
        work = _Work(self.engine, call, compressor, Pipe())
        done = asyncio.get_running_loop().run_in_executor(self._pool(call), work.run)
        try:
            reply = _Reply(request, self.engine, call, encoding)
            return await reply.send(work, wait=request.query.get("wait_end_of_query") == "1")
        except (asyncio.CancelledError, ConnectionError):  # the client has gone
            await asyncio.to_thread(self.engine.cancel, call.tag)
            raise
        finally:
            work.pipe.close()
            await asyncio.shield(done)

    def _pool(self, call: Call) -> ThreadPoolExecutor:
        if call.readonly:
            return self._readers
        return self._inserts if call.data else self._writers

    @web.middleware
    async def _loopback_names(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse other names for this address: a web page that rebinds its own name to it would read along."""
        if request.url.host not in LOOPBACK_NAMES:
            return web.Response(status=403, text=f"call the embedded server {' or '.join(LOOPBACK_NAMES)}\n")
        return await handler(request)

    @web.middleware
    async def _errors(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except ClickHouseError as error:
            headers = {**_common_headers(request, self.engine), "X-ClickHouse-Exception-Code": str(error.code)}
            text = f"{error} (version {self.engine.version} (embedded))\n".encode("utf-8", "replace").decode()
            return web.Response(status=error.status, text=text, headers=headers)

    async def _stop_reads(self, _app: web.Application) -> None:
        await asyncio.to_thread(self.engine.cancel)

    async def _close(self, _app: web.Application) -> None:
        for pool in (self._readers, self._writers, self._inserts):
            pool.shutdown(cancel_futures=True)
        self.engine.close()


@dataclass
class _Work:
    """One statement in its thread, and what has become of it."""

    engine: Engine
    call: Call
    compressor: Compressor
    pipe: Pipe
    summary: Summary = field(default_factory=Summary)
    error: ClickHouseError | None = None
    has_result: bool = False

    def run(self) -> None:
        """Thread: run the statement into the pipe; never raises."""
        try:
            self.summary = self.engine.run(self.call, self._write, self._started)
            self._put(self.compressor.end())
        except PipeClosed:
            pass
        except ClickHouseError as error:
            self.error = error
        except Exception as error:  # a fault of ours must reach the client as an error, not as a hanging request
            self.error = ClickHouseError.of(UNKNOWN_EXCEPTION, f"{type(error).__name__}: {error}")
        finally:
            self.pipe.finish()

    def _started(self, has_result: bool) -> None:
        self.has_result = has_result

    def _write(self, data: bytes | memoryview) -> None:
        self._put(self.compressor.add(data))

    def _put(self, piece: bytes) -> None:
        if piece:
            self.pipe.write(piece)


@dataclass
class _Reply:
    """Sends what a statement produces: at once when it is small, as a stream when it is not."""

    request: web.Request
    engine: Engine
    call: Call
    encoding: str

    async def send(self, work: _Work, wait: bool) -> web.StreamResponse:
        """An error gets a status of its own as long as no more than was held back has been computed."""
        pieces: list[bytes] = []
        size = 0
        while (piece := await work.pipe.read()) is not None:
            pieces.append(piece)
            size += len(piece)
            if size > (BUFFER_BYTES if wait else SMALL_BYTES):
                return await self._stream(work, pieces)
        if work.error:
            raise work.error
        headers = self._headers(work)
        return web.Response(body=b"".join(pieces), headers=headers)

    async def _stream(self, work: _Work, pieces: list[bytes]) -> web.StreamResponse:
        tag = secrets.token_hex(8)
        response = web.StreamResponse(headers={**self._headers(work), "X-ClickHouse-Exception-Tag": tag})
        await response.prepare(self.request)
        for piece in pieces:
            await response.write(piece)
        while (more := await work.pipe.read()) is not None:
            await response.write(more)
        if work.error:
            await self._break_off(response, work.error, work.compressor, tag)
        else:
            await response.write_eof()
        return response

    async def _break_off(
        self, response: web.StreamResponse, error: ClickHouseError, compressor: Compressor, tag: str
    ) -> None:
        """The server's way to report an error after the headers: a tagged text, then no end of the body."""
        message = f"{error}\n"
        text = f"\r\n__exception__\r\n{tag}\r\n{message}{len(message)} {tag}\r\n__exception__\r\n".encode()
        await response.write(compressor.add(text) + compressor.end())
        if self.request.transport:
            self.request.transport.close()

    def _headers(self, work: _Work) -> dict[str, str]:
        headers = _common_headers(self.request, self.engine)
        numbers = {**asdict(work.summary), "total_rows_to_read": work.summary.read_rows}
        headers["X-ClickHouse-Summary"] = json.dumps({key: str(value) for key, value in numbers.items()})
        name = self.call.output_format
        headers["Content-Type"] = _CONTENT_TYPES.get(name.lower(), _TEXT)
        if work.has_result:
            headers["X-ClickHouse-Format"] = name
        if self.encoding:
            headers["Content-Encoding"] = self.encoding
        return headers


def _common_headers(request: web.Request, engine: Engine) -> dict[str, str]:
    return {
        "X-ClickHouse-Query-Id": request.query.get("query_id") or str(uuid.uuid4()),
        "X-ClickHouse-Timezone": engine.timezone,
        "X-ClickHouse-Server-Display-Name": engine.host,
    }


def _negotiated(request: web.Request) -> tuple[str, Compressor]:
    query = request.query
    accepted = request.headers.get("Accept-Encoding", "") if query.get("enable_http_compression", "1") == "1" else ""
    return negotiate(accepted, own_frames=query.get("compress") == "1")
