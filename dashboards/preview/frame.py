"""What every page has: the style sheet and the script in its head, the theme, and a word where there is no page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from nicegui import ui
from starlette.requests import Request

from dashboards.preview.controls import COOKIE

STATIC: Final = Path(__file__).parent / "static"
BUTTON: Final = {"light": "#0072b2", "dark": "#2b86c5"}  # white on it and it on a panel can both be read
# What is painted while the frameworks start: the head and empty panels, gone when the page is there.
SHELL: Final = (
    '<div class="fv-shell"><div class="fv-top"><div class="fv-bar1"><span class="fv-brand">Fokusvagt</span></div></div>'
    f'<div class="fv-main"><div class="fv-shell-panels">{"<i></i>" * 7}</div></div></div>'
)


def theme(request: Request) -> str:
    """light or dark, as the address or the cookie says."""
    wanted = request.query_params.get("theme") or request.cookies.get(COOKIE)
    return "dark" if wanted == "dark" else "light"


def head(request: Request) -> None:
    """The style sheet, the script, and the theme before anything is painted."""
    chosen = theme(request)
    ui.dark_mode(chosen == "dark")
    ui.colors(primary=BUTTON[chosen])
    ui.add_head_html(f"<style>{(STATIC / 'preview.css').read_text('utf-8')}</style>")
    ui.add_head_html(f"<script>{(STATIC / 'preview.js').read_text('utf-8')}</script>")
    ui.add_head_html(f'<script>document.documentElement.dataset.theme = "{chosen}";</script>')

    ui.add_body_html(SHELL)


def told(text: str) -> None:
    """A page that tells in a line why it shows nothing."""
    with ui.element("main").classes("fv-main"), ui.element("div").classes("fv-error"):
        ui.label(text)
    with ui.element("div").classes("fv-empty"):
        ui.link("Til forsiden", "/")
