"""The golden case of the changes of law: one history, and what each law says of it on days around its first.

Rows of persons are complete at every date; of the figures those that the change of 2023 is about.
"""

import json
from collections.abc import Mapping
from typing import Any

from tests.golden.compare import CASES

_EXPECTED = json.loads((CASES / "changeover.json").read_text(encoding="utf-8"))
_LINES = (CASES / "changeover.jsonl").read_text(encoding="utf-8").splitlines()

FACTS: list[dict[str, Any]] = [json.loads(line) for line in _LINES]
BREACHES: dict[str, list[list[Any]]] = _EXPECTED["breaches"]
"""Per as-of date the rows of persons as `breach` gives them."""
FIGURES: dict[str, list[list[Any]]] = _EXPECTED["indicators"]
"""Per month-end the figures as `figure` gives them."""


def breach(row: Mapping[str, Any]) -> list[Any]:
    """The columns of the case; from the naive state (`anchor`) or the views (`anchor_on`)."""
    anchor = row["anchor_on"] if "anchor_on" in row else row["anchor"]
    own = ("due_on", "status", "opened_on", "resolved_on", "responsible")
    return [row["rule_id"], row["subject"], anchor, *(row[name] for name in own)]


def figure(row: Mapping[str, Any]) -> list[Any]:
    """Its columns, the average to twelve decimals."""
    name, code, end, numerator, denominator = (
        row[key] for key in ("indicator_id", "code", "period_end", "numerator", "denominator")
    )
    return [name, code, end, numerator, denominator, round(row["avg12"], 12), row["threshold"], row["breach"]]
