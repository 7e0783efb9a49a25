"""What processes have cost: CPU seconds and memory of our children, by the part they play. Reads /proc only.

Elsewhere than on Linux there is nothing to read, and the figures are 0.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROLES: Final[dict[str, Callable[[list[str]], bool]]] = {
    "worker": lambda words: words[1:5] == ["-P", "-m", "streams", "worker"],
    "clickhouse": lambda words: "infra.embedded.chdb_front" in words,
    "broker": lambda words: "--storage-engine" in words and not words[0].rpartition("/")[2].startswith("python"),
    "faust": lambda words: "streams.bench.idiomatic" in words,
}
_TICK: Final = os.sysconf("SC_CLK_TCK")
_PROC: Final = Path("/proc")


@dataclass(slots=True)
class Usage:
    """CPU seconds so far, resident memory now and at its greatest (MiB), of all processes of a role."""

    cpu_seconds: float = 0.0
    rss_mib: float = 0.0
    peak_mib: float = 0.0


def pids(role: str) -> list[int]:
    """Our descendants that play a part."""
    return [pid for pid in _descendants(os.getpid()) if ROLES[role](_words(pid))]


def usage() -> dict[str, Usage]:
    """What each role has used; a role that nobody plays is left out. "bench" is this process."""
    found: dict[str, Usage] = {}
    for pid in [os.getpid(), *_descendants(os.getpid())]:
        words = _words(pid)
        roles = [role for role, plays in ROLES.items() if words and plays(words)]
        if pid == os.getpid() or roles:
            _add(found.setdefault(roles[0] if roles else "bench", Usage()), pid)
    return found


def cpu_between(before: dict[str, Usage], after: dict[str, Usage]) -> dict[str, float]:
    """CPU seconds by role between two looks."""
    return {role: used.cpu_seconds - before.get(role, Usage()).cpu_seconds for role, used in after.items()}


@dataclass(slots=True)
class Peaks:
    """The greatest memory of each role (MiB), and of all together at one moment."""

    by_role: dict[str, float] = field(default_factory=dict)
    together: float = 0.0

    def look(self) -> None:
        """Notice what is used now."""
        now = usage()
        for role, used in now.items():
            self.by_role[role] = max(self.by_role.get(role, 0.0), used.peak_mib)
        self.together = max(self.together, sum(used.rss_mib for used in now.values()))


@contextmanager
def watched(seconds: float = 0.5) -> Iterator[Peaks]:
    """Memory of all roles, looked at again and again while the block runs."""
    peaks, stop = Peaks(), threading.Event()

    def look() -> None:
        while not stop.wait(seconds):
            peaks.look()

    thread = threading.Thread(target=look, name="memory", daemon=True)
    thread.start()
    try:
        yield peaks
    finally:
        stop.set()
        thread.join()
        peaks.look()


def disk_mib(directory: Path) -> float:
    """What the files below a directory take on disk."""
    blocks = sum(p.lstat().st_blocks for p in directory.rglob("*") if p.is_file() and not p.is_symlink())
    return blocks * 512 / 2**20


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in _files(_PROC / str(pid) / "task"):
        for child in _text(task / "children").split():
            found += [int(child), *_descendants(int(child))]
    return found


def _files(directory: Path) -> list[Path]:
    try:
        return list(directory.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _words(pid: int) -> list[str]:
    return _text(_PROC / str(pid) / "cmdline").split("\0")[:-1]


def _add(used: Usage, pid: int) -> None:
    after_name = _text(_PROC / str(pid) / "stat").rpartition(")")[2].split()
    if len(after_name) > 12:
        used.cpu_seconds += (int(after_name[11]) + int(after_name[12])) / _TICK
    for line in _text(_PROC / str(pid) / "status").splitlines():
        name, _, value = line.partition(":")
        if name == "VmRSS":
            used.rss_mib += int(value.split()[0]) / 1024
        elif name == "VmHWM":
            used.peak_mib += int(value.split()[0]) / 1024
