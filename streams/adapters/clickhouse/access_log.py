"""Who looked into whose case: a line before anything is shown. Whoever may not leave the line is not shown the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from streams.adapters.clickhouse.link import Link, Refused

_TABLE: Final = "fokusvagt.adgange"
_COLUMNS: Final = ("tidspunkt", "hvem", "vaerktoej", "spurgt", "person_id", "personer")
_SETTINGS: Final = {"async_insert": 0}


def note_access(link: Link, now: datetime, who: str, tool: str, asked: str, persons: Iterable[str]) -> None:
    """One row for each citizen whose case is about to be shown (`person_id`).

    Refused when the link's user may not write it: then the case must not be shown.
    """
    _insert(link, [(now, who, tool, asked, person, 1) for person in dict.fromkeys(persons)])


def note_figure(link: Link, now: datetime, who: str, tool: str, asked: str, persons: int) -> None:
    """One row for a figure whose citizens are about to be named: how many, not which. Refused as above."""
    _insert(link, [(now, who, tool, asked, "", persons)])


def _insert(link: Link, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    try:
        link.run(lambda client: client.insert(_TABLE, rows, column_names=_COLUMNS, settings=_SETTINGS))
    except Refused as error:
        raise Refused(f"nothing is shown without a line in {_TABLE}, and that is refused: {error}") from None
