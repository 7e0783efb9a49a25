"""Questions from the command line: SQL in, text out. Nothing is interpreted here, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from streams.adapters.clickhouse.link import Link

Format = Literal["table", "json", "csv"]
FORMATS: Final = {"table": "PrettyCompactMonoBlock", "json": "JSONEachRow", "csv": "CSVWithNames"}
WANTED: Final = {
    "output_format_json_quote_64bit_integers": 0,
    "output_format_pretty_color": 0,
    "output_format_pretty_row_numbers": 0,
    "output_format_pretty_max_rows": 10_000,
}
DATABASE: Final = "fokusvagt"
_CHUNK: Final = 1 << 20


def query(link: Link, sql: str, fmt: Format = "table") -> Iterator[bytes]:
    """The answer in UTF-8, in pieces: a table for people, one JSON object a line, or CSV with a header.

    Names without a database are those of `fokusvagt`. Refused and Unavailable as Link.run.
    """
    statement = sql.strip().rstrip(";")
    stream = link.run(lambda c: _asked(c).raw_stream(statement, settings=allowed(c, WANTED), fmt=FORMATS[fmt]))
    with stream:
        while piece := stream.read(_CHUNK):
            yield piece


def _asked(client: Any) -> Any:
    client.database = DATABASE
    return client


def allowed(client: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The settings we want that this user may set: a read-only user may set none, and its defaults will do."""
    known = client.server_settings
    return {name: value for name, value in wanted.items() if name in known and not known[name].readonly}
