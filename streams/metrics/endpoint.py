"""Where a worker tells how it does: `/metrics`, `/healthz` and `/readyz` on an address of its own.

A thread of its own, so that it answers while the worker works; it only reads. On loopback unless told otherwise.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

Check = Callable[[], str]
"""What is wrong, in a few words; empty when nothing is."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a probe a second is no news."""


class Endpoint:
    """An HTTP server for as long as the context lasts. `port` 0 is a free one; `url` says which it became."""

    def __init__(self, host: str, port: int, healthy: Check, ready: Check) -> None:
        self._checks = {"/healthz": healthy, "/readyz": ready}
        self._metrics = make_wsgi_app()
        self._server = make_server(host, port, self._answer, _Server, _Quiet)
        self.url = f"http://{host}:{self._server.server_port}"

    def start(self) -> None:
        """Answer from now on."""
        threading.Thread(target=self._server.serve_forever, name="endpoint", daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            answer: Iterable[bytes] = self._metrics(environ, start_response)
            return answer
        check = self._checks.get(path)
        wrong = check() if check else "no such page; there are /metrics, /healthz and /readyz"
        status = "404 Not Found" if check is None else "503 Service Unavailable" if wrong else "200 OK"
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps({"ok": not wrong, "why": wrong}).encode() + b"\n"]
