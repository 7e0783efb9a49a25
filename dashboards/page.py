"""A page: rows of panels and the variables above them, made into one of Grafana's dashboards (classic JSON)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import (
    Dashboard,
    DashboardCursorSync,
    DashboardDashboardTemplating,
    DashboardDashboardTime,
    DashboardLink,
    DashboardLinkType,
    GridPos,
    Panel,
    RowPanel,
    TimePickerConfig,
    VariableModel,
)

from dashboards.panels.shown import WHOLE, Shown
from dashboards.variables import datasource

TAG: Final = "fokusvagt"
REFRESH: Final = ["5s", "30s", "1m", "5m", "15m", "1h"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the panels under it, laid from left to right and wrapped; '' is no heading."""

    title: str
    panels: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A dashboard by its uid; `since` is the time range it opens with, back from now."""

    uid: str
    title: str
    description: str
    sections: tuple[Section, ...]
    variables: tuple[VariableModel, ...] = ()
    since: str = "now-3y"
    refresh: str = "1m"

    @property
    def panels(self) -> list[Shown]:
        """All panels of the page."""
        return [panel for section in self.sections for panel in section.panels]

    def dashboard(self) -> Dashboard:
        """The page as Grafana's model."""
        return Dashboard(
            uid=self.uid,
            title=self.title,
            description=self.description,
            tags=[TAG],
            timezone="Europe/Copenhagen",
            week_start="monday",
            editable=False,
            graph_tooltip=DashboardCursorSync.CROSSHAIR,
            time=DashboardDashboardTime(from_val=self.since, to="now"),
            timepicker=TimePickerConfig(refresh_intervals=REFRESH),
            refresh=self.refresh,
            panels=_laid(self.sections),
            templating=DashboardDashboardTemplating(list_val=[datasource(), *self.variables]),
            links=[_others()],
        )

    def text(self) -> str:
        """The page as it is committed."""
        return json.dumps(self.dashboard(), cls=JSONEncoder, indent=1, ensure_ascii=False) + "\n"


def section(title: str, *panels: Shown) -> Section:
    """A heading and its panels."""
    return Section(title, panels)


def _others() -> DashboardLink:
    """The other pages, from every page."""
    return DashboardLink(
        title="Fokusvagt",
        type_val=DashboardLinkType.DASHBOARDS,
        icon="external link",
        tags=[TAG],
        as_dropdown=False,
        keep_time=True,
    )


def _laid(sections: Sequence[Section]) -> list[Panel | RowPanel]:
    laid: list[Panel | RowPanel] = []
    top = 0
    for each in sections:
        if each.title:
            place = GridPos(h=1, w=WHOLE, x=0, y=top)
            laid.append(RowPanel(title=each.title, grid_pos=place, id_val=len(laid) + 1))
            top += 1
        top = _flow(laid, each.panels, top)
    return laid


def _flow(laid: list[Panel | RowPanel], panels: Sequence[Shown], top: int) -> int:
    """Lay panels from `top`; where the next line begins."""
    left = high = 0
    for each in panels:
        if left + each.width > WHOLE:
            top, left, high = top + high, 0, 0
        each.panel.grid_pos = GridPos(h=each.height, w=each.width, x=left, y=top)
        each.panel.id_val = len(laid) + 1
        laid.append(each.panel)
        left, high = left + each.width, max(high, each.height)
    return top + high


def as_json(page: Page) -> dict[str, Any]:
    """The page as Grafana reads it."""
    found: dict[str, Any] = json.loads(page.text())
    return found
