"""timeseries: lines, bars and points over time, with thresholds drawn."""

from __future__ import annotations

from typing import Any, Final

from dashboards.preview import colors
from dashboards.preview.display import color_of, shown, steps
from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Json
from dashboards.preview.panels import axes
from dashboards.preview.view import Chart, Drawing, Empty, View

INTERPOLATION: Final[dict[str, Json]] = {
    "linear": {},
    "smooth": {"smooth": 0.35},
    "stepBefore": {"step": "end"},
    "stepAfter": {"step": "start"},
}
DAYS: Final = 2 * 86_400_000


def timeseries(drawing: Drawing) -> View:
    """Every number over the first field of times of its frame."""
    given = [(frame, field) for frame in drawing.frames if frame.time and len(frame) for field in frame.numbers]
    if not any(value is not None for _, field in given for value in field.values):
        return Empty(drawing.panel.defaults.get("noValue") or Empty().text)
    fields = [field for _, field in given]
    right = [field.custom.get("axisPlacement") == "right" for field in fields]
    options = axes.base(drawing) | {
        "useUTC": drawing.range[1] - drawing.range[0] > DAYS,
        "xAxis": axes.time_axis(drawing, *drawing.range) | _as_it_is(drawing.frames),
        "yAxis": _axes(drawing, fields, right),
        "series": [_series(drawing, *one, at) for one, at in zip(given, _places(right), strict=True)],
    }
    options["tooltip"] |= {"trigger": "axis", ":formatter": "fokusvagt.tooltip"}
    if drawing.option("tooltip.mode") == "none":
        options["tooltip"] = {"show": False}
    options["series"][0] |= _thresholds(drawing, fields[0])
    named = [field for field in fields if not (field.custom.get("hideFrom") or {}).get("legend")]
    return Chart(axes.room_for(options, axes.legend(drawing, named)))


def _as_it_is(frames: list[Frame]) -> Json:
    """ECharts makes room for whole bars at the ends, of which a single one would take half of the axis."""
    return {"containShape": False} if all(len(frame) <= 1 for frame in frames) else {}


def _axes(drawing: Drawing, fields: list[Field], right: list[bool]) -> list[Json]:
    made = []
    for side in (False, True):
        first = next((field for field, is_right in zip(fields, right, strict=True) if is_right is side), None)
        if first is not None:
            made.append(axes.values_axis(drawing, first, side))
    return made


def _places(right: list[bool]) -> list[int]:
    """Which axis each series has: the right one is the second where there are both."""
    return [int(side and not all(right)) for side in right]


def _series(drawing: Drawing, frame: Frame, field: Field, axis: int) -> Json:
    custom = field.custom
    style = custom.get("drawStyle") or "line"
    color = _color(drawing, field)
    made: Json = {
        "name": field.title,
        "type": {"line": "line", "bars": "bar", "points": "scatter"}[style],
        "yAxisIndex": axis,
        "color": color,
        "data": _points(drawing, frame, field),
        "connectNulls": bool(custom.get("spanNulls")),
        **({"barMaxWidth": 28} if len(frame) > 1 else {"barWidth": 12}),
    }
    if style == "line":
        made |= _line(custom, color, alone=sum(value is not None for value in field.values) == 1)
    elif style == "points":
        made["symbolSize"] = custom.get("pointSize") or 6
    stacking = (custom.get("stacking") or {}).get("mode") or "none"
    return made | ({"stack": (custom["stacking"].get("group") or "A")} if stacking != "none" else {})


def _color(drawing: Drawing, field: Field) -> str:
    last = next((value for value in reversed(field.values) if value is not None), None)
    return color_of(last, field, drawing.theme) or colors.series(field.number, drawing.theme)


def _line(custom: Json, color: str, alone: bool) -> Json:
    """`alone`: a single value, which would make no line."""
    dash = custom.get("lineStyle") or {}
    points = custom.get("showPoints") or "auto"
    width = custom.get("lineWidth", 1)
    made: Json = {
        "lineStyle": {"width": width, "type": {"dash": "dashed", "dot": "dotted"}.get(dash.get("fill") or "", "solid")},
        "showSymbol": points != "never" or alone,
        "showAllSymbol": "auto" if points == "auto" else True,
        "symbolSize": custom.get("pointSize") or 5,
        "symbol": "circle",
        "emphasis": {"disabled": True},
        **INTERPOLATION.get(custom.get("lineInterpolation") or "linear", {}),
    }
    opacity = custom.get("fillOpacity") or 0
    return made | ({"areaStyle": {"opacity": opacity / 100, "color": color}} if opacity else {})


def _points(drawing: Drawing, frame: Frame, field: Field) -> list[Json]:
    moments = frame.time.values if frame.time else []
    made = []
    for row, (at, value) in enumerate(zip(moments, field.values, strict=True)):
        point: dict[str, Any] = {"value": [at, value, shown(value, field, drawing.theme).text]}
        href = drawing.link(field, frame, row)
        made.append(point | ({"link": href} if href else {}))
    return made


def _thresholds(drawing: Drawing, field: Field) -> Json:
    """Lines or areas at the thresholds, as `thresholdsStyle` asks."""
    mode = (field.custom.get("thresholdsStyle") or {}).get("mode") or "off"
    levels = [step for step in steps(field.config) if step.get("value") is not None]
    if mode == "off" or not levels:
        return {}
    theme = drawing.theme
    line = "dashed" if mode.startswith("dashed") else "solid"
    made: Json = {}
    if mode != "area":
        lines = [{"yAxis": s["value"], "lineStyle": {"color": colors.css(s["color"], theme)}} for s in levels]
        style = {"type": line, "width": 1.5}
        made["markLine"] = {
            "silent": True,
            "symbol": "none",
            "label": {"show": False},
            "lineStyle": style,
            "data": lines,
        }
    if "area" in mode:
        tops = [*(step["value"] for step in levels[1:]), None]
        data = [_band(step, top, colors.css(step["color"], theme)) for step, top in zip(levels, tops, strict=True)]
        made["markArea"] = {"silent": True, "data": data}
    return made


def _band(step: Json, top: float | None, color: str) -> list[Json]:
    style = {"color": color, "opacity": 0.08}
    return [{"yAxis": step["value"], "itemStyle": style}, {} if top is None else {"yAxis": top}]
