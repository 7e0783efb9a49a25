"""Keeps work that grows with the number of places, not of facts, to a share of the time. Nothing is lost by waiting:
what is told later is told of everything that has come meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

SHARE: Final = 0.3


class Pace:
    """Work that took c seconds is due again when it has rested so long that it took `share` of the time."""

    def __init__(self, share: float = SHARE, clock: Callable[[], float] = perf_counter) -> None:
        self._rest, self._clock = 1 / share - 1, clock
        self._due = 0.0

    @property
    def due(self) -> bool:
        """Whether it is time."""
        return self._clock() >= self._due

    @contextmanager
    def working(self) -> Iterator[None]:
        """The work goes on in this block."""
        began = self._clock()
        yield
        ended = self._clock()
        self._due = ended + (ended - began) * self._rest
