"""Options that say what to simulate: the same words wherever simulated facts are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from streams.cli.common import a_date
from streams.simulation.job import Job, Population
from streams.simulation.scenarier import load, shipped

PERSONS = 20_000
MONTHS = 36

_SCENARIO = (
    f"What happens: {', '.join(shipped())} or a .yaml file, with name:parameter=value,… to change it; may be repeated."
)
_DIRTY = (
    "Share of records that come once more, made unusable, to try the edges: as lines of a file, or as messages that "
    "become dead letters."
)

Months = Annotated[int, typer.Option(min=1, help="Calendar months up to the last day.")]
Seed = Annotated[int, typer.Option(min=0, help="Another seed, another country; the same seed, the same bytes.")]
Dirty = Annotated[float, typer.Option(min=0, max=0.5, help=_DIRTY)]
Scenarios = Annotated[list[str] | None, typer.Option("--scenario", help=_SCENARIO)]


def job_of(persons: int, months: int, seed: int, end: str, scenarios: Sequence[str] | None, dirty: float) -> Job:
    """What the options ask for; ScenarioError and BadParameter for what cannot be."""
    return Job(Population(persons, months, seed, a_date(end)), tuple(load(name) for name in scenarios or ()), dirty)
