"""ClickHouse at arm's length: migrations, the writers of facts and rows, restore, and questions from outside.

The only room (beside infra.embedded) that knows clickhouse_connect. Everything crosses as Arrow; nothing here
decides anything about law, and no state lives here but a connection per thread.
"""

from streams.adapters.clickhouse.facts import FACTS, conform, digest
from streams.adapters.clickhouse.link import Link, Patience, Refused, Unavailable, connect, probe
from streams.adapters.clickhouse.migrate import migrate
from streams.adapters.clickhouse.query import query
from streams.adapters.clickhouse.restore import Restore
from streams.adapters.clickhouse.rows import BREACHES, INDICATORS, DeadLetter, Progress
from streams.adapters.clickhouse.writer import FactWriter, RowWriter

__all__ = [
    "BREACHES",
    "FACTS",
    "INDICATORS",
    "DeadLetter",
    "FactWriter",
    "Link",
    "Patience",
    "Progress",
    "Refused",
    "Restore",
    "RowWriter",
    "Unavailable",
    "conform",
    "connect",
    "digest",
    "migrate",
    "probe",
    "query",
]
