"""One process per data directory: a lock file that the kernel releases when its holder ends, however it ends."""

import fcntl
import os
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from infra.embedded.errors import DataDirBusy

# How long to wait for the lock. An owner just killed may still look alive until somebody reaps it, and its
# server follows within a second; an owner that is certainly gone gets all the time its server may need.
ALIVE_SECONDS = 1.5
ORPHAN_SECONDS = 10.0
_RETRY_SECONDS = 0.1


class DataDirLock:
    """Holds `data_dir/lock` exclusively; raises DataDirBusy while a living process has it.

    `owner` is the process id to name to others: the one a person would stop.
    """

    def __init__(self, data_dir: Path, owner: int) -> None:
        self._data_dir = data_dir
        self._owner = owner
        self._descriptor = -1

    def __enter__(self) -> Self:
        self._descriptor = os.open(self._data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        begin = monotonic()
        while not self._taken():
            patience = ALIVE_SECONDS if alive(_holder(self._data_dir)) else ORPHAN_SECONDS
            if monotonic() > begin + patience:
                os.close(self._descriptor)
                raise busy(self._data_dir)
            sleep(_RETRY_SECONDS)
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(self._owner).encode(), 0)
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        os.close(self._descriptor)

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def busy(data_dir: Path) -> DataDirBusy:
    """The error for a directory that another process holds."""
    what = f"data directory {data_dir} is in use by process {_holder(data_dir)}"
    return DataDirBusy(f"{what}; stop it or choose another --data-dir")


def _holder(data_dir: Path) -> int:
    """The holder's process id; 0 in the instant before it has written it."""
    return int((data_dir / "lock").read_text() or 0)


def alive(process: int) -> bool:
    """Whether there is a process with this id."""
    if process == 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
