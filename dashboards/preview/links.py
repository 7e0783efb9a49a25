"""Data links: `/d/kommune?var-kommune=${__data.fields.kode}` with a row's values put in, and nothing else but paths."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from dashboards.preview.colors import LIGHT
from dashboards.preview.display import shown
from dashboards.preview.fields import Field, Frame

_DATA: Final = re.compile(r"""\$\{__data\.fields(?:\.(\w+)|\[["']?([^"'\]]+)["']?\])(?:\.(\w+))?(?::\w+)?\}""")
_PLAIN: Final = re.compile(r"\$\{__(value|field|series)\.([\w.]+)(?::\w+)?\}")


def safe(url: str) -> str:
    """The URL when it leads to a page of ours or over http; else ''."""
    ours = url.startswith("/") and not url.startswith(("//", "/\\"))
    return url if ours or url.startswith(("http://", "https://")) else ""


def filled(url: str, field: Field, frame: Frame, row: int) -> str:
    """The URL of one cell; every value is percent-encoded."""

    def data(found: re.Match[str]) -> str:
        return _encoded(_cell(frame, found[1] or found[2], row, found[3] or "text"))

    def plain(found: re.Match[str]) -> str:
        return _encoded(_told(field, row, f"{found[1]}.{found[2]}"))

    return safe(_PLAIN.sub(plain, _DATA.sub(data, url)))


def _cell(frame: Frame, name: str, row: int, form: str) -> Any:
    """A value of the row by its field's name or number; as text it has no unit here, as Grafana's raw."""
    by_name = next((one for one in frame.fields if name in (one.name, one.title)), None)
    found = by_name or (frame.fields[int(name)] if name.isdecimal() and int(name) < len(frame.fields) else None)
    if found is None:
        return ""
    return found.values[row] if form in ("numeric", "raw") or found.kind == "number" else shown_text(found, row)


def shown_text(field: Field, row: int) -> str:
    """A text as it came; anything else as it is shown."""
    value = field.values[row]
    return value if isinstance(value, str) else shown(value, field, LIGHT).text


def _told(field: Field, row: int, what: str) -> Any:
    told = {
        "value.raw": field.values[row],
        "value.numeric": field.values[row],
        "value.text": shown(field.values[row], field, LIGHT).text,
        "field.name": field.name,
        "field.displayName": field.title,
        "series.name": field.title,
    }
    return told.get(what, field.labels.get(what.removeprefix("field.labels."), ""))


def _encoded(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return quote("" if value is None else str(value), safe="")
