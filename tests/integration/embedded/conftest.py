"""Servers the tests of this room share, and small clients for them. No server is ever mocked."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import clickhouse_connect
import pytest

from infra.embedded import ClickHouseFront, TansuBroker


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP, errors included."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def summary(self) -> dict[str, str]:
        return dict(json.loads(self.headers["X-ClickHouse-Summary"]))


Http = Callable[..., Answer]


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouseFront]:
    """One ClickHouse for all tests that leave others' tables alone."""
    with ClickHouseFront(tmp_path_factory.mktemp("front")) as running:
        yield running


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TansuBroker]:
    with TansuBroker(tmp_path_factory.mktemp("broker")) as running:
        yield running


@pytest.fixture
def writer(front: ClickHouseFront) -> Iterator[Any]:
    client = clickhouse_connect.get_client(dsn=front.writer_url)
    yield client
    client.close()


@pytest.fixture
def table(writer: Any) -> Iterator[str]:
    """An empty table `id UInt64, name String`, dropped afterwards."""
    writer.command("CREATE TABLE people (id UInt64, name String) ENGINE = MergeTree ORDER BY id")
    yield "people"
    writer.command("DROP TABLE people")


@pytest.fixture
def http(front: ClickHouseFront) -> Http:
    """Calls the front as curl would: `http(query=…, body=…, writer=True, headers={…}, any_parameter=…)`."""

    def call(
        path: str = "/",
        body: bytes | None = None,
        *,
        writer: bool = False,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30.0,
        **parameters: str,
    ) -> Answer:
        url = urllib.parse.urlsplit(front.writer_url)
        address = f"http://{url.hostname}:{url.port}{path}?{urllib.parse.urlencode(parameters)}"
        user = {"X-ClickHouse-User": "writer", "X-ClickHouse-Key": url.password or ""} if writer else {}
        return send(urllib.request.Request(address, data=body, headers={**user, **(headers or {})}), timeout)

    return call


def send(request: urllib.request.Request, timeout: float = 30.0) -> Answer:
    """The answer, also when it is an error."""
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - loopback
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())
