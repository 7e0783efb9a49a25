"""One broker and one database for the room; every test finds the tables empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.alerting import Servers, servers


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with servers(tmp_path_factory.mktemp("alerts")) as found:
        yield found


@pytest.fixture
def where(running: Servers) -> Servers:
    running.empty()
    return running
