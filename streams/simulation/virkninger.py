"""What an effect of a scenario does to a batch of finished facts.

No chance is drawn: whether a fact is met follows from its id. So two runs differ in what the effects change and in
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import numpy as np

from streams.simulation.columns import FactBatch, pick
from streams.simulation.draws import Bools, chance_of
from streams.simulation.fields import ENUMS, source_names
from streams.simulation.kalender import day
from streams.simulation.registrering import DAY_MS

DAGEN: Final = {
    "ydelse": "period_start",
    "samtale": "dato",
    "tilbud": "startdato",
    "borgerstatus": "dato",
    "beskaeftigelse": "maaned",
}
"""The field that dates a fact of each type."""


@dataclass(frozen=True, slots=True)
class Virkning:
    """One effect on the facts that it meets: of these types, dated in [fra, til), of these kommuner, a-kasser and
    sources (`jobcenter:` is all that begin so), whose fields have one of the words of `hvor`; `andel` of them.

    `bortfald`: they never were. `forsinkelse`: registered `dage` (from, to) days later. `nedbrud`: what is registered
    in [fra, til) is registered in the first hours after. `aendring`: fields get the words of `saet`.
    """

    virkning: str
    salt: int
    fakta: tuple[str, ...]
    fra: date
    til: date
    kommune: tuple[int, ...]
    akasse: tuple[int, ...]
    kilde: tuple[str, ...]
    hvor: dict[str, tuple[str, ...]]
    andel: float
    dage: tuple[int, int]
    saet: dict[str, str]


def applied(batch: FactBatch, virkninger: Sequence[Virkning], end: int) -> FactBatch:
    """The batch as the effects, one after the other, leave it; nothing registered after day `end` remains."""
    mine = [virkning for virkning in virkninger if batch.type in virkning.fakta]
    for virkning in mine:
        batch = GOER[virkning.virkning](batch, virkning, _met(batch, virkning))
    return _ordered(batch, end) if mine else batch


def _met(batch: FactBatch, v: Virkning) -> Bools:
    """The facts that an effect meets."""
    cols = batch.columns
    if v.virkning == "nedbrud":
        dated = (cols["registered_at"] >= _ms(v.fra)) & (cols["registered_at"] < _ms(v.til))
    else:
        dated = (cols[DAGEN[batch.type]] >= day(v.fra)) & (cols[DAGEN[batch.type]] < day(v.til))
    if v.kommune:
        dated &= np.isin(cols["kommune"], v.kommune)
    if v.akasse:
        dated &= np.isin(cols["akasse"], v.akasse)
    if v.kilde:
        dated &= np.isin(cols["source"], _sources(v.kilde))
    for field, words in v.hvor.items():
        if field in cols:
            dated &= np.isin(cols[field], [ENUMS[batch.type, field].index(word) for word in words])
    return np.asarray(dated & (chance_of(cols["fact_id"], v.salt) < v.andel), np.bool_)


def _sources(kilder: tuple[str, ...]) -> list[int]:
    begin = tuple(kilde for kilde in kilder if kilde.endswith(":"))
    return [n for n, name in enumerate(source_names()) if name in kilder or (begin and name.startswith(begin))]


def _dropped(batch: FactBatch, _v: Virkning, met: Bools) -> FactBatch:
    return FactBatch(batch.type, pick(batch.columns, ~met))


def _delayed(batch: FactBatch, v: Virkning, met: Bools) -> FactBatch:
    low, high = v.dage
    days = low + np.floor(chance_of(batch.columns["fact_id"], v.salt + 1) * (high - low + 1)).astype(np.int64)
    return _with(batch, "registered_at", np.where(met, days * DAY_MS, 0) + batch.columns["registered_at"])


def _down(batch: FactBatch, v: Virkning, met: Bools) -> FactBatch:
    """Waiting records are let in within four hours from six o'clock on, in their order."""
    begin, stop, at = _ms(v.fra), _ms(v.til), batch.columns["registered_at"]
    late = stop + DAY_MS // 4 + (at - begin) * (DAY_MS // 6) // max(stop - begin, 1) // 1000 * 1000
    return _with(batch, "registered_at", np.where(met, late, at))


def _changed(batch: FactBatch, v: Virkning, met: Bools) -> FactBatch:
    for field, word in v.saet.items():
        if field in batch.columns:
            value = ENUMS[batch.type, field].index(word)
            batch = _with(batch, field, np.where(met, value, batch.columns[field]).astype(np.int32))
    return batch


GOER: Final[dict[str, Callable[[FactBatch, Virkning, Bools], FactBatch]]] = {
    "bortfald": _dropped,
    "forsinkelse": _delayed,
    "nedbrud": _down,
    "aendring": _changed,
}


def _with(batch: FactBatch, name: str, column: Any) -> FactBatch:
    return FactBatch(batch.type, batch.columns | {name: column})


def _ordered(batch: FactBatch, end: int) -> FactBatch:
    order = np.argsort(batch.columns["registered_at"], kind="stable")
    return FactBatch(batch.type, pick(batch.columns, order[batch.columns["registered_at"][order] < (end + 1) * DAY_MS]))


def _ms(moment: date) -> int:
    return int(datetime(moment.year, moment.month, moment.day, tzinfo=UTC).timestamp()) * 1000
