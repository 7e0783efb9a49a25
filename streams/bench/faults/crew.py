"""Workers one by one: started, killed, frozen, and started again by a supervisor when they end by themselves."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from streams.pipeline.workers import start

#: A supervisor of ours gives up on a worker that ends by itself so often.
DEATHS: Final = 60
SKEW: Final = Path(__file__).parent / "skew"


class Unmendable(RuntimeError):
    """Workers end by themselves again and again; the message says where their log is."""


class Crew:
    """The workers of one stand. `deaths` counts those that ended by themselves, not by our hand."""

    def __init__(self, settings: Mapping[str, str], logs: Path) -> None:
        self._settings, self._logs = settings, logs
        self._skewed: Path | None = None
        self.working: list[subprocess.Popen[bytes]] = []
        self.deaths = 0

    def start(self, count: int = 1) -> None:
        """So many more."""
        self._logs.mkdir(parents=True, exist_ok=True)
        extra = {} if self._skewed is None else {"SKEW": str(self._skewed), "PYTHONPATH": _before_ours()}
        self.working += [start(self._settings, self._logs / "worker.log", extra) for _ in range(count)]

    def renew(self, **settings: str) -> None:
        """As many new workers as there are, told something else."""
        count = len(self.working)
        self.stop()
        self.working, self._settings = [], {**self._settings, **settings}
        self.start(count)

    def skew(self, seconds: float) -> None:
        """The machine's clock, as workers started from now on see it, is so far off; it may jump while they run."""
        self._skewed = self._logs / "skew"
        self._skewed.write_text(str(round(seconds * 1e9)), encoding="utf-8")

    def kill(self, number: int = 0) -> None:
        """kill -9."""
        worker = self.working.pop(number)
        worker.kill()
        worker.wait()

    def end(self, number: int = 0, seconds: float = 20.0) -> int:
        """SIGTERM; the exit code."""
        worker = self.working.pop(number)
        worker.terminate()
        return worker.wait(seconds)

    def freeze(self, number: int = 0) -> subprocess.Popen[bytes]:
        """SIGSTOP: it neither works nor knows that it does not."""
        os.kill(self.working[number].pid, signal.SIGSTOP)
        return self.working[number]

    @staticmethod
    def thaw(worker: subprocess.Popen[bytes]) -> None:
        """SIGCONT: it goes on where it was."""
        os.kill(worker.pid, signal.SIGCONT)

    def mend(self) -> None:
        """Start again whoever ended by itself, as a supervisor does."""
        ended = [worker for worker in self.working if worker.poll() is not None]
        self.working = [worker for worker in self.working if worker not in ended]
        self.deaths += len(ended)
        if self.deaths > DEATHS:
            raise Unmendable(f"{self.deaths} workers ended by themselves; see {self._logs / 'worker.log'}")
        self.start(len(ended))

    def stop(self) -> None:
        """End them all, the frozen too."""
        for worker in self.working:
            worker.terminate()
            os.kill(worker.pid, signal.SIGCONT)
        for worker in self.working:
            try:
                worker.wait(15)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()


def _before_ours() -> str:
    return os.pathsep.join(filter(None, (str(SKEW), os.environ.get("PYTHONPATH"))))
