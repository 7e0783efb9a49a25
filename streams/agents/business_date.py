"""The business date as every worker hears it: the last message of `fokusvagt.clock.v1`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from streams.adapters.codec import Codec
from streams.agents.sending import CLOCK
from streams.core.calendar import to_day
from streams.transport.broadcast import BroadcastReader


class BusinessDate:
    """`latest` is the day as of which everything is told, None before the first tick."""

    def __init__(self, codec: Codec) -> None:
        self.latest: int | None = None
        self._codec = codec

    def hear(self, value: bytes | None) -> None:
        """Take a tick; one that cannot be read is left alone (the clock is ours: nobody else writes it)."""
        try:
            self.latest = to_day(self._codec.decode(CLOCK, value)["as_of"])
        except ValueError:
            return

    async def follow(self, reader: BroadcastReader, wake: Callable[[], None]) -> None:
        """Hear every tick, and have the handlers look up."""
        while True:
            self.hear((await reader.queue.get()).value)
            while not reader.queue.empty():
                self.hear(reader.queue.get_nowait().value)
            wake()


def following(date: BusinessDate, reader: BroadcastReader, wake: Callable[[], None]) -> asyncio.Task[None]:
    """Start to follow the clock topic."""
    return asyncio.get_running_loop().create_task(date.follow(reader, wake), name="business date")
