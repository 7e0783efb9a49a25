"""Asks the process that knows the rules: a JSON object a line, both ways. Who it is, the command line says."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from dashboards.preview.model import Json

URL: Final = "FOKUSVAGT_ANSWERS_URL"
"""The environment's word for the database's URL of whoever explains, who writes the access log; ours may only read."""
LINE: Final = 256 * 1024 * 1024
Shown = Callable[[float, float | None], None]


class NoAnswer(RuntimeError):
    """Nobody answered in time, or the process ended."""


class Answers:
    """One process, started when first asked and again when it has ended; one question at a time."""

    def __init__(self, command: Sequence[str], url: str, seconds: float) -> None:
        self._command, self._url, self._seconds = tuple(command), url, seconds
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, question: Json, shown: Shown = lambda *_: None) -> Json:
        """{"answer": …} or {"error": …, "text": …}; `shown` hears how far it is. NoAnswer."""
        async with self._turn:
            try:
                return await asyncio.wait_for(self._asked(question, shown), self._seconds)
            except (TimeoutError, OSError, ValueError) as error:
                await self.close()
                raise NoAnswer(str(error)) from None
            except asyncio.CancelledError:
                await self.close()
                raise

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _asked(self, question: Json, shown: Shown) -> Json:
        process = await self._running()
        assert process.stdin is not None  # noqa: S101 (both are pipes)
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(json.dumps(question).encode() + b"\n")
        await process.stdin.drain()
        while line := await process.stdout.readline():
            told: dict[str, Any] = json.loads(line)
            if "done" not in told:
                return told
            shown(told["done"], told["total"])
        raise OSError("the process ended")

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            environment = {name: value for name, value in os.environ.items() if name != URL}
            environment["FOKUSVAGT_CLICKHOUSE_URL"] = self._url
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=pipe, stdout=pipe, env=environment, limit=LINE
            )
        return self._process
