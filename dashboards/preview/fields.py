"""Columns of an answer as Grafana's data frames: fields with their configuration, defaults and overrides applied."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dashboards.preview.clickhouse import Answer
from dashboards.preview.model import Json, Panel

TIME_SERIES: Final = 0


@dataclass(frozen=True)
class Field:
    """Values of one kind with how they are to be shown. `config` is Grafana's FieldConfig."""

    name: str
    kind: str
    values: list[Any]
    labels: dict[str, str] = field(default_factory=dict)
    config: Json = field(default_factory=dict)
    number: int = 0

    @property
    def title(self) -> str:
        """The name that the reader sees."""
        wanted = self.config.get("displayName")
        if wanted:
            return _labelled(str(wanted), self)
        return next(iter(self.labels.values())) if len(self.labels) == 1 else " ".join((self.name, *self._labels()))

    def _labels(self) -> list[str]:
        return [f"{key}={value}" for key, value in self.labels.items()]

    @property
    def custom(self) -> Json:
        """What only this panel type understands."""
        return self.config.get("custom") or {}


@dataclass(frozen=True)
class Frame:
    """Fields of equal length; `ref` is the query's letter."""

    ref: str
    fields: list[Field]

    def __len__(self) -> int:
        return len(self.fields[0].values) if self.fields else 0

    @property
    def time(self) -> Field | None:
        """The first field of times."""
        return next((one for one in self.fields if one.kind == "time"), None)

    @property
    def numbers(self) -> list[Field]:
        """The fields with numbers that are not hidden."""
        return [one for one in self.fields if one.kind == "number" and not _hidden(one)]

    def row(self, number: int) -> dict[str, Any]:
        """One row by the fields' names."""
        return {one.name: one.values[number] for one in self.fields}


def frame(ref: str, answer: Answer, form: int) -> Frame:
    """The answer to a query; as time series (0), text columns become the series' labels."""
    fields = [Field(column.name, column.kind, column.values) for column in answer]
    made = Frame(ref, fields)
    return _wide(made, made.time) if form == TIME_SERIES and made.time else made


def _wide(long: Frame, time: Field) -> Frame:
    """One field per value column and combination of texts, over the sorted distinct times."""
    keys = [one for one in long.fields if one.kind not in ("time", "number")]
    values = [one for one in long.fields if one.kind == "number"]
    if not keys:
        return Frame(long.ref, [time, *values])
    moments = sorted(set(time.values))
    place = {moment: at for at, moment in enumerate(moments)}
    made: dict[tuple[Any, ...], Field] = {}
    for row, moment in enumerate(time.values):
        texts = {one.name: str(one.values[row]) for one in keys}
        for value in values:
            name = (value.name, *texts.values())
            series = made.setdefault(name, Field(value.name, "number", [None] * len(moments), texts))
            series.values[place[moment]] = value.values[row]
    return Frame(long.ref, [replace(time, values=moments), *made.values()])


def configured(panel: Panel, frames: list[Frame]) -> list[Frame]:
    """The frames with the panel's defaults and overrides in each field, and each series numbered."""
    made, series = [], 0
    for one in frames:
        fields = []
        for given in one.fields:
            config = _config(panel, given, one.ref)
            fields.append(replace(given, config=config, number=series))
            series += given.kind == "number"
        made.append(Frame(one.ref, fields))
    return made


def _config(panel: Panel, given: Field, ref: str) -> Json:
    config = copy.deepcopy(panel.defaults) | given.config  # a transformation may have said something
    for override in panel.overrides:
        matcher = override["matcher"]
        if MATCHERS[matcher["id"]](given, ref, matcher.get("options")):
            for wanted in override["properties"]:
                _set(config, wanted["id"], wanted.get("value"))
    return config


def _set(config: Json, path: str, value: Any) -> None:
    inner = config
    *parents, last = path.split(".", 1) if path.startswith("custom.") else [path]
    for parent in parents:
        inner = inner.setdefault(parent, {})
    inner[last] = value


def _regexp(given: Field, _ref: str, options: Any) -> bool:
    pattern = str(options)
    body = pattern[1 : pattern.rindex("/")] if pattern.startswith("/") and pattern.rindex("/") else pattern
    return bool(re.search(body, given.name) or re.search(body, given.title))


MATCHERS: Final[dict[str, Callable[[Field, str, Any], bool]]] = {
    "byName": lambda given, _ref, options: options in (given.name, given.title),
    "byNames": lambda given, _ref, options: not {given.name, given.title}.isdisjoint(options["names"]),
    "byRegexp": _regexp,
    "byType": lambda given, _ref, options: given.kind == options,
    "byFrameRefID": lambda _given, ref, options: ref == options,
}


def _hidden(one: Field) -> bool:
    return bool((one.custom.get("hideFrom") or {}).get("viz"))


def _labelled(text: str, given: Field) -> str:
    for key, value in given.labels.items():
        text = text.replace("${__field.labels." + key + "}", value)
    return text.replace("${__field.name}", given.name)
