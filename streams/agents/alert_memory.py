"""What the alerts of some subjects rest on: what was told today, what waits, and the numbers given.

All of it can be had again from ClickHouse and the topic of answers; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from streams.adapters.alert_rows import answer
from streams.adapters.clickhouse.alerts import Last
from streams.adapters.codec import Codec
from streams.core.alerts import Answer, Receiver, Told
from streams.transport.broadcast import BroadcastReader

Key = tuple[Receiver, str]
"""A receiver and a breach_id."""


class Waiting(NamedTuple):
    """A change that is held: of whom, and what the receiver knows."""

    subject: str
    known: int


class Memory:
    """Of one partition's persons, or of the kommuner and a-kasser themselves."""

    def __init__(self) -> None:
        self.told: dict[Key, Told] = {}
        self.waiting: dict[Key, Waiting] = {}
        self._numbers: dict[tuple[Receiver, str], int] = {}

    def restore(self, numbers: Iterable[tuple[Receiver, str, int]], recent: Iterable[Last]) -> None:
        """What an earlier life told; whatever it told last may have changed since and is looked at again."""
        self._numbers = {(receiver, subject): number for receiver, subject, number in numbers}
        for last in recent:
            key = last.receiver, last.breach_id
            self.told[key] = last.told
            self.waiting[key] = Waiting(last.subject, last.told.status)

    def number(self, receiver: Receiver, subject: str) -> int:
        """The next number of this receiver and subject."""
        key = receiver, subject
        self._numbers[key] = self._numbers.get(key, 0) + 1
        return self._numbers[key]

    def over(self, day: int) -> None:
        """What was told on other days than this has stood through a tick."""
        self.told = {key: told for key, told in self.told.items() if told.day == day}


class Answers:
    """The receivers' answers as every worker hears them: the latest per receiver and breach stands."""

    def __init__(self, codec: Codec, topic: str) -> None:
        self._codec, self._topic = codec, topic
        self._known: dict[Key, tuple[str, Answer]] = {}

    def hear(self, value: bytes | None) -> None:
        """Take an answer; one that cannot be read is the business of the agent that stores them."""
        try:
            key, subject, given = answer(self._codec.decode(self._topic, value))
        except ValueError:
            return
        self._known.pop(key, None)
        if given is not None:
            self._known[key] = subject, given

    def of(self, key: Key) -> Answer | None:
        """The answer that stands."""
        found = self._known.get(key)
        return found[1] if found else None

    def woken(self, after: int, day: int) -> Iterator[tuple[Key, str, Answer]]:
        """Whose snooze has ended after one day and by another."""
        for key, (subject, given) in list(self._known.items()):
            if given.handling == "UDSAT" and after < given.until <= day:
                yield key, subject, given

    def hear_all(self, reader: BroadcastReader) -> None:
        """Take what has come by now."""
        while not reader.queue.empty():
            self.hear(reader.queue.get_nowait().value)

    async def follow(self, reader: BroadcastReader) -> None:
        """Hear every answer."""
        while True:
            self.hear((await reader.queue.get()).value)
