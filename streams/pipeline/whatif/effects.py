"""The difference between two states: breaches that come, go and move; targets that change side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from streams.core.figur import Figure

NEW, GONE, MOVED = "ny", "væk", "flyttet"
KINDS: Final = (NEW, GONE, MOVED)
_MOVES: Final = ("status", "due_on", "responsible", "kommune", "akasse")


class Place(NamedTuple):
    """What a difference is counted under."""

    rule_id: str
    kommune: int
    maalgruppe: str


@dataclass(frozen=True, slots=True)
class Change:
    """One breach that differs; `before` and `after` are its rows, None where there is none."""

    kind: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def row(self) -> Mapping[str, Any]:
        """The row that stands, or stood."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 (one of them there is)
        return found


@dataclass(frozen=True, slots=True)
class Side:
    """A kommune or a-kasse that changes side of a target."""

    indicator_id: str
    scope: str
    code: int
    before: float | None
    after: float | None
    threshold: float | None
    breach: bool


@dataclass(slots=True)
class Effects:
    """Everything that differs."""

    counts: dict[Place, Counter[str]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    open_before: int = 0
    open_after: int = 0

    def take(self, before: Any, after: Any, groups: Mapping[str, str]) -> None:
        """Add two BREACH tables of the same persons; `groups` is each person's maalgruppe."""
        self.open_before += before.num_rows
        self.open_after += after.num_rows
        for change in _changes(before, after):
            place = Place(change.row["rule_id"], change.row["kommune"] or 0, groups.get(change.row["subject"], ""))
            self.counts.setdefault(place, Counter())[change.kind] += 1
            self.changes.append(change)

    def by(self, name: str) -> dict[Any, Counter[str]]:
        """The counts by one field of Place."""
        found: dict[Any, Counter[str]] = {}
        for place, counted in self.counts.items():
            found.setdefault(getattr(place, name), Counter()).update(counted)
        return found


def _changes(before: Any, after: Any) -> Iterator[Change]:
    was = {row["breach_id"]: row for row in before.to_pylist()}
    would = {row["breach_id"]: row for row in after.to_pylist()}
    for name in sorted(was.keys() | would.keys()):
        old, new = was.get(name), would.get(name)
        if old is None or new is None:
            yield Change(GONE if new is None else NEW, old, new)
        elif any(old[each] != new[each] for each in _MOVES):
            yield Change(MOVED, old, new)


def sides(before: Sequence[Figure], after: Sequence[Figure]) -> list[Side]:
    """Who is on the other side of a target at the latest measuring date (the nowcast where there is one)."""
    was, would = _latest(before), _latest(after)
    found = []
    for key in sorted(was.keys() | would.keys()):
        old, new = was.get(key), would.get(key)
        if (old is not None and old.breach) != (new is not None and new.breach):
            stands = new or old
            assert stands is not None  # noqa: S101 (one of them there is)
            values = (None if old is None else old.avg12, None if new is None else new.avg12)
            found.append(Side(*key, *values, stands.threshold, bool(new and new.breach)))
    return found


def _latest(figures: Sequence[Figure]) -> dict[tuple[str, str, int], Figure]:
    found: dict[tuple[str, str, int], Figure] = {}
    for figure in sorted(figures, key=lambda f: (f.period_end, f.live)):
        found[figure.indicator_id, figure.scope, figure.code] = figure
    return found
