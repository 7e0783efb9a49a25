"""A block as a statistician sees it: current facts only, and who was where, in what, on each day.

The latest revision of each fact counts and annulled ones do not, as in 02 §1. Day tables are (person, day) from the
first day of the period to the as-of date; nothing is measured here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np

from streams.core.codes import BORGERSTATUSSER, TILBUDSTATUSSER, TILBUDSTYPER, VISITATIONER, YDELSER, code
from streams.simulation.blok import Block
from streams.simulation.columns import Cols, FactBatch, pick
from streams.simulation.draws import Bools, Ints
from streams.simulation.kalender import NULL_DATE, as_date, day
from streams.simulation.people import World
from streams.simulation.registrering import PERSON_DIGITS

GRUPPER: Final = ("DP", "JP", "AP", "UP", "SDP", "JAF", "REV", "RF", "LY", "FJ", "FOEP")
"""The rows of Tabel 1.2 [004 L1354-1369]."""
AKTIVE: Final = GRUPPER[:9]
_AF_YDELSE: Final = {
    "DAGPENGE": "DP",
    "SYGEDAGPENGE": "SDP",
    "JOBAFKLARING": "JAF",
    "REVALIDERING": "REV",
    "RESSOURCEFORLOEB": "RF",
    "LEDIGHEDSYDELSE": "LY",
    "FLEKSJOB": "FJ",
    "FOERTIDSPENSION": "FOEP",
}
_AF_VISITATION: Final = {"JOBPARAT": "JP", "AKTIVITETSPARAT": "AP", "UDDANNELSESPARAT": "UP"}


def gruppe(ydelse: str, visitation: str) -> str:
    """The row of Tabel 1.2 in which a payment is counted."""
    return _AF_YDELSE.get(ydelse) or _AF_VISITATION.get(visitation, "AP")


_GRUPPE: Final = np.array([[GRUPPER.index(gruppe(y, v)) for v in VISITATIONER] for y in YDELSER], np.int8)


@dataclass(frozen=True)
class Syn:
    """What is seen of a block: `aar` is the last whole calendar year, as the day numbers of its first and last day."""

    world: World
    block: Block
    aar: tuple[int, int]

    @property
    def count(self) -> int:
        return self.block.people.count

    @property
    def days(self) -> int:
        """How many days the day tables have."""
        return self.world.window.end - self.world.window.start + 1

    @property
    def year(self) -> slice:
        """The columns of the year in a day table."""
        return slice(self.aar[0] - self.world.window.start, self.aar[1] - self.world.window.start + 1)

    @cached_property
    def facts(self) -> dict[str, Cols]:
        """The current facts by type, with `p`, the person's number in the block."""
        return {batch.type: _current(batch, self.block.people.first) for batch in self.block.batches}

    @cached_property
    def ydelse(self) -> Cols:
        """Current payments with `g`, a row of `GRUPPER`."""
        cols = self.facts["ydelse"]
        return cols | {"g": _GRUPPE[cols["ydelse"], cols["visitation"]]}

    @cached_property
    def gruppe(self) -> Any:
        """Day table of the group in which a person is paid, -1 for none."""
        table = np.full((self.count, self.days), -1, np.int8)
        for g in range(len(GRUPPER)):
            of = pick(self.ydelse, self.ydelse["g"] == g)
            table[self.covered(of["p"], of["period_start"], of["period_end"])] = g
        return table

    @cached_property
    def dagpenge(self) -> Any:
        """Day table of consumed dagpenge (02 §3): paid days since the latest INDPLACERING."""
        paid = self.gruppe == GRUPPER.index("DP")
        total = np.cumsum(paid, axis=1, dtype=np.int32)
        status = self.facts["borgerstatus"]
        new = pick(status, status["kind"] == code(BORGERSTATUSSER, "INDPLACERING"))
        column = np.clip(new["dato"] - self.world.window.start, 0, self.days - 1)
        base = np.zeros_like(total)
        base[new["p"], column] = (total - paid)[new["p"], column]
        return total - np.maximum.accumulate(base, axis=1)

    @cached_property
    def tilbud(self) -> Cols:
        """Current tilbud that were started; one without an end lasts to the as-of date."""
        cols = self.facts["tilbud"]
        begun = [code(TILBUDSTATUSSER, n) for n in ("PAABEGYNDT", "AFSLUTTET", "AFBRUDT")]
        cols = pick(cols, np.isin(cols["status"], begun))
        return cols | {"slut": np.where(cols["slutdato"] == NULL_DATE, self.world.window.end, cols["slutdato"])}

    def i_tilbud(self, *typer: str) -> Bools:
        """Day table of who is in a tilbud of these types (none named: of any but MENTOR)."""
        wanted = [code(TILBUDSTYPER, n) for n in typer or [n for n in TILBUDSTYPER if n != "MENTOR"]]
        of = pick(self.tilbud, np.isin(self.tilbud["tilbudstype"], wanted))
        return self.covered(of["p"], of["startdato"], of["slut"])

    def covered(self, person: Ints, first: Ints, last: Ints) -> Bools:
        """Day table of the days that lie in one of the intervals (both ends inclusive)."""
        begin = np.clip(first - self.world.window.start, 0, self.days)
        stop = np.clip(last - self.world.window.start + 1, 0, self.days)
        delta = np.zeros((self.count, self.days + 1), np.int16)
        np.add.at(delta, (person, begin), 1)
        np.add.at(delta, (person, np.maximum(stop, begin)), -1)
        return np.asarray(np.cumsum(delta[:, :-1], axis=1, dtype=np.int16) > 0, np.bool_)

    def on(self, table: Any, person: Ints, dato: Ints) -> Any:
        """The entries of a day table for persons on days; the first or last day for days outside."""
        return table[person, np.clip(dato - self.world.window.start, 0, self.days - 1)]

    def in_year(self, dato: Ints) -> Bools:
        """Whether each day lies in the year."""
        return (dato >= self.aar[0]) & (dato <= self.aar[1])


def last_year(world: World) -> tuple[int, int]:
    """First and last day of the last whole calendar year of a period; ValueError when it has none."""
    years = [
        y for y in world.window.years if day_of(y, 12, 31) <= world.window.end and day_of(y, 1, 1) >= world.window.start
    ]
    if not years:
        raise ValueError(f"the period ends {as_date(world.window.end)}: a report takes 24 months or more")
    return day_of(years[-1], 1, 1), day_of(years[-1], 12, 31)


def day_of(year: int, month: int, number: int) -> int:
    """The day number of a date."""
    return day(date(year, month, number))


def _current(batch: FactBatch, first: int) -> Cols:
    cols = dict(batch.columns)
    order = np.lexsort((cols["revision"], cols["fact_id"]))
    cols = pick(cols, order)
    last = np.append(cols["fact_id"][1:] != cols["fact_id"][:-1], True)[: order.size]
    cols = pick(cols, last & ~cols["deleted"])
    width = cols["person_id"].dtype.itemsize
    digits = cols["person_id"].view(np.uint8).reshape(-1, width)[:, width - PERSON_DIGITS :] - ord("0")
    number = digits.astype(np.int64) @ 10 ** np.arange(PERSON_DIGITS - 1, -1, -1, dtype=np.int64)
    return cols | {"p": (number - first).astype(np.int32)}
