"""The header before an Avro message: which schema wrote it.

Single-object encoding needs no server; the Confluent wire format asks a Schema Registry. No record is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from schemas import registry
from streams.adapters.codec.schema_registry import SchemaRegistryClient, SchemaRegistryError

_SINGLE_OBJECT: Final = b"\xc3\x01"
_CONFLUENT: Final = b"\x00"


class UnknownSchema(ValueError):
    """A message names a schema that nobody has heard of, or has no header at all."""


class Framing(Protocol):
    """How a message says which schema wrote it."""

    size: int
    """Length of the header in bytes."""

    def header(self, topic: str) -> bytes:
        """What stands before a message of this topic that the current schema writes."""

    def writer(self, topic: str, message: bytes) -> registry.Schema:
        """The schema that wrote `message`; UnknownSchema when its header does not lead to one."""


class SingleObject:
    """C3 01 and the schema's CRC-64-AVRO fingerprint, little endian.

    Schemas are those that ship, every version of them that was published, and `older`.
    """

    size = 10

    def __init__(self, older: Mapping[str, Iterable[registry.Schema]] | None = None) -> None:
        older = older or {}
        self._older = {t: {registry.rabin(schema): schema for schema in found} for t, found in older.items()}

    def header(self, topic: str) -> bytes:
        return _SINGLE_OBJECT + registry.fingerprint(topic)

    def writer(self, topic: str, message: bytes) -> registry.Schema:
        if not message.startswith(_SINGLE_OBJECT) or len(message) < self.size:
            raise UnknownSchema("the message does not begin with a single-object header (C3 01)")
        fingerprint = message[2:10]
        if fingerprint == registry.fingerprint(topic):
            return registry.raw_schema(topic)
        known = registry.published(topic) | self._older.get(topic, {})
        if fingerprint not in known:
            raise UnknownSchema(f"no schema of this topic has fingerprint {fingerprint.hex()}")
        return known[fingerprint]


class Confluent:
    """A zero byte and the schema's id in a Schema Registry, big endian. Subject: topic + '-value'.

    A registry that cannot be reached raises its own error: that is no fault of the message.
    """

    size = 5

    def __init__(self, client: SchemaRegistryClient) -> None:
        self._client = client
        self._headers: dict[str, bytes] = {}
        self._writers: dict[int, registry.Schema | None] = {}

    def header(self, topic: str) -> bytes:
        if topic not in self._headers:
            found = self._client.lookup(subject(topic), registry.schema_text(topic))
            if found is None:
                raise SchemaRegistryError(f"the schema of {topic} is not registered: run `fokusvagt topics apply`")
            self._headers[topic] = _CONFLUENT + found.to_bytes(4, "big")
        return self._headers[topic]

    def writer(self, topic: str, message: bytes) -> registry.Schema:
        if not message.startswith(_CONFLUENT) or len(message) < self.size:
            raise UnknownSchema("the message does not begin with a Confluent header (00 and a schema id)")
        schema_id = int.from_bytes(message[1:5], "big")
        if schema_id not in self._writers:
            self._writers[schema_id] = self._client.schema(schema_id)
        found = self._writers[schema_id]
        if found is None:
            raise UnknownSchema(f"the Schema Registry has no Avro schema with id {schema_id}")
        return found


def subject(topic: str) -> str:
    """The topic strategy's subject of the topic's values."""
    return f"{topic}-value"


def register(client: SchemaRegistryClient, topic: str) -> int:
    """Register the topic's schema (a deployment's task: messages never do) and return its id."""
    return client.register(subject(topic), registry.schema_text(topic))
