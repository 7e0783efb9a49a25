"""The embedded ClickHouse: starts the chDB front as a child process and knows its addresses."""

import json
import os
import sys
import urllib.request
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from infra.embedded.errors import EmbeddedError
from infra.embedded.lock import alive, busy
from infra.embedded.process import LOOPBACK, last_line, prepare_data_dir, spawn, stop

START_SECONDS = 60.0
STOP_SECONDS = 20.0
PING_SECONDS = 5.0
_POLL_SECONDS = 0.02
_BUSY = 2


class ClickHouseFront:
    """ClickHouse's HTTP interface on `data_dir/clickhouse` for as long as the context lasts.

    `writer_url` carries the writer's password, `reader_url` may only read. Raises DataDirBusy
    when another process has the directory, EmbeddedError when it does not come up.
    """

    def __init__(self, data_dir: Path, port: int = 0) -> None:
        self._data_dir = data_dir
        self._port = port
        self._log = data_dir / "log" / "clickhouse.log"
        self.writer_url = ""
        self.reader_url = ""

    def __enter__(self) -> Self:
        self._data_dir = prepare_data_dir(self._data_dir)
        self._log = self._data_dir / "log" / "clickhouse.log"
        command = [sys.executable, "-P", "-m", "infra.embedded.chdb_front", "--data-dir", str(self._data_dir)]
        self._process = spawn([*command, "--port", str(self._port), "--parent", str(os.getpid())], self._log)
        try:
            self._wait()
        except BaseException:
            stop(self._process, STOP_SECONDS)
            raise
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        stop(self._process, STOP_SECONDS)

    def check(self) -> None:
        """Raise EmbeddedError if the server has ended."""
        if self._process.poll() is not None:
            said = last_line(self._log) or "no message"
            raise EmbeddedError(f"the embedded ClickHouse has ended: {said}; start again, see {self._log}")

    def _wait(self) -> None:
        deadline = monotonic() + START_SECONDS
        while not self._ready():
            if self._process.poll() == _BUSY:
                raise busy(self._data_dir)
            if self._process.poll() is not None or monotonic() > deadline:
                raise EmbeddedError(
                    f"ClickHouse did not start: {last_line(self._log) or 'no message'}; see {self._log}"
                )
            sleep(_POLL_SECONDS)

    def _ready(self) -> bool:
        announced = _announced(self._data_dir)
        if announced is None or announced[0] != self._process.pid:
            return False  # nothing yet, or what an earlier server left
        self.writer_url, self.reader_url = _urls(self._data_dir, announced[1])
        return _answers(announced[1])


def running_urls(data_dir: Path) -> tuple[str, str] | None:
    """(writer URL, reader URL) of the ClickHouse that another process runs on `data_dir`, or None."""
    data_dir = data_dir.expanduser().resolve()
    announced = _announced(data_dir)
    if announced is None or not alive(announced[0]) or not _answers(announced[1]):
        return None
    return _urls(data_dir, announced[1])


def _announced(data_dir: Path) -> tuple[int, int] | None:
    """(process id, port) as the front wrote them when it began to listen."""
    try:
        announced = json.loads((data_dir / "clickhouse.json").read_text())
    except FileNotFoundError:
        return None
    return int(announced["pid"]), int(announced["port"])


def _urls(data_dir: Path, port: int) -> tuple[str, str]:
    secret = (data_dir / "writer.secret").read_text()
    return f"http://writer:{secret}@{LOOPBACK}:{port}", f"http://reader@{LOOPBACK}:{port}"


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/ping", timeout=PING_SECONDS) as answer:
            return bool(answer.read() == b"Ok.\n")
    except OSError:
        return False
