"""A value as it is shown: its text with unit, decimals and mappings, and its colour by thresholds or scheme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from dashboards.preview import colors, danish, units
from dashboards.preview.colors import Theme
from dashboards.preview.fields import Field
from dashboards.preview.model import Json

MISSING: Final = "–"
_ISO: Final = re.compile(r"\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?: [0-2]\d:[0-5]\d:[0-5]\d)?$")
BASE: Final = {"mode": "absolute", "steps": [{"color": "green", "value": None}]}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader sees of a value. `colored`: a threshold, mapping or scheme has given the colour."""

    text: str
    color: str
    colored: bool = False


def shown(value: Any, field: Field, theme: Theme) -> Shown:
    """The value's text and colour."""
    mapped = _mapped(value, field.config.get("mappings") or [])
    text = (mapped or {}).get("text") or _text(value, field)
    if mapped and mapped.get("color"):
        return Shown(text, colors.css(mapped["color"], theme), True)
    color = color_of(value, field, theme)
    return Shown(text, color or theme.text, color is not None)


def _text(value: Any, field: Field) -> str:
    if value is None or value == "":
        return str(field.config.get("noValue") or MISSING)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    unit, decimals = str(field.config.get("unit") or ""), field.config.get("decimals")
    if field.kind == "time":
        return units.formatted(value, unit, decimals) if unit.startswith("time:") else danish.moment(value)
    if isinstance(value, int | float):
        return units.formatted(value, unit, decimals)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _dated(str(value))


def _dated(text: str) -> str:
    """A text that is a date or a moment, as tables sort by them, as people read it; any other as it is."""
    if not _ISO.match(text):
        return text
    at = datetime.fromisoformat(text)
    return danish.day(at) if len(text) == len("2025-01-01") else f"{danish.day(at)} {at:%H.%M.%S}"


def axis(field: Field) -> Json:
    """What the charts' script needs to write numbers of this field on an axis."""
    unit = str(field.config.get("unit") or "none")
    kind, _, rest = unit.partition(":")
    if unit in ("percent", "percentunit"):
        return {"factor": 100 if unit == "percentunit" else 1, "suffix": " %"}
    if kind in ("suffix", "prefix"):
        return {"factor": 1, kind: rest if rest.startswith(("/", " ")) or kind == "prefix" else f" {rest}"}
    if unit in _TIMES:
        return {"factor": _TIMES[unit], "time": True}
    return {"factor": 1, "suffix": " d" if unit == "d" else ""}


_TIMES: Final = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600, "dtdurations": 1, "dtdurationms": 1e-3}


def steps(config: Json) -> list[Json]:
    """The thresholds, from the lowest; the first has no value."""
    return list((config.get("thresholds") or BASE).get("steps") or BASE["steps"])


def bounds(field: Field, values: Iterable[Any] | None = None) -> tuple[float, float]:
    """min and max as configured, else of the values."""
    there = [v for v in (field.values if values is None else values) if isinstance(v, int | float)]
    low, high = field.config.get("min"), field.config.get("max")
    return (min(there, default=0.0) if low is None else low), (max(there, default=1.0) if high is None else high)


def color_of(value: Any, field: Field, theme: Theme) -> str | None:
    """The colour that the field's scheme gives the value; None where it gives none."""
    scheme = field.config.get("color") or {}
    mode = scheme.get("mode") or "thresholds"
    if mode == "fixed" or mode == "shades":
        return colors.css(str(scheme.get("fixedColor") or "text"), theme)
    if mode.startswith("palette"):
        return colors.series(field.number, theme)
    if not isinstance(value, int | float):
        return None
    if mode in colors.CONTINUOUS:
        low, high = bounds(field)
        return colors.continuous(mode, (value - low) / (high - low) if high > low else 0.0, theme)
    return _threshold(value, field, theme) if field.config.get("thresholds") else None


def _threshold(value: float, field: Field, theme: Theme) -> str:
    """The last step that the value has reached."""
    if (field.config["thresholds"].get("mode") or "absolute") == "percentage":
        low, high = bounds(field)
        value = 100 * (value - low) / (high - low) if high > low else 0.0
    reached = [step for step in steps(field.config) if step.get("value") is None or value >= step["value"]]
    return colors.css(str(reached[-1]["color"]), theme) if reached else theme.text


def _mapped(value: Any, mappings: list[Json]) -> Json | None:
    """The first mapping that fits."""
    for mapping in mappings:
        found = MAPPINGS[mapping["type"]](value, mapping["options"])
        if found is not None:
            return found
    return None


def _by_value(value: Any, options: Json) -> Json | None:
    if isinstance(value, bool):
        return options.get("true" if value else "false")
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return options.get(str(value)) if value is not None else None


def _by_range(value: Any, options: Json) -> Json | None:
    if not isinstance(value, int | float):
        return None
    low, high = options.get("from"), options.get("to")
    inside = (low is None or value >= low) and (high is None or value <= high)
    return options["result"] if inside else None


def _by_regex(value: Any, options: Json) -> Json | None:
    if not isinstance(value, str):
        return None
    pattern = str(options["pattern"]).strip("/")
    found = re.search(pattern, value)
    if not found:
        return None
    result: Json = dict(options["result"])
    if result.get("text"):
        result["text"] = found.expand(re.sub(r"\$(\d)", r"\\\1", result["text"]))
    return result


def _special(value: Any, options: Json) -> Json | None:
    matches = {
        "null": value is None,
        "nan": value is None,
        "null+nan": value is None,
        "true": value is True,
        "false": value is False,
        "empty": value == "",
    }
    return options["result"] if matches[options["match"]] else None


MAPPINGS: Final[dict[str, Callable[[Any, Json], Json | None]]] = {
    "value": _by_value,
    "range": _by_range,
    "regex": _by_regex,
    "special": _special,
}
