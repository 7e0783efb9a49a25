"""The 98 kommuner as a map of tiles: a canvas panel, which Grafana draws without plugins, basemaps or internet.

The query gives (kode, navn, vaerdi); a transformation makes each row a field named by the code, and a tile takes its
colour from the field of its code. A tile's place is data: `dashboards/tiles.csv`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Self

from grafana_foundation_sdk.cog import runtime
from grafana_foundation_sdk.models import canvas, common
from grafana_foundation_sdk.models.dashboard import DataTransformerConfig, FieldConfig

from dashboards import palette
from dashboards.panels.column import Steps, column
from dashboards.panels.shown import About, Shown, by_thresholds, shown, thresholds

GAP: Final = 0.12  # of a tile's side, between tiles
ROWS_TO_FIELDS: Final = DataTransformerConfig(
    id_val="rowsToFields",
    options={
        "mappings": [
            {"fieldName": "kode", "handlerKey": "field.name"},
            {"fieldName": "navn", "handlerKey": "displayName"},
            {"fieldName": "vaerdi", "handlerKey": "field.value"},
        ]
    },
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A kommune's place in the grid, counted from the upper left, and what fits on it."""

    kode: int
    row: int
    column: int
    kort: str


@cache
def tiles() -> tuple[Tile, ...]:
    """The tiles, by code."""
    text = (files("dashboards") / "tiles.csv").read_text(encoding="utf-8")
    found = csv.DictReader(text.splitlines())
    return tuple(Tile(int(r["kode"]), int(r["row"]), int(r["column"]), r["kort"]) for r in found)


class LinkedElement(canvas.CanvasElementOptions):
    """A canvas element with links, which the SDK's class has no field for."""

    links: list[dict[str, Any]]

    def to_json(self) -> dict[str, object]:
        """The element with its links."""
        return super().to_json() | {"links": self.links}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of to_json."""
        element = super().from_json(data)
        element.links = data.get("links", [])
        return element


class LinkedOptions(canvas.Options):
    """Options of a canvas whose elements have links."""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """As canvas.Options, with elements of ours."""
        options = super().from_json(data)
        options.root.elements = [LinkedElement.from_json(each) for each in data["root"]["elements"]]
        return options


def register() -> None:
    """Teach the SDK to read our canvas back."""
    runtime.register_panelcfg_variant(runtime.PanelCfgConfig("canvas", LinkedOptions.from_json))


def tile_map(query: str, about: About, steps: Steps, link: str, unit: str = "percentunit", decimals: int = 1) -> Shown:
    """A map coloured by `vaerdi`; a click on a tile leads to `link`, where {kode} is the tile's code."""
    root = canvas.CanvasOptionsRoot(name="Danmark", elements=[_element(tile, link) for tile in tiles()])
    options = LinkedOptions(inline_editing=False, show_advanced_types=False, pan_zoom=False, infinite_pan=False)
    options.root = root
    defaults = FieldConfig(unit=unit, decimals=decimals, color=by_thresholds(), thresholds=thresholds(steps))
    columns = (column("kode"), column("navn"), column("vaerdi"))
    return shown("canvas", query, about, columns, options, defaults, transformations=[ROWS_TO_FIELDS])


def _element(tile: Tile, link: str) -> LinkedElement:
    element = LinkedElement(name=str(tile.kode), type_val="rectangle", config=_label(tile.kort))
    scale = canvas.HorizontalConstraint.SCALE, canvas.VerticalConstraint.SCALE
    element.constraint = canvas.Constraint(*scale)
    element.placement = _placement(tile)
    element.background = canvas.BackgroundConfig(
        color=common.ColorDimensionConfig(fixed=palette.NONE, field=str(tile.kode))
    )
    element.border = canvas.LineConfig(color=common.ColorDimensionConfig(fixed="transparent"), width=0, radius=3)
    element.links = [{"title": "Åbn kommunen", "url": link.replace("{kode}", str(tile.kode)), "oneClick": True}]
    return element


def _label(text: str) -> dict[str, Any]:
    return {
        "text": {"mode": "fixed", "fixed": text},
        "color": {"fixed": palette.INK},
        "size": 10,
        "align": "center",
        "valign": "middle",
    }


def _placement(tile: Tile) -> canvas.Placement:
    """Per cent of the panel, from each of its sides."""
    wide, high = (100 / (1 + max(place)) for place in zip(*((t.column, t.row) for t in tiles()), strict=True))
    left, top = tile.column * wide, tile.row * high
    return canvas.Placement(
        left=round(left, 2),
        top=round(top, 2),
        right=round(100 - left - wide * (1 - GAP), 2),
        bottom=round(100 - top - high * (1 - GAP), 2),
    )
