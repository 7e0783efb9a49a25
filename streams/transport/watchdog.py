"""Ends a worker that has stopped moving while there is work: better started again than quietly behind.

A thread of its own, so that it also sees a blocked event loop. It only reads.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from time import monotonic

import faust

from streams.transport.agent import BatchAgent
from streams.transport.consumer import transport_of
from streams.transport.fatal import STALLED, die


class Watchdog:
    """Ends the process with exit code 75 after `seconds` without progress while something is pending.

    Pending is: a batch waiting or in a handler's hands, records at the broker that we have not fetched, or an
    assignment that does not come. A handler that waits on purpose calls `BatchAgent.progress`.
    """

    def __init__(self, app: faust.App, agents: Sequence[BatchAgent], *, seconds: float = 300.0) -> None:
        self._app, self._agents, self._seconds = app, tuple(agents), seconds
        self._stop = threading.Event()
        self._since: float | None = None
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Starts watching."""
        self._thread.start()

    def stop(self) -> None:
        """Stops watching; to be called before the app is stopped."""
        self._stop.set()
        self._thread.join()

    def stalled(self) -> float:
        """Seconds without progress while something is pending; 0 when all is well."""
        return 0.0 if self._since is None else monotonic() - self._since

    def _run(self) -> None:
        seen = self._mark()
        while not self._stop.wait(min(1.0, self._seconds / 10)):
            mark = self._mark()
            if mark != seen or not self._pending():
                seen, self._since = mark, None
            elif self._since is None:
                self._since = monotonic()
            elif self.stalled() >= self._seconds:
                die(f"no progress for {self._seconds:.0f} s with work pending ({self._what()})", code=STALLED)

    def _mark(self) -> tuple[int, ...]:
        return (transport_of(self._app).standing()[1], *(agent.progressed for agent in self._agents))

    def _pending(self) -> bool:
        waiting = any(agent.pending for agent in self._agents)
        return waiting or self._app.rebalancing or not self._joined() or transport_of(self._app).standing()[0] > 0

    def _joined(self) -> bool:
        return all(agent.joined for agent in self._agents)

    def _what(self) -> str:
        busy = [agent.name for agent in self._agents if agent.pending]
        behind = transport_of(self._app).standing()[0]
        return f"in hand: {', '.join(busy) or 'nothing'}; unread: {behind}; joined: {self._joined()}"
