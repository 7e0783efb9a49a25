"""The preview's address: whatever it says, it is understood or refused in one line, and no value becomes SQL.

The address chooses values; the database's own options and a text box may be anything at all. That no value leaves its
quotes is seen by the skeleton of the query: without its quoted texts it is the one that harmless values give.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qs, parse_qsl

from dashboards.preview import danish, timerange, variables
from dashboards.preview.clickhouse import Answer, Column, Refused
from dashboards.preview.fields import Field, Frame
from dashboards.preview.links import filled, safe
from dashboards.preview.model import Dashboard, load
from dashboards.preview.sql import expanded
from dashboards.preview.timerange import TimeRange, WrongTime
from dashboards.preview.variables import Chosen
from dashboards.preview.whatif.question import Change, Deed, WrongQuestion, question
from dashboards.preview.why.page import known, shown
from tests.unit.preview.traces import duty, elements

NOW: Final = datetime(2025, 6, 20, 12, tzinfo=UTC)
_pages: Final = list(load().values())
_QUOTED: Final = re.compile(r"'(?:[^'\\]|\\.|'')*'", re.DOTALL)
_RULES: Final = {"FM-SAMTALE": {"antal": 4}}
Wanted = Mapping[str, list[str]]


def seeds() -> list[bytes]:
    """Addresses that people make, and one that nobody should."""
    return [
        b"from=now-12M&to=now%2FM&refresh=30s&var-kommune=751&var-kommune=101",
        b"from=2025-01-01&to=2025-06-30&var-akasse=2",
        b"from=1735689600000&to=1767225599999&var-regel=SAM-DP-6I6",
        b"var-kommune=%5C%27+OR+1%3D1+--&var-regel=%24__timeFilter(x)&from=now-1y%2Fy",
    ]


def run(data: bytes) -> None:
    """Each page, opened with this query string."""
    text = data.decode("utf-8", "replace")
    wanted = parse_qs(text, keep_blank_values=True, max_num_fields=50)
    options = [value for name, value in parse_qsl(text, keep_blank_values=True) if name.startswith("var-")]
    try:
        span = timerange.parsed(wanted.get("from", ["now-1y"])[-1], wanted.get("to", ["now"])[-1], NOW)
        timerange.seconds(wanted.get("refresh", [""])[-1])
    except WrongTime:
        return
    assert span.label
    for page in _pages:
        _opened(page, wanted, options or ["751"], span)
    _linked(text)
    _explained(text)
    _asked(text)


def _opened(page: Dashboard, wanted: Wanted, options: list[str], span: TimeRange) -> None:
    async def ask(sql: str, chosen: Mapping[str, Chosen]) -> Answer:
        return [Column("value", "string", list(options))]

    chosen = asyncio.run(variables.resolve(page, wanted, ask))
    harmless = {
        name: replace(one, values=tuple("x" for _ in one.values)) for name, one in chosen.items() if not one.all
    }
    variables.put_in(page.title, chosen, span)
    variables.put_in("/d/x?${__all_variables}&${__url_time_range}&k=${kommune}", chosen, span, encode=True)
    variables.url(page.uid, chosen, span)
    for panel in page.panels:
        for target in panel.targets:
            try:
                sql = expanded(target["rawSql"], chosen, span, panel)
            except Refused:
                continue
            assert _skeleton(sql) == _skeleton(expanded(target["rawSql"], chosen | harmless, span, panel))


def _skeleton(sql: str) -> str:
    return re.sub(r"''(?:,'')*", "''", _QUOTED.sub("''", sql))


def _linked(text: str) -> None:
    """A link whose template and row come from outside leads nowhere but to a page of ours or over http."""
    number = float(len(text)) if len(text) % 3 else float("nan")
    frame = Frame("A", [Field("navn", "string", [text]), Field("tal", "number", [number])])
    for url in (
        text,
        "/d/x?var-a=${__data.fields.navn}&b=${__value.raw}",
        "${__data.fields.navn}",
        "/d/${__value.text}",
    ):
        for field in frame.fields:
            made = filled(url, field, frame, 0)
            assert made == safe(made)
            assert not made.lower().lstrip().startswith(("javascript:", "data:", "//"))
    danish.number(number)


def _explained(text: str) -> None:
    """What is asked for is a name or nothing, and a trace with such words in it has the same elements as any other."""
    if known(text):
        assert not re.search(r"[^\w.:-]", text, re.ASCII)
    assert elements(shown([duty(words=text)])) == elements(shown([duty(words="x")]))


def _asked(text: str) -> None:
    """Whatever is typed into the form becomes a question of numbers and dates, or none."""
    try:
        asked = question([Change("FM-SAMTALE", "antal", text)], [Deed("751", text, "2025-06-30")], _RULES)
    except WrongQuestion:
        return
    assert re.fullmatch(r"FM-SAMTALE\.antal=\d{1,6}", asked["set"][0])
    assert re.fullmatch(r"751:\d{1,5}:2025-06-30", asked["samtaler"][0])
