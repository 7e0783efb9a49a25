"""Grafana's transformations between the answers and the panel, by their ids. One that is not here is a test failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Json

Transformation = Callable[[list[Frame], Json], list[Frame]]


def transformed(frames: list[Frame], wanted: list[Json]) -> list[Frame]:
    """The frames after each transformation that is not switched off."""
    for one in wanted:
        if not one.get("disabled"):
            frames = TRANSFORMATIONS[one["id"]](frames, one.get("options") or {})
    return frames


def rows_to_fields(frames: list[Frame], options: Json) -> list[Frame]:
    """Each row becomes a field of one value; `mappings` say which columns give its name, value and configuration."""
    handlers = {given["handlerKey"]: given["fieldName"] for given in options.get("mappings") or []}
    return [_turned(frame, handlers) for frame in frames]


def _turned(frame: Frame, handlers: dict[str, str]) -> Frame:
    columns = {one.name: one for one in frame.fields}
    names, values = columns[handlers["field.name"]], columns[handlers["field.value"]]
    rest = {key: columns[name] for key, name in handlers.items() if key not in ("field.name", "field.value")}
    fields = [
        Field(str(name), values.kind, [values.values[row]], config={key: one.values[row] for key, one in rest.items()})
        for row, name in enumerate(names.values)
    ]
    return Frame(frame.ref, fields)


def organize(frames: list[Frame], options: Json) -> list[Frame]:
    """Fields left out, renamed and put in order."""
    out, names, order = (options.get(key) or {} for key in ("excludeByName", "renameByName", "indexByName"))

    def one(frame: Frame) -> Frame:
        kept = sorted((f for f in frame.fields if not out.get(f.name)), key=lambda f: order.get(f.name, len(order)))
        return Frame(frame.ref, [replace(f, name=names.get(f.name) or f.name) for f in kept])

    return [one(frame) for frame in frames]


def sort_by(frames: list[Frame], options: Json) -> list[Frame]:
    """Rows in the order of one field."""
    wanted = (options.get("sort") or [{}])[0]

    def key(value: Any) -> tuple[bool, Any]:
        return value is not None, value

    def one(frame: Frame) -> Frame:
        by = next((f for f in frame.fields if f.name == wanted.get("field")), None)
        if by is None:
            return frame
        order = sorted(range(len(frame)), key=lambda row: key(by.values[row]), reverse=bool(wanted.get("desc")))
        return Frame(frame.ref, [replace(f, values=[f.values[row] for row in order]) for f in frame.fields])

    return [one(frame) for frame in frames]


TRANSFORMATIONS: Final[dict[str, Transformation]] = {
    "rowsToFields": rows_to_fields,
    "organize": organize,
    "sortBy": sort_by,
}
