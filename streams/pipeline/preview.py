"""The preview of the dashboards as a child process: started on a port, watched, stopped. Nothing here imports it.

`dashboards` and `streams` know nothing of each other; what they share is ClickHouse's URL, which goes through the
child's environment, because it may carry a password, and the command that answers why and what if (`cli/answers.py`).
"""

from __future__ import annotations

import http.client
import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Final, Self

from streams.settings import PREFIX

LOOPBACK: Final = "127.0.0.1"
OWN: Final = {LOOPBACK, "localhost", "::1"}
PORT: Final = 8080
START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 5.0
_KEPT: Final = {f"{PREFIX}REGIMES"}


class PortTaken(RuntimeError):
    """Somebody else listens on the port."""


class PreviewDied(RuntimeError):
    """The preview ended by itself; the message says why."""


class Preview:
    """The preview over a ClickHouse for as long as the context lasts; its log is `log`. PortTaken.

    `answers_url`: the database for whoever explains cases, who must be able to write the access log; without it, or
    where others than this machine can look, no case is explained: one would not know to whom.
    """

    def __init__(
        self, clickhouse_url: str, port: int, log: Path, host: str = LOOPBACK, answers_url: str | None = None
    ) -> None:
        self._host, self._port, self._log = host, _port(host, port), log
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX) or name in _KEPT}
        self._environment = kept | {f"{PREFIX}CLICKHOUSE_URL": clickhouse_url}
        self._explains = bool(answers_url) and host in OWN
        if answers_url and self._explains:
            self._environment[f"{PREFIX}ANSWERS_URL"] = answers_url

    @property
    def url(self) -> str:
        """Where to look."""
        return f"http://{self._host}:{self._port}"

    def __enter__(self) -> Self:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-P", "-m", "dashboards.preview", "--host", self._host, "--port", str(self._port)]
        if self._explains:
            command += ["--answers", shlex.join([sys.executable, "-P", "-m", "streams", "answers"])]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--parent", str(os.getpid())],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone
            )
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def check(self) -> None:
        """PreviewDied when it has ended."""
        if self._process.poll() is not None:
            raise PreviewDied(f"the preview ended: {_last_line(self._log)} (see {self._log})")

    def await_ready(self) -> None:
        """Wait until it answers; PreviewDied when it does not."""
        deadline = monotonic() + START_SECONDS
        while not self._answers():
            self.check()
            if monotonic() > deadline:
                raise PreviewDied(f"the preview does not answer on {self.url} (see {self._log})")
            sleep(0.1)

    def _answers(self) -> bool:
        there = http.client.HTTPConnection(self._host, self._port, timeout=5)
        try:
            there.request("GET", "/")
            return there.getresponse().status < 500
        except OSError:
            return False
        finally:
            there.close()


def free_or(port: int) -> int:
    """The port when nobody has it, else one that is free."""
    try:
        return _port(LOOPBACK, port)
    except PortTaken:
        return _port(LOOPBACK, 0)


def _port(host: str, port: int) -> int:
    """The port, or a free one for 0. PortTaken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"port {port} cannot be used ({error.strerror}); choose another with --port") from None
        return int(probe.getsockname()[1])


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"
