"""bargauge: a bar per value, as long as the value is great between min and max."""

from __future__ import annotations

from html import escape
from typing import Any

from dashboards.preview import colors
from dashboards.preview.display import bounds, shown
from dashboards.preview.fields import Field, Frame
from dashboards.preview.panels.stat import name_of, values
from dashboards.preview.view import Drawing, Empty, Html, View


def bargauge(drawing: Drawing) -> View:
    """Bars on a common scale, each with its name and its value."""
    given = values(drawing)
    if not given:
        return Empty()
    everything = [value for *_, value in given]
    bars = [_bar(drawing, everything, *one) for one in given]
    return Html(f'<div class="fv-bars">{"".join(bars)}</div>')


def _bar(drawing: Drawing, everything: list[Any], field: Field, frame: Frame, row: int, value: Any) -> str:
    seen = shown(value, field, drawing.theme)
    low, high = bounds(field, everything)
    share = (value - min(low, 0.0)) / (high - min(low, 0.0)) if value is not None and high > min(low, 0.0) else 0.0
    color = seen.color if seen.colored else colors.series(0, drawing.theme)
    name, text = escape(name_of(drawing, field, frame, row)), escape(seen.text)
    fill = f"width:{100 * min(max(share, 0.0), 1.0):.2f}%;background:{color}"
    inside = (
        f'<span class="fv-bar-name">{name}</span><span class="fv-bar-track"><span style="{fill}"></span></span>'
        f'<span class="fv-bar-value">{text}</span>'
    )
    href = drawing.link(field, frame, row)
    if href:
        return f'<a class="fv-bar" href="{escape(href)}">{inside}</a>'
    return f'<div class="fv-bar">{inside}</div>'
