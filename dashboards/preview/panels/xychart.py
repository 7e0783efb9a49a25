"""xychart: points and lines over a number, each series by its manual mapping of x and y."""

from __future__ import annotations

from typing import Final

from dashboards.preview import colors
from dashboards.preview.display import color_of, shown
from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Json
from dashboards.preview.panels import axes
from dashboards.preview.view import Chart, Drawing, Empty, View

NAME_HEIGHT: Final = 20  # what the name of the axis takes, in pixels
DASHES: Final = {"dash": "dashed", "dot": "dotted"}


def xychart(drawing: Drawing) -> View:
    """The first frame: its mapped pairs of fields, over a common x."""
    frame = drawing.first
    pairs = [] if frame is None else _pairs(drawing, frame)
    if frame is None or not pairs:
        return Empty(drawing.panel.defaults.get("noValue") or Empty().text)
    over = pairs[0][0]
    options = axes.base(drawing) | {
        "xAxis": _over(drawing, over),
        "yAxis": axes.values_axis(drawing, pairs[0][1]),
        "series": [_series(drawing, frame, *pair) for pair in pairs],
    }
    options["tooltip"] |= {"trigger": "item", ":formatter": "fokusvagt.tooltip"}
    made = axes.room_for(options, axes.legend(drawing, [y for _, y in pairs]))
    made["grid"] = made["grid"] | {"bottom": made["grid"]["bottom"] + NAME_HEIGHT}
    return Chart(made)


def _pairs(drawing: Drawing, frame: Frame) -> list[tuple[Field, Field]]:
    """(x, y) of each series, as the panel maps them; a field that the answer lacks is left out."""
    fields = {field.name: field for field in frame.fields}
    mapped = [(_named(one["x"]), _named(one["y"])) for one in drawing.option("series", [])]
    return [(fields[x], fields[y]) for x, y in mapped if x in fields and y in fields]


def _named(end: Json) -> str:
    return str(end["matcher"]["options"])


def _over(drawing: Drawing, field: Field) -> Json:
    axis = axes.values_axis(drawing, field) | {"position": "bottom", "scale": False, "splitNumber": 6}
    return axis | {"nameLocation": "middle", "nameGap": 26, "nameTextStyle": {"color": drawing.theme.muted}}


def _series(drawing: Drawing, frame: Frame, x: Field, y: Field) -> Json:
    custom, number = y.custom, frame.fields.index(y)
    color = color_of(None, y, drawing.theme) or colors.series(number, drawing.theme)
    made: Json = {"name": y.title, "color": color, "data": _points(drawing, frame, x, y)}
    if custom.get("show") == "points":
        return made | {"type": "scatter", "symbolSize": (custom.get("pointSize") or {}).get("fixed") or 6}
    dash = DASHES.get((custom.get("lineStyle") or {}).get("fill") or "", "solid")
    line = {"width": custom.get("lineWidth") or 1, "type": dash}
    return made | {"type": "line", "lineStyle": line, "showSymbol": False, "emphasis": {"disabled": True}}


def _points(drawing: Drawing, frame: Frame, x: Field, y: Field) -> list[Json]:
    """Each with its value in words, and named by the first text of the row, or by x."""
    names = next((field for field in frame.fields if field.kind == "string"), x)
    return [
        {
            "name": shown(names.values[row], names, drawing.theme).text,
            "value": [x.values[row], value, shown(value, y, drawing.theme).text],
        }
        for row, value in enumerate(y.values)
        if value is not None
    ]
