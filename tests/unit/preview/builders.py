"""Panels, fields and variables for the tests of the preview, written as Grafana's JSON."""

from __future__ import annotations

from typing import Any

from dashboards.preview.clickhouse import Column
from dashboards.preview.colors import LIGHT
from dashboards.preview.fields import Field, Frame, configured, frame
from dashboards.preview.model import Panel, Variable
from dashboards.preview.timerange import TimeRange
from dashboards.preview.variables import Chosen
from dashboards.preview.view import Drawing

SPAN = TimeRange("now-1d", "now", 0, 86_400_000)


def field(*values: Any, kind: str = "number", name: str = "andel", **config: Any) -> Field:
    """A field with its configuration."""
    return Field(name, kind, list(values), config=config)


def panel(kind: str = "stat", **more: Any) -> Panel:
    """A panel of a type; `defaults`, `overrides` and `options` as in the JSON."""
    config = {"defaults": more.pop("defaults", {}), "overrides": more.pop("overrides", [])}
    grid = {"x": 0, "y": 0, "w": 12, "h": 8}
    return Panel({"id": 1, "type": kind, "title": "Prøve", "gridPos": grid, "fieldConfig": config, **more})


def override(name: str, **properties: Any) -> dict[str, Any]:
    """An override of one field; `custom_width` is custom.width."""
    named = [{"id": key.replace("custom_", "custom."), "value": value} for key, value in properties.items()]
    return {"matcher": {"id": "byName", "options": name}, "properties": named}


def drawing(of: Panel, *columns: Column, form: int = 1) -> Drawing:
    """What a renderer gets for an answer of these columns."""
    frames = configured(of, [frame("A", list(columns), form)])
    return Drawing(of, frames, LIGHT, lambda *_: "", str, str, (12, 8), (0, 86_400_000))


def chosen(name: str, *values: str, options: tuple[str, ...] = (), kind: str = "query", **more: Any) -> Chosen:
    """A variable with chosen values."""
    variable = Variable({"name": name, "type": kind, **more})
    return Chosen(variable, tuple((value, value) for value in options or values), values)


def named(frames: list[Frame], name: str) -> Field:
    """The field of this name or title."""
    return next(one for made in frames for one in made.fields if name in (one.name, one.title))
