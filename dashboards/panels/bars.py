"""Bars by a name: a first column with the names, then one column for each colour."""

from __future__ import annotations

from grafana_foundation_sdk.models import barchart, common
from grafana_foundation_sdk.models.dashboard import FieldConfig

from dashboards.panels.column import Column
from dashboards.panels.series import LEGEND, TOOLTIP
from dashboards.panels.shown import About, Shown, shown


def bars(
    query: str,
    about: About,
    *columns: Column,
    unit: str = "locale",
    decimals: int = 0,
    across: bool = False,
    stacked: bool = True,
    whole: bool = False,
) -> Shown:
    """A bar for each row; `across` lays them down, so that long names can be read; `whole`: shares of one."""
    options = barchart.Options(
        x_field=columns[0].name,
        orientation=common.VizOrientation.HORIZONTAL if across else common.VizOrientation.VERTICAL,
        stacking=common.StackingMode.NORMAL if stacked else common.StackingMode.NONE,
        show_value=common.VisibilityMode.AUTO,
        bar_width=0.9,
        legend=LEGEND,
        tooltip=TOOLTIP,
    )
    defaults = FieldConfig(unit=unit, decimals=decimals, min_val=0, custom=barchart.FieldConfig(line_width=0))
    defaults.max_val = 1 if whole else None
    return shown("barchart", query, about, columns, options, defaults)
