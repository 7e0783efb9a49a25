"""The one what-if that runs, in a process of its own in the background: how far it is, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

from dashboards.preview.answers import Answers, NoAnswer
from dashboards.preview.model import Json

SECONDS: Final = 1800.0
"""A what-if of the whole country takes minutes; what takes longer than this is the command's task."""


class Busy(RuntimeError):
    """Another question is being answered."""


class Trying:
    """The question that was asked last, how far its answer is, and the answer; `mark` grows with every news."""

    def __init__(self, process: Callable[[], Answers]) -> None:
        self._process = process
        self._task: asyncio.Task[None] | None = None
        self._began = self._ended = 0.0
        self.question: Json = {}
        self.told: Json | None = None
        self.done, self.total = 0.0, 0.0
        self.mark = 0

    @property
    def running(self) -> bool:
        """Whether an answer is on its way."""
        return self._task is not None and not self._task.done()

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return (monotonic() if self.running else self._ended) - self._began

    def start(self, question: Json) -> None:
        """Ask in the background; Busy."""
        if self.running:
            raise Busy
        self.question, self.told, self.done, self.total = question, None, 0.0, 0.0
        self._began = monotonic()
        self.mark += 1
        self._task = asyncio.create_task(self._answered(question))

    async def stop(self) -> None:
        """Give up, and end the process."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _answered(self, question: Json) -> None:
        process = self._process()
        try:
            self.told = await process.ask(question, self._shown)
        except NoAnswer:
            self.told = {"error": "INTET", "text": "nobody answered"}
        except asyncio.CancelledError:
            self.told = {"error": "STOPPET", "text": "stopped"}
        finally:
            self._ended = monotonic()
            self.mark += 1
            await process.close()

    def _shown(self, done: float, total: float | None) -> None:
        self.done, self.total = done, total or 0.0
