"""Work that is done one after the other in a thread of its own, while its giver goes on. Nothing follows a failure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

#: How much may wait before the giver waits too.
WAITING: Final = 8


class InOrder:
    """A queue of jobs. When one raises, it and every later one fail with what was raised."""

    def __init__(self, name: str, waiting: int = WAITING) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._given: deque[Future[None]] = deque(maxlen=waiting)
        self._failure: BaseException | None = None

    def then(self, job: Callable[[], Any]) -> Future[None]:
        """Do this after everything given before; the result tells when it is done, or why not."""
        if len(self._given) == self._given.maxlen:
            self._given[0].exception()  # only waits: whoever awaits the last job hears of it
        given = self._thread.submit(self._do, job)
        self._given.append(given)
        return given

    def _do(self, job: Callable[[], Any]) -> None:
        if self._failure is not None:
            raise self._failure
        try:
            job()
        except BaseException as failure:
            self._failure = failure
            raise
