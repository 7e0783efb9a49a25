"""The time for which a worker may take its partitions for its own: until a session after its last heartbeat.

Whoever was stopped, starved or cut off for longer may have been succeeded. What it has in hand rests on facts of then,
and must not be written over what its successor has told since.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from streams.transport.fatal import STALLED, die


class Lease:
    """Renewed by every heartbeat that the group's coordinator answers; any thread may check.

    Counted from when the heartbeat was sent, so that it ends before the coordinator's own patience does.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self.until = seconds, monotonic() + seconds
        self._orphaned: set[str] = set()

    def renew(self, since: float | None = None) -> None:
        """The group knew us at `since` (monotonic; now)."""
        self.until = (monotonic() if since is None else since) + self._seconds

    def orphan(self, name: str) -> None:
        """What this agent has in hand belongs to an assignment that is over."""
        self._orphaned.add(name)

    def done(self, name: str) -> None:
        """What the agent had in hand is done with."""
        self._orphaned.discard(name)

    def check(self) -> None:
        """Ends the process when the lease has run out: call right before a write that a successor's must beat."""
        if self._orphaned:
            die(f"{', '.join(self._orphaned)}: the batch in hand has outlived its assignment", code=STALLED)
        over = monotonic() - self.until
        if over > 0:
            die(
                f"not heard by the group for {self._seconds + over:.1f} s: another may own our partitions", code=STALLED
            )

    def watch(self, coordinator: Any) -> None:
        """Renew with every heartbeat of an aiokafka coordinator."""
        beat = coordinator._do_heartbeat

        async def renewing() -> bool:
            since = monotonic()
            heard: bool = await beat()
            if heard:
                self.renew(since)
            return heard

        coordinator._do_heartbeat = renewing
