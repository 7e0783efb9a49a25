"""`state(facts, as_of)`: a case told to one engine after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from tests.spec.engines import ENGINES, Ask, Fact, State


@pytest.fixture(params=ENGINES.values(), ids=ENGINES)
def state(request: pytest.FixtureRequest) -> Ask:
    """Asks an engine for the state of facts as of an ISO date."""

    def ask(facts: Iterable[Fact], as_of: str) -> State:
        return request.param(list(facts), date.fromisoformat(as_of))  # type: ignore[no-any-return]

    return ask
