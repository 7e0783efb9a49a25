"""The embedded ClickHouse: starts the chDB front as a child process and knows its addresses."""

import json
import os
import sys
import urllib.request
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

import infra
from infra.embedded.errors import DataDirBusy, EmbeddedError
from infra.embedded.process import LOOPBACK, last_line, prepare_data_dir, spawn, stop

START_SECONDS = 60.0
STOP_SECONDS = 20.0
_POLL_SECONDS = 0.02
_BUSY = 2


class ClickHouseFront:
    """ClickHouse's HTTP interface on `data_dir/clickhouse` for as long as the context lasts.

    `writer_url` carries the writer's password of this start, `reader_url` may only read. Raises DataDirBusy
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
        command = [sys.executable, "-m", "infra.embedded.chdb_front", "--data-dir", str(self._data_dir)]
        self._process = spawn(
            [*command, "--port", str(self._port), "--parent", str(os.getpid())], self._log, _environment()
        )
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
            raise EmbeddedError(
                f"the embedded ClickHouse has ended: {last_line(self._log)}; start again, see {self._log}"
            )

    def _wait(self) -> None:
        deadline = monotonic() + START_SECONDS
        while not self._ready():
            if self._process.poll() == _BUSY:
                raise DataDirBusy(last_line(self._log))
            if self._process.poll() is not None or monotonic() > deadline:
                raise EmbeddedError(
                    f"ClickHouse did not start: {last_line(self._log) or 'no message'}; see {self._log}"
                )
            sleep(_POLL_SECONDS)

    def _ready(self) -> bool:
        try:
            announced = json.loads((self._data_dir / "clickhouse.json").read_text())
        except FileNotFoundError:
            return False
        if announced["pid"] != self._process.pid:
            return False  # what an earlier server left
        address = f"{LOOPBACK}:{announced['port']}"
        secret = (self._data_dir / "writer.secret").read_text()
        self.writer_url, self.reader_url = f"http://writer:{secret}@{address}", f"http://reader@{address}"
        with urllib.request.urlopen(f"http://{address}/ping", timeout=START_SECONDS) as answer:
            return bool(answer.status == 200)


def _environment() -> dict[str, str]:
    """Ours, so that the child finds this very package, also from a checkout."""
    root = str(Path(infra.__file__).parent.parent)
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{path}" if path else root}
