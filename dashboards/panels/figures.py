"""Figures to be read at a glance: a query of one row, and each of its numeric columns a figure."""

from __future__ import annotations

from grafana_foundation_sdk.models import common, stat
from grafana_foundation_sdk.models.dashboard import FieldConfig

from dashboards.panels.column import WHY, Column
from dashboards.panels.shown import About, Shown, by_thresholds, shown, thresholds


def figures(query: str, about: About, *columns: Column, unit: str = "locale", decimals: int = 0) -> Shown:
    """One figure for each column, each under its title; without thresholds of its own it is grey.

    Beside columns that tell what explains a figure, only numbers are shown.
    """
    shown_fields = "" if any(each.name.startswith(WHY) for each in columns) else "/.*/"
    options = stat.Options(
        graph_mode=common.BigValueGraphMode.NONE,
        color_mode=common.BigValueColorMode.VALUE,
        justify_mode=common.BigValueJustifyMode.AUTO,
        text_mode=common.BigValueTextMode.VALUE_AND_NAME,
        orientation=common.VizOrientation.AUTO,
        reduce_options=common.ReduceDataOptions(calcs=["lastNotNull"], fields=shown_fields, values=False),
    )
    defaults = FieldConfig(unit=unit, decimals=decimals, color=by_thresholds(), thresholds=thresholds([(None, "text")]))
    return shown("stat", query, about, columns, options, defaults)
