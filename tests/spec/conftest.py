"""`state(facts, as_of)`: a case told to one engine after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from tests.spec.engines import ENGINES, Ask, Fact, State
from tests.spec.recording import CASES, Case


@pytest.fixture(params=ENGINES.values(), ids=ENGINES)
def state(request: pytest.FixtureRequest) -> Ask:
    """Asks an engine for the state of facts as of an ISO date; the case is kept where somebody collects them."""

    def ask(facts: Iterable[Fact], as_of: str) -> State:
        case = Case(list(facts), date.fromisoformat(as_of))
        request.config.stash.get(CASES, []).append(case)
        told: State = request.param(case.facts, case.as_of)
        return replace(told, measured=lambda: case.look(told.measured))

    return ask
