"""A receiver in forty lines: python consumer.py kommune.751. Needs confluent-kafka, fastavro and alert.avsc.

KAFKA, KAFKA_USER, KAFKA_PASSWORD and ALERT_SCHEMA come from the environment; see infra/kafka/RECEIVERS.md.
"""

import io
import json
import os
import sys
from typing import Any

import fastavro
from confluent_kafka import Consumer

receiver = sys.argv[1]  # kommune.751 or akasse.2
schema = fastavro.schema.load_schema(os.environ.get("ALERT_SCHEMA", "schemas/avro/alert.avsc"))
login = {"security.protocol": "SASL_SSL", "sasl.mechanism": "SCRAM-SHA-512"}
login |= {"sasl.username": os.environ.get("KAFKA_USER", ""), "sasl.password": os.environ.get("KAFKA_PASSWORD", "")}
consumer = Consumer(
    {
        "bootstrap.servers": os.environ["KAFKA"],
        "group.id": f"{receiver.replace('.', '-')}.sager",  # your user may use groups that begin with its name
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,  # commit when the alert is safe with you, not before
    }
    | (login if "KAFKA_USER" in os.environ else {})
)
consumer.subscribe([f"fokusvagt.alerts.{receiver}"])
seen: dict[str, int] = {}  # keep it where your cases are: the last number of each subject
while True:
    message = consumer.poll(1.0)
    if message is None or message.error() or not (body := message.value()):
        continue
    header = 5 if body[0] == 0 else 10  # Confluent: 00 and the schema's id; otherwise C3 01 and its fingerprint
    alert: Any = fastavro.schemaless_reader(io.BytesIO(body[header:]), schema)
    if alert["sekvens"] > seen.get(alert["subject"], 0):  # at least once: a number seen before is a repetition
        seen[alert["subject"]] = alert["sekvens"]
        print(json.dumps(alert, ensure_ascii=False, default=str), flush=True)
    consumer.commit(message=message, asynchronous=False)
