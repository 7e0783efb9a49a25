"""A bounded pipe from a worker thread to the event loop: the thread waits when the client is slow."""

import asyncio
import threading

CAPACITY = 4


class PipeClosed(Exception):
    """The reader has gone; the writer should stop."""


class Pipe:
    """Pieces of bytes from one thread (`write`, `finish`) to one task (`read`, `close`)."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = threading.Semaphore(CAPACITY)
        self._closed = False

    def write(self, piece: bytes) -> None:
        """Thread: hand over a piece, waiting for room. Raises PipeClosed when nobody reads any more."""
        self._room.acquire()
        if self._closed:
            raise PipeClosed
        self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)

    def finish(self) -> None:
        """Thread: there is no more. Always to be called once, also after an error."""
        self._loop.call_soon_threadsafe(self._pieces.put_nowait, None)

    async def read(self) -> bytes | None:
        """Task: the next piece, or None after the last."""
        piece = await self._pieces.get()
        self._room.release()
        return piece

    def close(self) -> None:
        """Task: stop reading; a waiting writer wakes up with PipeClosed."""
        self._closed = True
        self._room.release()
