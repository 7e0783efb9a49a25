"""The whole of a page of whys, and what may be asked for."""

from __future__ import annotations

import re
from typing import Final

from dashboards.preview.model import Json
from dashboards.preview.why.duty import duties
from dashboards.preview.why.figure import figure

NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,79}")
CPR: Final = re.compile(r"\d{6}-?\d{4}")


def known(what: str) -> bool:
    """Whether it can be the name of a case, a citizen or a figure; a CPR number never is."""
    return NAME.fullmatch(what) is not None and not CPR.fullmatch(what)


def shown(traces: list[Json]) -> str:
    """The page's markup for the duties of one citizen, or for a figure."""
    if not traces:
        return "<h1>Hvorfor?</h1><p>Der er ingen pligter at forklare.</p>"
    told = duties(traces) if traces[0]["scope"] == "person" else "".join(map(figure, traces))
    return f"<h1>Hvorfor?</h1>{told}"
