"""Questions to ClickHouse over plain HTTP, as a reader. Nothing here can write: each statement asks for readonly=1."""

from __future__ import annotations

import asyncio
import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

DATABASE: Final = "fokusvagt"
SECONDS: Final = 30.0
KEPT_SECONDS: Final = 60.0  # the options of variables change seldom and may be dear
MOST_KEPT: Final = 200
_WRAPPED: Final = re.compile(r"^(?:Nullable|LowCardinality)\((.*)\)$")
_ZONE: Final = re.compile(r"DateTime.*'([^']+)'")
_ERROR: Final = re.compile(r"Code: (\d+)\. DB::Exception: (.*)", re.DOTALL)


class Refused(Exception):
    """ClickHouse did not answer; the message is one line in Danish, for whoever looks at the panel."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer. `kind`: number, string, time (milliseconds since 1970), boolean or other."""

    name: str
    kind: str
    values: list[Any]


Answer = list[Column]


class ClickHouse:
    """One ClickHouse, asked in parallel. `url` may carry user and password; neither is ever shown."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        headers = {"X-ClickHouse-User": parts.username or "default"}
        if parts.password:
            headers["X-ClickHouse-Key"] = parts.password
        port = parts.port or (8443 if parts.scheme == "https" else 8123)
        base = f"{parts.scheme}://{parts.hostname}:{port}"
        self._wanted = {
            "database": DATABASE,
            "default_format": "JSONCompact",
            "wait_end_of_query": "1",
            "readonly": "1",
        }
        self._kept: dict[str, tuple[float, asyncio.Future[Answer]]] = {}
        limits = httpx.Limits(max_connections=16)
        self._http = httpx.AsyncClient(base_url=base, headers=headers, timeout=SECONDS, limits=limits, trust_env=False)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def ask(self, sql: str) -> bytes:
        """The answer as JSONCompact. Refused: anything else than an answer."""
        answer = await self._post(sql)
        if answer.status_code != httpx.codes.OK and "'readonly'" in answer.text:
            self._wanted.pop("readonly", None)  # this user is bound already, and may not even say so
            answer = await self._post(sql)
        if answer.status_code != httpx.codes.OK:
            raise Refused(_told(answer.text))
        return answer.content

    async def _post(self, sql: str) -> httpx.Response:
        try:
            return await self._http.post("/", params=self._wanted, content=sql.encode())
        except httpx.TimeoutException:
            raise Refused(f"Databasen svarede ikke inden for {SECONDS:.0f} sekunder") from None
        except httpx.HTTPError:
            raise Refused("Ingen forbindelse til databasen") from None

    async def columns(self, sql: str) -> Answer:
        """The answer by columns."""
        return columns(await self.ask(sql))

    async def kept(self, sql: str) -> Answer:
        """The answer by columns, not older than KEPT_SECONDS; nothing is asked twice at the same time."""
        at, asking = self._kept.get(sql, (0.0, None))
        if asking is None or monotonic() - at > KEPT_SECONDS or (asking.done() and asking.exception()):
            asking = asyncio.ensure_future(self.columns(sql))
            self._kept = {} if len(self._kept) > MOST_KEPT else self._kept
            self._kept[sql] = monotonic(), asking
        answer = await asyncio.shield(asking)
        if not answer or not answer[0].values:
            self._kept.pop(sql, None)  # an empty database does not stay so
        return answer


def _told(text: str) -> str:
    """ClickHouse's error in one line."""
    found = _ERROR.search(text)
    code, message = (found[1], found[2]) if found else ("?", text)
    line = " ".join(message.split())
    return f"Databasen afviste forespørgslen (kode {code}): {line[:240]}"


def columns(body: bytes) -> Answer:
    """Columns of a JSONCompact answer: numbers as numbers (NULL and NaN are None), times in ms, the rest as it is."""
    answer = json.loads(body)
    rows = answer["data"]
    return [
        _column(meta["name"], meta["type"], [row[number] for row in rows]) for number, meta in enumerate(answer["meta"])
    ]


def _column(name: str, declared: str, values: list[Any]) -> Column:
    inner = declared
    while found := _WRAPPED.match(inner):
        inner = found[1]
    if inner.startswith(("UInt", "Int", "Float", "Decimal", "BFloat")):
        return Column(name, "number", [_number(value) for value in values])
    if inner.startswith("Date"):
        named = _ZONE.search(inner)
        zone = ZoneInfo(named[1] if named else "UTC")
        return Column(name, "time", [_milliseconds(value, zone) for value in values])
    if inner == "Bool":
        return Column(name, "boolean", values)
    kind = "string" if inner.startswith(("String", "FixedString", "Enum", "UUID")) else "other"
    return Column(name, kind, values)


def _number(value: Any) -> float | int | None:
    """64-bit integers may come quoted."""
    if value is None:
        return None
    if isinstance(value, str):
        value = float(value) if any(sign in value for sign in ".eEnN") else int(value)
    return value if math.isfinite(value) else None


def _milliseconds(value: Any, zone: ZoneInfo) -> int | None:
    if value is None:
        return None
    at = datetime.fromisoformat(value)
    there = at.replace(tzinfo=UTC if len(value) == len("2025-01-01") else zone)
    return round(there.timestamp() * 1000)
