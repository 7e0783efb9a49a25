"""Replays that are killed: started as a process group of their own, found again, ended with SIGKILL.

Linux only where a worker is looked for among its parent's children. No assertions here.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from infra.embedded import running_urls
from streams.adapters.clickhouse.link import Refused, Unavailable
from tests.support.pipeline import asked, command, surroundings

WORKER, CLICKHOUSE = "worker", "infra.embedded.chdb_front"
"""Words of the children's command lines."""


def lives(process: int) -> bool:
    """Whether there is such a process, other than one that nobody has reaped."""
    status = Path(f"/proc/{process}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


class Replaying:
    """`fokusvagt replay` as a process to be killed."""

    def __init__(self, *words: object, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._errors = data_dir.with_suffix(".err")
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                command("replay", *words, "--data-dir", data_dir),
                env=surroundings(),
                stderr=errors,
                start_new_session=True,
            )

    @property
    def process(self) -> int:
        """The process id of the command."""
        return self._process.pid

    def working(self, rows: int = 1, seconds: float = 90.0) -> bool:
        """Wait until the tables hold this many changes of breaches; False when it has ended before."""
        return self._until(lambda: self._told() >= rows, seconds)

    def after(self, seconds: float) -> bool:
        """Wait; False when it has ended before."""
        return self._until(lambda: False, seconds) or self._process.poll() is None

    def kill(self) -> int:
        """kill -9 of the command alone: its children must notice by themselves. The exit code."""
        self._process.kill()
        return self._process.wait()

    def kill_group(self) -> int:
        """kill -9 of the command and its workers. The exit code."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()

    def kill_child(self, name: str) -> None:
        """kill -9 of the first child with this word in its command line; the command lives on."""
        os.kill(self.children(name)[0], signal.SIGKILL)

    def children(self, name: str) -> list[int]:
        """The process ids of the command's children that have this word in their command lines."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return [int(child) for child in children if name in Path(f"/proc/{child}/cmdline").read_text().split("\0")]

    def ended(self, seconds: float = 60.0) -> tuple[int, list[str]]:
        """Wait for the end: the exit code and the lines on standard error."""
        code = self._process.wait(seconds)
        return code, self._errors.read_text().splitlines()

    def _told(self) -> int:
        urls = running_urls(self._data_dir)
        try:
            return int(asked(urls[1], "SELECT count() AS n FROM fokusvagt.v_breach_log")[0]["n"]) if urls else 0
        except (Refused, Unavailable):  # the server is only starting, or has just gone
            return 0

    def _until(self, condition: Callable[[], bool], seconds: float) -> bool:
        deadline = monotonic() + seconds
        while monotonic() < deadline and self._process.poll() is None:
            if condition():
                return True
            sleep(0.05)
        return False
