"""The Confluent wire format, against a Schema Registry that answers as the real one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from schemas import registry
from streams.adapters.codec import Codec, codec_for
from streams.adapters.codec.framing import Confluent, register
from streams.adapters.codec.schema_registry import SchemaRegistryClient, SchemaRegistryError
from tests.contract.builders import examples

TOPIC = "star.samtale.v1"


class Registry(BaseHTTPRequestHandler):
    """The four requests of the registry's interface that the client makes."""

    schemas: list[str]
    asked: list[str]

    def do_GET(self) -> None:
        number = int(self.path.rpartition("/")[2])
        known = 0 < number <= len(self.schemas)
        self.answer({"schema": self.schemas[number - 1]} if known else None)

    def do_POST(self) -> None:
        schema = self.body()["schema"]
        if self.path.endswith("/versions") and schema not in self.schemas:
            self.schemas.append(schema)
        self.answer({"id": self.schemas.index(schema) + 1} if schema in self.schemas else None)

    def do_PUT(self) -> None:
        self.answer(self.body())

    def body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, found: Any) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(404 if found is None else 200)
        self.end_headers()
        self.wfile.write(json.dumps(found or {"error_code": 40403}).encode())

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def server() -> Iterator[Any]:
    handler = type("Fresh", (Registry,), {"schemas": [], "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def client(server: Any) -> SchemaRegistryClient:
    return SchemaRegistryClient(f"http://someone:secret@127.0.0.1:{server.server_port}/")


def test_messages_carry_the_schemas_id_and_come_back(client: SchemaRegistryClient) -> None:
    number = register(client, TOPIC)
    messages = Codec(Confluent(client)).encode_many(TOPIC, examples(TOPIC))
    assert messages[0][:5] == b"\0" + number.to_bytes(4, "big")
    assert Codec(Confluent(client)).decode_batch(TOPIC, messages).batch.to_pylist() == examples(TOPIC)


def test_registering_asks_for_full_transitive_compatibility(server: Any, client: SchemaRegistryClient) -> None:
    register(client, TOPIC)
    assert server.RequestHandlerClass.asked[0] == f"PUT /config/{TOPIC}-value"


def test_an_older_registered_schema_is_resolved(client: SchemaRegistryClient) -> None:
    schema = registry.raw_schema(TOPIC)
    older = {**schema, "fields": [f for f in schema["fields"] if f["name"] != "akasse"]}
    number = client.register(f"{TOPIC}-value", json.dumps(older))
    register(client, TOPIC)
    message = Codec().encode_many(TOPIC, examples(TOPIC))[0]
    record = Codec().decode(TOPIC, message)
    body = message[10:].replace(b"\x02\x04", b"", 1)  # the akasse: branch 1, code 2
    decoded = Codec(Confluent(client)).decode(TOPIC, b"\0" + number.to_bytes(4, "big") + body)
    assert decoded == record | {"akasse": None}


def test_an_unknown_id_is_the_messages_fault_and_asked_for_once(server: Any, client: SchemaRegistryClient) -> None:
    register(client, TOPIC)
    bad = Codec(Confluent(client)).decode_batch(TOPIC, [b"\0\0\0\0\x63zz"] * 3).bad
    assert [b.reason for b in bad] == ["the Schema Registry has no Avro schema with id 99"] * 3
    assert server.RequestHandlerClass.asked.count("GET /schemas/ids/99") == 1


def test_an_unregistered_schema_says_what_to_do(client: SchemaRegistryClient) -> None:
    with pytest.raises(SchemaRegistryError, match="topics apply"):
        Codec(Confluent(client)).encode_many(TOPIC, examples(TOPIC))


def test_a_registry_that_is_down_stops_the_work_and_keeps_the_password(client: SchemaRegistryClient) -> None:
    down = SchemaRegistryClient("http://someone:secret@127.0.0.1:9/")
    with pytest.raises(SchemaRegistryError, match="is the Schema Registry up") as error:
        Codec(Confluent(down)).decode_batch(TOPIC, [b"\0\0\0\0\1zz"])
    assert "secret" not in str(error.value)


def test_an_address_that_is_not_http_is_refused() -> None:
    with pytest.raises(ValueError, match="http"):
        codec_for("file:///etc/passwd")


def test_without_a_registry_messages_are_single_objects() -> None:
    assert codec_for(None).encode_many(TOPIC, examples(TOPIC))[0][:2] == b"\xc3\x01"
