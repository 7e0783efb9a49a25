"""What a renderer gives: plain data that the page mounts as HTML, as an ECharts chart or as an AG Grid table.

Renderers are pure: (panel, frames, theme, links) to one of these. Nothing here knows of the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dashboards.preview.colors import Theme
from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Json, Panel

LinkTo = Callable[[Field, Frame, int], str]  # the first data link of a field in a row; '' where there is none


@dataclass(frozen=True, slots=True)
class Html:
    """Markup whose every text has been escaped."""

    markup: str


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text as its author wrote it."""

    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """ECharts options; keys that begin with a colon name functions of preview.js."""

    options: Json


@dataclass(frozen=True, slots=True)
class Grid:
    """AG Grid's columns and rows; a cell `c0` brings its text `c0_t`, colours `c0_c` `c0_b` and link `c0_l`."""

    columns: list[Json]
    rows: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Empty:
    """There is nothing to show, which is told in words."""

    text: str = "Ingen data i det valgte udsnit"


View = Html | Markdown | Chart | Grid | Empty


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a renderer draws from."""

    panel: Panel
    frames: list[Frame]
    theme: Theme
    link: LinkTo
    address: Callable[[str], str]  # a link with the variables put in, percent-encoded
    words: Callable[[str], str]  # a text with the variables put in
    span: tuple[int, int] = (0, 0)
    range: tuple[int, int] = (0, 0)

    @property
    def first(self) -> Frame | None:
        """The first frame with rows."""
        return next((frame for frame in self.frames if len(frame)), None)

    def option(self, path: str, default: Any = None) -> Any:
        """A panel option by its dotted path."""
        at: Any = self.panel.options
        for name in path.split("."):
            if not isinstance(at, dict) or at.get(name) is None:
                return default
            at = at[name]
        return at
