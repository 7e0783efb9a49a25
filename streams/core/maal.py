"""Kommuner and a-kasser: sums over persons become figures, averages, nowcasts and headroom [03 D, E].

Input are the sums of one kommune or a-kasse over all partitions; the same pure arithmetic whoever asks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core import catalogue as cat
from streams.core.andelstal import share_figures
from streams.core.calendar import month_end, month_of, month_start, to_day
from streams.core.compiled import FULDTIDSDAGE, Compiled
from streams.core.figur import Figure, Sums, points

TOLERANCE: Final = 1e-9
GENNEMSNIT: Final = 12
Fokus = cat.FokusSamtaler | cat.FokusTilbud


class Vilkaar(NamedTuple):
    """Rammevilkaar of a kommune in a year."""

    befolkning: int
    forventet_andel: float


def figures(compiled: Compiled, sums: Sums, vilkaar: Mapping[int, Vilkaar], t: int) -> list[Figure]:
    """Every figure of one kommune or a-kasse: all month-ends up to T, and the nowcast when T is none.

    `vilkaar` is keyed by year.
    """
    rules = compiled.catalogue.rules
    shares = share_figures(compiled, sums, t)
    if sums.scope == "akasse":
        andele = (r for r in rules if isinstance(r, cat.AkasseAndel))
        return [f for rule in andele for f in _andel(compiled, rule, sums, t)] + shares
    fokus = [f for versions in _versions(rules) for f in _fokus(compiled, versions, sums, t)]
    resultat = [
        f for rule in rules if isinstance(rule, cat.Forsoergelse) for f in _forsoergelse(rule, sums, vilkaar, t)
    ]
    found = fokus + resultat
    tilsyn = [f for rule in rules if isinstance(rule, cat.SkaerpetTilsyn) for f in _skaerpet_tilsyn(rule, found)]
    return found + tilsyn + shares


def _versions(rules: Iterable[cat.Rule]) -> list[list[Fokus]]:
    """The fokusmaal, each with its dated versions."""
    found: dict[str, list[Fokus]] = {}
    for rule in rules:
        if isinstance(rule, cat.FokusSamtaler | cat.FokusTilbud):
            found.setdefault(rule.head.rule_id, []).append(rule)
    return [found[rule_id] for rule_id in sorted(found)]


def _valid(versions: list[Fokus], day: int) -> Fokus | None:
    """The version in force on the day."""
    return next((v for v in versions if to_day(v.head.gyldig_fra) <= day <= to_day(v.head.gyldig_til)), None)


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _averaged(earlier: list[float], value: float) -> float:
    """avg12: the mean of the value and (up to) the eleven before it."""
    return _mean([*earlier[-(GENNEMSNIT - 1) :], value])


def _fokus(compiled: Compiled, versions: list[Fokus], sums: Sums, t: int) -> Iterator[Figure]:
    rule_id = versions[0].head.rule_id
    population, failing = (sums.slots[slot] for slot in compiled.fokus_slots[rule_id])
    earlier: list[float] = []
    for point in points(population, t):
        rule = _valid(versions, point.day)
        if rule is None:
            continue
        n, x = int(population[point.column]), int(failing[point.column])
        avg12 = _averaged(earlier, x / n)
        headroom = _headroom(versions, population, failing, earlier, t) if point.live else None
        breach = avg12 >= rule.maal - TOLERANCE
        yield Figure(
            rule_id, sums.scope, sums.code, point.day, point.live, x, n, x / n, avg12, rule.maal, breach, headroom
        )
        earlier.append(x / n)


def _headroom(
    versions: list[Fokus], population: NDArray[np.int64], failing: NDArray[np.int64], earlier: list[float], t: int
) -> int | None:
    """How many more may fail at the coming month-end; negative: how many must still be helped before it [03 E]."""
    rule = _valid(versions, month_end(month_of(t)))
    n, x = int(population[axes.KOMMENDE]), int(failing[axes.KOMMENDE])
    if rule is None or n == 0:
        return None
    past = earlier[-(GENNEMSNIT - 1) :]
    total, months = math.fsum(past), len(past) + 1

    def below(more: int) -> bool:
        return (total + (x + more) / n) / months < rule.maal - TOLERANCE

    guess = math.floor(n * (rule.maal * months - total)) - x + 1
    while not below(guess):
        guess -= 1
    return guess


def _forsoergelse(rule: cat.Forsoergelse, sums: Sums, vilkaar: Mapping[int, Vilkaar], t: int) -> Iterator[Figure]:
    days = sums.slots[FULDTIDSDAGE].copy()
    days[axes.NU] += days[axes.month_column(month_of(t))] + sums.presumed
    earlier: list[float] = []
    for point in points(days, t):
        year = month_of(point.day) // 12
        if year not in vilkaar:
            continue
        heads, expected = vilkaar[year]
        full_time = int(days[point.column]) / (point.day - month_start(month_of(point.day)) + 1)
        value = full_time / heads
        avg12 = _averaged(earlier, value)
        breach = avg12 > expected + TOLERANCE
        yield Figure(
            rule.head.rule_id, sums.scope, sums.code, point.day, point.live, full_time, heads, value, avg12,
            expected, breach,
        )  # fmt: skip
        earlier.append(value)


def _skaerpet_tilsyn(rule: cat.SkaerpetTilsyn, found: list[Figure]) -> Iterator[Figure]:
    """A candidate where the resultatmaal and enough of the fokusmaal are in breach; a row for each of its rows."""
    breached = {(f.indicator_id, f.period_end, f.live) for f in found if f.breach}
    for f in found:
        if f.indicator_id == rule.resultatmaal:
            failed = sum((fokus, f.period_end, f.live) in breached for fokus in rule.fokusmaal)
            yield replace(
                f,
                indicator_id=rule.head.rule_id,
                numerator=failed,
                denominator=len(rule.fokusmaal),
                value=float(failed),
                avg12=float(failed),
                threshold=float(rule.mindst),
                breach=f.breach and failed >= rule.mindst,
            )


def _andel(compiled: Compiled, rule: cat.AkasseAndel, sums: Sums, t: int) -> Iterator[Figure]:
    everyone, met = (sums.slots[slot] for slot in compiled.andel_slots[rule.head])
    for point in points(everyone, t):
        n, x = int(everyone[point.column]), int(met[point.column])
        breach = x / n < rule.maal - TOLERANCE
        yield Figure(
            rule.head.rule_id, sums.scope, sums.code, point.day, point.live, x, n, x / n, x / n, rule.maal, breach
        )
