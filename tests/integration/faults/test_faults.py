"""Whatever happens to workers, servers and clocks on the way, the final rows are those of an undisturbed run."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.bench.faults.ground import Message, Rows, parts
from streams.bench.faults.kinds import SHORT
from streams.bench.faults.suite import suffer, undisturbed
from streams.bench.population import Population

Quiet = tuple[list[list[Message]], Rows]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Quiet:
    """The facts in parts, and the rows they come to."""
    facts = parts(Population(SHORT.persons, SHORT.months), SHORT.parts)
    return facts, undisturbed(tmp_path_factory.mktemp("undisturbed"), facts)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["killed", "frozen", "scaled", "away", "disk-full", "clocks", "poisoned"])
def test_nothing_is_lost_and_nothing_too_much_is_told(fault: str, quiet: Quiet, tmp_path: Path) -> None:
    facts, wanted = quiet
    outcome = suffer(fault, tmp_path, facts, wanted, SHORT)
    if not outcome.ran:
        pytest.skip(outcome.what)
    assert (outcome.lost, outcome.extra, outcome.audit) == (0, 0, 0), outcome
    assert len(wanted["breaches"]) > 100
