"""The columns of a panel's query: what they are called on screen, their unit, colour and cell, and where they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from grafana_foundation_sdk.models.dashboard import DashboardFieldConfigSourceOverrides as Override
from grafana_foundation_sdk.models.dashboard import DynamicConfigValue, MatcherConfig

Property = tuple[str, Any]
Steps = Sequence[tuple[float | None, str]]
TIME: Final = "time"
WHY: Final = "hvorfor_"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in the SQL; `title` is what people read; properties are Grafana's (id, value) pairs."""

    name: str
    title: str
    properties: tuple[Property, ...]

    def override(self) -> Override:
        """The field override that says all this to Grafana."""
        named = [("displayName", self.title)] if self.title else []
        values = [DynamicConfigValue(id_val=key, value=value) for key, value in (*named, *self.properties)]
        return Override(matcher=MatcherConfig(id_val="byName", options=self.name), properties=values)


def column(name: str, title: str = "", *properties: Sequence[Property]) -> Column:
    """A column with all of its properties."""
    return Column(name, title, tuple(each for group in properties for each in group))


def time() -> Column:
    """The time of a time series."""
    return column(TIME)


def unit(name: str, decimals: int | None = None) -> list[Property]:
    """Grafana's name of a unit, and how many decimals."""
    return [("unit", name), *([] if decimals is None else [("decimals", decimals)])]


def share(decimals: int = 1) -> list[Property]:
    """A share of one, shown in per cent."""
    return unit("percentunit", decimals)


def count() -> list[Property]:
    """A number of something."""
    return unit("locale", 0)


def fixed(colour: str) -> list[Property]:
    """One colour whatever the value."""
    return [("color", {"mode": "fixed", "fixedColor": colour})]


def dashed() -> list[Property]:
    """A dashed line without area: a target, not a measurement."""
    return [("custom.lineStyle", {"fill": "dash", "dash": [8, 6]}), ("custom.fillOpacity", 0)]


def points() -> list[Property]:
    """Points without a line: the nowcast, which is one."""
    return [("custom.drawStyle", "points"), ("custom.pointSize", 10), ("custom.showPoints", "always")]


def steps(*pairs: tuple[float | None, str]) -> list[Property]:
    """A colour from each value on; None is from the beginning."""
    levels = [{"value": value, "color": colour} for value, colour in pairs]
    return [("thresholds", {"mode": "absolute", "steps": levels}), ("color", {"mode": "thresholds"})]


def filled() -> list[Property]:
    """A table cell coloured by its value."""
    return [("custom.cellOptions", {"type": "color-background", "mode": "basic"})]


def mapped(words: Mapping[str, tuple[str, str]]) -> list[Property]:
    """Value -> (text, colour; '' for none)."""
    return [("mappings", [{"type": "value", "options": {key: _word(*each) for key, each in words.items()}}])]


def marked(words: Mapping[str, tuple[str, str]]) -> list[Property]:
    """The same in a table, where the cell takes the colour."""
    return [*mapped(words), *filled(), *steps((None, "transparent"))]


def absent(text: str = "–") -> list[Property]:
    """What an empty cell says, where it is no news that it is empty."""
    return [("noValue", text)]


def dashed_out(each: Column) -> Column:
    """The column with a dash for no value, unless it says something else."""
    return (
        each
        if any(key == "noValue" for key, _ in each.properties)
        else replace(each, properties=(*each.properties, *absent()))
    )


def _word(text: str, colour: str) -> dict[str, Any]:
    return {"text": text, "color": colour} if colour else {"text": text}


def hidden() -> list[Property]:
    """In the data, for links, but not on screen."""
    return [("custom.hidden", True)]


def why() -> Column:
    """What explains the row: a breach_id, a person_id or RULE:CODE. The preview leads there, Grafana hides it."""
    return column("hvorfor", "", hidden())


def why_of(name: str, *properties: Sequence[Property]) -> Column:
    """What explains the figure in another column: hidden in a table; a stat panel shows numbers only."""
    return column(f"{WHY}{name}", "", *properties)


def width(pixels: int) -> list[Property]:
    """The width of a table's column."""
    return [("custom.width", pixels)]


def leads(title: str, url: str) -> list[Property]:
    """Where a click on the value leads."""
    return [("links", [{"title": title, "url": url}])]


def wrapped() -> list[Property]:
    """A table cell of as many lines as its text needs."""
    return [("custom.cellOptions", {"type": "auto", "wrapText": True})]
