"""Records as the core holds them, written by hand. Days are plain numbers or ISO dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from streams.core import codes
from streams.core.calendar import NO_DATE, to_day
from streams.core.facts import BORGERSTATUS, YDELSE, Records


def day(text: str | int) -> int:
    """Days since 1970."""
    return to_day(date.fromisoformat(text)) if isinstance(text, str) else text


def records(dtype: np.dtype[Any], rows: Sequence[Mapping[str, Any]]) -> Records:
    """One record per row; fields that a row leaves out are 0."""
    made = np.zeros(len(rows), dtype)
    for i, row in enumerate(rows):
        for name, value in row.items():
            made[i][name] = value
    return made


def ydelser(*periods: tuple[str | int, str | int], ydelse: str = "DAGPENGE", visitation: str = "INGEN") -> Records:
    """Payments in the given order."""
    words = {"ydelse": codes.code(codes.YDELSER, ydelse), "visitation": codes.code(codes.VISITATIONER, visitation)}
    return records(YDELSE, [{"dag": day(a), "til": day(b), "kommune": 101, "akasse": -1, **words} for a, b in periods])


def together(*parts: Records) -> Records:
    """Payments ordered by their first day, as a person has them."""
    return np.sort(np.concatenate(parts), order="dag", kind="stable").view(parts[0].dtype)


def statusser(kind: str, *days: str | int) -> Records:
    """Borgerstatus events."""
    code = codes.code(codes.BORGERSTATUSSER, kind)
    return records(BORGERSTATUS, [{"dag": day(d), "til": NO_DATE, "kind": code} for d in days])
