"""kcat reads a receiver's alerts on Apache Kafka as shown. Its old librdkafka cannot speak with the embedded broker."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from schemas import registry
from streams.adapters.codec import Codec
from streams.pipeline.topics import create
from streams.transport.outbox import Outbox
from tests.contract.builders import examples
from tests.support.kafka import KafkaCluster

TOPIC = "fokusvagt.alerts.kommune.751"
pytestmark = pytest.mark.slow


@pytest.mark.skipif(
    shutil.which("kcat") is None and not os.environ.get("CI"), reason="kcat is not installed (Debian: kcat)"
)
def test_kcat_reads_a_receivers_alerts(kafka: KafkaCluster) -> None:
    address = kafka.emptied()
    create(address, [registry.topic(TOPIC)], 1)
    out = Outbox(address)
    out.produce_many(TOPIC, [b"9f2c"], Codec().encode_many(TOPIC, examples(TOPIC)[:1]))
    out.close()
    asked = ["infra/kafka/examples/kcat.sh", "kommune.751", "-o", "beginning", "-c", "1"]
    done = subprocess.run(
        asked, env=os.environ | {"KAFKA": address}, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.startswith("9f2c  nr. 0")
