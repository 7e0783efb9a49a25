"""The generated Grafana JSON as values: dashboards, sections, panels, variables. Reading only, no asking."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

GENERATED: Final = Path(__file__).parent.parent / "generated"

Json = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """One panel: its JSON, and what every panel has."""

    json: Json

    @property
    def id(self) -> int:
        """Unique within its dashboard."""
        return int(self.json["id"])

    @property
    def type(self) -> str:
        """Grafana's name of the kind, such as stat."""
        return str(self.json["type"])

    @property
    def title(self) -> str:
        """As written: variables are not yet put in."""
        return str(self.json.get("title") or "")

    @property
    def description(self) -> str:
        """What the tooltip says."""
        return str(self.json.get("description") or "")

    @property
    def grid(self) -> tuple[int, int, int, int]:
        """x, y, width and height in Grafana's grid of 24 columns."""
        at = self.json["gridPos"]
        return int(at["x"]), int(at["y"]), int(at["w"]), int(at["h"])

    @property
    def targets(self) -> list[Json]:
        """The queries that are not hidden."""
        return [target for target in self.json.get("targets") or [] if not target.get("hide")]

    @property
    def options(self) -> Json:
        """The panel type's own options."""
        return self.json.get("options") or {}

    @property
    def defaults(self) -> Json:
        """fieldConfig.defaults."""
        return (self.json.get("fieldConfig") or {}).get("defaults") or {}

    @property
    def overrides(self) -> list[Json]:
        """fieldConfig.overrides."""
        return (self.json.get("fieldConfig") or {}).get("overrides") or []


@dataclass(frozen=True)
class Section:
    """A row with the panels under it; the panels before the first row are a section without a title."""

    title: str
    collapsed: bool
    panels: list[Panel]


@dataclass(frozen=True)
class Variable:
    """A template variable."""

    json: Json

    @property
    def name(self) -> str:
        """As in `$name` and `?var-name=`."""
        return str(self.json["name"])

    @property
    def label(self) -> str:
        """What the reader sees."""
        return str(self.json.get("label") or self.name)

    @property
    def type(self) -> str:
        """query, custom, constant, textbox, interval or datasource."""
        return str(self.json["type"])

    @property
    def multi(self) -> bool:
        """Whether several values may be chosen."""
        return bool(self.json.get("multi"))

    @property
    def include_all(self) -> bool:
        """Whether `All` is an option."""
        return bool(self.json.get("includeAll"))

    @property
    def shown(self) -> bool:
        """Whether the reader may choose."""
        return self.json.get("hide", 0) != 2 and self.type not in ("datasource", "constant")


@dataclass(frozen=True)
class Dashboard:
    """One page."""

    json: Json = field(repr=False)

    @property
    def uid(self) -> str:
        """As in /d/<uid>."""
        return str(self.json["uid"])

    @property
    def title(self) -> str:
        """As in the navigation."""
        return str(self.json["title"])

    @property
    def refresh(self) -> str:
        """How often it asks again, such as 30s; empty: never."""
        return str(self.json.get("refresh") or "")

    @property
    def range(self) -> tuple[str, str]:
        """(from, to) as written, such as now-12M and now."""
        chosen = self.json.get("time") or {}
        return str(chosen.get("from", "now-6h")), str(chosen.get("to", "now"))

    @cached_property
    def variables(self) -> list[Variable]:
        """In the order in which they are resolved."""
        return [Variable(given) for given in (self.json.get("templating") or {}).get("list") or []]

    @cached_property
    def sections(self) -> list[Section]:
        """Rows with their panels, in the order in which they are read."""
        return list(_sections(self.json["panels"]))

    @property
    def panels(self) -> list[Panel]:
        """All panels but rows."""
        return [panel for section in self.sections for panel in section.panels]


def _sections(panels: list[Json]) -> Iterator[Section]:
    """Grafana keeps the panels of a collapsed row inside it, those of an open one after it."""
    title, collapsed, inside = "", False, list[Panel]()
    for given in sorted(panels, key=_place):
        if given["type"] != "row":
            inside.append(Panel(given))
            continue
        if inside or title:
            yield Section(title, collapsed, inside)
        title, collapsed = str(given.get("title") or ""), bool(given.get("collapsed"))
        inside = [Panel(nested) for nested in sorted(given.get("panels") or [], key=_place)]
    yield Section(title, collapsed, inside)


def _place(panel: Json) -> tuple[int, int]:
    return panel["gridPos"]["y"], panel["gridPos"]["x"]


def load(folder: Path = GENERATED) -> dict[str, Dashboard]:
    """The dashboards of a folder by uid, in the order of their file names."""
    files = sorted(folder.rglob("*.json"))
    found = [Dashboard(json.loads(path.read_text("utf-8"))) for path in files]
    return {dashboard.uid: dashboard for dashboard in found}
