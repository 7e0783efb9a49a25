"""table: AG Grid with sorting and filters; each cell brings the text and colour that Grafana would give it."""

from __future__ import annotations

from typing import Any, Final

from dashboards.preview import colors
from dashboards.preview.display import bounds, shown
from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Json
from dashboards.preview.view import Drawing, Empty, Grid, View

FILTERS: Final = {"number": "agNumberColumnFilter", "string": "agTextColumnFilter"}
CHARACTER: Final = 8  # pixels of a letter and of what stands around a cell's text
PADDING: Final = 22
NARROW: Final = 160  # a column of text becomes no narrower than this, nor counts for more than WIDE
WIDE: Final = 360
SAMPLE: Final = 50
CELLS: Final = {"auto", "color-text", "color-background", "gauge", "data-links", "pill", "markdown"}


def table(drawing: Drawing) -> View:
    """The first frame's fields as columns, its rows in the order that the query gave them."""
    frame = drawing.frames[0] if drawing.frames else None
    if frame is None or not len(frame):
        return Empty(drawing.panel.defaults.get("noValue") or Empty().text)
    fields = [one for one in frame.fields if not _hidden(one)]
    sort = {given["displayName"]: given.get("desc", False) for given in drawing.option("sortBy") or []}
    columns = [_column(drawing, number, one, sort) for number, one in enumerate(fields)]
    rows = [_row(drawing, frame, fields, row) for row in range(len(frame))]
    return Grid(columns, rows)


def _hidden(field: Field) -> bool:
    return bool(field.custom.get("hidden") or (field.custom.get("hideFrom") or {}).get("viz"))


def _column(drawing: Drawing, number: int, field: Field, sort: dict[str, bool]) -> Json:
    align = field.custom.get("align") or "auto"
    right = align == "right" or (align == "auto" and field.kind == "number")
    column: Json = {
        "field": f"c{number}",
        "headerName": field.title,
        "filter": FILTERS.get(field.kind, "agTextColumnFilter"),
        ":valueFormatter": "fokusvagt.cellText",
        ":cellRenderer": "fokusvagt.cell",
        ":cellStyle": "fokusvagt.cellStyle",
        ":comparator": "fokusvagt.compare",
        ":tooltipValueGetter": "fokusvagt.cellText",
        "headerClass": "ag-right-aligned-header" if right else "",
        "cellClass": "ag-right-aligned-cell" if right else "",
        "headerTooltip": str(field.config.get("description") or field.title),
        **_width(drawing, field),
    }
    if (field.custom.get("cellOptions") or {}).get("wrapText"):
        column |= {"wrapText": True, "autoHeight": True}
    if field.custom.get("pinned"):
        column["pinned"] = field.custom["pinned"]
    if field.kind != "number":
        column[":filterValueGetter"] = "fokusvagt.filterText"
    if field.title in sort or field.name in sort:
        column["sort"] = "desc" if sort.get(field.title, sort.get(field.name)) else "asc"
    return column


def _width(drawing: Drawing, field: Field) -> Json:
    """As wide as Grafana is told, else a share of what is left, by what stands in the column."""
    word = max((len(part) for part in field.title.split()), default=0) * CHARACTER + PADDING
    texts = (len(shown(value, field, drawing.theme).text) for value in field.values[:SAMPLE])
    wanted = max(word, max(texts, default=0) * CHARACTER + PADDING)
    if field.custom.get("width"):
        return {"width": max(int(field.custom["width"]), word)}
    least = max(word, wanted if field.kind == "number" else min(wanted, NARROW))
    return {"flex": min(wanted, WIDE), "minWidth": max(least, int(field.custom.get("minWidth") or 0))}


def _row(drawing: Drawing, frame: Frame, fields: list[Field], row: int) -> Json:
    cells: Json = {}
    for number, field in enumerate(fields):
        cells |= _cell(drawing, frame, field, f"c{number}", row)
    return cells


def _cell(drawing: Drawing, frame: Frame, field: Field, key: str, row: int) -> Json:
    value = field.values[row]
    seen = shown(value, field, drawing.theme)
    cell: Json = {key: value if isinstance(value, int | float | str) else seen.text, f"{key}_t": seen.text}
    kind = (field.custom.get("cellOptions") or {}).get("type", "auto")
    if kind in ("color-text", "color-background", "pill") and seen.colored:
        cell |= _colors(kind, key, seen.color)
    if kind == "gauge" and isinstance(value, int | float):
        cell |= {f"{key}_g": _share(field, value), f"{key}_c": seen.color if seen.colored else ""}
    href = drawing.link(field, frame, row)
    return cell | ({f"{key}_l": href} if href else {})


def _colors(kind: str, key: str, color: str) -> Json:
    if kind == "color-text":
        return {f"{key}_c": color}
    return {f"{key}_b": color, f"{key}_c": colors.readable_on(color), f"{key}_p": kind == "pill"}


def _share(field: Field, value: Any) -> float:
    low, high = bounds(field)
    return round(min(max((value - low) / (high - low), 0.0), 1.0), 4) if high > low else 0.0
