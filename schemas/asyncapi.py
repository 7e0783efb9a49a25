"""The contract for receivers of alerts as an AsyncAPI 3 document, made from the topics, schemas and examples here.

`python -m schemas.asyncapi` writes asyncapi.yaml beside this file; with --check it only says whether it is stale.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from schemas.regions import akasser, kommuner
from schemas.registry import Topic, definitions

FILE: Final = Path(__file__).with_name("asyncapi.yaml")
_AVRO: Final = "application/vnd.apache.avro+json;version=1.9.0"
_ACKS: Final = "fokusvagt.acks.v1"
_DELIVERY: Final = """\
At least once: a message may come twice, with the same `sekvens` for the same `subject`; take each number once.
Ordered per person: all messages about a person to a receiver come in the order of `sekvens`, without a hole.
`breach_id` (with `art`) names the case: the latest message about it stands.
Replay by offset: messages are kept for {days} days; set the offset back and read them again.
A replay or backfill of facts sends nothing. See infra/kafka/RECEIVERS.md."""

_SERVERS: Final = {
    "production": {
        "host": "{bootstrap}",
        "protocol": "kafka-secure",
        "description": "SASL/SCRAM over TLS; each receiver has a user that may read its own topic only.",
        "variables": {"bootstrap": {"description": "As agreed with the operator", "default": "localhost:9092"}},
        "security": [{"$ref": "#/components/securitySchemes/scram"}],
    }
}


def document() -> dict[str, Any]:
    """The whole document as plain data."""
    topics = {topic.name: topic for topic in definitions()}
    tenants = [topic for topic in topics.values() if topic.tenant]
    days = tenants[0].retention_days
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Fokusvagt: alerts to kommuner and a-kasser",
            "version": "1.0.0",
            "description": "What one kommune or a-kasse reads, and what it answers.\n\n" + _DELIVERY.format(days=days),
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "avro/binary",
        "servers": _SERVERS,
        "channels": {_name(topic): _channel(topic) for topic in [*tenants, topics[_ACKS]]},
        "operations": {
            **{f"read-{topic.tenant}": _operation("receive", topic) for topic in tenants},
            "answer": _operation("send", topics[_ACKS]),
        },
        "components": {
            "securitySchemes": {"scram": {"type": "scramSha512"}},
            "messages": {"alert": _message(tenants[-1]), "ack": _message(topics[_ACKS])},
        },
    }


def _name(topic: Topic) -> str:
    return f"alerts-{topic.tenant}" if topic.tenant else str(topic.schema)


def _channel(topic: Topic) -> dict[str, Any]:
    found: dict[str, Any] = {
        "address": topic.name,
        "description": topic.doc.strip(),
        "messages": {topic.schema: {"$ref": f"#/components/messages/{topic.schema}"}},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": [topic.cleanup],
                    "retention.ms": -1 if topic.retention_days < 0 else topic.retention_days * 86_400_000,
                },
                "bindingVersion": "0.5.0",
            }
        },
    }
    if topic.tenant:
        codes = kommuner() if topic.tenant == "kommune" else akasser()
        what = {"kommune": "The kommune's code", "akasse": "The a-kasse's code"}[topic.tenant]
        found["parameters"] = {"kode": {"description": what, "enum": [str(code) for code in codes]}}
    return found


def _operation(action: str, topic: Topic) -> dict[str, Any]:
    return {"action": action, "channel": {"$ref": f"#/channels/{_name(topic)}"}}


def _message(topic: Topic) -> dict[str, Any]:
    schema = json.loads((files("schemas") / "avro" / f"{topic.schema}.avsc").read_text("utf-8"))
    return {
        "name": schema["name"],
        "title": schema["doc"],
        "contentType": "avro/binary",
        "description": "Confluent wire format (0, schema id), or Avro single-object encoding without a registry.",
        "payload": {"schemaFormat": _AVRO, "schema": schema},
        "bindings": {"kafka": {"key": {"type": "string", "description": topic.key}, "bindingVersion": "0.5.0"}},
        "examples": [{"payload": example} for example in _examples(topic)],
    }


def _examples(topic: Topic) -> list[Any]:
    name = topic.name.removesuffix(".{kode}")
    text = (files("schemas") / "examples" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def text() -> str:
    """The document as YAML."""
    head = "# Made by `python -m schemas.asyncapi` from schemas/avro, schemas/topics and schemas/examples.\n"
    return head + yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=120)


def main(arguments: list[str]) -> int:
    """Write the file, or check it; the exit code."""
    if "--check" not in arguments:
        FILE.write_text(text(), encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == text():
        return 0
    sys.stderr.write(f"{FILE.name} is stale: run `python -m schemas.asyncapi`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
