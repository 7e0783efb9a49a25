"""What a measurement comes to: named figures, the rows of a table, and the machine it was made on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(slots=True)
class Measured:
    """`figures` are the result (one number each), `columns` and `rows` what a reader wants to see of the runs."""

    title: str
    figures: dict[str, Any]
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        runs = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {**self.figures, "runs": runs, "notes": self.notes, "machine": machine()}


def machine() -> dict[str, Any]:
    """The machine as a reader of the figures needs to know it; `load` is the average of the last minute."""
    return {
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "cpu": _cpu(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 1),
    }


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


def middle(values: Sequence[float], digits: int = 1) -> float:
    """The median, rounded."""
    return round(float(median(values)), digits)


def percentiles(seconds: Any) -> dict[str, float]:
    """p50, p95, p99 and the greatest of many durations, in milliseconds; `seconds` is (n,), n > 0."""
    ordered = sorted(float(s) * 1000 for s in seconds)
    last = len(ordered) - 1
    named = {f"p{p}_ms": round(ordered[round(last * p / 100)], 1) for p in (50, 95, 99)}
    return named | {"max_ms": round(ordered[-1], 1)}
