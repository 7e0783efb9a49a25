"""canvas: elements at their places in per cent of the panel, coloured by a field. The map of tiles is one."""

from __future__ import annotations

from html import escape
from typing import Final

from dashboards.preview import colors
from dashboards.preview.display import shown
from dashboards.preview.fields import Field
from dashboards.preview.links import safe
from dashboards.preview.model import Json
from dashboards.preview.view import Drawing, Html, View

ELEMENTS: Final = {"rectangle"}
SIDES: Final = ("left", "top", "right", "bottom")


def canvas(drawing: Drawing) -> View:
    """The elements of the root frame; one whose field has no value keeps its fixed colour."""
    fields = {field.name: field for frame in drawing.frames for field in frame.fields}
    elements = drawing.option("root.elements") or []
    return Html(f'<div class="fv-canvas">{"".join(_element(drawing, fields, one) for one in elements)}</div>')


def _element(drawing: Drawing, fields: dict[str, Field], element: Json) -> str:
    wanted = (element.get("background") or {}).get("color") or {}
    field = fields.get(str(wanted.get("field") or ""))
    value = field.values[-1] if field and field.values else None
    color = colors.css(str(wanted.get("fixed") or "transparent"), drawing.theme)
    title = str(element.get("name", ""))
    if field is not None:
        seen = shown(value, field, drawing.theme)
        title = f"{field.title}: {seen.text}"
        color = seen.color if value is not None and seen.colored else color
    place = ";".join(f"{side}:{float(element['placement'][side]):g}%" for side in SIDES)
    words = escape(_words(element))
    href = next((safe(drawing.address(link["url"])) for link in element.get("links") or []), "")
    style = f"{place};background:{color};color:{_ink(drawing, element)}"
    tag = f'a href="{escape(href)}"' if href else "span"
    return (
        f'<{tag} class="fv-tile" style="{style}" title="{escape(title)}" aria-label="{escape(title)}">'
        f"<b>{words}</b></{tag.split()[0]}>"
    )


def _words(element: Json) -> str:
    return str(((element.get("config") or {}).get("text") or {}).get("fixed") or "")


def _ink(drawing: Drawing, element: Json) -> str:
    named = ((element.get("config") or {}).get("color") or {}).get("fixed") or "text"
    return colors.css(str(named), drawing.theme)
