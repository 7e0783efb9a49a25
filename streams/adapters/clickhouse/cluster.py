"""The migrations for a cluster, rewritten from those for one server: a pure function of their text.

The database is Replicated: what is run once is run on every replica of every shard. What is about persons lies on the
shard of the person, in `<table>_lokal`, under a Distributed table of the old name, so that every view stays as it is.
What a refreshed view counts is counted on each shard, over all of them. Everything else is on every server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from streams.adapters.clickhouse.migrate import Migration, split

#: Table → by what it is sharded: kafkaMurmurHash is Kafka's own partitioner, so a partition's persons share a shard.
SHARDED: Final = {
    **{f"facts_{kind}": "person_id" for kind in ("ydelse", "samtale", "tilbud", "borgerstatus", "beskaeftigelse")},
    "breaches": "person_id",
    "breach_log": "person_id",
    "alerts": "subject",
    "acks": "subject",
}
_ENGINE: Final = re.compile(r"\bENGINE = (\w*MergeTree)(?:\(([^)]*)\))?")
_CREATE: Final = re.compile(r"CREATE TABLE IF NOT EXISTS fokusvagt\.(\w+)")
_ALTER: Final = re.compile(r"ALTER TABLE fokusvagt\.(\w+)")
_REFRESHED: Final = re.compile(r"\bREFRESH (?:AFTER|EVERY) .*?\bTO fokusvagt\.(\w+)", re.DOTALL)
_LOCAL_ONLY: Final = re.compile(r"\bADD INDEX\b|\bMODIFY (?:SETTING|TTL|ORDER BY)\b|\bDELETE\b|\bUPDATE\b")


def clustered(wanted: Iterable[Migration], cluster: str) -> Iterator[str]:
    """The statements for the servers of `cluster`, in order; the last of a file records it as applied.

    ValueError: a cluster's name is a word.
    """
    if not re.fullmatch(r"\w+", cluster):
        raise ValueError(f"{cluster!r} is no name of a cluster: letters, digits and _ only")
    planned = [(found, list(split(found.text))) for found in wanted]
    counted = {match[1] for _, texts in planned for text in texts for match in _REFRESHED.finditer(text)}
    yield "SET database_replicated_allow_replicated_engine_arguments = 1, distributed_product_mode = 'global'"
    yield (
        f"CREATE DATABASE IF NOT EXISTS fokusvagt ON CLUSTER {cluster} "
        "ENGINE = Replicated('/clickhouse/databases/fokusvagt', '{shard}', '{replica}')"
    )
    yield _replicated(
        "CREATE TABLE IF NOT EXISTS fokusvagt.migrations (name String, checksum String, applied_at "
        "DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')) ENGINE = ReplacingMergeTree(applied_at) ORDER BY name",
        "migrations",
        counted,
    )
    for found, texts in planned:
        for text in texts:
            yield from _statement(text, cluster, counted)
        yield f"INSERT INTO fokusvagt.migrations (name, checksum) VALUES ('{found.name}', '{found.checksum}')"  # noqa: S608


def _statement(text: str, cluster: str, counted: set[str]) -> Iterator[str]:
    if text.startswith("CREATE DATABASE"):
        return
    if made := _CREATE.match(text):
        yield from _table(text, made[1], cluster, counted)
    elif (altered := _ALTER.match(text)) and altered[1] in SHARDED:
        yield text.replace(altered[0], f"{altered[0]}_lokal", 1)
        if not _LOCAL_ONLY.search(text):
            yield re.sub(r" CODEC\([^)]*\)\)", "", text)
    else:
        yield text


def _table(text: str, name: str, cluster: str, counted: set[str]) -> Iterator[str]:
    if name not in SHARDED:
        yield _replicated(text, name, counted)
        return
    yield _replicated(text, f"{name}_lokal", counted).replace(f"fokusvagt.{name}", f"fokusvagt.{name}_lokal", 1)
    yield (
        f"CREATE TABLE IF NOT EXISTS fokusvagt.{name} AS fokusvagt.{name}_lokal "
        f"ENGINE = Distributed('{cluster}', 'fokusvagt', '{name}_lokal', kafkaMurmurHash({SHARDED[name]}))"
    )


def _replicated(text: str, name: str, counted: set[str]) -> str:
    """One copy for each replica of a shard, or (what is on every server) for each replica of all shards."""
    of_shard = name in counted or name.endswith("_lokal")
    path = f"/clickhouse/tables/fokusvagt/{name}" + ("/{shard}" if of_shard else "")
    replica = "{replica}" if of_shard else "{shard}-{replica}"

    def engine(match: re.Match[str]) -> str:
        rest = f", {match[2]}" if match[2] else ""
        return f"ENGINE = Replicated{match[1]}('{path}', '{replica}'{rest})"

    return _ENGINE.sub(engine, text, count=1)
