"""The shape of a fact in memory: one record per current revision, one dtype per fact type.

Every dtype begins with the same fields, so that merging is written once: `dag` (the day that orders a person's facts
of that type: period_start, dato, startdato or maaned), and what decides between revisions (`revision`,
`registreret` in ms since 1970, `afgoerelse`: a digest of the content, so that even an exact tie has one winner).
Enums are codes of `codes`; a missing kommune or a-kasse is -1, a missing date NO_DATE.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray


def record(fields: list[Any]) -> np.dtype[Any]:
    """An aligned record dtype whose elements have attributes, compiled or not."""
    return np.dtype((np.record, np.dtype(fields, align=True)))


_HEAD: Final = [
    ("registreret", np.int64),
    ("afgoerelse", np.uint64),
    ("dag", np.int32),
    ("revision", np.int32),
]
_TAIL: Final = [("kommune", np.int16), ("akasse", np.int16), ("slettet", np.uint8)]

YDELSE: Final = record(
    [
        *_HEAD,
        ("til", np.int32),
        ("loentimer", np.float32),
        *_TAIL,
        ("ydelse", np.int8),
        ("visitation", np.int8),
    ]
)
SAMTALE: Final = record(
    [
        *_HEAD,
        *_TAIL,
        ("samtaletype", np.int8),
        ("form", np.int8),
        ("status", np.int8),
        ("aktoer", np.int8),
        ("akasse_deltog", np.int8),
        ("akasse_fravalgt", np.uint8),
    ]
)
TILBUD: Final = record([*_HEAD, ("til", np.int32), *_TAIL, ("tilbudstype", np.int8), ("status", np.int8)])
BORGERSTATUS: Final = record([*_HEAD, ("til", np.int32), *_TAIL, ("kind", np.int8), ("livsbegivenhed", np.int8)])
BESKAEFTIGELSE: Final = record([*_HEAD, ("timer", np.float64), *_TAIL, ("kind", np.int8)])

DTYPES: Final = {
    "ydelse": YDELSE,
    "samtale": SAMTALE,
    "tilbud": TILBUD,
    "borgerstatus": BORGERSTATUS,
    "beskaeftigelse": BESKAEFTIGELSE,
}
PERSON_TYPES: Final = tuple(DTYPES)

Records = NDArray[np.void]


class Segment(NamedTuple):
    """One fact type of many persons: person i has `records[start[i] : start[i] + length[i]]`, ordered by dag."""

    records: Records
    start: NDArray[np.int64]
    length: NDArray[np.int32]


class Facts(NamedTuple):
    """All current facts (annulled ones included, marked `slettet`) of many persons."""

    ydelse: Segment
    samtale: Segment
    tilbud: Segment
    borgerstatus: Segment
    beskaeftigelse: Segment
