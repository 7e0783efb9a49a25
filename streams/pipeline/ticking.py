"""Which dates a replay tells on its way to the last one, and which facts were known by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import numpy as np
import pyarrow as pa

from streams.adapters.readers import Block, Chunk
from streams.clock import COPENHAGEN

CLOCKS: Final = ("final", "monthly", "daily")


def ticks(clock: str, first: date, last: date) -> list[date]:
    """The dates to tell, `last` always the last: none before it, every month-end, or every day from `first` on."""
    if clock == "final" or first >= last:
        return [last]
    days = (first + timedelta(n) for n in range((last - first).days))
    if clock == "monthly":
        return [day for day in days if (day + timedelta(1)).day == 1] + [last]
    return [*days, last]


def known_by(day: date) -> int:
    """The instant, in ms since 1970, at which the day is over in Copenhagen."""
    midnight = datetime.combine(day + timedelta(1), time(), COPENHAGEN)
    return int(midnight.astimezone(UTC).timestamp() * 1000)


def registered(chunk: Chunk) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """When the chunk's facts were registered, ms since 1970."""
    values: np.ndarray[tuple[int], np.dtype[np.int64]] = (
        chunk.batch.column("registered_at").cast(pa.int64()).to_numpy(zero_copy_only=False)
    )
    return values


def span(blocks: Iterable[Block]) -> date | None:
    """The day of the first registration, None without any fact."""
    firsts = [int(registered(chunk).min()) for block in blocks for chunk in block.chunks if len(chunk.lines)]
    return datetime.fromtimestamp(min(firsts) / 1000, COPENHAGEN).date() if firsts else None


def between(chunks: Iterable[Chunk], after: int, until: int) -> Iterator[Chunk]:
    """The facts registered in [after, until), ms since 1970."""
    for chunk in chunks:
        stamps = registered(chunk)
        mine = (stamps >= after) & (stamps < until)
        if mine.any():
            yield chunk if mine.all() else chunk.select(mine)
