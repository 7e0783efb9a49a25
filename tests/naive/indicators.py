"""Sections D and E for kommuner and a-kasser: figures at month-ends, the nowcast and the headroom."""

import math
from dataclasses import dataclass, replace
from datetime import date

from tests.naive.calendar import is_month_end, month_end
from tests.naive.fokusmaal import FAILS, target
from tests.naive.rammevilkaar import Rammevilkaar
from tests.naive.tally import Tally

TOLERANCE = 1e-9
AKASSE_LEVEL = 0.80
AVERAGED = 12


@dataclass(frozen=True)
class Indicator:
    """One figure: a row of `indicators`. `live` marks the nowcast at an as-of date that is no month-end."""

    indicator_id: str
    scope: str
    code: int
    period_end: date
    live: bool
    numerator: float
    denominator: float
    value: float
    avg12: float
    threshold: float | None
    breach: bool
    headroom: int | None = None

    @property
    def key(self) -> tuple[str, str, int, date, bool]:
        """What tells one figure from another."""
        return self.indicator_id, self.scope, self.code, self.period_end, self.live


Figures = dict[tuple[str, str, int, date, bool], Indicator]


def indicators(tally: Tally, vilkaar: dict[tuple[int, int], Rammevilkaar], as_of: date) -> list[Indicator]:
    """Every figure at a month-end up to `as_of`, and the live ones when `as_of` is none."""
    shares = _shares(tally, as_of)
    fokusmaal = [_with_headroom(row, shares, tally) for row in _averaged(shares, "FM-SAMTALE", "FM-TILBUD")]
    resultat = _averaged(_forsoergelse(tally, vilkaar, as_of), "RM-FORSOERGELSE")
    akasser = [replace(row, avg12=row.value) for row in shares if row.indicator_id == "AK-SAM3"]
    judged = [_judged(row) for row in [*fokusmaal, *resultat, *akasser]]
    return judged + _skaerpet_tilsyn(judged)


def _shares(tally: Tally, as_of: date) -> list[Indicator]:
    """The counted shares up to `as_of`, not yet averaged or judged."""
    return [
        _figure(indicator, code, day, as_of, numerator, denominator, _threshold(indicator, day))
        for (indicator, code, day), (numerator, denominator) in sorted(tally.shares.items())
        if day <= as_of
    ]


def _threshold(indicator_id: str, on: date) -> float:
    return target(indicator_id, on) if indicator_id in FAILS else AKASSE_LEVEL


def _figure(
    indicator: str, code: int, day: date, as_of: date, numerator: float, denominator: float, threshold: float
) -> Indicator:
    scope = "akasse" if indicator == "AK-SAM3" else "kommune"
    live = day == as_of and not is_month_end(day)
    value = numerator / denominator
    return Indicator(indicator, scope, code, day, live, numerator, denominator, value, value, threshold, False)


def _forsoergelse(tally: Tally, vilkaar: dict[tuple[int, int], Rammevilkaar], as_of: date) -> list[Indicator]:
    """Fuldtidspersoner per head of the population; no rammevilkår, no row."""
    paid = {key: count for key, count in tally.days.items() if key[1] <= as_of}
    if not is_month_end(as_of):
        paid |= {(kommune, as_of): count for kommune, count in tally.days_so_far.items()}
    rows = []
    for (kommune, day), count in sorted(paid.items()):
        known = vilkaar.get((kommune, day.year))
        if known:
            heads = known.befolkning
            figure = count / day.day, heads, known.forventet_andel
            rows.append(_figure("RM-FORSOERGELSE", kommune, day, as_of, *figure))
    return rows


def _averaged(rows: list[Indicator], *indicator_ids: str) -> list[Indicator]:
    """The rows of the indicators with `avg12`; rows come in order of date within a code."""
    return [
        replace(row, avg12=_mean([*_earlier(row, rows, row.period_end), row.value]))
        for row in rows
        if row.indicator_id in indicator_ids
    ]


def _earlier(row: Indicator, rows: list[Indicator], before: date) -> list[float]:
    """The values of the last 11 month-ends before `before` of the same indicator and code."""
    series = [
        each.value
        for each in rows
        if (each.indicator_id, each.code) == (row.indicator_id, row.code) and not each.live and each.period_end < before
    ]
    return series[-(AVERAGED - 1) :]


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _judged(row: Indicator) -> Indicator:
    """Compare with the target; the tolerance favours breach where equality is one, else no breach."""
    assert row.threshold is not None
    match row.indicator_id:
        case "FM-SAMTALE" | "FM-TILBUD":
            breach = row.avg12 >= row.threshold - TOLERANCE
        case "RM-FORSOERGELSE":
            breach = row.avg12 > row.threshold + TOLERANCE
        case _:
            breach = row.value < row.threshold - TOLERANCE
    return replace(row, breach=breach)


def _skaerpet_tilsyn(rows: list[Indicator]) -> list[Indicator]:
    """A candidate row wherever there is a RM-FORSOERGELSE row."""
    figures = {row.key: row for row in rows}
    return [_candidate(row, figures) for row in rows if row.indicator_id == "RM-FORSOERGELSE"]


def _candidate(row: Indicator, figures: Figures) -> Indicator:
    keys = [(indicator, *row.key[1:]) for indicator in FAILS]
    failed = sum(figures[key].breach for key in keys if key in figures)
    return replace(
        row,
        indicator_id="SKAERPET-TILSYN",
        numerator=failed,
        denominator=2,
        value=float(failed),
        avg12=float(failed),
        threshold=1.0,
        breach=row.breach and failed > 0,
    )


def _with_headroom(row: Indicator, rows: list[Indicator], tally: Tally) -> Indicator:
    """On a live row: how many more may fail at the coming month-end (negative: how many too many do)."""
    if not row.live:
        return row
    coming = month_end(row.period_end)
    failing, members = tally.shares[row.indicator_id, row.code, coming]
    past = _earlier(row, rows, row.period_end)
    headroom = _headroom(failing, members, past, target(row.indicator_id, coming))
    return replace(row, headroom=headroom)


def _headroom(failing: int, members: int, past: list[float], target: float) -> int:
    """The greatest h with (S + (failing + h) / members) / (k + 1) below the target."""
    total, months = math.fsum(past), len(past) + 1

    def below(extra: int) -> bool:
        return (total + (failing + extra) / members) / months < target - TOLERANCE

    headroom = math.ceil(members * (target * months - total)) - failing + 1
    while not below(headroom):
        headroom -= 1
    return headroom
