"""P6: what people look at, asked again and again of a database that is there.

The questions are in questions.sql, each under its name, in the form in which a panel asks them. One asker: what a
panel waits for on a machine that is otherwise at rest.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

from infra.embedded import EmbeddedServers
from streams.adapters.clickhouse.link import Link, Patience
from streams.bench.measured import Measured, percentiles
from streams.pipeline.sending import Shown

COLUMNS = ("question", "rows", "p50_ms", "p95_ms", "p99_ms", "max_ms")


def questions() -> dict[str, str]:
    """The SQL of every question by its name."""
    text = Path(__file__).with_name("questions.sql").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in text.split("-- name: ")[1:]]
    return {name.strip(): sql.strip() for name, _, sql in parts}


def queries(data_dir: Path | None, url: str, times: int, shown: Shown) -> Measured:
    """Every question `times` times, in turn, after once that does not count."""
    if data_dir is None:
        return asked(Link(url, Patience(limit=5.0)), times, shown)
    with EmbeddedServers(data_dir, kafka=False) as servers:
        return asked(Link(servers.reader_url), times, shown)


def asked(link: Link, times: int, shown: Shown) -> Measured:
    """The same on a link."""
    took: dict[str, list[float]] = {name: [] for name in questions()}
    rows: dict[str, int] = {}
    for number in range(times + 1):
        for name, sql in questions().items():
            began = perf_counter()
            rows[name] = _rows(link, sql)
            if number:
                took[name].append(perf_counter() - began)
        shown("rounds", number, times)
    table: list[tuple[Any, ...]] = [
        (name, rows[name], *percentiles(seconds).values()) for name, seconds in took.items()
    ]
    slowest = max(table, key=lambda row: row[3])
    every = [seconds for each in took.values() for seconds in each]
    figures: dict[str, Any] = {**percentiles(every), "slowest_question": slowest[0], "slowest_p95_ms": slowest[3],
                               "questions": len(table), "times": times,
                               "breach_rows": _count(link, "breaches"),
                               "log_rows": _count(link, "breach_log")}  # fmt: skip
    return Measured("What panels ask (P6)", figures, COLUMNS, sorted(table, key=lambda row: -row[3]))


def _rows(link: Link, sql: str) -> int:
    return len(link.run(lambda client: client.query(sql).result_rows))


def _count(link: Link, table: str) -> int:
    sql = f"SELECT count() FROM fokusvagt.{table}"  # noqa: S608 (names are ours)
    return int(link.run(lambda client: client.query(sql).result_rows)[0][0])
