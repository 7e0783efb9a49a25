"""Dead letters from their topic to rows of ClickHouse. Layout only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from streams.adapters.clickhouse.rows import DeadLetter

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def from_record(key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes | None]]) -> DeadLetter:
    """The row of a message on the dead letter topic; what its headers do not say is left empty."""
    said = {name: text.decode("utf-8", "replace") for name, text in headers if text is not None}
    return DeadLetter(
        topic=said.get("topic", ""),
        partition=_number(said.get("partition"), -1),
        offset=_number(said.get("offset"), -1),
        key=key or b"",
        value=value or b"",
        reason=said.get("reason", ""),
        error_class=said.get("error_class", ""),
        time=_time(said.get("time")),
        file=said.get("file", ""),
        line=_number(said.get("line"), 0),
    )


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _time(text: str | None) -> datetime:
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except ValueError:
        return _EPOCH
