"""The shares as arrays: which slots their numerators and denominators have, and what each person is asked for them.

Only translation lives here, as in `compiled`, which puts the tables together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from streams.core import catalogue as cat
from streams.core import codes
from streams.core.facts import record

SAMTALETAL: Final = record(
    [
        ("slot", np.int32),
        ("akasse", np.uint8),
        ("typer", np.int32),
        ("statusser", np.int32),
        ("deltog", np.int32),
        ("fravalgte", np.uint8),
        ("vindue", np.int32),
    ]
)
DAGE: Final = record([("ydelser", np.int32), ("naevner", np.int32), ("aktive", np.int32), ("vindue", np.int32)])
FORBRUGT: Final = record(
    [
        ("naevner", np.int32),
        ("taeller", np.int32),
        ("betalte_dage", np.int32),
        ("fra_betalte_dage", np.int32),
        ("typer", np.int32),
        ("vindue", np.int32),
    ]
)
MEDLEM: Final = record(
    [
        ("naevner", np.int32),
        ("taeller", np.int32),
        ("ydelser", np.int32),
        ("betalte_dage", np.int32),
        ("betalt_maaneder", np.int32),
        ("timer", np.float64),
        ("vindue", np.int32),
    ]
)

Share = (
    cat.AkasseAndel | cat.SamtaleAndel | cat.SamtalerPrFuldtid | cat.AktiveDage | cat.ForbrugtAndel | cat.MedlemAndel
)
Pairs = Mapping[cat.Head, tuple[int, int]]
"""The (denominator, numerator) slots of a rule version."""


class Slots:
    """Deals out measure slots from `count` on; indicators with one population share its denominator."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._populations: dict[Any, int] = {}

    def next(self) -> int:
        """A slot of its own."""
        self.count += 1
        return self.count - 1

    def population(self, key: Any) -> int:
        """The slot of a population."""
        if key not in self._populations:
            self._populations[key] = self.next()
        return self._populations[key]


def shares(catalogue: cat.Catalogue) -> list[Share]:
    """The rules whose figure is a numerator over a denominator that persons add up to."""
    return [rule for rule in catalogue.rules if isinstance(rule, Share)]


def tables(catalogue: cat.Catalogue, pairs: Pairs) -> dict[str, NDArray[np.void]]:
    """The tables of `compiled.Rules` that are made here, by name; ValueError for a word that the facts do not have."""
    rules = catalogue.rules
    return {
        "samtaletal": np.array([row for rule in rules for row in _samtaletal(rule, pairs)], SAMTALETAL),
        "dage": np.array([row for rule in rules for row in _dage(rule, pairs)], DAGE),
        "forbrugt_andel": np.array([_forbrugt(r, pairs) for r in rules if isinstance(r, cat.ForbrugtAndel)], FORBRUGT),
        "medlem_andel": np.array([_medlem(r, pairs) for r in rules if isinstance(r, cat.MedlemAndel)], MEDLEM),
    }


def _samtaletal(rule: cat.Rule, pairs: Pairs) -> Iterator[tuple[int, ...]]:
    """What is counted of single samtaler: the numerator is what both choices mean."""
    if isinstance(rule, cat.SamtaleAndel):
        everything, some = _valg(rule.samtaler), _valg(rule.heraf)
        akasse, window = int(rule.head.ansvarlig == "AKASSE"), rule.vindue_maaneder
        naevner, taeller = pairs[rule.head]
        yield naevner, akasse, *everything, window
        yield taeller, akasse, *(a & b for a, b in zip(everything, some, strict=True)), window
    elif isinstance(rule, cat.SamtalerPrFuldtid):
        yield pairs[rule.head][1], 0, *_valg(rule.samtaler), rule.vindue_maaneder


def _valg(valg: cat.Samtalevalg) -> tuple[int, int, int, int]:
    """(typer, statusser, deltog, fravalgte)."""
    return (
        codes.mask(codes.SAMTALETYPER, valg.typer),
        codes.mask(codes.SAMTALESTATUSSER, valg.statusser),
        codes.mask(codes.DELTAGELSER, valg.deltog),
        int(valg.fravalgte),
    )


def _dage(rule: cat.Rule, pairs: Pairs) -> Iterator[tuple[int, ...]]:
    """What is counted of paid days; `aktive` -1: not those with a tilbud, `vindue` 0: months only."""
    if isinstance(rule, cat.SamtalerPrFuldtid):
        yield codes.mask(codes.YDELSER, rule.ydelser), pairs[rule.head][0], -1, rule.vindue_maaneder
    elif isinstance(rule, cat.AktiveDage):
        yield codes.mask(codes.YDELSER, rule.ydelser), *pairs[rule.head], 0


def _forbrugt(rule: cat.ForbrugtAndel, pairs: Pairs) -> tuple[int, ...]:
    typer = codes.mask(codes.SAMTALETYPER, rule.typer)
    return *pairs[rule.head], rule.betalte_dage, rule.fra_betalte_dage, typer, rule.vindue_maaneder


def _medlem(rule: cat.MedlemAndel, pairs: Pairs) -> tuple[float, ...]:
    ydelser = codes.mask(codes.YDELSER, rule.ydelser)
    paid = rule.betalte_dage, rule.betalt_maaneder
    return *pairs[rule.head], ydelser, *paid, rule.timer, rule.vindue_maaneder
