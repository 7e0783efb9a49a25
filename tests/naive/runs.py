"""Breach rows of kommuner and a-kasser: runs of month-ends in breach, and the nowcast's early word."""

from datetime import date

from tests.naive.calendar import add_months, month_end
from tests.naive.indicators import Indicator
from tests.naive.instances import Instance


def aggregate_instances(rows: list[Indicator], as_of: date) -> list[Instance]:
    """One per maximal run of month-ends in breach, and a FORELOEBIG one where only the nowcast is."""
    series: dict[tuple[str, int], list[Indicator]] = {}
    for row in sorted(rows, key=lambda row: (row.period_end, row.live)):
        series.setdefault((row.indicator_id, row.code), []).append(row)
    return [instance for each in series.values() for instance in _of_series(each, as_of)]


def _of_series(ascending: list[Indicator], as_of: date) -> list[Instance]:
    latest = _latest_month_end(as_of)
    runs = _runs([row for row in ascending if row.breach and not row.live])
    instances = [_run_instance(run, latest) for run in runs]
    in_breach = bool(runs) and runs[-1][-1].period_end == latest
    live = ascending[-1]
    if live.live and live.breach and not in_breach and live.scope == "kommune":
        instances.append(_nowcast_instance(live))
    return instances


def _latest_month_end(as_of: date) -> date:
    coming = month_end(as_of)
    return coming if coming == as_of else month_end(add_months(as_of, -1))


def _next_month_end(end: date) -> date:
    return month_end(add_months(end, 1))


def _runs(breached: list[Indicator]) -> list[list[Indicator]]:
    """Split where a month-end is missing or out of breach."""
    runs: list[list[Indicator]] = []
    for row in breached:
        if runs and _next_month_end(runs[-1][-1].period_end) == row.period_end:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _run_instance(run: list[Indicator], latest: date) -> Instance:
    first, last = run[0].period_end, run[-1].period_end
    if last == latest:
        return _instance(run[-1], first, "KONSTATERET", opened_on=first, resolved_on=None)
    return _instance(run[-1], first, "AFHJULPET", opened_on=first, resolved_on=_next_month_end(last))


def _nowcast_instance(live: Indicator) -> Instance:
    coming = month_end(live.period_end)
    return _instance(live, coming, "FORELOEBIG", opened_on=coming.replace(day=1), resolved_on=None)


def _instance(row: Indicator, anchor: date, status: str, opened_on: date, resolved_on: date | None) -> Instance:
    is_kommune = row.scope == "kommune"
    return Instance(
        rule_id=row.indicator_id,
        scope=row.scope,
        subject=str(row.code),
        anchor=anchor,
        due_on=anchor,
        status=status,
        opened_on=opened_on,
        resolved_on=resolved_on,
        responsible="KOMMUNE" if is_kommune else "AKASSE",
        kommune=row.code if is_kommune else None,
        akasse=None if is_kommune else row.code,
        value=row.avg12,
        threshold=row.threshold,
    )
