"""A shadow rule set beside the live stream: the same question asked again whenever there is something new.

It follows the database, not the topics: what it compares is what both laws make of the facts that are stored, and a
round that ends early leaves nothing that anybody sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime
from time import perf_counter
from typing import Any

from streams.adapters.clickhouse import shadows
from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.shadows import Round
from streams.pipeline.sending import Shown
from streams.pipeline.whatif.effects import GONE, MOVED, NEW
from streams.pipeline.whatif.whatif import Question, whatif


@dataclass(slots=True)
class Shadow:
    """One shadow; `change` says in words what is otherwise, as it was asked for."""

    name: str
    change: str
    question: Question
    _seen: tuple[Any, ...] | None = None

    def look(self, link: Link, now: datetime, shown: Shown) -> Round | None:
        """Judge and write a round as of the database's date; None while nothing has come since the last."""
        state = shadows.state(link)
        if state == self._seen:
            return None
        began = perf_counter()
        day, effects = whatif(link, self.question, shown)
        told = Round(self.name, self.change, day, effects.open_before, effects.open_after, now, perf_counter() - began)
        counts = [
            (*place, *(counted[kind] for kind in (NEW, GONE, MOVED))) for place, counted in effects.counts.items()
        ]
        shadows.write(link, told, counts, map(astuple, effects.sides))
        self._seen = state
        return told

    def follow(self, link: Link, clock: Callable[[], datetime], wait: Callable[[float], bool], every: float) -> None:
        """Look again and again until `wait` says stop; between rounds rest `every` seconds, or as long as one takes."""
        took = 0.0
        while not wait(max(every, took)):
            told = self.look(link, clock(), lambda *_: None)
            took = told.seconds if told else 0.0
