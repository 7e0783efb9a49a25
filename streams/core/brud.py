"""Breaches of kommuner and a-kasser: runs of month-ends out of target, and the nowcast's early word [03 E]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from streams.core.calendar import month_end, month_of, month_start, to_date
from streams.core.catalogue import Head, Rule
from streams.core.figur import Figure, last_month_end


@dataclass(frozen=True, slots=True)
class Brud:
    """A breach row of a kommune or an a-kasse; its due date and anchor are one. Days since 1970."""

    rule_id: str
    scope: str
    code: int
    rule_version: str
    anker: int
    status: str
    aabnet: int
    lukket: int | None
    value: float
    threshold: float | None


def brud(rules: Iterable[Rule], figures: Iterable[Figure], t: int) -> list[Brud]:
    """The breaches that the figures of one kommune or a-kasse show, ordered by rule and anchor."""
    series: dict[str, list[Figure]] = {}
    for figure in figures:
        series.setdefault(figure.indicator_id, []).append(figure)
    heads = [rule.head for rule in rules]
    return [b for rule_id in sorted(series) for b in _of_rule(heads, series[rule_id], t)]


def _version(heads: list[Head], figure: Figure) -> str:
    """The version of the rule that the figure was measured by."""
    day = to_date(figure.period_end)
    return next(
        head.version
        for head in heads
        if head.rule_id == figure.indicator_id and head.gyldig_fra <= day <= (head.gyldig_til or date.max)
    )


def _of_rule(heads: list[Head], series: list[Figure], t: int) -> Iterator[Brud]:
    latest = last_month_end(t)
    runs = list(_runs(f for f in series if f.breach and not f.live))
    for run in runs:
        yield _run(run, latest, _version(heads, run[-1]))
    now = series[-1]
    told = bool(runs) and runs[-1][-1].period_end == latest
    if now.live and now.breach and now.scope == "kommune" and not told:
        yield _foreloebig(now, t, _version(heads, now))


def _following(period_end: int) -> int:
    """The next month-end."""
    return month_end(month_of(period_end) + 1)


def _runs(breached: Iterable[Figure]) -> Iterator[list[Figure]]:
    """Maximal runs of consecutive month-ends; a missing one ends a run."""
    run: list[Figure] = []
    for figure in breached:
        if run and figure.period_end != _following(run[-1].period_end):
            yield run
            run = []
        run.append(figure)
    if run:
        yield run


def _run(run: list[Figure], latest: int, version: str) -> Brud:
    first, last = run[0], run[-1]
    is_on = last.period_end == latest
    return Brud(
        rule_id=first.indicator_id,
        scope=first.scope,
        code=first.code,
        rule_version=version,
        anker=first.period_end,
        status="KONSTATERET" if is_on else "AFHJULPET",
        aabnet=first.period_end,
        lukket=None if is_on else _following(last.period_end),
        value=last.avg12,
        threshold=last.threshold,
    )


def _foreloebig(now: Figure, t: int, version: str) -> Brud:
    """The nowcast is in breach while the latest month-end is not: still time to act."""
    coming = month_end(month_of(t))
    return Brud(
        rule_id=now.indicator_id,
        scope=now.scope,
        code=now.code,
        rule_version=version,
        anker=coming,
        status="FORELOEBIG",
        aabnet=month_start(month_of(t)),
        lukket=None,
        value=now.avg12,
        threshold=now.threshold,
    )
