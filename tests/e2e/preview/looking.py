"""A tab on the preview: opens pages, waits until they are filled, and remembers what the browser complained of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from streams.pipeline.preview import Preview

FILLED = "document.querySelectorAll('.fv-panel').length && !document.querySelector('.fv-wait')"
SECONDS = 30_000
PYTEST = "PYTEST_CURRENT_TEST"


def as_outside() -> dict[str, str]:
    """The environment without pytest's mark: NiceGUI serves otherwise where it finds itself in a test of its own."""
    return {name: value for name, value in os.environ.items() if name != PYTEST}


def preview_over(url: str, log: Path, answers_url: str | None = None) -> Preview:
    """The preview over a ClickHouse, on a free port, to be started; it explains where one gives it a writer's URL."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(PYTEST, raising=False)
        return Preview(url, 0, log, answers_url=answers_url)


class Looking:
    """What one sees and hears of one tab."""

    def __init__(self, tab: Page, base: str) -> None:
        self.tab, self.base = tab, base
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        tab.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, self.base.replace("http", "ws"), "data:", "blob:")):
            self.elsewhere.append(url)

    def open(self, path: str, width: int = 1440) -> None:
        """Go there, and wait until every panel shows something."""
        self.tab.set_viewport_size({"width": width, "height": 900})
        self.tab.goto(self.base + path)
        self.filled()

    def filled(self) -> None:
        """Wait until no panel waits."""
        self.tab.wait_for_function(FILLED, timeout=SECONDS)

    def panel(self, title: str) -> Locator:
        """The first panel of this title."""
        return self.tab.locator(".fv-panel", has=self.tab.locator("h2", has_text=title)).first

    def figure(self, panel: str, name: str) -> Locator:
        """The figure under a name in a stat panel."""
        tile = self.panel(panel).locator(".fv-stat", has=self.tab.get_by_text(name, exact=True))
        return tile.locator(".fv-value")

    def errors(self) -> list[str]:
        """What panels tell of errors."""
        return self.tab.locator(".fv-error").all_inner_texts()

    def too_wide(self) -> bool:
        """Whether one must scroll sideways."""
        return bool(self.tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def background(self) -> str:
        """The page's background colour."""
        return str(self.tab.evaluate("getComputedStyle(document.body).backgroundColor"))
