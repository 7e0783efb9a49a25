"""Events of life: who has died or left is on no ydelse any more; who has moved is where they moved to [ADR 27].

Who was merged into another has no facts of their own [ADR 38].

All of them are borgerstatus facts; `b` below are a person's, dated <= T, ordered by dato.
"""

from __future__ import annotations

from typing import Final

from streams.core.calendar import NO_DATE
from streams.core.codes import LIVSBEGIVENHEDER, code
from streams.core.facts import Records, Segment
from streams.core.forloeb import NEVER
from streams.core.jit import jit

DOED: Final = code(LIVSBEGIVENHEDER, "DOED")
UDREJST: Final = code(LIVSBEGIVENHEDER, "UDREJST")
FLYTTET: Final = code(LIVSBEGIVENHEDER, "FLYTTET")
AKASSE_SKIFT: Final = code(LIVSBEGIVENHEDER, "AKASSE_SKIFT")
SAMMENLAGT: Final = code(LIVSBEGIVENHEDER, "SAMMENLAGT")


@jit
def is_merged(borgerstatus: Segment, person: int) -> bool:
    """Whether the person was merged into another: who somebody is has no date, so all their facts are the other's."""
    first = borgerstatus.start[person]
    for i in range(first, first + borgerstatus.length[person]):
        if borgerstatus.records[i].slettet == 0 and borgerstatus.records[i].livsbegivenhed == SAMMENLAGT:
            return True
    return False


@jit
def cut_at_exits(y: Records, b: Records) -> int:
    """End payments on the day before the person died or left; drop those begun after a death. Returns how many stay.

    Payments begun after a departure stand: the person has come back.
    """
    count = len(y)
    for e in range(len(b)):
        if b[e].livsbegivenhed == UDREJST or b[e].livsbegivenhed == DOED:
            for i in range(count):
                if y[i].dag < b[e].dag <= y[i].til:
                    y[i].til = b[e].dag - 1
        if b[e].livsbegivenhed == DOED:
            while count > 0 and y[count - 1].dag >= b[e].dag:
                count -= 1
    return count


@jit
def last_exit(b: Records) -> int:
    """The latest day on which the person died or left, or NEVER."""
    for e in range(len(b) - 1, -1, -1):
        if b[e].livsbegivenhed == UDREJST or b[e].livsbegivenhed == DOED:
            return b[e].dag
    return NEVER


@jit
def last_event(b: Records, event: int, day: int) -> int:
    """The place in `b` of the latest event of the kind dated by the day, or -1."""
    for e in range(len(b) - 1, -1, -1):
        if b[e].livsbegivenhed == event and b[e].dag <= day:
            return e
    return -1


@jit
def next_move(b: Records, day: int) -> int:
    """The first day after `day` on which the person has moved, or NO_DATE."""
    for e in range(len(b)):
        if b[e].livsbegivenhed == FLYTTET and b[e].dag > day:
            return b[e].dag
    return NO_DATE
