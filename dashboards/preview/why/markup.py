"""Markup whose every text is escaped: elements, lists, branches of the tree, and values as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any, Final
from urllib.parse import quote

from dashboards.preview import danish
from schemas.words import ORD

STANDING: Final = {"confirmed": "bekræftet", "inferred": "udledt", "parameter": "valgt her"}
NO_SHARES: Final = {"skaerpet_tilsyn", "samtaler_pr_fuldtid"}
AVERAGED: Final = {"fokus_samtaler", "fokus_tilbud", "forsoergelse"}


def day(text: str) -> str:
    """2025-06-20 as 20. jun. 2025; what is no date as it is."""
    try:
        at = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.day}. {danish.MONTHS[at.month - 1]} {at.year}"


def share(value: float) -> str:
    """A share of one in per cent."""
    return f"{danish.number(100 * value, 1)} %"


def value(given: Any) -> str:
    """A value of a trace in Danish, not escaped."""
    if given is None:
        return "–"
    if isinstance(given, bool):
        return "ja" if given else "nej"
    if isinstance(given, int | float):
        return danish.number(given)
    if isinstance(given, list):
        return ", ".join(value(each) for each in given)
    return ORD.get(str(given), day(str(given)))


def element(name: str, inner: str, css: str = "") -> str:
    """An element around markup."""
    return f'<{name} class="{css}">{inner}</{name}>' if css else f"<{name}>{inner}</{name}>"


def text(name: str, words: str, css: str = "") -> str:
    """An element around a text."""
    return element(name, escape(words), css)


def items(each: Iterable[str]) -> str:
    """A list of markup."""
    return element("ul", "".join(element("li", one) for one in each))


def branch(title: str, inner: str, *, opened: bool = True) -> str:
    """A part of the tree that one can open and close."""
    return f"<details{' open' if opened else ''}><summary>{escape(title)}</summary><div>{inner}</div></details>"


def link(what: str, words: str) -> str:
    """A link to why something is as it is."""
    return f'<a href="/hvorfor/{quote(what, safe=":")}">{escape(words)}</a>'


def pill(words: str, kind: str) -> str:
    """A word that stands out; `kind` is its colour's name in the style sheet."""
    return f'<span class="fv-state fv-state-{escape(kind.lower(), quote=True)}">{escape(words)}</span>'
