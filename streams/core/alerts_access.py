"""For how long an a-kasse may see a person: as in DFDG, so many days before and after membership.

A payment that names the a-kasse shows membership on its days. An open forloeb ends at the latest with the month after
its last payment, well inside the days after.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.facts import Records
from streams.core.talte import Talt


class Window(NamedTuple):
    """Intervals of days, both ends included, in which something may be seen."""

    fra: NDArray[np.int32]
    til: NDArray[np.int32]

    def holds(self, day: int) -> bool:
        """Whether the day lies in one of them."""
        return bool(((self.fra <= day) & (day <= self.til)).any())

    def seen(self, facts: Iterable[Talt]) -> list[Talt]:
        """The facts dated inside."""
        return [fact for fact in facts if self.holds(fact.dag)]


def membership(ydelser: Records, akasse: int, days: int) -> Window:
    """When the a-kasse may see the person with these current payments."""
    own = ydelser[ydelser["akasse"] == akasse]
    return Window(own["dag"] - days, own["til"] + days)
