"""What the partitions have sent, added up: the sums of every kommune and a-kasse, and what was told of them.

A partition's flush counts from its marker on, and figures are told only when all partitions speak of one date: no
figure ever mixes two states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from streams.adapters.figure_rows import FigureKey, key_of
from streams.adapters.partials import add_up, first_paid
from streams.core import axes
from streams.core.brud import Brud, brud
from streams.core.calendar import to_day
from streams.core.compiled import Compiled
from streams.core.figur import Figure, Scope, Sums
from streams.core.maal import Vilkaar, figures
from streams.core.reference import Reference

Where = tuple[str, int]
"""(scope, kode) as partials have them."""
_SCOPES: dict[str, Scope] = {"KOMMUNE": "kommune", "AKASSE": "akasse"}
BrudKey = tuple[str, str, int, int]


class Told(NamedTuple):
    """What is to be told of kommuner and a-kasser."""

    figures: list[Figure]
    gone: list[Figure]
    brud: list[Brud]


@dataclass(slots=True)
class _Partition:
    """One partition's latest flush: `staged` waits for its marker."""

    version: int = -1
    as_of: int = -1
    payloads: dict[Where, bytes] = field(default_factory=dict)
    staged: dict[int, dict[Where, bytes]] = field(default_factory=dict)


class Measures:
    """All sums under one catalogue."""

    def __init__(self, compiled: Compiled, partitions: int) -> None:
        self._compiled, self._count = compiled, partitions
        self.forget()

    def forget(self) -> None:
        """Begin anew: somebody else may have told other things meanwhile."""
        self.reference = Reference()
        self.all_again = False
        self._partitions = [_Partition() for _ in range(self._count)]
        self._changed: set[Where] = set()
        self._as_of, self._first = -1, axes.MONTHS
        self._figures: dict[Where, dict[FigureKey, Figure]] = {}
        self._brud: dict[Where, dict[BrudKey, Brud]] = {}

    def remember(self, known: Iterable[Figure], broken: Iterable[Brud]) -> None:
        """What was told in an earlier life. Rules that are switched off now keep what was told of them."""
        rules = set(self._compiled.rule_ids)
        for figure in known:
            if figure.indicator_id in rules:
                self._figures.setdefault(_where(figure), {})[key_of(figure)] = figure
        for b in broken:
            if b.rule_id in rules:
                self._brud.setdefault(_where(b), {})[_brud_key(b)] = b

    def take(self, partial: dict[str, Any]) -> None:
        """A message of the partials topic, in its order; older flushes than the latest change nothing."""
        if partial["partitions"] != len(self._partitions):
            return
        partition, version = self._partitions[partial["partition"]], partial["version"]
        if version < partition.version:
            return
        if partial["scope"] != "MARKER":
            partition.staged.setdefault(version, {})[partial["scope"], partial["kode"]] = partial["payload"]
            return
        # Compaction keeps only the last marker: it ends every earlier flush too.
        for flush in [partition.staged.pop(v) for v in sorted(partition.staged) if v <= version]:
            partition.payloads |= flush
            self._changed |= set(flush)
        partition.version, partition.as_of = version, to_day(partial["as_of"])

    @property
    def as_of(self) -> int | None:
        """The date that all partitions speak of, None while they differ or one has not spoken."""
        dates = {p.as_of for p in self._partitions}
        return dates.pop() if len(dates) == 1 and -1 not in dates else None

    def tell(self) -> Told:
        """What has changed since it was told last, as of `as_of` (which is not None)."""
        t = self.as_of
        if t is None:
            return Told([], [], [])
        first = self._first_month()
        if t != self._as_of or first != self._first or self.all_again:
            self._changed = {where for p in self._partitions for where in p.payloads} | set(self._figures)
        self._first = first
        vilkaar, told = self.reference.vilkaar(), Told([], [], [])
        for where in sorted(self._changed):
            self._tell(where, vilkaar.get(where[1], {}) if where[0] == "KOMMUNE" else {}, t, told)
        self._changed.clear()
        self._as_of, self.all_again = t, False
        return told

    def _first_month(self) -> int:
        """The first month in which anybody anywhere is paid."""
        paid = (first_paid(p.payloads[at]) for p in self._partitions for at in p.payloads if at[0] == "KOMMUNE")
        return min(paid, default=axes.MONTHS)

    def _tell(self, where: Where, vilkaar: dict[int, Vilkaar], t: int, told: Told) -> None:
        payloads = [p.payloads[where] for p in self._partitions if where in p.payloads]
        slots, presumed = add_up(payloads, self._compiled.slots)
        sums = Sums(_SCOPES[where[0]], where[1], slots, presumed, self._first)
        found = figures(self._compiled, sums, vilkaar, t)
        now, before = {key_of(f): f for f in found}, self._figures.get(where, {})
        told.figures.extend(f for key, f in now.items() if before.get(key) != f)
        told.gone.extend(f for key, f in before.items() if key not in now)
        self._figures[where] = now
        self._tell_brud(where, {_brud_key(b): b for b in brud(self._compiled.catalogue.rules, found, t)}, told)

    def _tell_brud(self, where: Where, now: dict[BrudKey, Brud], told: Told) -> None:
        before = self._brud.get(where, {})
        lapsed = {
            key: replace(b, status="BORTFALDET", lukket=None)
            for key, b in before.items()
            if key not in now and b.status != "BORTFALDET"
        }
        told.brud.extend(b for key, b in (now | lapsed).items() if before.get(key) != b)
        self._brud[where] = before | now | lapsed


def _where(row: Figure | Brud) -> Where:
    scope: Literal["KOMMUNE", "AKASSE"] = "KOMMUNE" if row.scope == "kommune" else "AKASSE"
    return scope, row.code


def _brud_key(b: Brud) -> BrudKey:
    return b.rule_id, b.scope, b.code, b.anker
