"""A gate between workers and ClickHouse: open, shut, slow, or refusing inserts. It passes bytes on and knows no SQL."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit, urlunsplit

from aiohttp import ClientSession, ClientTimeout, web

#: As ClickHouse says it when it cannot merge as fast as it is fed.
TOO_MANY: Final = "Code: 252. DB::Exception: Too many parts (3000). Merges are processing slower than inserts."
_HOP: Final = ("Connection", "Transfer-Encoding", "Content-Length", "Host")


class Gate:
    """An HTTP proxy on loopback in front of `url`, for as long as the context lasts.

    `delay` seconds are added to every request, `refusing` answers inserts with an error, `shut` resets every
    connection and refuses new ones. `passed` counts what got through.
    """

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self.delay, self.refusing, self.passed = 0.0, False, 0
        self._shut = False
        self._loop = asyncio.new_event_loop()
        self._site: web.TCPSite | None = None
        self._port = 0

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_forever, name="gate", daemon=True)
        self._thread.start()
        self._do(self._start())
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """The address on this side, with the user and password of the other."""
        user = self._parts.netloc.rpartition("@")[0]
        return urlunsplit((self._parts.scheme, f"{user}@127.0.0.1:{self._port}", "", "", ""))

    def shut(self) -> None:
        """Nobody gets through, and nobody can connect."""
        self._shut = True
        self._do(self._close())

    def open(self) -> None:
        """All as it should be."""
        self._shut, self.delay, self.refusing = False, 0.0, False
        if self._site is None:
            self._do(self._listen())

    def _do(self, call: Any) -> None:
        asyncio.run_coroutine_threadsafe(call, self._loop).result(30)

    async def _start(self) -> None:
        timeout = ClientTimeout(total=None)
        self._session = ClientSession(auto_decompress=False, timeout=timeout)
        app = web.Application(client_max_size=1 << 30)
        app.router.add_route("*", "/{tail:.*}", self._pass)
        self._runner = web.AppRunner(app, auto_decompress=False, access_log=None)
        await self._runner.setup()
        await self._listen()

    async def _listen(self) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = self._runner.addresses[0][1]

    async def _close(self) -> None:
        if self._site is not None:
            await self._site.stop()
        self._site = None

    async def _stop(self) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        await asyncio.sleep(self.delay)
        if self._shut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=503)
        if self.refusing and "INSERT" in request.query_string.upper():
            return web.Response(status=500, text=TOO_MANY, headers={"X-ClickHouse-Exception-Code": "252"})
        self.passed += 1
        return await self._forward(request, body)

    async def _forward(self, request: web.Request, body: bytes) -> web.StreamResponse:
        there = f"http://{self._parts.netloc.rpartition('@')[2]}{request.path_qs}"
        head = {name: value for name, value in request.headers.items() if name not in _HOP}
        async with self._session.request(request.method, there, headers=head, data=body) as answer:
            kept = {name: value for name, value in answer.headers.items() if name not in _HOP}
            response = web.StreamResponse(status=answer.status, headers=kept)
            await response.prepare(request)
            async for piece in answer.content.iter_chunked(1 << 16):
                await response.write(piece)
            await response.write_eof()
        return response
