"""Time series: a first column `time`, then one column for each line. Targets are dashed lines of their own."""

from __future__ import annotations

from typing import Final

from grafana_foundation_sdk.models import common, timeseries
from grafana_foundation_sdk.models.dashboard import FieldConfig

from dashboards.panels.column import Column, Steps
from dashboards.panels.shown import About, Shown, shown, thresholds
from dashboards.target import TIME_SERIES

LEGEND: Final = common.VizLegendOptions(
    display_mode=common.LegendDisplayMode.LIST,
    placement=common.LegendPlacement.BOTTOM,
    show_legend=True,
    calcs=[],
)
TOOLTIP: Final = common.VizTooltipOptions(mode=common.TooltipDisplayMode.MULTI, sort=common.SortOrder.NONE)


def series(
    query: str,
    about: About,
    *columns: Column,
    unit: str = "percentunit",
    decimals: int = 1,
    limit: Steps = (),
    bars: bool = False,
    stacked: bool = False,
    least: float | None = 0,
) -> Shown:
    """Lines over time, or bars; `limit` draws a threshold that is the same at all times."""
    custom = _lines(bars, stacked)
    if limit:
        custom.thresholds_style = common.GraphThresholdsStyleConfig(mode=common.GraphThresholdsStyleMode.DASHED)
    defaults = FieldConfig(unit=unit, decimals=decimals, min_val=least, custom=custom)
    defaults.thresholds = thresholds(limit) if limit else None
    options = timeseries.Options(legend=LEGEND, tooltip=TOOLTIP)
    return shown("timeseries", query, about, columns, options, defaults, TIME_SERIES)


def _lines(bars: bool, stacked: bool) -> common.GraphFieldConfig:
    kind = common.GraphDrawStyle.BARS if bars else common.GraphDrawStyle.LINE
    mode = common.StackingMode.NORMAL if stacked else common.StackingMode.NONE
    return common.GraphFieldConfig(
        draw_style=kind,
        line_width=1 if bars else 2,
        fill_opacity=80 if bars else 0,
        show_points=common.VisibilityMode.NEVER,
        span_nulls=True,
        stacking=common.StackingConfig(mode=mode, group="A"),
    )
