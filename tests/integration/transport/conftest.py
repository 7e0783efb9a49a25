"""One embedded broker for all tests of the transport; topics and groups are each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.embedded.tansu import TansuBroker
from tests.integration.transport.bench import Bench


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with TansuBroker(tmp_path_factory.mktemp("broker")) as tansu:
        yield tansu.address


@pytest.fixture
def bench(broker: str, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(broker, tmp_path)
    yield made
    made.close()
