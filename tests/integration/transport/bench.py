"""What the tests of the transport share: topics filled with numbered records, worker processes, their lines."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from streams.transport.outbox import Outbox

Place = tuple[str, int]

#: What the broker says of a partition for which nothing was committed.
NEVER = -1001

#: Short, because Tansu lets a first join wait for half of it and a dead worker be missed for all of it.
SESSION_SECONDS = 3.0


def eventually(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    deadline = monotonic() + seconds
    while not condition():
        if monotonic() > deadline:
            return False
        sleep(0.05)
    return True


def unbroken_until(ranges: list[range]) -> int:
    """The first offset from 0 that none of the ranges holds."""
    end = 0
    for offsets in sorted(ranges, key=lambda offsets: offsets.start):
        if offsets.start > end:
            break
        end = max(end, offsets.stop)
    return end


@dataclass
class Bench:
    """Topics and a consumer group of one test's own on a shared broker."""

    brokers: str
    folder: Path
    name: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Small producer batches, so that the readers' batches can be small as well.
        self.outbox = Outbox(self.brokers, {"batch.num.messages": 1_000}, account=True)

    def topics(self, count: int, partitions: int) -> list[str]:
        names = [f"{self.name}.{uuid.uuid4().hex[:4]}.{number}" for number in range(count)]
        admin = AdminClient({"bootstrap.servers": self.brokers})
        for created in admin.create_topics([NewTopic(name, partitions, 1) for name in names]).values():
            created.result()
        for address in self.brokers.split(","):  # a broker hears of a topic a moment after the one that made it
            one = AdminClient({"bootstrap.servers": address})
            assert eventually(lambda one=one: set(names) <= set(one.list_topics(timeout=5).topics))
        return names

    def fill(self, topics: list[str], records: int, first: int = 0) -> dict[Place, int]:
        """Puts `records` numbered records in each topic; returns where each partition ends."""
        keys = [b"%d" % number for number in range(first, first + records)]
        for topic in topics:
            self.outbox.produce_many(topic, keys, [b"value of " + key + b"." * 80 for key in keys])
        self.outbox.flush()
        return {place: end for place, end in self.outbox.next_offsets.items() if place[0] in topics}

    def committed(self, ends: dict[Place, int]) -> dict[Place, int]:
        consumer = Consumer({"bootstrap.servers": self.brokers, "group.id": self.name})
        found = consumer.committed([TopicPartition(*place) for place in ends], timeout=10)
        consumer.close()
        return {(tp.topic, tp.partition): tp.offset for tp in found}

    def start(self, log: str, topics: list[str], **job: Any) -> subprocess.Popen[bytes]:
        words = {"group": self.name, "brokers": self.brokers, "log": str(self.folder / log), "topics": topics, **job}
        command = [sys.executable, "-m", "tests.integration.transport.worker", json.dumps(words)]
        worker = subprocess.Popen(command, stderr=(self.folder / f"{log}.stderr").open("ab"))
        self.workers.append(worker)
        return worker

    def lines(self, *logs: str) -> list[list[str]]:
        files = [self.folder / log for log in logs]
        return [line.split() for file in files if file.exists() for line in file.read_text().splitlines()]

    def said(self, log: str) -> str:
        return (self.folder / f"{log}.stderr").read_text()

    def handled(self, *logs: str) -> dict[Place, list[range]]:
        """The offset ranges handled in each partition, in the order in which they were."""
        found: dict[Place, list[range]] = defaultdict(list)
        for event, *words in self.lines(*logs):
            if event == "batch":
                found[words[0], int(words[1])].append(range(int(words[2]), int(words[3]) + 1))
        return found

    def complete(self, ends: dict[Place, int], *logs: str) -> bool:
        """Whether every offset of every partition was handled at least once."""
        found = self.handled(*logs)
        return all(unbroken_until(found[place]) == end for place, end in ends.items())

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
