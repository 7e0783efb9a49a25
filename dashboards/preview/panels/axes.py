"""What ECharts panels share: grid, axes, legend and tooltip in the theme's colours, numbers written in Danish.

Keys with a leading colon are expressions over preview.js. What they carry of data is JSON, never code.
"""

from __future__ import annotations

import json
from typing import Any, Final

from dashboards.preview.display import axis, shown
from dashboards.preview.fields import Field
from dashboards.preview.model import Json
from dashboards.preview.reduce import TITLES, reduced
from dashboards.preview.view import Drawing

COUNTS: Final = {"locale", "none", "short"}
FONT: Final = "'Inter', 'Roboto', system-ui, sans-serif"


def base(drawing: Drawing) -> Json:
    """The options of every chart."""
    theme = drawing.theme
    return {
        "animation": False,
        "backgroundColor": "transparent",
        "textStyle": {"fontFamily": FONT, "color": theme.text, "fontSize": 12},
        "grid": {"left": 8, "right": 16, "top": 12, "bottom": 8, "containLabel": True},
        "tooltip": {
            "confine": True,
            "backgroundColor": theme.panel,
            "borderColor": theme.line,
            "textStyle": {"color": theme.text, "fontSize": 12, "fontFamily": FONT},
            "axisPointer": {"lineStyle": {"color": theme.muted}, "label": {"show": False}},
        },
    }


def call(name: str, *arguments: Any) -> str:
    """A call of a function of preview.js; the arguments are literals."""
    return f"fokusvagt.{name}({', '.join(json.dumps(one) for one in arguments)})"


def values_axis(drawing: Drawing, field: Field, right: bool = False) -> Json:
    """An axis of numbers in the field's unit."""
    theme, custom = drawing.theme, field.custom
    made: Json = {
        "type": "log" if (custom.get("scaleDistribution") or {}).get("type") == "log" else "value",
        "position": "right" if right else "left",
        "show": custom.get("axisPlacement") != "hidden",
        "axisLabel": {"color": theme.muted, ":formatter": call("axis", axis(field)), "hideOverlap": True},
        "splitLine": {"lineStyle": {"color": theme.line}, "show": custom.get("axisGridShow", True) and not right},
        "splitNumber": 4,
        "scale": True,
    }
    for end, soft in (("min", "axisSoftMin"), ("max", "axisSoftMax")):
        if field.config.get(end) is not None:
            made[end] = field.config[end]
        elif custom.get(soft) is not None:
            made[f":{end}"] = call("soft", end, custom[soft])
    if field.config.get("unit") == "percentunit" and not {"max", ":max"} & made.keys():
        made |= {":max": "fokusvagt.whole", "splitNumber": 5}
    if field.config.get("decimals") == 0 and field.config.get("unit") in COUNTS:
        made["minInterval"] = 1
    if custom.get("axisLabel"):
        made |= {"name": custom["axisLabel"], "nameTextStyle": {"color": theme.muted, "align": "left"}, "nameGap": 8}
    return made


def category_axis(drawing: Drawing, names: list[str]) -> Json:
    """An axis of names."""
    return {
        "type": "category",
        "data": names,
        "axisLabel": {"color": drawing.theme.muted, "overflow": "truncate", "width": 150, "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": drawing.theme.line}},
        "axisTick": {"show": False},
    }


def time_axis(drawing: Drawing, start: int, end: int) -> Json:
    """The chosen range."""
    return {
        "type": "time",
        "min": start,
        "max": end,
        "axisLabel": {"color": drawing.theme.muted, ":formatter": "fokusvagt.time", "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": drawing.theme.line}},
        "axisTick": {"lineStyle": {"color": drawing.theme.line}},
        "splitLine": {"show": False},
    }


def legend(drawing: Drawing, fields: list[Field]) -> Json:
    """The legend, with the figures it is asked to show beside each name; {} for none."""
    wanted = drawing.option("legend", {})
    if not wanted.get("showLegend", True) or wanted.get("displayMode") == "hidden":
        return {}
    figures = {field.title: _figures(drawing, field, wanted.get("calcs") or []) for field in fields}
    place = {"right": 8, "top": "middle", "orient": "vertical"} if wanted.get("placement") == "right" else {"bottom": 0}
    return {
        "type": "scroll",
        "data": [{"name": field.title} for field in fields],
        "textStyle": {"color": drawing.theme.text, "lineHeight": 18},
        "pageTextStyle": {"color": drawing.theme.muted},
        "pageIconColor": drawing.theme.text,
        "pageIconInactiveColor": drawing.theme.line,
        "itemWidth": 14,
        "itemHeight": 8,
        ":formatter": call("legend", figures),
        **({"left": 8, "right": 8} if "bottom" in place else {}),
        **place,
    }


def _figures(drawing: Drawing, field: Field, calcs: list[str]) -> str:
    return "  ".join(f"{TITLES[c]} {shown(reduced(field.values, c), field, drawing.theme).text}" for c in calcs)


def room_for(options: Json, legend_options: Json) -> Json:
    """`options` with the legend, and the grid made smaller for it."""
    if not legend_options:
        return options
    grid = options["grid"] | ({"right": 180} if legend_options.get("orient") == "vertical" else {"bottom": 34})
    return options | {"legend": legend_options, "grid": grid}
