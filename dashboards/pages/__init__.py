"""The pages, in the order in which an operator meets them."""

from __future__ import annotations

from dashboards.page import Page
from dashboards.pages.kommune import kommune
from dashboards.pages.overblik import overblik


def pages() -> list[Page]:
    """All pages there are."""
    return [overblik(), kommune()]
