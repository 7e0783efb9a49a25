"""Rammevilkår: a kommune's population and expected share, per year."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.naive.facts import Fact


@dataclass(frozen=True)
class Rammevilkaar:
    """What RM-FORSOERGELSE needs to know of a kommune in a year."""

    befolkning: int
    forventet_andel: float


def rammevilkaar(current: Iterable[Fact]) -> dict[tuple[int, int], Rammevilkaar]:
    """Per (kommune, year), from current facts; a null share or an empty population makes no entry."""
    return {
        (fact["kode"], fact["aar"]): Rammevilkaar(fact["befolkning_16_66"], fact["forventet_andel"])
        for fact in current
        if fact["type"] == "rammevilkaar"
        and fact["scope"] == "KOMMUNE"
        and fact["befolkning_16_66"]
        and fact["forventet_andel"] is not None
    }
