"""The rule of a trace in words: what it says, the law's own words, the version, and every value that was read."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from dashboards.preview.model import Json
from dashboards.preview.why.markup import STANDING, branch, element, items, text, value

REGIMES: Final = {"gaeldende": "gældende regler", "anbefalet": "anbefalet, ikke i kraft", "tilsyn": "set i revisioner"}


def law(trace: Json) -> str:
    """The branch of the rule."""
    rule = trace["rule"]
    version, _, since = rule["version"].partition("+")
    source = text("cite", f"{rule['lov']} · kilde {rule['kilde']}")
    words = [
        text("p", rule["tekst"]),
        element("blockquote", text("p", rule["citat"]) + source),
        text(
            "p",
            f"{rule['rule_id']}, version {version}, værdier fra {value(since)}, {REGIMES[rule['regime']]}",
            "fv-fine",
        ),
        branch("Værdier, reglen har læst", items(_parameters(trace["parameters"])), opened=False),
    ]
    return branch("Reglen", "".join(words))


def _parameters(parameters: Json) -> Iterator[str]:
    for name, given in parameters.items():
        if given["value"] in (None, 0, False):
            continue
        sources = f" · {', '.join(given['sources'])}" if given["sources"] else ""
        words = f"{value(given['value'])} ({STANDING.get(given['standing'], given['standing'])}{sources})"
        yield f"<b>{escape(name.replace('_', ' '))}</b>: {escape(words)}"


def steps(trace: Json, shown: dict[str, str]) -> str:
    """The branch of the arithmetic; `shown` has the values that are shown in a unit of their own."""
    told = []
    for step in trace["steps"]:
        said = shown.get(step["name"], "" if isinstance(step["value"], bool) else value(step["value"]))
        told.append(f"{escape(_upper(step['text']))}{f': <b>{escape(said)}</b>' if said else ''}")
    return branch("Sådan er det regnet", items(told))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
