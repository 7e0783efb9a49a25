"""Facts that keep coming while something is done to the pipeline: as long as it takes, then the rest. No assertions."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event
from time import monotonic, sleep
from typing import Any

from confluent_kafka.admin import AdminClient

from tests.support.pipeline import Running

PARTS, SECONDS = 500, 120.0
GROUP, YDELSE = "fokusvagt", "star.ydelse.v1"


class Load:
    """Facts on their way, each part told as of the date before the next is sent."""

    def __init__(self, pipeline: Running, facts: list[dict[str, Any]], as_of: date) -> None:
        self._pipeline, self._facts, self._as_of = pipeline, facts, as_of
        self._enough, self._told = Event(), 0
        self._feeding: Future[None] | None = None

    def start(self, thread: ThreadPoolExecutor) -> None:
        """Begin."""
        self._feeding = thread.submit(self._feed)

    def more(self, parts: int = 2) -> bool:
        """Wait until so many more parts have been told; False when that does not come, or nothing is left to come."""
        wanted = self._told + parts
        return self._until(lambda: self._told >= wanted) and self._told < PARTS

    def shared_by(self, workers: int) -> bool:
        """Wait until so many workers have a share of the persons; False when that does not come."""
        return self._until(lambda: sum(map(bool, self._shares())) == workers)

    def finish(self) -> None:
        """Send what is left and wait for all of it; raises what feeding raised."""
        self._enough.set()
        if self._feeding is not None:
            self._feeding.result(300)

    def _feed(self) -> None:
        while self._told < PARTS and not self._enough.is_set():
            self._pipeline.feed(self._facts[self._told :: PARTS], self._as_of)
            self._told += 1
        rest = [fact for part in range(self._told, PARTS) for fact in self._facts[part::PARTS]]
        self._pipeline.feed(rest, self._as_of)

    def _shares(self) -> list[int]:
        """How many partitions of ydelser each member of the group has."""
        admin = AdminClient({"bootstrap.servers": self._pipeline.inner.kafka.address, "log_level": 0})
        members = admin.describe_consumer_groups([GROUP])[GROUP].result(10).members
        owned = [member.assignment.topic_partitions if member.assignment else [] for member in members]
        return [sum(tp.topic == YDELSE for tp in partitions) for partitions in owned]

    def _until(self, condition: Any) -> bool:
        deadline = monotonic() + SECONDS
        while monotonic() < deadline and self._feeding is not None and not self._feeding.done():
            if condition():
                return True
            sleep(0.1)
        return False


@contextmanager
def under_load(pipeline: Running, facts: list[dict[str, Any]], as_of: date) -> Iterator[Load]:
    """Facts are fed while the block runs; when it is left, all of them have been."""
    load = Load(pipeline, facts, as_of)
    with ThreadPoolExecutor(1) as thread:
        load.start(thread)
        try:
            yield load
        finally:
            load.finish()
