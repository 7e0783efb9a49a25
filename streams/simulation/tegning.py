"""The comparison as a drawing: one SVG file, a row for each figure, no program needed but a browser.

Layout only. Each row has two bars, the published value and the simulated one, on a scale of its own, and the band
of the tolerance around the former.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from streams.simulation.report import Figur, Fund

RAEKKE, VENSTRE, BREDDE, HOEJRE = 30, 380, 400, 300
FARVE: Final = {True: "#2f6f4f", False: "#b3402e"}


def drawing(found: Iterable[Fund], titel: str) -> str:
    """The SVG document."""
    parts, y, gruppe = [], 64, ""
    for fund in found:
        if fund.figur.gruppe != gruppe:
            gruppe = fund.figur.gruppe
            y += 16
            parts.append(_text(20, y + 14, gruppe, "h"))
            y += RAEKKE
        parts.append(_row(fund, y))
        y += RAEKKE
    return "\n".join([_head(y + 20, titel), *parts, "</svg>\n"])


def shown(value: float | None, figur: Figur) -> str:
    """A value in its unit, as Danes write it."""
    if value is None:
        return "–"
    if figur.enhed == "andel":
        return f"{100 * value:.1f} %".replace(".", ",")
    if figur.enhed == "personer":
        return f"{value:,.0f}".replace(",", ".")
    return f"{value:.1f}".replace(".", ",") + (" uger" if figur.enhed == "uger" else "")


def _head(height: int, titel: str) -> str:
    width = VENSTRE + BREDDE + HOEJRE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        "<style>text{font:13px sans-serif;fill:#222}.h{font-weight:bold;font-size:14px}.t{font-size:19px}"
        ".k{fill:#666;font-size:11px}</style>\n"
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + _text(20, 32, titel, "t") + "\n"
        f'<rect x="{VENSTRE}" y="42" width="12" height="8" fill="#9aa5b1"/>'
        + _text(VENSTRE + 18, 51, "offentliggjort, med tolerance", "k")
        + f'<rect x="{VENSTRE + 210}" y="42" width="12" height="8" fill="{FARVE[True]}"/>'
        + _text(VENSTRE + 228, 51, "simuleret (rød: uden for tolerancen)", "k")
    )


def _row(fund: Fund, y: int) -> str:
    figur = fund.figur
    band = figur.tolerance * (figur.vaerdi if figur.relativ else 1)
    scale = BREDDE / max(figur.vaerdi + band, fund.simuleret or 0, 1e-9)
    low, high = max(figur.vaerdi - band, 0) * scale, (figur.vaerdi + band) * scale
    numbers = f"{shown(figur.vaerdi, figur)} → {shown(fund.simuleret, figur)}"
    return "".join(
        (
            _text(20, y + 15, figur.navn),
            f'<rect x="{VENSTRE + low:.1f}" y="{y}" width="{high - low:.1f}" height="22" fill="#e7ebef"/>',
            _bar(y + 2, figur.vaerdi * scale, "#9aa5b1"),
            _bar(y + 12, (fund.simuleret or 0) * scale, FARVE[fund.inden_for]),
            _text(VENSTRE + BREDDE + 12, y + 11, numbers),
            _text(VENSTRE + BREDDE + 12, y + 23, figur.kilde, "k"),
        )
    )


def _bar(y: int, width: float, fill: str) -> str:
    return f'<rect x="{VENSTRE}" y="{y}" width="{width:.1f}" height="8" fill="{fill}"/>'


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{named}>{escape(words)}</text>'
