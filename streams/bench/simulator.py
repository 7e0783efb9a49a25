"""The simulator alone: facts per second to a file and to Kafka, and that its memory does not grow with the persons.

Each run is the command in a process of its own, timed by itself, and asked when it has ended for its greatest memory
and its CPU seconds (start included): a busy machine has more seconds, hardly more of these.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from streams.bench.measured import Measured
from streams.bench.stand import broker, scratch
from streams.pipeline.sending import Shown

COLUMNS = ("to", "persons", "facts", "seconds", "facts_per_second", "cpu_s", "peak_mib")
_TOLD: Final = re.compile(r"([0-9,]+) facts .*: ([0-9.]+) s, ([0-9,]+)/s")
_KIB_PER_MIB: Final = 1024 if sys.platform != "darwin" else 1 << 20

Row = tuple[str, int, int, float, int, float, int]


def simulator(persons: int, months: int, sizes: Sequence[int], shown: Shown, where: Path | None) -> Measured:
    """`persons` to a file and to a broker; then each of `sizes` to nowhere, for its memory."""
    runs = len(sizes) + 2
    with scratch(where) as data_dir, broker(data_dir, 4) as kafka:
        rows = [_run("file", persons, months, ["--out", str(data_dir / "facts.jsonl")])]
        shown("runs", 1, runs)
        (data_dir / "facts.jsonl").unlink()
        rows.append(_run("kafka", persons, months, ["--to-kafka"], {"FOKUSVAGT_KAFKA": kafka}))
        for number, size in enumerate(sizes, 2):
            shown("runs", number, runs)
            rows.append(_run("nowhere", size, months, ["--out", os.devnull]))
    grown = rows[-1][6] / rows[2][6] if sizes else 1.0
    figures = {
        "file_facts_per_second": rows[0][4],
        "kafka_facts_per_second": rows[1][4],
        "file_facts_per_cpu_second": round(rows[0][2] / rows[0][5]),
        "kafka_facts_per_cpu_second": round(rows[1][2] / rows[1][5]),
        "memory_of_the_most_to_the_fewest": round(grown, 2),
    }
    return Measured("Simulator", figures, COLUMNS, rows)


def _run(to: str, persons: int, months: int, words: list[str], settings: Mapping[str, str] | None = None) -> Row:
    command = [
        sys.executable,
        "-P",
        "-m",
        "streams",
        "simulate",
        "--persons",
        str(persons),
        "--months",
        str(months),
        *words,
    ]
    process = subprocess.Popen(command, env=os.environ | dict(settings or {}), stderr=subprocess.PIPE, text=True)
    said = process.stderr.read() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    told = _TOLD.search(said)
    if process.returncode or told is None:
        raise RuntimeError(f"simulate ended with {process.returncode}: {said.strip()}")
    facts, seconds, rate = (number.replace(",", "") for number in told.groups())
    cpu = round(used.ru_utime + used.ru_stime, 1)
    return to, persons, int(facts), float(seconds), int(rate), cpu, round(used.ru_maxrss / _KIB_PER_MIB)
