"""The picture of a figure: the measuring dates behind its average as bars, with the target as a line."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from dashboards.preview.danish import MONTHS
from dashboards.preview.model import Json
from dashboards.preview.why.markup import NO_SHARES, day, share, value

HEIGHT: Final = 150
TOP: Final = 22
AXIS: Final = 20


def months(trace: Json) -> str:
    """The picture as SVG, with what it shows as a summary; '' where all of it is nought."""
    limit = trace["threshold"]
    most = max([limit or 0.0, *(month["value"] for month in trace["months"])])
    if not most:
        return ""
    inner = "".join([*_bars(trace, most), "" if limit is None else _limit(trace, most)])
    ends = "der er intet mål" if limit is None else f"grænsen er {_said(trace, limit)}"
    summary = f"{len(trace['months'])} måletidspunkter; {ends}"
    return (
        f'<figure><svg class="fv-time" width="100%" height="{TOP + HEIGHT + AXIS}" role="img" '
        f'aria-label="{escape(summary)}">{inner}</svg></figure>'
    )


def _said(trace: Json, number: float) -> str:
    return share(number) if trace["rule"]["kind"] not in NO_SHARES else value(number)


def _bars(trace: Json, most: float) -> Iterator[str]:
    width = 97 / len(trace["months"])
    for number, month in enumerate(trace["months"]):
        tall, left = HEIGHT * month["value"] / most, 1.5 + number * width
        year, name = month["period_end"][:4], MONTHS[int(month["period_end"][5:7]) - 1]
        words = (
            f"{day(month['period_end'])}: {_said(trace, month['value'])} "
            f"({value(round(month['numerator'], 1))} af {value(round(month['denominator'], 1))})"
        )
        yield (
            f'<rect x="{left + width * 0.12:.2f}%" y="{TOP + HEIGHT - tall:.1f}" width="{width * 0.76:.2f}%" '
            f'height="{tall:.1f}" rx="2" class="fv-t-month"><title>{escape(words)}</title></rect>'
        )
        label = name.rstrip(".") if number % 2 == 0 else ""
        if name == MONTHS[0]:
            label = year
        yield (
            f'<text x="{left + width / 2:.2f}%" y="{TOP + HEIGHT + 15}" text-anchor="middle" class="fv-t-axis">'
            f"{label}</text>"
        )


def _limit(trace: Json, most: float) -> str:
    y = TOP + HEIGHT - HEIGHT * trace["threshold"] / most
    return (
        f'<line x1="1.5%" x2="98.5%" y1="{y:.1f}" y2="{y:.1f}" class="fv-t-due"/>'
        f'<text x="98.5%" y="{y - 5:.1f}" text-anchor="end" class="fv-t-due-w">'
        f"Grænse {escape(_said(trace, trace['threshold']))}</text>"
    )
