"""Facts of a person who was merged into another, told again of the other [ADR 38].

Whoever has them in a batch forwards them once they are in the database, and before the batch is acknowledged: after a
crash the batch is read again. What is sent depends on what the database says and on nothing else, and a copy that is
there already changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.clickhouse.sammenlagt import Mergers, some_at_once
from streams.adapters.columns import Columns
from streams.adapters.sammenlagt import Merger, copies
from streams.agents.intake import Readable
from streams.core.codes import LIVSBEGIVENHEDER, code

_SAMMENLAGT: Final = code(LIVSBEGIVENHEDER, "SAMMENLAGT")
_TELLS: Final = "borgerstatus"

Send = Callable[[str, Any], None]
"""Takes a topic and a record batch of its facts."""


class Forwarder:
    """Remembers who was ever merged into another; `send` passes facts on."""

    def __init__(self, mergers: Mergers, send: Send) -> None:
        self._mergers, self._send = mergers, send
        self._merged: set[str] = set()

    def restore(self, partitions: Iterable[int], of: int) -> None:
        """Learn of the mergers in these partitions."""
        self._merged.update(self._mergers.merged(sorted(partitions), of))

    def learn(self, readable: Sequence[Readable]) -> Callable[[], None] | None:
        """Note the mergers that these facts tell of; what is to be done once the facts are in the database, if any."""
        told = [each for facts in readable if facts.columns.fact_type == _TELLS for each in _mergers(facts.columns)]
        if told:
            self._mergers.note(told)
            self._merged.update(each.person_id for each in told)
        if not self._merged:
            return None
        parts = {facts.columns.fact_type: part for facts in readable if (part := self._part(facts)).num_rows}
        return (lambda: self._forward(parts)) if parts else None

    def _part(self, facts: Readable) -> Any:
        """Who and what of these facts is of persons merged into another: columns person_id and fact_id."""
        here = self._merged.intersection(facts.columns.persons)
        table = facts.table.select(["person_id", "fact_id"]) if facts.records is not None else _NOBODY
        return table.filter(pc.is_in(table["person_id"], value_set=pa.array(sorted(here), pa.string())))

    def _forward(self, parts: dict[str, Any]) -> None:
        """Everything of those of whom a borgerstatus came, which may change where they go; of others what came."""
        every = set(parts[_TELLS]["person_id"].to_pylist()) if _TELLS in parts else set()
        for kind in PERSON_TYPES:
            part = parts.get(kind)
            here = every | (set(part["person_id"].to_pylist()) if part is not None else set())
            for persons in some_at_once(here):
                self._tell(kind, persons, every, part)

    def _tell(self, kind: str, persons: list[str], every: set[str], part: Any) -> None:
        facts = self._mergers.facts(kind, persons)
        if part is not None and not every.issuperset(persons):
            whole = pc.is_in(facts["person_id"], value_set=pa.array(sorted(every), pa.string()))
            facts = facts.filter(pc.or_(whole, pc.is_in(facts["fact_id"], value_set=part["fact_id"])))
        told = copies(facts, self._mergers.routes(persons), self._mergers.before(persons))
        for batch in told.combine_chunks().to_batches():
            self._send(fact_topic(kind), batch)


_NOBODY: Final = pa.table({name: pa.array([], pa.string()) for name in ("person_id", "fact_id")})


def _mergers(facts: Columns) -> list[Merger]:
    rows = pa.array((facts["livsbegivenhed"] == _SAMMENLAGT).nonzero()[0])
    texts = [facts.texts[name].take(rows).to_pylist() for name in ("person_id", "fact_id", "sammenlagt_med")]
    return [Merger(*each) for each in zip(*texts, strict=True)]
