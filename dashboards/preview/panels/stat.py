"""stat: one great number each, coloured by its thresholds, with a line of its past where asked for."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from dashboards.preview import colors
from dashboards.preview.display import Shown, shown
from dashboards.preview.fields import Field, Frame
from dashboards.preview.reduce import reduced
from dashboards.preview.view import Drawing, Empty, Html, View

WIDTH: Final = 200.0
HEIGHT: Final = 40.0


def stat(drawing: Drawing) -> View:
    """One tile per value: per row of a table, or per field of a series."""
    tiles = [_tile(drawing, *given) for given in values(drawing)]
    if not tiles:
        return Empty(drawing.panel.defaults.get("noValue") or Empty().text)
    direction = "column" if _vertical(drawing) else "row"
    across = 1 if direction == "column" else len(tiles)
    return Html(f'<div class="fv-stats fv-{direction}" style="--n:{across}">{"".join(tiles)}</div>')


def values(drawing: Drawing) -> list[tuple[Field, Frame, int, Any]]:
    """(field, frame, row, value) of what a stat or bar gauge shows, by its reduceOptions."""
    every = bool(drawing.option("reduceOptions.values", False))
    calc = (drawing.option("reduceOptions.calcs") or ["lastNotNull"])[0]
    found: list[tuple[Field, Frame, int, Any]] = []
    for frame in drawing.frames:
        for field in _wanted(drawing, frame):
            if every:
                rows = range(min(len(frame), int(drawing.option("reduceOptions.limit", 100))))
                found += [(field, frame, row, field.values[row]) for row in rows]
            elif field.values:
                found.append((field, frame, len(frame) - 1, reduced(field.values, calc)))
    return found


def name_of(drawing: Drawing, field: Field, frame: Frame, row: int) -> str:
    """A row's texts, or the field's title; what the panel's own title says is not said again."""
    if drawing.option("reduceOptions.values", False):
        texts = [shown(one.values[row], one, drawing.theme).text for one in frame.fields if one.kind == "string"]
        if texts and not field.config.get("displayName"):
            return " ".join(texts)
    return field.title


def _wanted(drawing: Drawing, frame: Frame) -> list[Field]:
    named = str(drawing.option("reduceOptions.fields", "") or "")
    if named.startswith("/"):
        pattern = named.strip("/").strip("^$").replace("\\", "")
        fields = [one for one in frame.fields if pattern in ("", ".*", one.name, one.title)]
        return [one for one in fields if pattern not in ("", ".*") or one.kind != "time"]
    return frame.numbers


def _vertical(drawing: Drawing) -> bool:
    orientation = drawing.option("orientation", "auto")
    width, height = drawing.span
    return bool(orientation == "horizontal" or (orientation == "auto" and width < height * 2))


def _tile(drawing: Drawing, field: Field, frame: Frame, row: int, value: Any) -> str:
    seen = shown(value, field, drawing.theme)
    mode = drawing.option("textMode", "auto")
    several = len(values(drawing)) > 1 or mode in ("name", "value_and_name")
    name = escape(name_of(drawing, field, frame, row)) if several and mode not in ("value", "none") else ""
    text = "" if mode in ("name", "none") else escape(seen.text)
    line = _sparkline(field, seen) if drawing.option("graphMode", "area") == "area" and frame.time else ""
    kind = "fv-value" if value is not None else "fv-value fv-none"
    inside = f'<span class="fv-name">{name}</span><span class="{kind}">{text}</span>{line}'
    href = drawing.link(field, frame, row)
    style = _style(drawing, seen)
    if href:
        return f'<a class="fv-stat" href="{escape(href)}" style="{style}">{inside}</a>'
    return f'<div class="fv-stat" style="{style}">{inside}</div>'


def _style(drawing: Drawing, seen: Shown) -> str:
    mode = drawing.option("colorMode", "value")
    if not seen.colored or mode == "none":
        return ""
    if mode.startswith("background"):
        return f"background:{seen.color};color:{colors.readable_on(seen.color)}"
    return f"color:{seen.color}"


def _sparkline(field: Field, seen: Shown) -> str:
    there = [(at, value) for at, value in enumerate(field.values) if value is not None]
    if len(there) < 2:
        return ""
    low, high = min(v for _, v in there), max(v for _, v in there)
    scale = (HEIGHT - 4) / ((high - low) or 1)
    step = WIDTH / max(len(field.values) - 1, 1)
    points = [f"{at * step:.1f},{HEIGHT - 2 - (value - low) * scale:.1f}" for at, value in there]
    area = f"0,{HEIGHT:.0f} {' '.join(points)} {WIDTH:.0f},{HEIGHT:.0f}"
    return (
        f'<svg class="fv-spark" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" preserveAspectRatio="none" aria-hidden="true">'
        f'<polygon points="{area}" fill="{seen.color}" fill-opacity="0.12"></polygon>'
        f'<polyline points="{" ".join(points)}" fill="none" stroke="{seen.color}" stroke-width="1.5" '
        f'vector-effect="non-scaling-stroke"></polyline></svg>'
    )
