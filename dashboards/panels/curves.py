"""Points and lines over a number: funnels with their limits, and curves by months since a start."""

from __future__ import annotations

from typing import Final

from grafana_foundation_sdk.models import common, xychart
from grafana_foundation_sdk.models.dashboard import FieldConfig

from dashboards.panels.column import Column, Property
from dashboards.panels.series import LEGEND
from dashboards.panels.shown import About, Shown, shown

TOOLTIP: Final = common.VizTooltipOptions(mode=common.TooltipDisplayMode.SINGLE, sort=common.SortOrder.NONE)


def curves(query: str, about: About, *columns: Column, over: str) -> Shown:
    """Shares over the numbers of the column `over`: each column with a title, as lines or `scattered`.

    The query gives rows in the order of `over`; a text column without a title names the points.
    """
    drawn = [_series(over, each.name) for each in columns if each.title and each.name != over]
    options = xychart.Options(mapping=xychart.SeriesMapping.MANUAL, series=drawn, legend=LEGEND, tooltip=TOOLTIP)
    custom = xychart.FieldConfig(show=xychart.XYShowMode.LINES, line_width=2)
    defaults = FieldConfig(unit="percentunit", decimals=1, min_val=0, custom=custom)
    return shown("xychart", query, about, columns, options, defaults)


def scattered(size: int = 6) -> list[Property]:
    """Points instead of a line."""
    return [("custom.show", "points"), ("custom.pointSize", {"fixed": size})]


def along(name: str) -> list[Property]:
    """What the axis of `over` is called."""
    return [("unit", "locale"), ("decimals", 0), ("custom.axisLabel", name)]


def _series(over: str, name: str) -> xychart.XYSeriesConfig:
    return xychart.XYSeriesConfig(
        x=xychart.XychartXYSeriesConfigX(matcher=_by_name(over)),
        y=xychart.XychartXYSeriesConfigY(matcher=_by_name(name)),
    )


def _by_name(name: str) -> xychart.MatcherConfig:
    return xychart.MatcherConfig(id_val="byName", options=name)
