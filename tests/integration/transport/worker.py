"""A worker process for the tests: a `BatchAgent` whose handler writes down what it is given, line by line.

Run as `python -m tests.integration.transport.worker '<json>'`; see `Job` in `bench.py` for the keys. Lines are
written with one `write` call each, so they survive `kill -9`: they are the durable store of this worker.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from streams.transport.agent import BatchAgent
from streams.transport.app import create_faust_app, run
from streams.transport.batch import RecordBatch
from streams.transport.fetch import Limits
from streams.transport.watchdog import Watchdog
from tests.integration.transport.bench import SESSION_SECONDS


class Scribe:
    """Writes `event topic partition ...` lines; can be slow, raise or hang on request."""

    def __init__(self, job: dict[str, Any]) -> None:
        self._job = job
        self._log = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._seen = 0

    def write(self, *words: object) -> None:
        os.write(self._log, (" ".join(map(str, words)) + "\n").encode())

    async def assigned(self, partitions: set[int]) -> None:
        self.write("assigned", *sorted(partitions))
        await asyncio.sleep(self._job.get("restore_seconds", 0))

    async def revoked(self, partitions: set[int]) -> None:
        self.write("revoked", *sorted(partitions))

    async def handle(self, batches: list[RecordBatch]) -> None:
        self._seen += sum(map(len, batches))
        await asyncio.sleep(self._job.get("handle_seconds", 0))
        if self._seen >= self._job.get("raise_after", 1 << 60):
            raise ValueError("a record\nthat nobody expected")
        if self._seen >= self._job.get("hang_after", 1 << 60):
            await asyncio.Event().wait()
        for batch in batches:
            self.write("batch", batch.topic, batch.partition, batch.first_offset, batch.last_offset, len(batch))

    async def idle(self) -> None:
        return


async def main(job: dict[str, Any]) -> None:
    app = create_faust_app(
        job["group"],
        job["brokers"],
        data_dir=Path(job["log"]).parent,
        session_seconds=SESSION_SECONDS,
        limits=Limits(records=job.get("batch_records", 200_000)),
    )
    small = {"max_records": job.get("max_records", 400_000)}
    agents = [BatchAgent(app, name="persons", topics=job["topics"], handler=Scribe(job), **small)]
    if replayed := job.get("replayed"):
        agents.append(BatchAgent(app, name="sums", topics=replayed, handler=Scribe(job), from_beginning=True, **small))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    Watchdog(app, agents, seconds=job.get("stall_seconds", 60.0)).start()
    await run(app, stop)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    asyncio.run(main(json.loads(sys.argv[1])))
