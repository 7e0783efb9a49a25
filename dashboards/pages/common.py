"""What several pages say alike: the columns of status and target, and how near to a target is near."""

from __future__ import annotations

from typing import Final

from dashboards import palette
from dashboards.panels.column import (
    Column,
    Property,
    column,
    count,
    dashed,
    fixed,
    points,
    share,
    steps,
    time,
    width,
    wrapped,
)

AWAY: Final = ((None, palette.UNDER), (-palette.NEAR_BY, palette.NEAR), (0.0, palette.OVER))
"""Colours of a distance to a target that must not be passed."""
MEANT: Final = ("Under målet", "Tæt på", "Over målet")
"""What they mean."""


def away() -> list[Property]:
    """The distance to a target in percentage points, coloured."""
    return [("unit", "percentunit"), ("decimals", 1), *steps(*AWAY)]


def statuses() -> tuple[Column, Column, Column]:
    """Cases by status, one colour each."""
    return (
        column("varsel", "Varsel", count(), fixed(palette.VARSEL)),
        column("foreloebig", "Foreløbig", count(), fixed(palette.FORELOEBIG)),
        column("konstateret", "Konstateret", count(), fixed(palette.KONSTATERET)),
    )


def trend(*, nowcast: bool) -> tuple[Column, ...]:
    """The columns of a figure through time: the month, the mean of twelve, the nowcast, the target."""
    now = (column("nowcast", "Nowcast (12 mdr.)", share(), points(), fixed(palette.PURPLE)),) if nowcast else ()
    return (
        time(),
        column("andel", "Måneden", share(), fixed(palette.UNDER)),
        column("snit", "12 måneder", share(), fixed(palette.BLUE)),
        *now,
        column("maal", "Mål", share(), dashed(), fixed(palette.OVER)),
    )


def doubt() -> tuple[Column, ...]:
    """Today's share and its band of doubt, with what that means in words."""
    return (
        column("value", "I dag", share(), width(90)),
        column("lav", "Lavest", share(), width(90)),
        column("midt", "Ventet", share(), width(90)),
        column("hoej", "Højest", share(), width(90)),
        column("ventes", "Ventes endnu", count(), width(110)),
        column("ord", "Det betyder", wrapped()),
    )


def compared() -> tuple[Column, ...]:
    """A kommune beside a group: shares, spread, how many, and the uncertainty in words."""
    return (
        column("mod", "Mod", width(110)),
        column("gruppe", "Gruppe", width(140)),
        column("andel", "Kommunen", share(), width(100)),
        column("gruppens", "Gruppen", share(), width(90)),
        column("p10", "P10", share(), width(80)),
        column("p90", "P90", share(), width(80)),
        column("kommuner", "Kommuner", count(), width(100)),
        column("personer", "Personer bag", count(), width(110)),
        column("ord", "Usikkerheden", wrapped()),
    )
