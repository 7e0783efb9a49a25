"""The oracle agrees with every golden case, in full."""

import pytest

from tests.golden.compare import NAMES, differences, load
from tests.naive import state


@pytest.mark.parametrize("name", NAMES)
def test_the_oracle_gives_the_golden_state(name: str) -> None:
    facts, as_of, expected = load(name)
    ours = state(facts, as_of)
    assert differences(expected, ours.breaches.values(), ours.indicators.values()) == []
