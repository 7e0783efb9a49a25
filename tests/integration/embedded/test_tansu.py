"""The embedded broker speaks Kafka, and does not outlive its owner."""

import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from infra.embedded import DataDirBusy, EmbeddedError, EmbeddedServers, TansuBroker
from tests.integration.embedded.helpers import eventually, kill, owner_of


def listens(address: str) -> bool:
    """Whether anybody answers at host:port."""
    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def test_what_is_produced_is_consumed_in_order(broker: TansuBroker) -> None:
    admin = AdminClient({"bootstrap.servers": broker.address})
    admin.create_topics([NewTopic("roundtrip", 2, 1)])["roundtrip"].result(10)
    producer = Producer({"bootstrap.servers": broker.address})
    for number in range(1000):
        producer.produce("roundtrip", key=b"k", value=str(number).encode())
    assert producer.flush(10) == 0
    consumer = Consumer(
        {
            "bootstrap.servers": broker.address,
            "group.id": "g",
            "auto.offset.reset": "earliest",
            "session.timeout.ms": 6000,
        }
    )
    consumer.subscribe(["roundtrip"])
    values: list[bytes | None] = []
    assert eventually(lambda: values.extend(m.value() for m in consumer.consume(1000, 0.5)) or len(values) == 1000, 30)
    consumer.close()
    assert values == [str(number).encode() for number in range(1000)]


def test_a_wanted_port_is_taken_also_twice_in_a_row(tmp_path: Path) -> None:
    with TansuBroker(tmp_path) as first:
        port = int(first.address.rpartition(":")[2])
    with TansuBroker(tmp_path, port=port) as second:
        assert second.address == f"127.0.0.1:{port}"


def test_a_port_in_use_is_an_error_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.embedded.tansu.ATTEMPTS", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EmbeddedError, match=f"port {port}"), TansuBroker(tmp_path, port=port):
            pass


@pytest.mark.parametrize(("kind", "address"), [("TansuBroker", "address"), ("ClickHouseFront", "reader_url")])
def test_a_server_ends_when_its_owner_is_killed(tmp_path: Path, kind: str, address: str) -> None:
    owner, printed = owner_of(kind, address, tmp_path)
    where = printed if kind == "TansuBroker" else urlsplit(printed).netloc.rpartition("@")[2]
    assert listens(where)
    kill(owner.pid)
    owner.wait()
    assert eventually(lambda: not listens(where))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_the_broker_ends_when_its_guard_is_killed(tmp_path: Path) -> None:
    with TansuBroker(tmp_path) as broker:
        kill(broker._process.pid)
        assert eventually(lambda: not listens(broker.address))
        with pytest.raises(EmbeddedError, match="has ended"):
            broker.check()


def test_both_servers_start_together_and_stop_together(tmp_path: Path) -> None:
    with EmbeddedServers(tmp_path) as servers:
        servers.check()
        places = [servers.kafka, urlsplit(servers.reader_url).netloc.rpartition("@")[2]]
        assert all(place.startswith("127.0.0.1:") and listens(place) for place in places)
        assert servers.clickhouse_url.startswith("http://writer:")
    assert not any(listens(place) for place in places)


def test_a_server_that_cannot_start_takes_the_other_down(tmp_path: Path) -> None:
    servers = EmbeddedServers(tmp_path)
    with EmbeddedServers(tmp_path, kafka=False), pytest.raises(DataDirBusy), servers:
        pass
    assert servers.kafka
    assert not listens(servers.kafka)
