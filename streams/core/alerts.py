"""What a receiver is to be told of a duty: pure decisions about statuses, moves, days and answers.

A change is handed in with what was told before and the day; out comes whether it is told, held or nothing. Nothing is
sent here, and no words are found for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, NamedTuple

from streams.core.codes import STATUSSER
from streams.core.out import AFHJULPET, AKASSE, BORTFALDET

ALVOR: Final = ("LAV", "MIDDEL", "HOEJ")
_RANGE: Final = {
    "INGEN": 0,
    "OPFYLDT": 0,
    "BORTFALDET": 0,
    "AFHJULPET": 1,
    "VARSEL": 2,
    "FORELOEBIG": 3,
    "KONSTATERET": 4,
}
RANG: Final = tuple(_RANGE[status] for status in STATUSSER)
"""How bad a status is. OPFYLDT and BORTFALDET are as if nothing were; from VARSEL on there is something to do."""


class Receiver(NamedTuple):
    """Whose message it is: ('kommune', 751) or ('akasse', 2)."""

    scope: str
    kode: int

    def __str__(self) -> str:
        return f"{self.scope}:{self.kode}"


class Verdict(Enum):
    """What becomes of a change: told now, perhaps later, or never."""

    TELL = "tell"
    HOLD = "hold"
    NOTHING = "nothing"


class Told(NamedTuple):
    """What a receiver was told last of a breach: the status, whether it was for the worse, and the day."""

    status: int
    worse: bool
    day: int


class Answer(NamedTuple):
    """A receiver's answer: KVITTERET or UDSAT, the status it was given to, and until (not including) which day."""

    handling: str
    status: int
    until: int

    def sleeps(self, day: int) -> bool:
        """Whether the receiver has asked not to hear of it on that day."""
        return self.handling == "UDSAT" and day < self.until


class Step(NamedTuple):
    """A change as one receiver sees it."""

    receiver: Receiver
    before: int
    now: int
    art: str


def is_open(status: int) -> bool:
    """Whether there is something to do."""
    return RANG[status] >= RANG[STATUSSER.index("VARSEL")]


def receiver(row: Any) -> Receiver:
    """Who has the duty of a person row; the kommune also where the a-kasse that should have it is not known."""
    if row["ansvarlig"] == AKASSE and row["akasse"] >= 0:
        return Receiver("akasse", int(row["akasse"]))
    return Receiver("kommune", int(row["kommune"]))


def standing(row: Any, of: Receiver) -> int:
    """The status of a row for a receiver: to whom it does not belong, it is nothing any more."""
    return int(row["status"]) if receiver(row) == of else BORTFALDET


def steps(was: Any, now: Any) -> list[Step]:
    """What a changed row means to whom: `was` has status INGEN for a new one.

    Where it has passed from one receiver to another the old one's case is closed and the new one's opened.
    """
    before, after, old, new = receiver(was), receiver(now), int(was["status"]), int(now["status"])
    if before == after or RANG[old] == 0:
        return [Step(after, old, new, "PLIGT")]
    found = [Step(before, old, BORTFALDET, "FRAFLYTTET")] if is_open(old) else []
    return [*found, Step(after, 0, new, "TILFLYTTET")] if is_open(new) else found


def verdict(before: int, now: int, told: Told | None, answer: Answer | None, day: int) -> Verdict:
    """Whether a status is told to a receiver who knows `before` (or was told `told` on that day or the one before).

    The other way than it was told on this very day it must hold until the next. Who has put it off hears nothing
    until then; who has seen it hears only of worse and of its end, and of a case that begins anew. What was remedied
    before anybody was told of it is no news.
    """
    known = told.status if told else before
    way = RANG[now] - RANG[known]
    if way == 0 or (RANG[known] == 0 and now == AFHJULPET):
        return Verdict.NOTHING
    if answer is not None:
        if answer.sleeps(day):
            return Verdict.HOLD
        if answer.handling == "KVITTERET" and is_open(known) and is_open(now) and RANG[now] <= RANG[answer.status]:
            return Verdict.NOTHING
    if told is not None and told.day == day and told.worse != (way > 0):
        return Verdict.HOLD
    return Verdict.TELL


@dataclass(frozen=True, slots=True)
class Policy:
    """How one receiver is served on one day; `alvor` by status or kind of message.

    `luft_under`: headroom below which a kommune is warned. `adgang_dage`: how long before and after membership an
    a-kasse may see a person. `ugedag`: the weekday of the week's message (Monday 0), None for none.
    """

    alvor: Mapping[str, str]
    mindste_alvor: str
    luft_under: int
    adgang_dage: int
    ugedag: int | None

    def severity(self, status: int, art: str) -> str:
        """How much a message matters."""
        return self.alvor.get(art, self.alvor[STATUSSER[status]])

    def wants(self, before: int, now: int, art: str) -> bool:
        """Whether it is worth sending: an end matters as much as what it ends."""
        weight = max(ALVOR.index(self.severity(status, art)) for status in (before, now) if status > 0)
        return weight >= ALVOR.index(self.mindste_alvor)
