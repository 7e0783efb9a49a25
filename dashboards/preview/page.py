"""A dashboard on the screen: its panels in Grafana's grid, filled in parallel, brought up to date while one looks."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nicegui import background_tasks, ui

from dashboards.preview import links, timerange, whys
from dashboards.preview.clickhouse import Refused
from dashboards.preview.controls import Places, header
from dashboards.preview.fields import Field, Frame
from dashboards.preview.model import Panel, Section
from dashboards.preview.mount import Mounted
from dashboards.preview.panels import RENDERERS
from dashboards.preview.queries import Answered
from dashboards.preview.session import Session
from dashboards.preview.timerange import WrongTime
from dashboards.preview.view import Drawing, View

AT_ONCE: Final = 0.15  # seconds that the first answer waits for the panels, so that most come with the page


@dataclass
class Shown:
    """A panel on the page and the mark of what it shows."""

    panel: Panel
    body: Mounted
    mark: object = None


class Page:
    """What one browser tab looks at."""

    def __init__(self, session: Session, places: Places, explains: bool) -> None:
        self.session, self.places, self._explains = session, places, explains
        self._open: list[Shown] = []
        self._busy = False
        self._root = ui.element("div")

    async def build(self) -> None:
        """Draw everything, and wait a moment for the panels."""
        with self._root:
            self._told = header(self.session, self.places, self.change)
            with ui.element("main").classes("fv-main"):
                for section in self.session.dashboard.sections:
                    self._section(section)
            if timerange.seconds(self.session.refresh):
                ui.timer(timerange.seconds(self.session.refresh), self.refresh, immediate=False)
        await self._fill(self._open)

    async def change(self, **what: str | Sequence[str]) -> None:
        """Something else is chosen: a new address, and the page drawn for it."""
        session, url = self.session, self.session.url(**what)
        wanted = {key: list(value) if isinstance(value, list | tuple) else [str(value)] for key, value in what.items()}
        try:
            self.session = await Session.open(
                session.dashboard, session.clickhouse, session.wanted | wanted, session.theme.name
            )
        except (Refused, WrongTime) as error:
            ui.notify(str(error), type="warning")
            return
        ui.navigate.history.push(url)
        self._open.clear()
        self._root.clear()
        await self.build()

    async def refresh(self) -> None:
        """Ask again, and redraw the panels whose answers differ."""
        if self._busy:
            return
        self._busy = True
        try:
            session = self.session
            moved = await session.moved()
            if self.session is not session:
                return  # something else was chosen meanwhile
            self.session = moved
            self._told.set_text(self.session.told)
            await asyncio.gather(*(self._load(shown) for shown in self._open))
        except Refused as error:
            for shown in self._open:
                shown.mark = None
                shown.body.show(str(error))
        finally:
            self._busy = False

    def _section(self, section: Section) -> None:
        button = ui.element("button").classes("fv-section").props('type="button"') if section.title else None
        grid = ui.element("div").classes("fv-grid")
        if button is not None:
            with button:
                ui.label(self.session.words(section.title))
            self._folding(button, grid, section)
        if not section.collapsed:
            self._open += self._panels(grid, section)

    def _folding(self, button: ui.element, grid: ui.element, section: Section) -> None:
        """A click opens or closes the row; what was closed from the beginning is asked for when it is opened."""
        state = {"open": not section.collapsed, "made": not section.collapsed}

        async def toggle() -> None:
            state["open"] = not state["open"]
            _fold(button, grid, state["open"])
            if not state["made"]:
                state["made"] = True
                new = self._panels(grid, section)
                self._open += new
                await self._fill(new)

        _fold(button, grid, state["open"])
        button.on("click", toggle)

    def _panels(self, grid: ui.element, section: Section) -> list[Shown]:
        top = min((panel.grid[1] for panel in section.panels), default=0)
        with grid:
            return [self._panel(panel, top) for panel in section.panels]

    def _panel(self, panel: Panel, top: int) -> Shown:
        x, y, w, h = panel.grid
        card = ui.element("section").classes("fv-panel").style(f"--x:{x};--y:{y - top};--w:{w};--h:{h}")
        card.props(f'data-panel="{panel.id}"').classes("fv-clear" if panel.json.get("transparent") else "")
        card.classes({"text": "fv-text", "stat": "fv-stat-panel"}.get(panel.type, ""))
        with card:
            head = ui.element("div").classes("fv-head")
            body = ui.element("div").classes("fv-body")
            with body:
                ui.element("div").classes("fv-wait")
        shown = Shown(panel, Mounted(body))
        with head:
            self._head(panel, shown)
        return shown

    def _head(self, panel: Panel, shown: Shown) -> None:
        title = self.session.words(panel.title)
        with ui.element("h2").classes("fv-title"):
            ui.label(title)
        if panel.description:
            with ui.icon("info_outline").classes("fv-info"):
                ui.tooltip(self.session.words(panel.description)).classes("fv-tooltip")
        if panel.type == "table":
            button = ui.element("button").classes("fv-csv").props('type="button" aria-label="Hent som CSV"')
            button.on("click", lambda: shown.body.download(title or "tabel"))
            with button:
                ui.label("CSV")

    async def _fill(self, panels: list[Shown]) -> None:
        """Ask for all at once; what is not there in a moment comes later."""
        loading = [background_tasks.create(self._load(shown)) for shown in panels]
        if loading:
            await asyncio.wait(loading, timeout=AT_ONCE)

    async def _load(self, shown: Shown) -> None:
        session, panel = self.session, shown.panel
        try:
            answered = await session.answer(panel)
        except Refused as error:
            shown.mark = None
            if self._there(shown):
                shown.body.show(str(error))
            return
        mark = (answered.mark, session.span if panel.type == "timeseries" else None)
        if mark != shown.mark and self._there(shown):
            shown.mark = mark
            shown.body.show(_drawn(session, panel, answered, self._explains))

    def _there(self, shown: Shown) -> bool:
        """Whether the panel is still on the page: another choice may have replaced it while it was asked for."""
        return any(one is shown for one in self._open)


def _drawn(session: Session, panel: Panel, answered: Answered, explains: bool) -> View:
    def link(field: Field, frame: Frame, row: int) -> str:
        if explains and (why := whys.address(field, frame, row)):
            return why
        wanted = next(iter(field.config.get("links") or []), None)
        return links.filled(session.address(wanted["url"]), field, frame, row) if wanted else ""

    _, _, wide, high = panel.grid
    span = session.span.start, session.span.end
    frames = whys.opened(answered.frames) if explains else answered.frames
    drawing = Drawing(panel, frames, session.theme, link, session.address, session.words, (wide, high), span)
    return RENDERERS[panel.type](drawing)


def _fold(button: ui.element, grid: ui.element, is_open: bool) -> None:
    button.props(f'aria-expanded="{"true" if is_open else "false"}"')
    grid.props(remove="hidden") if is_open else grid.props("hidden")
