"""The 98 kommuner as a map of tiles: a canvas panel, which Grafana draws without plugins, basemaps or internet.

The query gives (kode, navn, vaerdi); a transformation makes each row a field named by the code, and a tile takes its
colour from the field of its code. A tile's place is data: `dashboards/tiles.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
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
KEY_COLUMN, KEY_WIDTH, KEY_HEIGHT = 13, 5, 0.7  # in tiles: what the colours mean
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


def tile_map(
    query: str,
    about: About,
    steps: Steps,
    words: Sequence[str],
    link: str,
    unit: str = "percentunit",
    decimals: int = 1,
) -> Shown:
    """A map coloured by `vaerdi`, with a word for each step; a tile leads to `link`, where {kode} is its code."""
    key = [*zip(words, (colour for _, colour in steps), strict=True), ("Ingen data", palette.NONE)]
    elements: list[canvas.CanvasElementOptions] = [_element(tile, link) for tile in tiles()]
    elements += [_explained(number, *each) for number, each in enumerate(key)]
    root = canvas.CanvasOptionsRoot(name="Danmark", elements=elements)
    options = LinkedOptions(inline_editing=False, show_advanced_types=False, pan_zoom=False, infinite_pan=False)
    options.root = root
    defaults = FieldConfig(unit=unit, decimals=decimals, color=by_thresholds(), thresholds=thresholds(steps))
    columns = (column("kode"), column("navn"), column("vaerdi"))
    return shown("canvas", query, about, columns, options, defaults, transformations=[ROWS_TO_FIELDS])


def _element(tile: Tile, link: str) -> LinkedElement:
    colour = common.ColorDimensionConfig(fixed=palette.NONE, field=str(tile.kode))
    element = _rectangle(str(tile.kode), tile.kort, colour, _placement(tile.column, tile.row))
    element.links = [{"title": "Åbn kommunen", "url": link.replace("{kode}", str(tile.kode)), "oneClick": True}]
    return element


def _explained(number: int, word: str, colour: str) -> LinkedElement:
    """What a colour means, over the sea in the upper right corner."""
    place = _placement(KEY_COLUMN, number * KEY_HEIGHT, KEY_WIDTH, KEY_HEIGHT)
    return _rectangle(f"Forklaring: {word}", word, common.ColorDimensionConfig(fixed=colour), place)


def _rectangle(name: str, text: str, colour: common.ColorDimensionConfig, place: canvas.Placement) -> LinkedElement:
    element = LinkedElement(name=name, type_val="rectangle", config=_label(text))
    element.constraint = canvas.Constraint(canvas.HorizontalConstraint.SCALE, canvas.VerticalConstraint.SCALE)
    element.placement = place
    element.background = canvas.BackgroundConfig(color=colour)
    element.border = canvas.LineConfig(color=common.ColorDimensionConfig(fixed="transparent"), width=0, radius=3)
    element.links = []
    return element


def _label(text: str) -> dict[str, Any]:
    return {
        "text": {"mode": "fixed", "fixed": text},
        "color": {"fixed": palette.INK},
        "size": 10,
        "align": "center",
        "valign": "middle",
    }


def _placement(column: float, row: float, columns: float = 1, rows: float = 1) -> canvas.Placement:
    """Per cent of the panel, from each of its sides."""
    wide, high = (100 / (1 + max(place)) for place in zip(*((t.column, t.row) for t in tiles()), strict=True))
    return canvas.Placement(
        left=round(column * wide, 2),
        top=round(row * high, 2),
        right=round(100 - (column + columns - GAP) * wide, 2),
        bottom=round(100 - (row + rows - GAP) * high, 2),
    )
