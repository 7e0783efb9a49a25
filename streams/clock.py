"""The only room where a clock may be read. Everything else is handed a date or a `Clock`."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Clock(Protocol):
    """Tells the business date and stamps rows."""

    def today(self) -> date:
        """The civil date in Copenhagen."""

    def now(self) -> datetime:
        """This instant, UTC."""

    def stamp(self) -> int:
        """Microseconds since 1970, strictly increasing within a process: the version of a row."""


class SystemClock:
    """The machine's clock."""

    def __init__(self) -> None:
        self._last = 0

    def today(self) -> date:
        return self.now().astimezone(COPENHAGEN).date()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def stamp(self) -> int:
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return self._last

    def at_least(self, version: int) -> None:
        """Later stamps are greater than `version` (of a restored row), whatever the machine's clock says."""
        self._last = max(self._last, version)
