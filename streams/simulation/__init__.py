"""Simulated Denmark: facts of 02 §1 in any amount, calibrated to the published figures, without a clock or a network.

`simulate` yields column batches, `lines` turns one into JSON lines, `record_batch` into the Arrow batch that the codec
encodes for Kafka, `write_jsonl` writes a file. The same
(persons, months, seed, end) gives the same bytes everywhere; memory does not grow with `persons`; person i is the same
whatever `persons` is.

A `FactBatch` has a `type` and `columns`, NumPy arrays named and ordered as the fields of 02 §1:
    fact_id, person_id   fixed-width bytes (`S`)
    dates                int32 days since 1970-01-01, `NULL_DATE` for null
    registered_at        int64 milliseconds since 1970-01-01 UTC
    enums                int32 codes; `ENUMS[type, column]` has their names in order (those of `streams.core.codes`)
    akasse               int32, 0 for null; befolkning_16_66 int32, -1 for null; other numbers float64, NaN for null
    deleted              bool
    source               int32 index of `source_names()`
Person facts come block by block of `BLOCK` persons and type by type, each batch ordered by `registered_at`; the yearly
facts come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from streams.simulation import figures, rammer
from streams.simulation.arrow import record_batch
from streams.simulation.blok import block
from streams.simulation.columns import FactBatch
from streams.simulation.fields import ENUMS, source_names
from streams.simulation.jsonl import lines, opened
from streams.simulation.kalender import NULL_DATE, window
from streams.simulation.people import BLOCK, world
from streams.simulation.registrering import PERSON_DIGITS
from streams.simulation.scenarier import Scenarie
from streams.simulation.snavs import soiled
from streams.simulation.virkninger import applied

__all__ = [
    "BLOCK",
    "ENUMS",
    "NULL_DATE",
    "FactBatch",
    "lines",
    "record_batch",
    "simulate",
    "source_names",
    "write_jsonl",
]

PERSONS_MAX: Final = 10**PERSON_DIGITS


def simulate(
    persons: int, months: int, seed: int, *, end: date, scenarier: Sequence[Scenarie] = ()
) -> Iterator[FactBatch]:
    """Facts about `persons` persons in the `months` calendar months up to `end`, registered by `end`.

    Persons are those on some ydelse in the period. `scenarier` are laid over the facts in their order. ValueError for
    numbers that cannot be simulated.
    """
    if not 0 < persons <= PERSONS_MAX:
        raise ValueError(f"persons is {persons}: simulate 1 to {PERSONS_MAX}")
    if seed < 0:
        raise ValueError(f"seed is {seed}: take 0 or more")
    country = world(figures.load(), window(months, end), seed)
    yield from rammer.batches(country, persons)
    virkninger = [virkning for scenarie in scenarier for virkning in scenarie.virkninger]
    for number in range(-(-persons // BLOCK)):
        for batch in block(country, number, persons).batches:
            yield applied(batch, virkninger, country.window.end)


def write_jsonl(
    path: Path,
    persons: int,
    months: int,
    seed: int,
    *,
    end: date,
    dirty: float = 0.0,
    scenarier: Sequence[Scenarie] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Writes the facts to `path` (.jsonl, .gz or .zst) and returns how many.

    `dirty` adds bad lines, so many per good person fact; they are not counted. `progress` hears of the number so far.
    """
    written = 0
    with opened(path) as out:
        for batch in simulate(persons, months, seed, end=end, scenarier=scenarier):
            text = lines(batch)
            about_persons = "person_id" in batch.columns
            out.write(soiled(text, batch.columns["fact_id"], dirty) if dirty and about_persons else text)
            written += len(batch)
            progress(written)
    return written
