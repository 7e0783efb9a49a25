"""Texts of our own: what a page is for and how its figures are to be read."""

from __future__ import annotations

from grafana_foundation_sdk.models import text
from grafana_foundation_sdk.models.dashboard import Panel

from dashboards.panels.shown import Shown


def words(title: str, content: str, description: str, width: int = 24, height: int = 4) -> Shown:
    """A panel of Markdown."""
    options = text.Options(mode=text.TextMode.MARKDOWN, content=content.strip())
    panel = Panel(type_val="text", title=title, description=description, options=options, transparent=True)
    return Shown(panel, width, height)
