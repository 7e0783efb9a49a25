"""A worker that the group has not heard of for a session writes nothing more: it ends."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from time import monotonic

from streams.transport.lease import Lease

OVERDUE = """
from time import sleep
from streams.transport.lease import Lease
lease = Lease(0.1)
lease.check()
print("in time", flush=True)
{between}
lease.check()
print("still ours", flush=True)
"""


def ended(between: str) -> tuple[int, str]:
    """Exit code and what was printed by a worker in whose life this happens between two writes."""
    code = OVERDUE.format(between=between)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_after_a_session_without_a_heartbeat_it_ends_before_it_writes() -> None:
    assert ended("sleep(0.2)") == (75, "in time\n")


def test_a_heartbeat_in_between_keeps_it() -> None:
    assert ended("sleep(0.2); lease.renew()") == (0, "in time\nstill ours\n")


def test_a_heartbeat_counts_from_when_it_was_sent() -> None:
    assert ended("sleep(0.2); from time import monotonic; lease.renew(monotonic() - 0.15)")[0] == 75


def test_what_outlived_its_assignment_is_not_written_though_the_group_knows_us_again() -> None:
    assert ended("lease.orphan('persons'); lease.renew()")[0] == 75
    assert ended("lease.orphan('persons'); lease.done('persons')")[0] == 0


class Coordinator:
    """Answers heartbeats as it is told."""

    def __init__(self, *heard: bool) -> None:
        self._heard = list(heard)

    async def _do_heartbeat(self) -> bool:
        return self._heard.pop(0)


def test_only_heartbeats_that_were_answered_renew() -> None:
    lease, coordinator = Lease(60.0), Coordinator(False, True)
    lease.watch(coordinator)
    before = lease.until
    assert asyncio.run(coordinator._do_heartbeat()) is False
    assert lease.until == before
    assert asyncio.run(coordinator._do_heartbeat()) is True
    assert before < lease.until <= monotonic() + 60.0
