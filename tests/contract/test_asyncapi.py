"""The contract for receivers: valid AsyncAPI 3, made from the schemas, and not stale."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from typing import Any

import pytest
import yaml
from fastavro.validation import validate
from jsonschema import Draft7Validator

from schemas import asyncapi, registry
from tests.contract.builders import as_record


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((files("schemas") / "asyncapi.yaml").read_text("utf-8"))
    return found


def test_it_is_what_the_schemas_say_today() -> None:
    assert asyncapi.main(["--check"]) == 0


def test_it_is_valid_by_asyncapis_own_schema(document: dict[str, Any]) -> None:
    # @asyncapi/specs 6.11.1 (Apache-2.0), schemas/3.0.0-without-$id.json as it is published
    specification = json.loads(gzip.decompress((files("tests.contract") / "asyncapi-3.0.0.json.gz").read_bytes()))
    problems = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in Draft7Validator(specification).iter_errors(document)
    ]
    assert problems == []


def test_every_receiver_has_its_channel(document: dict[str, Any]) -> None:
    channels = document["channels"]
    found = {
        channel["address"].replace("{kode}", code)
        for channel in channels.values()
        for code in channel.get("parameters", {}).get("kode", {}).get("enum", [""])
    }
    assert found == {topic.name for topic in registry.topics() if topic.tenant} | {"fokusvagt.acks.v1"}


@pytest.mark.parametrize(
    ("message", "topic"), [("alert", "fokusvagt.alerts.kommune.751"), ("ack", "fokusvagt.acks.v1")]
)
def test_its_examples_fit_its_schemas(document: dict[str, Any], message: str, topic: str) -> None:
    described = document["components"]["messages"][message]
    assert described["payload"]["schema"] == json.loads(registry.schema_text(topic))
    records = [as_record(topic, example["payload"]) for example in described["examples"]]
    assert records
    assert all(validate(record, registry.schema(topic)) for record in records)


def test_delivery_and_retention_are_spelled_out(document: dict[str, Any]) -> None:
    said = document["info"]["description"]
    assert all(word in said for word in ("At least once", "Ordered per person", "Replay by offset", "90 days"))
    kafka = document["channels"]["alerts-kommune"]["bindings"]["kafka"]
    assert kafka["topicConfiguration"] == {"cleanup.policy": ["delete"], "retention.ms": 90 * 86_400_000}
