"""Why a figure of a kommune or an a-kasse is what it is: who is counted in it, and the months behind the average.

Contributions come from the core's own entries, person by person, so that they add up to the figure by construction;
that they do is shown in the trace, and tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core import catalogue as cat
from streams.core.axes import Places
from streams.core.calendar import month_of, month_start, to_day
from streams.core.compiled import Compiled
from streams.core.evaluate import Evaluation, Found
from streams.core.facts import Records
from streams.core.figur import Figure
from streams.core.partition import Partition
from streams.core.sums import tail_days
from streams.core.vinduer import days_in
from streams.explain.counted import counted, of_each
from streams.explain.parameters import parameters, words
from streams.explain.trace import Parameter, RuleWords, Step
from streams.explain.words import dato, iso
from streams.rules.book import RuleSheet


@dataclass(frozen=True, slots=True)
class Member:
    """What one person counts for: persons (0 or 1), instances of a duty, samtaler, or paid days."""

    person_id: str
    numerator: float
    denominator: float


@dataclass(frozen=True, slots=True)
class Month:
    """A measuring date behind the average."""

    period_end: str
    numerator: float
    denominator: float
    value: float


@dataclass(frozen=True, slots=True)
class MeasureTrace:
    """Why a figure is what it is; `because` are the figures that a candidate for skaerpet tilsyn rests on."""

    as_of: str
    scope: str
    subject: str
    rule: RuleWords
    parameters: Mapping[str, Parameter]
    period_end: str
    live: bool
    numerator: float
    denominator: float
    value: float
    avg12: float
    threshold: float | None
    breach: bool
    headroom: int | None
    steps: tuple[Step, ...]
    months: tuple[Month, ...]
    members: tuple[Member, ...]
    because: tuple[MeasureTrace, ...] = ()


class Everyone(NamedTuple):
    """Persons as of a day: their ids, what the core found, and their presumed days from a payment on."""

    persons: Sequence[str]
    found: list[tuple[NDArray[np.int32], Found]]
    t: int


def look_at_everyone(partition: Partition, compiled: Compiled, places: Places, t: int) -> Everyone:
    """Ask the core about every person of a partition, as of day t."""
    evaluation, facts = Evaluation(compiled, places), partition.facts()
    numbers, at, found = np.arange(len(partition.persons), dtype=np.int32), 0, []
    while at < len(numbers):
        some = evaluation.run(facts, numbers[at:], t)
        kept = some._replace(entries=some.entries.copy(), rows=some.rows.copy())
        found.append((numbers[at : at + some.done], kept))
        at += some.done
    return Everyone(partition.persons, found, t)


class Measures:
    """Explains figures under one catalogue."""

    def __init__(self, compiled: Compiled, places: Places, sheets: Mapping[str, RuleSheet]) -> None:
        self._compiled, self._places, self._sheets = compiled, places, sheets
        self._wide = axes.width(places)

    def trace(self, figure: Figure, history: Sequence[Figure], everyone: Everyone) -> MeasureTrace:
        """The trace of one figure; `history` are all figures of its kommune or a-kasse, `everyone` who may be in it."""
        rule = self._rule(figure)
        sheet = self._sheets[figure.indicator_id]
        months = tuple(_months(figure, history))
        because: tuple[MeasureTrace, ...] = ()
        if isinstance(rule, cat.SkaerpetTilsyn):
            because = tuple(self.trace(f, history, everyone) for f in _beneath(rule, figure, history))
        return MeasureTrace(
            as_of=iso(everyone.t), scope=figure.scope, subject=str(figure.code), rule=words(rule, sheet),
            parameters=parameters(rule, self._compiled.catalogue, sheet), period_end=iso(figure.period_end),
            live=figure.live, numerator=figure.numerator, denominator=figure.denominator, value=figure.value,
            avg12=figure.avg12, threshold=figure.threshold, breach=figure.breach, headroom=figure.headroom,
            steps=tuple(_steps(rule, figure, months)), months=months,
            members=tuple(self._members(rule, figure, everyone)), because=because,
        )  # fmt: skip

    def _rule(self, figure: Figure) -> cat.Rule:
        """The version in force on the measuring date."""
        return next(
            rule
            for rule in self._compiled.catalogue.rules
            if rule.head.rule_id == figure.indicator_id
            and to_day(rule.head.gyldig_fra) <= figure.period_end <= to_day(rule.head.gyldig_til)
        )

    def _members(self, rule: cat.Rule, figure: Figure, everyone: Everyone) -> Iterator[Member]:
        made = counted(self._compiled, rule, figure)
        place = (self._places.kommune_place if figure.scope == "kommune" else self._places.akasse_place)[figure.code]
        totals = np.zeros((2, len(everyone.persons)), np.int64)
        for numbers, found in everyone.found:
            for total, terms in zip(totals, made, strict=True):
                for term in terms:
                    total[numbers] += of_each(found, term, self._wide, int(place))
            if isinstance(rule, cat.Forsoergelse) and figure.live:
                totals[0, numbers] += _presumed(found.tails, int(place), everyone.t, self._wide)
        for i in np.flatnonzero(totals.any(axis=0)).tolist():
            yield Member(everyone.persons[i], float(totals[0, i]), float(totals[1, i]))


def _presumed(tails: Records, place: int, t: int, wide: int) -> NDArray[np.int64]:
    """Days of T's month on which each person is presumed on ydelse in the kommune after the last payment."""
    return np.array([tail_days(tails[i : i + 1], t, wide)[place] for i in range(len(tails))], np.int64)


def _months(figure: Figure, history: Sequence[Figure]) -> Iterator[Month]:
    """The (up to) twelve measuring dates of the average, the figure's own last."""
    same = [f for f in history if f.indicator_id == figure.indicator_id and not f.live]
    earlier = sorted((f for f in same if f.period_end < figure.period_end), key=lambda f: f.period_end)
    for f in [*earlier[-11:], figure]:
        yield Month(iso(f.period_end), f.numerator, f.denominator, f.value)


def _beneath(rule: cat.SkaerpetTilsyn, figure: Figure, history: Sequence[Figure]) -> list[Figure]:
    wanted = (rule.resultatmaal, *rule.fokusmaal)
    beside = [f for f in history if f.period_end == figure.period_end and f.live == figure.live]
    return [f for rule_id in wanted for f in beside if f.indicator_id == rule_id]


def _steps(rule: cat.Rule, figure: Figure, months: Sequence[Month]) -> Iterator[Step]:
    when = dato(figure.period_end)
    match rule:
        case cat.SamtalerPrFuldtid():
            days = days_in(figure.period_end, rule.vindue_maaneder)
            yield Step(
                "dage", f"betalte dage divideret med periodens {days} dage er fuldtidspersoner", figure.denominator
            )
            yield Step("andel", f"{figure.numerator:.0f} samtaler divideret med fuldtidspersonerne", figure.value)
            return
        case cat.SkaerpetTilsyn():
            yield Step("trin_1", "fokusmål, der ikke er opfyldt", figure.value)
            yield Step("trin_2", f"mindst {rule.mindst} fokusmål og resultatmålet skal være brudt", figure.breach)
            return
        case cat.Forsoergelse():
            days = figure.period_end - month_start(month_of(figure.period_end)) + 1
            yield Step("dage", f"betalte dage divideret med månedens {days} dage er fuldtidspersoner", figure.numerator)
            yield Step("andel", f"divideret med {figure.denominator:.0f} borgere på 16-66 år", figure.value)
        case _:
            yield Step("andel", f"{figure.numerator:.0f} af {figure.denominator:.0f} den {when}", figure.value)
    if figure.threshold is None:
        return
    if not isinstance(rule, cat.AkasseAndel):
        yield Step("avg12", f"gennemsnit af {len(months)} måletidspunkter", figure.avg12)
    yield Step("graense", _BRUD[type(rule)], figure.threshold)
    yield Step("brud", "målet er brudt" if figure.breach else "målet er ikke brudt", figure.breach)


_BRUD: dict[type, str] = {
    cat.FokusSamtaler: "brudt, når gennemsnittet ikke er under målet",
    cat.FokusTilbud: "brudt, når gennemsnittet ikke er under målet",
    cat.Forsoergelse: "brudt, når gennemsnittet er over den forventede andel",
    cat.AkasseAndel: "brudt, når andelen er under arbejdsniveauet",
}


AVERAGED = ("fokus_samtaler", "fokus_tilbud", "forsoergelse")
"""Kinds whose avg12 is a mean of months; with the others it is the value itself."""


def recomputed(trace: Mapping[str, Any]) -> dict[str, float]:
    """Numerator, denominator, value and average from the trace's members and months alone (JSON values)."""
    summed = {side: sum(member[side] for member in trace["members"]) for side in ("numerator", "denominator")}
    if trace["rule"]["kind"] == "forsoergelse":
        last = to_day(date.fromisoformat(trace["period_end"]))
        summed = {
            "numerator": summed["numerator"] / (last - month_start(month_of(last)) + 1),
            "denominator": trace["denominator"],
        }
    if trace["rule"]["kind"] == "samtaler_pr_fuldtid":
        day = to_day(date.fromisoformat(trace["period_end"]))
        summed["denominator"] /= days_in(day, trace["parameters"]["vindue_maaneder"]["value"])
    value = summed["numerator"] / summed["denominator"]
    months = [month["value"] for month in trace["months"][:-1]] + [value]
    average = sum(months) / len(months) if trace["rule"]["kind"] in AVERAGED else value
    return {**summed, "value": value, "avg12": average}
