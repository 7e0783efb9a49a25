"""Rounds of a shadow rule set: what differs first, and last the line that makes it the current round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from streams.adapters.clickhouse.link import Link

_DIFFERENCES: Final = ("navn", "runde", "rule_id", "kommune", "maalgruppe", "nye", "vaek", "flyttede", "skrevet")
_SIDES: Final = ("navn", "runde", "indicator_id", "scope", "code", "foer", "efter", "graense", "brud", "skrevet")
_ROUNDS: Final = ("navn", "runde", "aendring", "as_of", "aabne_foer", "aabne_efter", "sekunder", "skrevet")
_NOW: Final = {"async_insert": 0}
_STATE: Final = "SELECT max(version), max(as_of) FROM fokusvagt.progress"


class Round(NamedTuple):
    """One look at both laws; `seconds` is what it took, `began` when it did (UTC)."""

    name: str
    change: str
    as_of: date
    open_before: int
    open_after: int
    began: datetime
    seconds: float


def state(link: Link) -> tuple[Any, ...]:
    """What the live stream has come to: another value says that there is something new to look at."""
    found: tuple[Any, ...] = link.run(lambda client: client.query(_STATE).result_rows[0])
    return found


def write(link: Link, told: Round, differences: Iterable[Sequence[Any]], sides: Iterable[Sequence[Any]]) -> None:
    """Differences (rule, kommune, maalgruppe, new, gone, moved), sides (from indicator to breach), then the round."""
    number, written = int(told.began.timestamp() * 1000), told.began
    _insert(link, "skygge_forskelle", _DIFFERENCES, [(told.name, number, *each, written) for each in differences])
    _insert(link, "skygge_sider", _SIDES, [(told.name, number, *each, written) for each in sides])
    line = (told.name, number, told.change, told.as_of, told.open_before, told.open_after, told.seconds, written)
    _insert(link, "skygger", _ROUNDS, [line])


def _insert(link: Link, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    if rows:
        link.run(lambda client: client.insert(f"fokusvagt.{table}", rows, column_names=columns, settings=_NOW))
