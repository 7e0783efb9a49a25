"""What the preview understands of Grafana's JSON. `strangers` names everything in a dashboard that it does not.

Some options are known and yet change nothing here: they are about Grafana's editor, or finer than a preview is.
They are listed one by one, so that a new one is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dashboards.preview import colors, timerange, units
from dashboards.preview.display import MAPPINGS
from dashboards.preview.fields import MATCHERS
from dashboards.preview.model import Dashboard, Json, Panel, Variable
from dashboards.preview.panels import RENDERERS
from dashboards.preview.panels.canvas import ELEMENTS
from dashboards.preview.panels.table import CELLS
from dashboards.preview.reduce import CALCS
from dashboards.preview.timerange import WrongTime
from dashboards.preview.transformations import TRANSFORMATIONS
from dashboards.preview.variables import KINDS

PANEL: Final = frozenset(
    {"id", "type", "title", "description", "gridPos", "targets", "options", "fieldConfig", "transformations"}
    | {"transparent", "datasource"}
    | {"repeatDirection", "pluginVersion"}  # nothing is repeated: `repeat` is a stranger
)
FIELD: Final = frozenset(
    {"unit", "decimals", "min", "max", "displayName", "noValue", "color", "thresholds", "mappings", "links", "custom"}
    | {"description", "filterable"}
)
_LEGEND: Final = {"legend.showLegend", "legend.displayMode", "legend.placement", "legend.calcs"}
_TOOLTIP: Final = {"tooltip.mode", "tooltip.sort"}
_REDUCE: Final = {f"reduceOptions.{name}" for name in ("calcs", "values", "fields", "limit")}
OPTIONS: Final[dict[str, set[str]]] = {
    "stat": _REDUCE
    | {"graphMode", "colorMode", "textMode", "orientation"}
    | {"justifyMode", "wideLayout", "showPercentChange", "percentChangeColorMode"},
    "timeseries": _LEGEND | _TOOLTIP,
    "barchart": _LEGEND
    | _TOOLTIP
    | {"xField", "orientation", "stacking", "showValue", "colorByField", "xTickLabelRotation"}
    | {"barWidth", "groupWidth", "barRadius", "fullHighlight", "xTickLabelMaxLength", "xTickLabelSpacing"},
    "bargauge": _REDUCE
    | {"orientation", "displayMode", "valueMode", "namePlacement", "showUnfilled", "sizing"}
    | {"minVizWidth", "minVizHeight", "maxVizHeight"},
    "table": {
        "showHeader",
        "cellHeight",
        "sortBy",
        "frameIndex",
        "showTypeIcons",
        "footer.show",
        "footer.reducer",
        "footer.countRows",
    }
    | {"footer.fields"},
    "text": {"mode", "content"},
    "xychart": _LEGEND | _TOOLTIP | {"mapping", "series"},
    "canvas": {"inlineEditing", "showAdvancedTypes", "panZoom", "infinitePan", "root"},
}
_GRAPH: Final = (
    {"drawStyle", "lineWidth", "fillOpacity", "showPoints", "pointSize", "stacking", "spanNulls", "lineStyle"}
    | {"lineInterpolation", "axisPlacement", "axisLabel", "axisSoftMin", "axisSoftMax", "axisGridShow", "hideFrom"}
    | {"thresholdsStyle", "scaleDistribution", "gradientMode"}
)
CUSTOM: Final[dict[str, set[str]]] = {
    "timeseries": _GRAPH,
    "barchart": {
        "lineWidth",
        "fillOpacity",
        "gradientMode",
        "hideFrom",
        "axisPlacement",
        "axisLabel",
        "axisSoftMin",
        "axisSoftMax",
    },
    "xychart": {"show", "pointSize", "lineWidth", "lineStyle", "fillOpacity", "axisLabel"},
    "table": {"align", "width", "minWidth", "hidden", "hideFrom", "cellOptions", "filterable", "inspect"},
}


def strangers(dashboard: Dashboard) -> list[str]:
    """Everything in this dashboard that the preview would leave out, each with where it is."""
    found = [f"{dashboard.uid}: {stranger}" for stranger in _frame(dashboard)]
    for panel in dashboard.panels:
        found += [f"{dashboard.uid}/{panel.id} {panel.title}: {stranger}" for stranger in _panel(panel)]
    return found


def _frame(dashboard: Dashboard) -> Iterator[str]:
    for variable in dashboard.variables:
        yield from _variable(variable)
    try:
        timerange.seconds(dashboard.refresh)
        for raw in dashboard.range:
            if not timerange.relative(raw):
                yield f"time {raw}"
    except WrongTime as error:
        yield str(error)


def _variable(variable: Variable) -> Iterator[str]:
    if variable.type not in KINDS:
        yield f"variable type {variable.type}"
    for name in ("regex", "sort", "allValue"):
        if variable.json.get(name):
            yield f"variable {variable.name}: {name} {variable.json[name]}"


def _panel(panel: Panel) -> Iterator[str]:
    if panel.type not in RENDERERS:
        yield f"panel type {panel.type}"
        return
    yield from (f"panel key {key}" for key in panel.json.keys() - PANEL)
    yield from (f"option {path}" for path in sorted(_paths(panel) - OPTIONS[panel.type]))
    yield from (f"calculation {name}" for name in _calculations(panel) if name not in CALCS)
    if (panel.options.get("footer") or {}).get("show"):
        yield "footer"
    for one in panel.json.get("transformations") or []:
        if one["id"] not in TRANSFORMATIONS:
            yield f"transformation {one['id']}"
    for element in (panel.options.get("root") or {}).get("elements") or []:
        if element["type"] not in ELEMENTS:
            yield f"canvas element {element['type']}"
    yield from _config(panel, panel.defaults)
    for override in panel.overrides:
        if override["matcher"]["id"] not in MATCHERS:
            yield f"matcher {override['matcher']['id']}"
        for wanted in override["properties"]:
            yield from _property(panel, wanted["id"], wanted.get("value"))


def _paths(panel: Panel) -> set[str]:
    """The options that are set, two levels deep where the second level has names."""
    paths = set()
    for key, value in panel.options.items():
        nested = isinstance(value, dict) and key in ("legend", "tooltip", "reduceOptions", "footer")
        paths |= {f"{key}.{inner}" for inner in value} if nested else {key}
    return paths


def _calculations(panel: Panel) -> list[str]:
    reduce, legend = panel.options.get("reduceOptions") or {}, panel.options.get("legend") or {}
    return [*(reduce.get("calcs") or []), *(legend.get("calcs") or [])]


def _config(panel: Panel, config: Json) -> Iterator[str]:
    for key, value in config.items():
        if key == "custom":
            for inner, given in value.items():
                yield from _property(panel, f"custom.{inner}", given)
        else:
            yield from _property(panel, key, value)


def _property(panel: Panel, key: str, value: Any) -> Iterator[str]:
    if key.startswith("custom."):
        if key.removeprefix("custom.").split(".")[0] not in CUSTOM.get(panel.type, set()):
            yield f"field property {key}"
        elif key == "custom.cellOptions" and value.get("type", "auto") not in CELLS:
            yield f"cell {value['type']}"
    elif key not in FIELD:
        yield f"field property {key}"
    elif key == "unit" and not units.known(value):
        yield f"unit {value}"
    else:
        yield from _colored(key, value)


def _colored(key: str, value: Any) -> Iterator[str]:
    """Colours, wherever they are named."""
    named: list[str] = []
    if key == "thresholds":
        named = [step["color"] for step in value["steps"]]
    elif key == "color":
        if value.get("mode") not in colors.MODES:
            yield f"color mode {value.get('mode')}"
        named = [value["fixedColor"]] if value.get("fixedColor") else []
    elif key == "mappings":
        yield from (f"mapping {one['type']}" for one in value if one["type"] not in MAPPINGS)
        named = [result["color"] for one in value for result in _results(one) if result.get("color")]
    yield from (f"color {name}" for name in named if not colors.known(name))


def _results(mapping: Json) -> list[Json]:
    options = mapping["options"]
    return list(options.values()) if mapping["type"] == "value" else [options["result"]]
