"""Colours that a colour-blind operator can tell apart: Okabe and Ito's, each with one meaning everywhere."""

from __future__ import annotations

from typing import Final

UNDER: Final = "#56B4E9"  # on the right side of the target
NEAR: Final = "#E69F00"  # on the right side, but not by much
OVER: Final = "#D55E00"  # on the wrong side
NONE: Final = "#8C8C8C"  # no data, which is neither

BLUE: Final = "#0072B2"
GREEN: Final = "#009E73"
PURPLE: Final = "#CC79A7"
YELLOW: Final = "#F0E442"
INK: Final = "#111111"  # text on any of the first three: contrast above 4.5

VARSEL: Final = UNDER
FORELOEBIG: Final = NEAR
KONSTATERET: Final = OVER
AFHJULPET: Final = GREEN

NEAR_BY: Final = 0.02
"""How far from its target a figure still counts as near: two percentage points, a choice of ours."""
