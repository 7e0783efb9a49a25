"""Brings a database up to the shape of `schemas/clickhouse`: numbered files, each once, in order.

Safe to run again, at any point, by several workers at once: every statement is idempotent, and a file is
recorded only when all of it has been applied. A released file that has changed stops the run in one line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from schemas.regions import akasser, kommuner
from streams.adapters.clickhouse.link import Refused
from streams.rules.texts import load_changes, load_texts

_NAME: Final = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
# What may hold a semicolon that ends nothing: texts, quoted names, comments. Then the semicolon that does.
_TOKEN: Final = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<text>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?P<end>;)""",
    re.DOTALL,
)
_INSERT: Final = {"async_insert": 0}
RULE_COLUMNS: Final = (
    *("rule_id", "version", "omraade", "kind", "regime", "titel", "tekst", "afhjaelp", "lov", "citat", "kilde"),
    *("kilde_titel", "maalgrupper"),
)
_BOOTSTRAP: Final = (
    "CREATE DATABASE IF NOT EXISTS fokusvagt",
    "CREATE TABLE IF NOT EXISTS fokusvagt.migrations (name String, checksum String, "
    "applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')) "
    "ENGINE = ReplacingMergeTree(applied_at) ORDER BY name COMMENT 'Which files have been applied'",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its name, its text, and the SHA-256 (hex) of the text."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """By which a file is known to be the one that was applied."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations() -> list[Migration]:
    """The files of schemas/clickhouse in their order; Refused when a number comes twice or a name has none.

    A number may be missing: it was taken by a change that never came.
    """
    found = sorted(f.name for f in files("schemas.clickhouse").iterdir() if f.name.endswith(".sql"))
    numbers = [int(m[1]) if (m := _NAME.fullmatch(name)) else -1 for name in found]
    if -1 in numbers or len(set(numbers)) != len(found):
        raise Refused(f"schemas/clickhouse must be numbered NNNN_name.sql, each number once: {', '.join(found)}")
    return [Migration(name, (files("schemas.clickhouse") / name).read_text("utf-8")) for name in found]


def split(text: str) -> Iterator[str]:
    """The statements of a script, without comments; a semicolon in a text or a comment ends none."""
    statement, last = "", 0
    for token in _TOKEN.finditer(text):
        statement += text[last : token.start()]
        last = token.end()
        if token["text"]:
            statement += token[0]
        elif token["end"]:
            yield from [statement.strip()] if statement.strip() else []
            statement = ""
        else:
            statement += " "
    rest = (statement + text[last:]).strip()
    yield from [rest] if rest else []


def migrate(client: Any, wanted: list[Migration] | None = None) -> list[str]:
    """Apply what is missing and load kommuner, a-kasser and the rules' texts; the names of what was applied.

    Refused when an applied file has changed since, before anything is applied.
    """
    for statement in _BOOTSTRAP:
        client.command(statement)
    planned = migrations() if wanted is None else wanted
    known = _known(client)
    _refuse_changed(planned, known)
    applied = [m for m in planned if m.name not in known]
    for migration in applied:
        _apply(client, migration)
    return [m.name for m in applied] + _load_reference(client, known)


def _known(client: Any) -> dict[str, str]:
    rows = client.query("SELECT name, checksum FROM fokusvagt.migrations FINAL").result_rows
    return dict(rows)


def _refuse_changed(planned: list[Migration], known: dict[str, str]) -> None:
    changed = [m.name for m in planned if known.get(m.name, m.checksum) != m.checksum]
    if changed:
        raise Refused(f"{', '.join(changed)} changed after it was applied; put it back and say it in a new migration")


def _apply(client: Any, migration: Migration) -> None:
    for statement in split(migration.text):
        client.command(statement)
    _record(client, migration.name, migration.checksum)


def _record(client: Any, name: str, checksum: str) -> None:
    row = [[name, checksum]]
    client.insert("fokusvagt.migrations", row, column_names=["name", "checksum"], settings=_INSERT)


def _load_reference(client: Any, known: dict[str, str]) -> list[str]:
    """Load kommuner, a-kasser and the rules' texts when their files have changed."""
    rows: dict[str, list[list[Any]]] = {
        "kommuner.csv": [[k.kode, k.navn, k.regionskode, k.region, k.indbyggere] for k in kommuner().values()],
        "akasser.csv": [[a.kode, a.kortnavn, a.navn, a.medlemmer] for a in akasser().values()],
        "rules.yaml": [[getattr(text, name) for name in RULE_COLUMNS] for text in load_texts().values()],
        "regelaendringer.yaml": [list(change) for change in load_changes()],
    }
    sums = {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items()}
    changed = [name for name in rows if known.get(name) != sums[name]]
    for name in changed:
        _load(client, name.partition(".")[0], rows[name])
        _record(client, name, sums[name])
    return changed


def _load(client: Any, table: str, rows: list[list[Any]]) -> None:
    load = int(client.command(f"SELECT max(loaded) + 1 FROM fokusvagt.{table}"))  # noqa: S608 (our two names)
    client.insert(f"fokusvagt.{table}", [[*row, load] for row in rows], settings=_INSERT)
