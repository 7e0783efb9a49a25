"""Rammevilkaar: the yearly reference facts, current revisions only.

The same merging as for persons' facts; small enough for plain dictionaries.
"""

from __future__ import annotations

from typing import NamedTuple

from streams.core.maal import Vilkaar


class Rammevilkaar(NamedTuple):
    """A revision of a kommune's rammevilkaar for a year; what is not known is None."""

    fact_id: str
    revision: int
    registreret: int
    afgoerelse: int
    slettet: bool
    kommune: int
    aar: int
    befolkning: int | None
    forventet_andel: float | None

    @property
    def rank(self) -> tuple[int, int, int]:
        """What decides between revisions; a digest of the content decides an exact tie."""
        return self.revision, self.registreret, self.afgoerelse


class Reference:
    """The current rammevilkaar of all kommuner."""

    def __init__(self) -> None:
        self._facts: dict[str, Rammevilkaar] = {}

    def merge(self, fact: Rammevilkaar) -> bool:
        """Upsert a revision; whether anything changed."""
        known = self._facts.get(fact.fact_id)
        if known is not None and known.rank >= fact.rank:
            return False
        self._facts[fact.fact_id] = fact
        return True

    def vilkaar(self) -> dict[int, dict[int, Vilkaar]]:
        """Per kommune and year; no entry where the share or the population is missing.

        Of two facts about one kommune and year the one with the greater fact_id stands.
        """
        standing = {(f.kommune, f.aar): f for f in sorted(self._facts.values(), key=_fact_id) if not f.slettet}
        found: dict[int, dict[int, Vilkaar]] = {}
        for (kommune, aar), fact in standing.items():
            if fact.befolkning and fact.forventet_andel is not None:
                found.setdefault(kommune, {})[aar] = Vilkaar(fact.befolkning, fact.forventet_andel)
        return found


def _fact_id(fact: Rammevilkaar) -> str:
    return fact.fact_id
