"""Traces as JSON for the tests of the page that shows them, and the elements of a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

Json = dict[str, Any]


def rule(kind: str, words: str) -> Json:
    """A rule in words."""
    texts = dict.fromkeys(("titel", "title", "tekst", "lov", "citat", "kilde", "afhjaelp"), words)
    return {"rule_id": "SAM-4I6", "version": "1.0.0+2020-01-01", "regime": "gaeldende", "kind": kind, **texts}


def fact(day: str, *, counts: bool = True, end: str | None = None, words: str = "jobsamtale") -> Json:
    """A registration and what it meant."""
    told = {"type": "samtale", "fact_id": words, "what": words, "text": words, "reason": "TYPE", "role": "taeller"}
    return {**told, "date": day, "end": end, "counts": counts, "amount": None}


def duty(*facts: Json, words: str = "ord", status: str = "KONSTATERET", due: str = "2025-03-25") -> Json:
    """A duty from 25 September 2024, looked at on 20 June 2025; every text that is free says `words`."""
    verdict = {"breach_id": "a" * 32, "status": status, "responsible": "KOMMUNE", "kommune": 751, "akasse": None}
    dates = {"anchor_on": "2024-09-25", "due_on": due, "opened_on": "2025-03-26", "resolved_on": None}
    spell = {"kind": "kontaktforloeb", "ydelse": "DAGPENGE", "visitation": "INGEN", "start": "2024-09-25"}
    return {
        "schema": "trace.v1",
        "as_of": "2025-06-20",
        "scope": "person",
        "subject": words,
        "rule": rule("frist", words),
        "parameters": {"varsel_dage": {"value": 30, "standing": "parameter", "sources": [words]}},
        "spell": {**spell, "last_paid": "2025-05-07", "open": False},
        "steps": [{"name": "anker", "text": words, "value": words}],
        "facts": list(facts or (fact("2024-10-10", words=words), fact("2024-11-11", counts=False, words=words))),
        "verdict": {**verdict, **dates, "value": 4.0, "threshold": 6.0},
    }


def figure(words: str = "p1") -> Json:
    """A share of Aarhus with two persons behind it."""
    members = [{"person_id": name, "numerator": n, "denominator": 1.0} for name, n in ((words, 1.0), ("p2", 0.0))]
    month = {"period_end": "2025-05-31", "numerator": 1.0, "denominator": 2.0, "value": 0.5}
    share = {"numerator": 1.0, "denominator": 2.0, "value": 0.5, "avg12": 0.5, "threshold": 0.2, "breach": True}
    return {
        "schema": "trace.v1",
        "as_of": "2025-06-20",
        "scope": "kommune",
        "subject": "751",
        "rule": rule("fokus_samtaler", words),
        "parameters": {},
        "period_end": "2025-05-31",
        "live": False,
        "headroom": None,
        "steps": [{"name": "andel", "text": words, "value": 0.5}],
        "months": [month],
        "members": members,
        "because": [],
        **share,
    }


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def elements(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes."""
    parser = _Elements()
    parser.feed(markup)
    parser.close()
    return parser.found
