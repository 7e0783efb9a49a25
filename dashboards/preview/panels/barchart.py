"""barchart: bars by category, beside each other or stacked, standing or lying."""

from __future__ import annotations

from typing import Any, Final

from dashboards.preview import colors
from dashboards.preview.display import color_of, shown
from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Json
from dashboards.preview.panels import axes
from dashboards.preview.view import Chart, Drawing, Empty, View

FEW: Final = 40  # so many bars or fewer have their figures written on them


def barchart(drawing: Drawing) -> View:
    """The first frame: its first text or time as names, every number as a series."""
    frame = drawing.first
    if frame is None or not frame.numbers:
        return Empty(drawing.panel.defaults.get("noValue") or Empty().text)
    names = _names(drawing, frame)
    across = drawing.option("orientation", "auto") == "horizontal"
    category = axes.category_axis(drawing, names) | ({"inverse": True} if across else {})
    value = axes.values_axis(drawing, frame.numbers[0]) | {"scale": False}
    rotation = drawing.option("xTickLabelRotation", 0)
    if rotation and not across:
        category["axisLabel"] |= {"rotate": -rotation}
    options = axes.base(drawing) | {
        "xAxis": value if across else category,
        "yAxis": category if across else value,
        "series": [_series(drawing, frame, field, across) for field in frame.numbers],
    }
    options["tooltip"] |= {"trigger": "axis", "axisPointer": {"type": "shadow"}, ":formatter": "fokusvagt.tooltip"}
    return Chart(axes.room_for(options, axes.legend(drawing, frame.numbers)))


def _names(drawing: Drawing, frame: Frame) -> list[str]:
    wanted = drawing.option("xField")
    by_name = next((one for one in frame.fields if wanted and wanted in (one.name, one.title)), None)
    names = by_name or next((one for one in frame.fields if one.kind in ("string", "time")), frame.fields[0])
    return [shown(value, names, drawing.theme).text for value in names.values]


def _series(drawing: Drawing, frame: Frame, field: Field, across: bool) -> Json:
    stacked = drawing.option("stacking", "none") != "none"
    bars = [_bar(drawing, frame, field, row, across) for row in range(len(frame))]
    if drawing.option("stacking") == "percent":
        _to_percent(bars, frame, across)
    color = _uniform(drawing, field) or colors.series(field.number, drawing.theme)
    ink = colors.readable_on(color) if stacked else drawing.theme.text
    return {
        "name": field.title,
        "type": "bar",
        "color": color,
        "data": bars,
        "barMaxWidth": 32,
        "barCategoryGap": "25%",
        "itemStyle": {"borderRadius": 0 if stacked else 2},
        "label": _label(drawing, frame, across, stacked) | {"color": ink},
        ":labelLayout": axes.call("fits", stacked, across),
        **({"stack": "A"} if stacked else {}),
    }


def _label(drawing: Drawing, frame: Frame, across: bool, stacked: bool) -> Json:
    wanted = drawing.option("showValue", "auto")
    few = len(frame) * len(frame.numbers) <= FEW
    return {
        "show": wanted == "always" or (wanted == "auto" and few),
        "position": "inside" if stacked else ("right" if across else "top"),
        "fontSize": 11,
        ":formatter": "fokusvagt.label",
    }


def _uniform(drawing: Drawing, field: Field) -> str | None:
    """The colour of every bar of the series, where it has one."""
    fixed = (field.config.get("color") or {}).get("mode") in ("fixed", "shades")
    return color_of(None, field, drawing.theme) if fixed else None


def _bar(drawing: Drawing, frame: Frame, field: Field, row: int, across: bool) -> dict[str, Any]:
    value = field.values[row]
    seen = shown(value, field, drawing.theme)
    by = drawing.option("colorByField")
    source = next((one for one in frame.fields if by and by in (one.name, one.title)), None)
    color = shown(source.values[row], source, drawing.theme).color if source else seen.color if seen.colored else None
    place = [value, row] if across else [row, value]
    bar: dict[str, Any] = {"value": [*place, seen.text], **({"itemStyle": {"color": color}} if color else {})}
    href = drawing.link(field, frame, row)
    return bar | ({"link": href} if href else {})


def _to_percent(bars: list[dict[str, Any]], frame: Frame, across: bool) -> None:
    """Each bar as its share of the row."""
    at = 0 if across else 1
    for row, bar in enumerate(bars):
        whole = sum(field.values[row] or 0 for field in frame.numbers) or 1
        bar["value"][at] = (bar["value"][at] or 0) / whole
