"""A query as it reaches ClickHouse: the plugin's macros and Grafana's variables put in, in the plugin's order.

First `$__conditionalAll` (in the browser), then variables, then the other macros (in the plugin's backend), the
innermost first. What an alert rule asks passes the last step only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

ALL: Final = "$__all"
Value = str | tuple[str, ...]
_CONDITIONAL: Final = "$__conditionalAll("
_VARIABLE: Final = re.compile(r"\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?::([^}]+))?\}")
_NAMED: Final = re.compile(r"(?<=\$\{)\w+(?=\})|(?<=\$)\w+")
_MACRO: Final = re.compile(r"\$__(\w+)")
# Quoted texts and names are kept, comments are not: what stands in a comment is no macro.
_LEXED: Final = re.compile(
    r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`\\]|\\.)*`|(?P<tag>\$\w*\$).*?(?P=tag)|(?P<comment>--[^\n]*|/\*.*?\*/)",
    re.DOTALL,
)


class MacroError(ValueError):
    """A macro with the wrong number of arguments."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query is asked with: the time range, how wide a point is, and the variables' values.

    A variable whose value is ALL stands for every one of its `options`, unless `$__conditionalAll` is about it.
    """

    since: datetime
    until: datetime
    interval: timedelta = timedelta(minutes=1)
    variables: Mapping[str, Value] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def expand(sql: str, asked: Asked) -> str:
    """The query as ClickHouse gets it from a panel; MacroError."""
    return macros(variables(conditional_all(sql, asked), asked), asked)


def conditional_all(sql: str, asked: Asked) -> str:
    """Replace `$__conditionalAll(condition, $variable)`: by 1=1 when all are chosen, else by the condition."""
    while (start := sql.rfind(_CONDITIONAL)) >= 0:
        opening = start + len(_CONDITIONAL) - 1
        arguments, end = _arguments(sql, opening)
        if len(arguments) != 2:
            return sql
        named = _NAMED.search(arguments[1].strip())
        phrase = "1=1" if named and _is_all(asked.variables.get(named[0])) else arguments[0]
        sql = sql[:start] + phrase + sql[end:]
    return sql


def _is_all(value: Value | None) -> bool:
    return value in ("", ALL, (), (ALL,))


def variables(sql: str, asked: Asked) -> str:
    """Replace `$name`, `${name}`, `${name:format}` and `[[name]]`; what is no variable stays as it is."""

    def put(match: re.Match[str]) -> str:
        name, form = match[1] or match[2] or match[4], match[3] or match[5] or ""
        value = _value(name, asked)
        return match[0] if value is None else _FORMATS.get(form, _plain)(value)

    return _VARIABLE.sub(put, sql)


def _value(name: str, asked: Asked) -> Value | None:
    given = asked.variables.get(name)
    if given is None:
        return _BUILT_IN[name](asked) if name in _BUILT_IN else None
    return asked.options.get(name, ()) if given in (ALL, (ALL,)) else given


def _many(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _plain(value: Value) -> str:
    """As the plugin does without a format: several values in quotes, one as it is."""
    return value if isinstance(value, str) else "'" + "','".join(value) + "'"


def _sqlstring(value: Value) -> str:
    return ",".join("'" + each.replace("'", "''") + "'" for each in _many(value))


def _singlequote(value: Value) -> str:
    return ",".join("'" + each.replace("'", "\\'") + "'" for each in _many(value))


def _doublequote(value: Value) -> str:
    return ",".join('"' + each.replace('"', '\\"') + '"' for each in _many(value))


_FORMATS: Final[dict[str, Callable[[Value], str]]] = {
    "": _plain,
    "raw": lambda value: ",".join(_many(value)),
    "csv": lambda value: ",".join(_many(value)),
    "pipe": lambda value: "|".join(_many(value)),
    "sqlstring": _sqlstring,
    "singlequote": _singlequote,
    "doublequote": _doublequote,
}


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _seconds(interval: timedelta) -> int:
    return max(int(interval.total_seconds()), 1)


def _milliseconds(interval: timedelta) -> int:
    return max(int(interval / timedelta(milliseconds=1)), 1)


_BUILT_IN: Final[dict[str, Callable[[Asked], str]]] = {
    "__from": lambda asked: str(_ms(asked.since)),
    "__to": lambda asked: str(_ms(asked.until)),
    "__interval": lambda asked: f"{_seconds(asked.interval)}s",
    "__interval_ms": lambda asked: str(_milliseconds(asked.interval)),
}


def macros(sql: str, asked: Asked) -> str:
    """Replace what the plugin's backend replaces, the innermost first; comments go; unknown macros stay."""
    sql = _LEXED.sub(lambda match: " " if match["comment"] else match[0], sql)
    for match in reversed(list(_MACRO.finditer(sql))):
        if match[1] not in _MACROS:
            continue
        wanted, make = _MACROS[match[1]]
        arguments, end = (
            _arguments(sql, match.end()) if sql[match.end() : match.end() + 1] == "(" else ([], match.end())
        )
        found = [each.strip() for each in arguments if each.strip()]
        if wanted and len(found) != wanted:
            raise MacroError(f"$__{match[1]} expected {wanted} argument(s), received {len(found)}")
        sql = sql[: match.start()] + make(asked, found) + sql[end:]
    return sql


def _arguments(sql: str, opening: int) -> tuple[list[str], int]:
    """What stands between the parenthesis at `opening` and its counterpart, at commas of its own; and where it ends."""
    depth, begun, found = 0, opening + 1, []
    for match in re.compile(r"[(),]").finditer(sql, opening):
        sign = match[0]
        depth += (sign == "(") - (sign == ")")
        if depth == 0 or (sign == "," and depth == 1):
            found.append(sql[begun : match.start()])
            begun = match.end()
        if depth == 0:
            return found, match.end()
    return [], opening


def _stamp(moment: datetime) -> str:
    return f"toDateTime({int(moment.timestamp())})"


def _stamp_ms(moment: datetime) -> str:
    return f"fromUnixTimestamp64Milli({_ms(moment)})"


def _day(moment: datetime) -> str:
    return f"toDate('{moment.astimezone(UTC):%Y-%m-%d}')"


def _between(column: str, asked: Asked, told: Callable[[datetime], str]) -> str:
    return f"{column} >= {told(asked.since)} AND {column} <= {told(asked.until)}"


def _date_and_time(asked: Asked, columns: list[str]) -> str:
    return f"({_between(columns[0], asked, _day)}) AND ({_between(columns[1], asked, _stamp)})"


_Make = Callable[[Asked, list[str]], str]
_MACROS: Final[dict[str, tuple[int, _Make]]] = {
    "timeFilter": (1, lambda asked, a: _between(a[0], asked, _stamp)),
    "timeFilter_ms": (1, lambda asked, a: _between(a[0], asked, _stamp_ms)),
    "dateFilter": (1, lambda asked, a: _between(a[0], asked, _day)),
    "dateTimeFilter": (2, _date_and_time),
    "dt": (2, _date_and_time),
    "fromTime": (0, lambda asked, _: _stamp(asked.since)),
    "toTime": (0, lambda asked, _: _stamp(asked.until)),
    "fromTime_ms": (0, lambda asked, _: _stamp_ms(asked.since)),
    "toTime_ms": (0, lambda asked, _: _stamp_ms(asked.until)),
    "timeFrom": (1, lambda asked, a: f"{a[0]} >= {_stamp(asked.since)}"),
    "timeTo": (1, lambda asked, a: f"{a[0]} <= {_stamp(asked.until)}"),
    "interval_s": (0, lambda asked, _: str(_seconds(asked.interval))),
    "timeInterval": (
        1,
        lambda asked, a: f"toStartOfInterval(toDateTime({a[0]}), INTERVAL {_seconds(asked.interval)} second)",
    ),
    "timeInterval_ms": (
        1,
        lambda asked, a: (
            f"toStartOfInterval(toDateTime64({a[0]}, 3), INTERVAL {_milliseconds(asked.interval)} millisecond)"
        ),
    ),
}
