"""One open page: which dashboard, variables, range, refresh and theme. Changing it gives an address and new answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Self

from dashboards.preview import danish, queries, timerange, variables
from dashboards.preview.clickhouse import Answer, ClickHouse
from dashboards.preview.colors import DARK, LIGHT, Theme
from dashboards.preview.model import Dashboard, Panel
from dashboards.preview.timerange import TimeRange
from dashboards.preview.variables import Chosen

NOW: Final = "SELECT now64(3, 'UTC') AS nu, (SELECT max(as_of) FROM fokusvagt.v_progress) AS pr"
CLOCKWISE: Final = timedelta(days=2)

Wanted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Now:
    """The database's clock, and the business date that its rows are told for; they differ in a demo."""

    clock: datetime
    as_of: datetime | None

    def anchor(self, dashboard: Dashboard) -> datetime:
        """What `now` means: the end of the business date, or the clock where a dashboard looks at hours."""
        start, end = (timerange.moment(raw, self.clock) for raw in dashboard.range)
        if self.as_of is None or timedelta(milliseconds=end - start) <= CLOCKWISE:
            return self.clock
        return min(self.clock, self.as_of + timedelta(days=1) - timedelta(milliseconds=1))


async def now(clickhouse: ClickHouse) -> Now:
    """Ask for it."""
    clock, as_of = await clickhouse.columns(NOW)
    day = as_of.values[0]
    return Now(danish.instant(clock.values[0]), danish.instant(day) if day else None)


@dataclass(frozen=True)
class Session:
    """What the address says, understood."""

    dashboard: Dashboard
    clickhouse: ClickHouse = field(repr=False)
    now: Now
    span: TimeRange
    chosen: Mapping[str, Chosen]
    refresh: str
    theme: Theme

    @classmethod
    async def open(cls, dashboard: Dashboard, clickhouse: ClickHouse, wanted: Wanted, theme: str) -> Self:
        """Ask for the date and the variables. Refused: the database did not answer; WrongTime: the address is wrong."""
        at = await now(clickhouse)
        raw_from, raw_to = dashboard.range
        span = timerange.parsed(_one(wanted, "from", raw_from), _one(wanted, "to", raw_to), at.anchor(dashboard))
        refresh = _one(wanted, "refresh", dashboard.refresh)
        timerange.seconds(refresh)

        async def ask(sql: str, chosen: Mapping[str, Chosen]) -> Answer:
            return await queries.options(clickhouse, sql, chosen, span)

        chosen = await variables.resolve(dashboard, wanted, ask)
        return cls(dashboard, clickhouse, at, span, chosen, refresh, DARK if theme == "dark" else LIGHT)

    async def moved(self) -> Self:
        """The same at the database's time of now."""
        at = await now(self.clickhouse)
        span = timerange.parsed(self.span.raw_from, self.span.raw_to, at.anchor(self.dashboard))
        return replace(self, now=at, span=span)

    @property
    def wanted(self) -> dict[str, list[str]]:
        """What the address says, every part of it."""
        said = {f"var-{name}": list(one.values) for name, one in self.chosen.items()}
        return said | {end: [raw] for end, raw in self.span.raw.items()} | {"refresh": [self.refresh]}

    def url(self, **change: str | Sequence[str]) -> str:
        """The address with something chosen anew: from, to, refresh, or `var-<name>` with its values."""
        chosen = dict(self.chosen)
        for name, one in self.chosen.items():
            if f"var-{name}" in change:
                chosen[name] = replace(one, values=tuple(change[f"var-{name}"]))
        raw_from, raw_to = (str(change.get(end, raw)) for end, raw in self.span.raw.items())
        span = replace(self.span, raw_from=raw_from, raw_to=raw_to)
        return variables.url(self.dashboard.uid, chosen, span, refresh=str(change.get("refresh", self.refresh)))

    def words(self, text: str) -> str:
        """A title or text with the variables put in."""
        return variables.put_in(text, self.chosen, self.span)

    def address(self, text: str) -> str:
        """A link with the variables put in, percent-encoded."""
        return variables.put_in(text, self.chosen, self.span, encode=True)

    async def answer(self, panel: Panel) -> queries.Answered:
        """The panel's answers. Refused: the database did not answer."""
        return await queries.answered(self.clickhouse, panel, self.chosen, self.span)

    @property
    def told(self) -> str:
        """Which date the figures are for."""
        return f"Opgjort pr. {danish.day(self.now.as_of)}" if self.now.as_of else "Ingen opgørelse endnu"


def _one(wanted: Wanted, name: str, otherwise: str) -> str:
    values = wanted.get(name) or ()
    return values[-1] if values and values[-1] else otherwise
