"""When alerts arrive at those who read them, while facts are produced at a steady pace.

An alert's cause is taken to be the last fact about its person that was handed over before it arrived.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from threading import Event, Thread
from time import perf_counter
from typing import Any

import numpy as np
from confluent_kafka import OFFSET_END, Consumer, TopicPartition

from schemas.registry import topics


class Heard:
    """All receivers' topics, listened to for as long as the context lasts."""

    def __init__(self, kafka: str) -> None:
        settings = {"bootstrap.servers": kafka, "group.id": "bench", "enable.auto.commit": False}
        self._consumer = Consumer(settings | {"fetch.wait.max.ms": 20, "fetch.queue.backoff.ms": 5})
        self._consumer.assign([TopicPartition(t.name, 0, OFFSET_END) for t in topics() if t.tenant])
        self._stop, self._thread = Event(), Thread(target=self._listen, name="heard", daemon=True)
        self.arrived: list[tuple[bytes, float]] = []

    def __enter__(self) -> Heard:
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stop.set()
        self._thread.join()
        self._consumer.close()

    def _listen(self) -> None:
        while not self._stop.is_set():
            messages = self._consumer.consume(1_000, 0.02)
            now = perf_counter()
            self.arrived += [(m.key() or b"", now) for m in messages if m.error() is None]

    def seconds(self, handed: Mapping[bytes, Sequence[float]]) -> Any:
        """From hand-over to arrival for each alert about somebody in `handed` (person -> moments), (n,)."""
        found = []
        for person, moment in self.arrived:
            moments = handed.get(person, ())
            at = bisect_left(moments, moment)
            if at:
                found.append(moment - moments[at - 1])
        return np.array(found)
