"""Who looked into whose case: a line before anything is shown. Whoever may not leave the line is not shown the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from streams.adapters.clickhouse.link import Link, Refused

_TABLE: Final = "fokusvagt.adgange"
_COLUMNS: Final = ("tidspunkt", "hvem", "vaerktoej", "spurgt", "person_id", "personer")
_SETTINGS: Final = {"async_insert": 0}


class Look(NamedTuple):
    """What is about to be shown: the rules or the figure asked for, of whom ('' for a figure), and of how many."""

    asked: str
    person_id: str
    persons: int = 1


def note(link: Link, now: datetime, who: str, tool: str, looks: Iterable[Look]) -> None:
    """One row a look. Refused when the link's user may not write it: then nothing must be shown."""
    rows = [(now, who, tool, *look) for look in looks]
    if not rows:
        return
    try:
        link.run(lambda client: client.insert(_TABLE, rows, column_names=_COLUMNS, settings=_SETTINGS))
    except Refused as error:
        raise Refused(f"nothing is shown without a line in {_TABLE}, and that is refused: {error}") from None
