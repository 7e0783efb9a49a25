"""The suite: an undisturbed run, then each fault on servers of its own; rows compared, and the audit's word."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from streams.bench.faults.ground import Message, Rows, ground, parts
from streams.bench.faults.kinds import FAULTS, SHORT, WHOLE, NotRun, Size, small_disk
from streams.bench.measured import Measured
from streams.bench.population import Population
from streams.bench.stand import scratch
from streams.pipeline.sending import Shown

COLUMNS: Final = ("fault", "what_happened", "lost", "extra", "audit", "deaths", "seconds", "holds")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a fault came to. `lost` and `extra`: rows of the undisturbed run that are not told, and the other way."""

    fault: str
    what: str
    lost: int = 0
    extra: int = 0
    audit: int = 0
    deaths: int = 0
    seconds: float = 0.0
    ran: bool = True

    @property
    def holds(self) -> bool:
        """Whether nothing is lost, nothing too much, and the audit clean."""
        return not (self.lost or self.extra or self.audit)

    def row(self) -> tuple[object, ...]:
        """For the table."""
        holds = self.holds if self.ran else "not run"
        return self.fault, self.what, self.lost, self.extra, self.audit, self.deaths, round(self.seconds, 1), holds


def undisturbed(data_dir: Path, facts: list[list[Message]]) -> Rows:
    """The rows when nothing happens."""
    with ground(data_dir, facts) as quiet:
        quiet.finish()
        return quiet.rows()


def suffer(name: str, data_dir: Path, facts: list[list[Message]], wanted: Rows, size: Size) -> Outcome:
    """One fault, from empty servers to the final rows."""
    began = monotonic()
    disk: AbstractContextManager[None] = small_disk(data_dir) if name == "disk-full" else nullcontext()
    try:
        with disk, ground(data_dir, facts) as disturbed:
            what = FAULTS[name](disturbed, size)
            disturbed.finish()
            found = disturbed.rows()
            lost = sum(len(wanted[table] - found[table]) for table in wanted)
            extra = sum(len(found[table] - wanted[table]) for table in wanted)
            audited, deaths = disturbed.audited(), disturbed.crew.deaths
    except NotRun as reason:
        return Outcome(name, str(reason), ran=False)
    return Outcome(name, what, lost, extra, audited, deaths, monotonic() - began)


def faults(only: Sequence[str], short: bool, shown: Shown, where: Path | None) -> Measured:
    """All faults, or those named; `short` is what the slow tests run."""
    size, names = SHORT if short else WHOLE, list(only or FAULTS)
    facts = parts(Population(size.persons, size.months), size.parts)
    outcomes = []
    with scratch(where) as data_dir:
        wanted = undisturbed(data_dir / "undisturbed", facts)
        for number, name in enumerate(names):
            shown("faults suffered", number, len(names))
            outcomes.append(suffer(name, data_dir / name, facts, wanted, size))
        shown("faults suffered", len(names), len(names))
    figures = {
        "holds": all(outcome.holds for outcome in outcomes),
        "rows": sum(map(len, wanted.values())),
        "facts": sum(map(len, facts)),
        "not_run": [outcome.fault for outcome in outcomes if not outcome.ran],
    }
    return Measured("Faults (R1–R5)", figures, COLUMNS, [outcome.row() for outcome in outcomes])
