"""Where a row or a figure can be explained: the columns that say so, and Grafana hides or leaves alone.

A table's column `hvorfor` names what explains the row, `hvorfor_<field>` what explains a figure, and `person_id` is a
citizen with all duties. They become links only where somebody answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import quote

from dashboards.preview.fields import Field, Frame

COLUMN: Final = "hvorfor"
PERSON: Final = "person_id"
_SHOWN: Final = {
    "displayName": "Hvorfor?",
    "description": "Hvad der er talt, hvad der ikke er, og hvad loven siger",
    "custom": {"width": 96, "pinned": "right"},
    "mappings": [{"type": "regex", "options": {"pattern": ".+", "result": {"text": "Hvorfor?"}}}],
}


def opened(frames: list[Frame]) -> list[Frame]:
    """The frames with the column of whys for all to see."""
    return [Frame(frame.ref, [_opened(field) for field in frame.fields]) for frame in frames]


def _opened(field: Field) -> Field:
    return replace(field, config=_SHOWN) if field.name == COLUMN else field


def address(field: Field, frame: Frame, row: int) -> str:
    """Where this cell is explained; '' where nothing explains it."""
    if field.values[row] is None:
        return ""
    named = {one.name: one for one in frame.fields}
    asked = field if field.name in (COLUMN, PERSON) else named.get(f"{COLUMN}_{field.name}")
    value = asked.values[row] if asked else None
    return f"/hvorfor/{quote(str(value), safe=':')}" if value else ""
