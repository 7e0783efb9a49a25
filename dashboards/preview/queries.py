"""A panel's queries: the SQL with macros and variables put in, asked in parallel, made into configured frames."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.preview.clickhouse import Answer, ClickHouse, columns
from dashboards.preview.fields import Frame, configured, frame
from dashboards.preview.model import Panel
from dashboards.preview.sql import expanded
from dashboards.preview.timerange import TimeRange
from dashboards.preview.transformations import transformed
from dashboards.preview.variables import Chosen


@dataclass(frozen=True, slots=True)
class Answered:
    """A panel's frames, and a mark that is the same as long as the database answers the same."""

    frames: list[Frame]
    mark: str


async def answered(clickhouse: ClickHouse, panel: Panel, chosen: Mapping[str, Chosen], span: TimeRange) -> Answered:
    """All of the panel's queries. Refused: the database did not answer one of them."""
    sqls = [expanded(target["rawSql"], chosen, span, panel) for target in panel.targets]
    bodies = await asyncio.gather(*(clickhouse.ask(sql) for sql in sqls))
    told = [columns(body) for body in bodies]
    mark = hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()
    frames = [
        frame(str(target.get("refId", "A")), answer, int(target.get("format", 1)))
        for target, answer in zip(panel.targets, told, strict=True)
    ]
    return Answered(configured(panel, transformed(frames, panel.json.get("transformations") or [])), mark)


async def options(clickhouse: ClickHouse, sql: str, chosen: Mapping[str, Chosen], span: TimeRange) -> Answer:
    """The answer to a variable's query."""
    return await clickhouse.kept(expanded(sql, chosen, span))
