"""Grafana's time ranges: now-12M, now/M, epoch milliseconds, dates. The caller says what `now` is; no clock is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from dashboards.preview import danish

DAY_MS: Final = 86_400_000
#: The years of ClickHouse's DateTime64, 1900 to 2299.
EARLIEST: Final = -2_208_988_800_000
LATEST: Final = 10_413_792_000_000
QUICK: Final = {
    "now-1h": "Seneste time",
    "now-6h": "Seneste 6 timer",
    "now-24h": "Seneste døgn",
    "now-7d": "Seneste 7 dage",
    "now-30d": "Seneste 30 dage",
    "now-3M": "Seneste 3 måneder",
    "now-6M": "Seneste 6 måneder",
    "now-12M": "Seneste 12 måneder",
    "now-1y": "Seneste år",
    "now-24M": "Seneste 24 måneder",
    "now-2y": "Seneste 2 år",
    "now-36M": "Seneste 36 måneder",
    "now-3y": "Seneste 3 år",
    "now-6y": "Seneste 6 år",
}
REFRESH: Final = {"0s": "Fra", "5s": "5 sek.", "10s": "10 sek.", "30s": "30 sek.", "1m": "1 min.", "5m": "5 min."}

_STEP: Final = re.compile(r"([+-])(\d+)([smhdwMQy])")
_ROUND: Final = re.compile(r"/([smhdwMQy])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_MONTHS: Final = {"M": 1, "Q": 3, "y": 12}
_RELATIVE: Final = re.compile(rf"now(?:{_STEP.pattern})*(?:{_ROUND.pattern})?$")


class WrongTime(ValueError):
    """A moment that cannot be read."""


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A range as written (for the URL) and in milliseconds since 1970 (for the queries)."""

    raw_from: str
    raw_to: str
    start: int
    end: int

    @property
    def raw(self) -> dict[str, str]:
        """As the address writes it."""
        return {"from": self.raw_from, "to": self.raw_to}

    @property
    def label(self) -> str:
        """What the picker says."""
        if self.raw_to == "now" and self.raw_from in QUICK:
            return QUICK[self.raw_from]
        return f"{danish.day(danish.instant(self.start))} – {danish.day(danish.instant(self.end))}"


def parsed(raw_from: str, raw_to: str, now: datetime) -> TimeRange:
    """The range with `now` put in. WrongTime: not Grafana's syntax, or it ends before it begins."""
    start, end = moment(raw_from, now), moment(raw_to, now, up=True)
    if end < start:
        raise WrongTime(f"{raw_to[:40]} ligger før {raw_from[:40]}")
    return TimeRange(raw_from, raw_to, start, end)


def moment(raw: str, now: datetime, *, up: bool = False) -> int:
    """Milliseconds since 1970; `up` rounds `now/M` to the end of the month rather than to its beginning. WrongTime."""
    try:
        found = _moment(raw, now, up)
    except (OverflowError, ValueError):
        raise WrongTime(f"{raw[:40]!r} er ikke et tidspunkt") from None
    if not EARLIEST <= found < LATEST:
        raise WrongTime(f"{raw[:40]!r} ligger uden for de år, databasen kender")
    return found


def _moment(raw: str, now: datetime, up: bool) -> int:
    if raw.isdecimal() and len(raw) > 8:
        return int(raw)
    if not raw.startswith("now"):
        return _date(raw, up)
    if not _RELATIVE.match(raw):
        raise ValueError(raw)
    at = now
    for sign, many, unit in _STEP.findall(raw):
        at = _moved(at, int(sign + many), unit)
    if found := _ROUND.search(raw):
        at = _floor(at, found[1])
        at = _moved(at, 1, found[1]) - timedelta(milliseconds=1) if up else at
    return round(at.timestamp() * 1000)


def relative(raw: str) -> bool:
    """Whether a dashboard may open with it: now, or back from now."""
    return bool(_RELATIVE.match(raw))


def _date(raw: str, up: bool) -> int:
    """A date is its first moment as a beginning, its last as an end."""
    at = datetime.fromisoformat(raw)
    first = round(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1000)
    return first + DAY_MS - 1 if up and len(raw) == len("2025-01-01") else first


def _moved(at: datetime, many: int, unit: str) -> datetime:
    if unit in _SECONDS:
        return at + timedelta(seconds=many * _SECONDS[unit])
    months = at.year * 12 + at.month - 1 + many * _MONTHS[unit]
    first = at.replace(year=months // 12, month=months % 12 + 1, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(at.day, last.day))


def _floor(at: datetime, unit: str) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    floors = {
        "s": at.replace(microsecond=0),
        "m": at.replace(second=0, microsecond=0),
        "h": at.replace(minute=0, second=0, microsecond=0),
        "d": midnight,
        "w": midnight - timedelta(days=midnight.weekday()),
        "M": midnight.replace(day=1),
        "Q": midnight.replace(day=1, month=(midnight.month - 1) // 3 * 3 + 1),
        "y": midnight.replace(day=1, month=1),
    }
    return floors[unit]


def seconds(interval: str) -> float:
    """A refresh interval such as 30s in seconds; 0 for none. WrongTime: not one."""
    if not interval:
        return 0.0
    found = re.fullmatch(r"(\d{1,4})([smhd])", interval)
    if not found:
        raise WrongTime(f"{interval[:40]!r} er ikke et interval")
    return float(int(found[1]) * _SECONDS[found[2]])
