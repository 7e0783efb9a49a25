"""What the tests of whole processes need: to kill them, and to wait."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from infra.embedded import ClickHouseFront

CHILD = """
import sys, time
from pathlib import Path
from infra.embedded import {0}

with {0}(Path(sys.argv[1])) as server:
    print({1}, flush=True)
    time.sleep(600)
"""


def owner_of(kind: str, address: str, data_dir: Path) -> tuple["subprocess.Popen[str]", str]:
    """A process of its own that runs an embedded server and prints `address`, an expression about `server`."""
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(kind, f"server.{address}"), str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def pid_of(front: ClickHouseFront) -> int:
    """The process id of the server behind a front."""
    return int(front._process.pid)


def kill(process: int) -> None:
    """kill -9."""
    os.kill(process, signal.SIGKILL)


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether `condition` becomes true in time."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if condition():
            return True
        sleep(0.05)
    return condition()
