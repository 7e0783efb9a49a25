"""One broker of each kind for all tests of the transport; topics and groups are each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.embedded.tansu import TansuBroker
from tests.integration.transport.bench import Bench
from tests.support.kafka import KafkaCluster


@pytest.fixture(scope="session")
def tansu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with TansuBroker(tmp_path_factory.mktemp("broker")) as running:
        yield running.address


@pytest.fixture(scope="session", params=["tansu", pytest.param("kafka", marks=pytest.mark.slow)])
def broker(request: pytest.FixtureRequest) -> str:
    found: str | KafkaCluster = request.getfixturevalue(request.param)
    return found if isinstance(found, str) else found.address


@pytest.fixture
def bench(broker: str, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(broker, tmp_path)
    yield made
    made.close()
