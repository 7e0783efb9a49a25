"""Workers as child processes: started with their settings in the environment, watched, stopped in order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from streams.settings import PREFIX


class WorkerDied(RuntimeError):
    """A worker ended by itself; the message says where its log is."""


def start(settings: Mapping[str, str], log: Path, extra: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A worker with these settings, what it says appended to `log`; `extra` goes into its environment as it is.

    It ends with us: a worker that outlived us could join whoever gets our broker's port next.
    """
    ours = _surroundings() | {PREFIX + name.upper(): value for name, value in settings.items()} | dict(extra or {})
    # -P: a folder of the caller's that is called like one of our packages must not stand in for it
    command = [sys.executable, "-P", "-m", "streams", "worker", "--parent", str(os.getpid())]
    with log.open("ab") as said:
        return subprocess.Popen(command, env=ours, stdin=subprocess.DEVNULL, stdout=said, stderr=said)


class Workers:
    """`count` workers for as long as the context lasts; their logs are in `logs`."""

    def __init__(self, count: int, settings: Mapping[str, str], logs: Path) -> None:
        self._count, self._logs = count, logs
        self._settings = settings
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._running = [start(self._settings, self._logs / f"worker-{n}.log") for n in range(self._count)]
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def check(self) -> None:
        """WorkerDied when one has ended."""
        for number, process in enumerate(self._running):
            if process.poll() is not None:
                log = self._logs / f"worker-{number}.log"
                raise WorkerDied(f"worker {number} ended with code {process.returncode}: {_last_line(log)} (see {log})")


def _surroundings() -> dict[str, str]:
    """The environment without settings meant for other servers; what law is read, what is logged: the user's word.

    Unless told otherwise in lines for people: they are who looks into a data directory.
    """
    kept = {PREFIX + name for name in ("REGIMES", "VARIANTS", "LOG_LEVEL", "LOG_FORMAT")}
    ours = {name: value for name, value in os.environ.items() if name in kept or not name.startswith(PREFIX)}
    return {PREFIX + "LOG_FORMAT": "text"} | ours


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"
