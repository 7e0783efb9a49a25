"""The faults, one function each: what goes wrong while facts are fed. Each leaves servers, gate and crew in order.

A fault returns what it has done in a few words, for the table.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from streams.bench.faults.ground import SESSION_SECONDS, Ground
from streams.bench.population import AS_OF

DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how often."""

    persons: int
    months: int
    kills: int
    away_seconds: float
    slow_seconds: float

    @property
    def parts(self) -> int:
        """Parts in which the facts are fed."""
        return max(12, self.kills)


WHOLE: Final = Size(persons=8_000, months=24, kills=20, away_seconds=60.0, slow_seconds=30.0)
SHORT: Final = Size(persons=400, months=18, kills=3, away_seconds=6.0, slow_seconds=5.0)


class NotRun(RuntimeError):
    """This machine cannot have this fault; the message says what it lacks."""


def killed(ground: Ground, size: Size) -> str:
    """kill -9 of the worker at random moments: starting, restoring, evaluating, writing."""
    rng = random.Random(7)  # noqa: S311 (repeatable moments)
    for _ in range(size.kills):
        ground.step()
        if rng.random() < 0.7:
            ground.until_working()
            sleep(rng.uniform(0.0, 0.8))
        else:
            sleep(rng.uniform(0.0, 5.0))
        ground.crew.kill()
        ground.crew.start()
    return f"{size.kills} times kill -9"


def frozen(ground: Ground, size: Size) -> str:
    """SIGSTOP for two session timeouts while others take over and go on; then its late writes must lose."""
    ground.crew.start()
    for _ in range(3):
        ground.step()
    ground.until_working()
    zombie = ground.crew.freeze()
    until = monotonic() + 2 * SESSION_SECONDS
    while monotonic() < until:
        ground.step()
        sleep(SESSION_SECONDS / 3)
    ground.until_working()
    ground.crew.thaw(zombie)
    return f"stopped for {2 * SESSION_SECONDS:.0f} s, then continued"


def away(ground: Ground, size: Size) -> str:
    """ClickHouse cannot be reached: reading pauses, nobody dies, then all is caught up with."""
    ground.step()
    ground.until_working()
    ground.gate.shut()
    stood = _fed_for(ground, size.away_seconds)
    ground.gate.open()
    if ground.crew.deaths:
        raise AssertionError("a worker ended because ClickHouse was away")
    return f"away {size.away_seconds:.0f} s, at the most {stood:,} facts waiting"


def slow(ground: Ground, size: Size) -> str:
    """Every request to ClickHouse takes a second more."""
    ground.step()
    ground.gate.delay = 1.0
    stood = _fed_for(ground, size.slow_seconds)
    ground.gate.open()
    return f"a second a request for {size.slow_seconds:.0f} s, {stood:,} facts waiting"


def refusing(ground: Ground, size: Size) -> str:
    """ClickHouse answers, but takes no insert: too many parts."""
    ground.step()
    ground.gate.refusing = True
    stood = _fed_for(ground, size.slow_seconds)
    ground.gate.open()
    if ground.crew.deaths:
        raise AssertionError("a worker ended because an insert was refused for a while")
    return f"no insert for {size.slow_seconds:.0f} s, {stood:,} facts waiting"


def database_killed(ground: Ground, size: Size) -> str:
    """kill -9 of ClickHouse in the middle of inserts; it comes back on the same address with what it had."""
    times = max(1, size.kills // 5)
    for _ in range(times):
        ground.step()
        ground.until_working()
        port = ground.servers.kill_front()
        ground.step()
        sleep(2.0)
        ground.servers.start_front(port)
    return f"{times} times kill -9 of ClickHouse"


def disk_full(ground: Ground, size: Size) -> str:
    """No room in the data directory; then there is room again."""
    ballast = ground.servers.data_dir / "ballast"
    ground.step()
    ground.until_working()
    filled = _fill(ballast)
    stood = _fed_for(ground, size.slow_seconds)
    ballast.unlink()
    deaths = f", {ground.crew.deaths} workers ended and were started again" if ground.crew.deaths else ""
    return f"disk full ({filled >> 20} MiB) for {size.slow_seconds:.0f} s, {stood:,} facts waiting{deaths}"


def broker_restarted(ground: Ground, size: Size) -> str:
    """The broker goes with all it had; what producers sent is sent again to the new one, from the beginning."""
    for _ in range(3):
        ground.step()
    ground.until_working()
    port = ground.servers.stop_broker()
    sleep(3.0)
    ground.servers.start_broker(port)
    ground.ends.clear()
    for part in ground.fed:
        ground.produce(part)
    ground.tell(AS_OF - timedelta(400))
    ground.until_working()
    ground.renew()
    return f"a new, empty broker; {len(ground.fed)} parts sent again"


def disorder(ground: Ground, size: Size) -> str:
    """Everything in any order across topics, a third of it twice, some of it long after."""
    rng = random.Random(3)  # noqa: S311 (a repeatable order)
    everything = [message for part in ground.pending for message in part]
    again = rng.sample(everything, len(everything) // 3)
    rng.shuffle(everything)
    at = range(0, len(everything), max(1, len(everything) // size.parts))
    ground.pending = [everything[i : i + at.step] for i in at]
    ground.pending += [again]
    return f"{len(everything):,} facts shuffled, {len(again):,} of them again"


def clocks(ground: Ground, size: Size) -> str:
    """The business date jumps ahead and back; the machine's clock too, under a running worker and between two."""
    ground.crew.skew(DAY)
    ground.crew.kill()
    ground.crew.start()
    jumps = [AS_OF + timedelta(365), date(2023, 1, 31), AS_OF + timedelta(40), AS_OF - timedelta(200)]
    for number, day in enumerate(jumps):
        ground.step()
        ground.tell(day)
        ground.until_working()
        ground.crew.skew(DAY * (-1) ** number * (number + 1))
    ground.crew.skew(-2 * DAY)
    ground.crew.kill()
    ground.crew.start()
    return "business date and machine clock ahead and back, the last worker 2 days behind the first"


def scaled(ground: Ground, size: Size) -> str:
    """1 → 3 → 2 workers while facts come in."""
    ground.step()
    ground.until_working()
    ground.crew.start(2)
    _fed_for(ground, size.slow_seconds)
    code = ground.crew.end()
    _fed_for(ground, size.slow_seconds / 2)
    return f"1, then 3, then 2 workers; the one that left ended with {code}"


def poisoned(ground: Ground, size: Size) -> str:
    """Messages that nobody can read among the others: each costs one dead letter, and nothing else."""
    poison = [(topic, b"k", bytes([number] * 40)) for number in range(50) for topic in ("star.ydelse.v1",)]
    for _ in range(4):
        ground.step()
        ground.produce(poison[:12])
        poison = poison[12:]
    count = "SELECT count() FROM fokusvagt.v_dead_letters"
    ground.wait(lambda: ground.link.run(lambda c: c.query(count).result_rows[0][0]) >= 48, "letters are missing")
    letters = ground.link.run(lambda c: c.query(count).result_rows[0][0])
    if letters != 48 or ground.crew.deaths:
        raise AssertionError(f"48 poison messages cost {letters} dead letters and {ground.crew.deaths} workers")
    return "48 poison messages, 48 dead letters, no worker lost"


def _fed_for(ground: Ground, seconds: float) -> int:
    """Feed on for so long; the most that was waiting."""
    until, most = monotonic() + seconds, 0
    while monotonic() < until:
        ground.step()
        ground.crew.mend()
        most = max(most, ground.uncommitted())
        sleep(seconds / 12)
    return most


def _fill(ballast: Path) -> int:
    """Write until there is no room; how much was written."""
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
        return file.tell()


@contextmanager
def small_disk(directory: Path, mib: int = 192) -> Iterator[None]:
    """A small disk of its own at `directory`; NotRun where none can be mounted."""
    directory.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", str(directory)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise NotRun("a disk to be filled needs mount, as root on Linux") from None
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(directory)], check=True, capture_output=True)


FAULTS: Final[dict[str, Callable[[Ground, Size], str]]] = {
    "killed": killed,
    "frozen": frozen,
    "scaled": scaled,
    "away": away,
    "slow": slow,
    "refusing": refusing,
    "database-killed": database_killed,
    "disk-full": disk_full,
    "broker-restarted": broker_restarted,
    "disorder": disorder,
    "clocks": clocks,
    "poisoned": poisoned,
}
