"""The answer to a what-if as panels: what the sum is, who is touched most, and who changes side of a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from dashboards import palette
from dashboards.preview import danish
from dashboards.preview.clickhouse import Column
from dashboards.preview.colors import Theme
from dashboards.preview.fields import configured, frame
from dashboards.preview.model import Json, Panel
from dashboards.preview.panels import RENDERERS
from dashboards.preview.view import Drawing, View
from dashboards.preview.why.markup import day, share
from schemas.regions import akasser, kommuner
from schemas.words import ORD

KINDS: Final = {"ny": "Nye", "væk": "Væk", "flyttet": "Flyttet"}
COLOURS: Final = {"ny": palette.OVER, "væk": palette.UNDER, "flyttet": palette.NEAR}
MOST: Final = 15  # kommuner in the picture


class Shown(NamedTuple):
    """A panel of the answer: how wide of 24 and high of rows it is, and its view."""

    title: str
    wide: int
    high: int
    view: View


def summary(answer: Json) -> str:
    """The answer in one line."""
    before, after = answer["open_before"], answer["open_after"]
    more = danish.number(after - before)
    sign = "+" if after > before else ""
    return (
        f"Pr. {day(answer['as_of'])}: {danish.number(before)} åbne sager i dag, {danish.number(after)} med ændringen "
        f"({sign}{more})."
    )


def panels(answer: Json, rules: dict[str, str], theme: Theme) -> Iterator[Shown]:
    """The picture and the tables; `rules` are the rules' titles."""
    by = {name: _by(answer["counts"], name) for name in ("kommune", "rule_id", "maalgruppe")}
    if not any(by.values()):
        return
    sums = sum(by["rule_id"].values(), Counter())
    yield Shown("Sager, der bliver anderledes", 24, 4, _figures(sums, theme))
    kommune = _ordered(by["kommune"], _kommune)
    yield Shown("Kommunerne, det rører mest", 24, 10, _bars("Kommune", kommune[:MOST], theme))
    rule, group = _ordered(by["rule_id"], lambda k: rules.get(k, k)), _ordered(by["maalgruppe"], _group)
    high = _high(max(len(rule), len(group)))
    yield Shown("Efter regel", 12, high, _table("Regel", rule, theme))
    yield Shown("Efter målgruppe", 12, high, _table("Målgruppe", group, theme))
    yield Shown("Skifter side af et mål", 24, _high(len(answer["sides"])), _sides(answer["sides"], rules, theme))
    yield Shown("Efter kommune", 24, _high(len(kommune)), _table("Kommune", kommune, theme))


def _high(rows: int) -> int:
    """How high a table is that need not be scrolled, unless it is long."""
    return 3 + min(rows, 9)


def _by(counts: Sequence[Json], name: str) -> dict[Any, Counter[str]]:
    found: dict[Any, Counter[str]] = {}
    for row in counts:
        found.setdefault(row[name], Counter()).update({kind: row.get(kind, 0) for kind in KINDS})
    return found


def _ordered(counts: dict[Any, Counter[str]], named: Any) -> list[tuple[str, Counter[str]]]:
    """The most touched first."""
    most = sorted(counts, key=lambda key: (-counts[key].total(), str(key)))
    return [(str(named(key)), counts[key]) for key in most]


def _kommune(code: int) -> str:
    return kommuner()[code].navn if code in kommuner() else "uden kommune"


def _group(code: str) -> str:
    return _upper(ORD.get(code, code or "ukendt"))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _fixed(kind: str) -> list[Json]:
    return [
        {"id": "displayName", "value": KINDS[kind]},
        {"id": "color", "value": {"mode": "fixed", "fixedColor": COLOURS[kind]}},
    ]


def _figures(sums: Counter[str], theme: Theme) -> View:
    columns = [Column(kind, "number", [sums[kind]]) for kind in KINDS]
    return _drawn("stat", columns, theme, {"graphMode": "none", "textMode": "value_and_name"}, (24, 4))


def _bars(title: str, rows: Sequence[tuple[str, Counter[str]]], theme: Theme) -> View:
    options = {"stacking": "normal", "xField": title, "legend": {"showLegend": True}, "xTickLabelRotation": -45}
    return _drawn("barchart", _columns(title, rows), theme, options, (24, 10))


def _table(title: str, rows: Sequence[tuple[str, Counter[str]]], theme: Theme) -> View:
    return _drawn("table", _columns(title, rows), theme, {}, (12, 9))


def _columns(title: str, rows: Sequence[tuple[str, Counter[str]]]) -> list[Column]:
    names = Column(title, "string", [name for name, _ in rows])
    return [names, *(Column(kind, "number", [counted[kind] for _, counted in rows]) for kind in KINDS)]


def _sides(sides: Sequence[Json], rules: dict[str, str], theme: Theme) -> View:
    def told(name: str) -> list[str]:
        return ["–" if side[name] is None else share(side[name]) for side in sides]

    columns = [
        Column("Hvem", "string", [_who(side) for side in sides]),
        Column("Mål", "string", [rules.get(side["indicator_id"], side["indicator_id"]) for side in sides]),
        Column("I dag", "string", told("before")),
        Column("Med ændringen", "string", told("after")),
        Column("Grænse", "string", told("threshold")),
        Column("Nu", "string", ["bryder målet" if side["breach"] else "opfylder målet" for side in sides]),
    ]
    empty = "Ingen kommune eller a-kasse skifter side af et mål"
    return _drawn("table", columns, theme, {}, (12, 12), empty)


def _who(side: Json) -> str:
    return _kommune(side["code"]) if side["scope"] == "kommune" else akasser()[side["code"]].kortnavn


def _drawn(
    kind: str, columns: list[Column], theme: Theme, options: Json, size: tuple[int, int], empty: str = "Ingen"
) -> View:
    overrides = [
        {
            "matcher": {"id": "byName", "options": name},
            "properties": _fixed(name) if kind != "table" else _fixed(name)[:1],
        }
        for name in KINDS
    ]
    config = {"defaults": {"unit": "locale", "decimals": 0, "noValue": empty}, "overrides": overrides}
    panel = Panel({"id": 1, "type": kind, "fieldConfig": config, "options": options})
    frames = configured(panel, [frame("A", columns, 1)])
    return RENDERERS[kind](Drawing(panel, frames, theme, lambda *_: "", str, str, size))
