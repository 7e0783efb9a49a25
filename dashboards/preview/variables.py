"""Variables: their options from the database, what the URL chooses of them, and their words put into texts.

What the URL says counts only where it is one of the options (a text box takes anything): a variable is no access
control, and still not everything goes.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from dashboards.preview.clickhouse import Answer
from dashboards.preview.danish import number
from dashboards.preview.model import Dashboard, Variable
from dashboards.preview.timerange import TimeRange

ALL: Final = "$__all"
KINDS: Final = {"query", "custom", "constant", "textbox", "interval", "datasource"}
MANY: Final = 3  # so many chosen values are told by name

Ask = Callable[[str, Mapping[str, "Chosen"]], Awaitable[Answer]]
Option = tuple[str, str]  # (text, value)


@dataclass(frozen=True)
class Chosen:
    """A variable with its options and the values that are chosen of them."""

    variable: Variable
    options: tuple[Option, ...]
    values: tuple[str, ...]

    @property
    def all(self) -> bool:
        """Whether all options are chosen, those of tomorrow too."""
        return self.values == (ALL,)

    @property
    def several(self) -> bool:
        """Whether Grafana writes the values as a list."""
        return self.variable.multi or self.variable.include_all

    @property
    def real(self) -> tuple[str, ...]:
        """The values, `All` spelled out."""
        return tuple(value for _, value in self.options) if self.all else self.values

    @property
    def text(self) -> str:
        """The choice as the reader reads it."""
        if self.all:
            return "Alle"
        names = {value: text for text, value in self.options}
        told = [names.get(value, value) for value in self.values]
        return ", ".join(told) if len(told) <= MANY else f"{number(len(told))} valgte"


async def resolve(dashboard: Dashboard, wanted: Mapping[str, Sequence[str]], ask: Ask) -> dict[str, Chosen]:
    """Each variable's options and choice, in order: a later one may ask with an earlier one's values."""
    chosen: dict[str, Chosen] = {}
    alone = [one for one in dashboard.variables if one.type == "query" and "$" not in _sql(one)]
    told = await asyncio.gather(*(ask(_sql(one), chosen) for one in alone))
    at_once = {one.name: _pairs(answer) for one, answer in zip(alone, told, strict=True)}
    for variable in dashboard.variables:
        options = at_once[variable.name] if variable.name in at_once else await _options(variable, chosen, ask)
        values = _values(variable, options, wanted.get(f"var-{variable.name}", ()))
        chosen[variable.name] = Chosen(variable, options, values)
    return chosen


async def _options(variable: Variable, chosen: Mapping[str, Chosen], ask: Ask) -> tuple[Option, ...]:
    if variable.type == "query":
        return _pairs(await ask(_sql(variable), chosen))
    if variable.type in ("custom", "interval"):
        parts = [part.strip() for part in str(variable.json.get("query") or "").split(",")]
        return tuple(_pair(part) for part in parts if part)
    current = _current(variable) or [str(variable.json.get("query") or "")]
    return tuple((value, value) for value in current)


def _sql(variable: Variable) -> str:
    query = variable.json["query"]
    return str(query["rawSql"] if isinstance(query, dict) else query)


def _pairs(answer: Answer) -> tuple[Option, ...]:
    """The plugin's convention: one column is both; of two, the first is the value and the second the text."""
    if not answer:
        return ()
    values, texts = answer[0].values, answer[min(1, len(answer) - 1)].values
    return tuple((str(text), str(value)) for value, text in zip(values, texts, strict=True))


def _pair(part: str) -> Option:
    text, colon, value = part.partition(" : ")
    return (text.strip(), value.strip()) if colon else (part, part)


def _values(variable: Variable, options: tuple[Option, ...], wanted: Sequence[str]) -> tuple[str, ...]:
    known = {value for _, value in options}
    if variable.type == "textbox":
        return tuple(wanted[-1:]) or tuple(known)
    for values in (wanted, _current(variable)):
        if variable.include_all and ALL in values:
            return (ALL,)
        there = [value for value in dict.fromkeys(values) if value in known]
        if there:
            return tuple(there) if variable.multi else (there[0],)
    return (ALL,) if variable.include_all else tuple(value for _, value in options[:1])


def _current(variable: Variable) -> list[str]:
    value: Any = (variable.json.get("current") or {}).get("value")
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value not in (None, "") else []


def url(uid: str, chosen: Mapping[str, Chosen], span: TimeRange, **more: str) -> str:
    """The address of a dashboard as it stands: what is in it can be sent to a colleague."""
    pairs = [(f"var-{name}", value) for name, one in chosen.items() if one.variable.shown for value in one.values]
    pairs += [("from", span.raw_from), ("to", span.raw_to), *((key, value) for key, value in more.items() if value)]
    return f"/d/{uid}?{urlencode(pairs)}"


_NAMED: Final = re.compile(r"\$\{(\w+)(?::([\w-]+))?\}|\$(\w+)|\[\[(\w+)\]\]")


def put_in(text: str, chosen: Mapping[str, Chosen], span: TimeRange, encode: bool = False) -> str:
    """A title, a text or a link with the variables' words in it; what is no variable stays as it is."""

    def word(found: re.Match[str]) -> str:
        name = found[1] or found[3] or found[4]
        if name == "__url_time_range":
            return urlencode({"from": span.raw_from, "to": span.raw_to})
        if name in ("__from", "__to"):
            return str(span.start if name == "__from" else span.end)
        if name == "__all_variables":
            return "&".join(_parameters(one) for one in chosen.values() if one.variable.shown)
        one = chosen.get(name)
        return found[0] if one is None else _formatted(one, found[2] or "", encode)

    return _NAMED.sub(word, text)


def _parameters(one: Chosen) -> str:
    return urlencode([(f"var-{one.variable.name}", value) for value in one.values])


def _formatted(one: Chosen, form: str, encode: bool) -> str:
    if form == "queryparam":
        return _parameters(one)
    plain = one.text if form == "text" or (not encode and not form) else ",".join(one.values)
    return quote(plain, safe="") if encode or form == "percentencode" else plain
