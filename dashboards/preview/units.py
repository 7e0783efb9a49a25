"""Grafana's units (`fieldConfig.unit`), in Danish. A unit that is not here is no unit: `known` says so, a test asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from dashboards.preview import danish

Formatter = Callable[[float, int | None], str]

_PREFIX: Final = ("prefix:", "suffix:", "time:")
_MOMENT: Final = re.compile(r"YYYY|YY|MMMM|MMM|MM|DD|D|HH|mm|ss|\[[^]]*\]")


def _plain(suffix: str = "", factor: float = 1.0) -> Formatter:
    def text(value: float, decimals: int | None) -> str:
        return danish.number(value * factor, decimals) + suffix

    return text


def _ungrouped(value: float, decimals: int | None) -> str:
    """A number that may be a year or a code: no points between thousands."""
    return danish.number(value, decimals).replace(".", "")


def _scaled(steps: tuple[tuple[float, str], ...], first: str = "") -> Formatter:
    """`steps` are (from this size, its suffix), the greatest first."""

    def text(value: float, decimals: int | None) -> str:
        for size, suffix in steps:
            if abs(value) >= size:
                return danish.number(value / size, decimals) + suffix
        return danish.number(value, decimals) + first

    return text


def _time(scale: float) -> Formatter:
    """Seconds as ms, s, min, t or d, whichever fits; `scale` makes seconds of the value."""
    steps = ((86_400.0, " d"), (3_600.0, " t"), (60.0, " min"), (1.0, " s"), (1e-3, " ms"), (1e-6, " µs"))
    scaled = _scaled(steps, " s")
    return lambda value, decimals: scaled(value * scale, decimals)


def _instant(value: float, _decimals: int | None) -> str:
    return danish.moment(value)


_SHORT: Final = _scaled(((1e9, " mia."), (1e6, " mio."), (1e4, " t.")))
_BYTES: Final = _scaled(((2.0**40, " TiB"), (2.0**30, " GiB"), (2.0**20, " MiB"), (2.0**10, " KiB")), " B")
_DECBYTES: Final = _scaled(((1e12, " TB"), (1e9, " GB"), (1e6, " MB"), (1e3, " kB")), " B")

UNITS: Final[dict[str, Formatter]] = {
    "none": _ungrouped,
    "string": _ungrouped,
    "locale": _plain(),
    "short": _SHORT,
    "percent": _plain(" %"),
    "percentunit": _plain(" %", 100.0),
    "ns": _time(1e-9),
    "µs": _time(1e-6),
    "ms": _time(1e-3),
    "s": _time(1.0),
    "m": _time(60.0),
    "h": _time(3_600.0),
    "d": _plain(" d"),
    "dtdurations": lambda value, _: danish.duration(value),
    "dtdurationms": lambda value, _: danish.duration(value / 1e3),
    "bytes": _BYTES,
    "decbytes": _DECBYTES,
    "Bps": lambda value, decimals: _DECBYTES(value, decimals) + "/s",
    "binBps": lambda value, decimals: _BYTES(value, decimals) + "/s",
    "ops": lambda value, decimals: _SHORT(value, decimals) + "/s",
    "cps": lambda value, decimals: _SHORT(value, decimals) + "/s",
    "rps": lambda value, decimals: _SHORT(value, decimals) + "/s",
    "wps": lambda value, decimals: _SHORT(value, decimals) + "/s",
    "reqps": lambda value, decimals: _SHORT(value, decimals) + "/s",
    "rowsps": lambda value, decimals: _SHORT(value, decimals) + " rækker/s",
    "mps": lambda value, decimals: _SHORT(value, decimals) + " beskeder/s",
    "dateTimeAsIso": _instant,
    "dateTimeAsIsoNoDateIfToday": _instant,
    "dateTimeAsLocal": _instant,
    "dateTimeAsSystem": _instant,
    "bool": lambda value, _: "sand" if value else "falsk",
    "bool_yes_no": lambda value, _: "ja" if value else "nej",
}


def known(unit: str) -> bool:
    """Whether a value with this unit can be shown."""
    return not unit or unit in UNITS or unit.startswith(_PREFIX)


def formatted(value: float, unit: str, decimals: int | None = None) -> str:
    """`value` with its unit. KeyError: a unit that is not `known`."""
    kind, _, rest = unit.partition(":")
    if kind == "suffix":
        return danish.number(value, decimals) + (rest if rest.startswith((" ", "/")) else f" {rest}")
    if kind == "prefix":
        return f"{rest}{danish.number(value, decimals)}"
    if kind == "time":
        return _moment(value, rest)
    return UNITS[unit or "none"](value, decimals)


def _moment(value: float, pattern: str) -> str:
    """A moment.js pattern; months in Danish."""
    at = danish.instant(value)
    parts = {
        "YYYY": f"{at:%Y}",
        "YY": f"{at:%y}",
        "MMMM": danish.MONTHS[at.month - 1],
        "MMM": danish.MONTHS[at.month - 1],
        "MM": f"{at:%m}",
        "DD": f"{at:%d}",
        "D": str(at.day),
        "HH": f"{at:%H}",
        "mm": f"{at:%M}",
        "ss": f"{at:%S}",
    }
    return _MOMENT.sub(lambda found: parts.get(found[0]) or found[0].strip("[]"), pattern)
