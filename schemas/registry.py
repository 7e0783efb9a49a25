"""What crosses a border, read from the files beside this one: topics and their Avro schemas.

Files and lookups only: no broker, no registry server, no encoding. Every answer is cached; treat it as read-only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal, cast

import yaml
from fastavro.schema import fingerprint as _fingerprint
from fastavro.schema import parse_schema, to_parsing_canonical_form

from schemas.regions import akasser, kommuner

_HERE: Final[Traversable] = files(__package__)
_CODE: Final = "{kode}"

FACT_TYPES: Final = (
    "ydelse",
    "samtale",
    "tilbud",
    "borgerstatus",
    "beskaeftigelse",
    "rammevilkaar",
    "tilfredshed",
)
"""The seven fact types, in the order of the contract."""

PERSON_TYPES: Final = FACT_TYPES[:5]
"""Those that are about a citizen, keyed by person_id."""

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it is to exist.

    `schema` is the stem of a file in avro/ (None: raw bytes). `partitions` is a number, or 'person' for the number all
    person topics share. `retention_days` -1 keeps messages for ever. `tenant` says whose codes `{kode}` stands for.
    """

    name: str
    key: str
    schema: str | None
    cleanup: Literal["delete", "compact"]
    retention_days: int
    partitions: int | Literal["person"]
    tenant: Literal["kommune", "akasse"] | None
    doc: str

    def config(self) -> dict[str, str]:
        """The broker's settings for this topic."""
        days = self.retention_days
        retention = "-1" if days < 0 else str(days * 86_400_000)
        config = {"cleanup.policy": self.cleanup, "retention.ms": retention}
        if self.schema is None:
            config["max.message.bytes"] = str(2 << 20)  # a dead letter is a whole message, and its headers
        return config


@cache
def definitions() -> tuple[Topic, ...]:
    """The topic definitions by name; a tenant's topics are one definition with `{kode}` in its name."""
    found = (f for f in (_HERE / "topics").iterdir() if f.name.endswith(".yaml"))
    return tuple(sorted((_topic(f) for f in found), key=lambda topic: topic.name))


def _topic(file: Traversable) -> Topic:
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        return Topic(**raw)
    except TypeError as error:
        raise ValueError(f"schemas/topics/{file.name}: {error}; give exactly the fields of Topic") from None


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic there is, one for each kommune and a-kasse where the definition says so."""
    return tuple(topic for definition in definitions() for topic in _expand(definition))


def _expand(topic: Topic) -> list[Topic]:
    if topic.tenant is None:
        return [topic]
    codes = kommuner() if topic.tenant == "kommune" else akasser()
    rest = {name: getattr(topic, name) for name in Topic.__slots__ if name != "name"}
    return [Topic(name=topic.name.replace(_CODE, str(code)), **rest) for code in codes]


@cache
def topic(name: str) -> Topic:
    """The topic called `name`; KeyError names it when there is none."""
    by_name = {t.name: t for t in topics()}
    if name not in by_name:
        raise KeyError(f"no topic {name!r} in schemas/topics")
    return by_name[name]


def fact_topic(fact_type: str) -> str:
    """The topic that carries facts of this type."""
    return f"star.{fact_type}.v1"


def fact_type(topic: str) -> str:
    """The fact type that a `star.*` topic carries; KeyError when it is none of them."""
    name = topic.removeprefix("star.").removesuffix(".v1")
    if name not in FACT_TYPES or fact_topic(name) != topic:
        raise KeyError(f"{topic!r} carries no facts")
    return name


def stem(name: str) -> str:
    """The Avro file's stem for a topic; KeyError when its messages are raw bytes."""
    found = topic(name).schema
    if found is None:
        raise KeyError(f"topic {name!r} has no schema: its messages are raw bytes")
    return found


@cache
def raw_schema(name: str) -> Schema:
    """The schema of a topic's messages as the file says it, documentation included."""
    loaded: Schema = json.loads(schema_text(name))
    return loaded


@cache
def schema_text(name: str) -> str:
    """The text of the topic's .avsc file, as a schema registry is given it."""
    return (_HERE / "avro" / f"{stem(name)}.avsc").read_text(encoding="utf-8")


@cache
def published(name: str) -> dict[bytes, Schema]:
    """Every version of the topic's schema that was ever published, by its fingerprint (see `evolution`)."""
    file = _HERE / "avro" / "history" / f"{stem(name)}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {rabin(version): version for version in map(json.loads, lines)}


@cache
def schema(name: str) -> Schema:
    """The topic's schema, parsed by fastavro."""
    return parsed(raw_schema(name))


def parsed(raw: Schema) -> Schema:
    """`raw` parsed by fastavro, without its process-wide register of names."""
    return cast(Schema, parse_schema(raw, named_schemas={}))


@cache
def fingerprint(name: str) -> bytes:
    """The 8 bytes that name the topic's schema in a single-object header."""
    return rabin(raw_schema(name))


def rabin(raw: Schema) -> bytes:
    """CRC-64-AVRO of the parsing canonical form, little endian (Avro 1.11, "Single-object encoding")."""
    # fastavro prints the fingerprint's bytes in the order in which the header carries them
    return bytes.fromhex(_fingerprint(to_parsing_canonical_form(raw), "CRC-64-AVRO"))
