"""How long the properties search: a little every day, more in the long tier, as long as one likes by hand.

`@searched(n)` draws n cases; a test in the long tier draws many more of the same property. PROPERTIES=10 in the
environment draws ten times as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from streams.core.calendar import to_day
from tests.naive.population import PROBES

FIRST, LAST = to_day(date(2019, 12, 1)), to_day(date(2026, 8, 1))
TIMES = int(os.environ.get("PROPERTIES", "1"))
_PROBED = [to_day(probe) + near for probe in PROBES for near in (-1, 0, 1, 2)]

seeds = st.integers(1, 60)
orders = st.integers(0, 2**32 - 1)
days = st.one_of(st.sampled_from(_PROBED), st.integers(FIRST, LAST))
"""As-of days: those the populations are built around and their neighbours, and any other."""


def searched(examples: int) -> Callable[[Any], Any]:
    """Draw this many cases, the same every time; a case may take as long as it needs."""
    return settings(
        max_examples=examples * TIMES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
