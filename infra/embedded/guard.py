"""A launcher between us and a server that cannot watch its parent: `python guard.py PARENT_PID COMMAND…`.

It runs the command, passes SIGTERM on, and stops the command when the process PARENT_PID is no longer its
parent, that is also after `kill -9`. A file of its own because it must stay single-threaded and start in
milliseconds: nothing but the standard library, run with `python -S -E`.
"""

import ctypes
import os
import signal
import subprocess
import sys
from types import FrameType

POLL_SECONDS = 0.25
GRACE_SECONDS = 3.0
PR_SET_PDEATHSIG = 1


def _die_with_guard() -> None:
    """In the child, before exec (Linux): SIGKILL when the guard itself is killed.

    Safe here only because the guard has one thread, which lives as long as the process.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _raise_exit(_signum: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main(parent: int, command: list[str]) -> int:
    """Run `command` until it ends (its exit code) or `parent` is gone or SIGTERM comes (0)."""
    signal.signal(signal.SIGTERM, _raise_exit)
    linux = sys.platform == "linux"
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_guard if linux else None)  # noqa: PLW1509 - one thread
    try:
        while os.getppid() == parent:
            try:
                return child.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        return 0
    finally:
        _stop(child)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
