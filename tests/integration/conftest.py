"""Apache Kafka for the whole tier: one cluster of three brokers, started when a test first asks for it.

What a test may leave behind: nothing that `emptied` does not take away, all brokers running.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.kafka import KafkaCluster
from tests.support.kafka_jars import NoKafka


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaCluster]:
    """Three brokers of Apache Kafka. Skipped where this machine cannot have them, unless CI is set: then it fails."""
    try:
        cluster = KafkaCluster(tmp_path_factory.mktemp("kafka"))
    except NoKafka as lack:
        if os.environ.get("CI"):
            pytest.fail(str(lack))
        pytest.skip(str(lack))
    with cluster:
        yield cluster
