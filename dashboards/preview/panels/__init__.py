"""The panel types that can be drawn. A type that a dashboard uses and that is not here is a test failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dashboards.preview.panels.barchart import barchart
from dashboards.preview.panels.bargauge import bargauge
from dashboards.preview.panels.canvas import canvas
from dashboards.preview.panels.stat import stat
from dashboards.preview.panels.table import table
from dashboards.preview.panels.text import text
from dashboards.preview.panels.timeseries import timeseries
from dashboards.preview.panels.xychart import xychart
from dashboards.preview.view import Drawing, View

RENDERERS: Final[dict[str, Callable[[Drawing], View]]] = {
    "bargauge": bargauge,
    "barchart": barchart,
    "canvas": canvas,
    "stat": stat,
    "table": table,
    "text": text,
    "timeseries": timeseries,
    "xychart": xychart,
}
