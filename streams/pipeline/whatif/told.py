"""What differs, as JSON values: what the command prints, and what a page shows, which tells of no person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from streams.pipeline.whatif.effects import Change, Effects


def figures(day: date, effects: Effects) -> dict[str, Any]:
    """Counts by rule, kommune and maalgruppe, and who changes side of a target."""
    return {
        "as_of": str(day),
        "open_before": effects.open_before,
        "open_after": effects.open_after,
        "counts": [{**place._asdict(), **counted} for place, counted in sorted(effects.counts.items())],
        "sides": [asdict(side) for side in effects.sides],
    }


def everything(day: date, effects: Effects) -> dict[str, Any]:
    """The same with every breach that differs."""
    return {**figures(day, effects), "changes": [_change(change) for change in effects.changes]}


def _change(change: Change) -> Mapping[str, Any]:
    return {"kind": change.kind, "before": change.before, "after": change.after}
