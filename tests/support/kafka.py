"""Apache Kafka in KRaft mode on loopback: brokers that can be killed and started again. No assertions here.

Every broker has two doors. Through `plain` comes whoever is on this machine, as a superuser: for tests of
everything but access. Through `secure` comes who has TLS and a password (SCRAM-SHA-512), with what the ACLs allow.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from os import getpid, kill
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Final, Self

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewTopic,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from infra.embedded import guard
from infra.embedded.process import LOOPBACK, free_port, last_line, spawn, stop
from tests.support.kafka_jars import fetched
from tests.support.kafka_tls import Certificates

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 2 * guard.GRACE_SECONDS
_JAVA: Final = ("java", "-Xmx384m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_QUIET: Final = "-Dorg.apache.logging.log4j.level=WARN"
#: What makes a small cluster quick; the rest is Kafka's own.
_SETTINGS: Final = {
    "process.roles": "broker,controller",
    "listener.security.protocol.map": "PLAIN:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "PLAIN",
    "controller.listener.names": "CONTROLLER",
    "sasl.enabled.mechanisms": "SCRAM-SHA-512",
    "listener.name.secure.scram-sha-512.sasl.jaas.config": (
        "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    ),
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS;User:admin",
    "allow.everyone.if.no.acl.found": "false",
    "auto.create.topics.enable": "false",
    "default.replication.factor": "3",
    "offsets.topic.num.partitions": "3",
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.num.partitions": "3",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "broker.heartbeat.interval.ms": "500",
    "broker.session.timeout.ms": "3000",
    "num.network.threads": "2",
    "num.io.threads": "3",
    "background.threads": "2",
    "log.cleaner.backoff.ms": "200",
    "log.cleaner.dedupe.buffer.size": str(4 << 20),
    "log.index.size.max.bytes": str(1 << 20),
    "log.segment.delete.delay.ms": "100",
    "log.initial.task.delay.ms": "500",
    "log.retention.check.interval.ms": "1000",
}


@dataclass
class Broker:
    """One node: its ports, its directory, its process."""

    number: int
    folder: Path
    plain: str = field(default_factory=lambda: f"{LOOPBACK}:{free_port()}")
    secure: str = field(default_factory=lambda: f"{LOOPBACK}:{free_port()}")
    controller: str = field(default_factory=lambda: f"{LOOPBACK}:{free_port()}")
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What the broker says."""
        return self.folder / "broker.log"

    @property
    def settings(self) -> Path:
        """Its server.properties."""
        return self.folder / "server.properties"

    def java(self) -> int:
        """The process id of the JVM (Linux)."""
        assert self.process is not None
        return int(Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()[0])


class KafkaCluster:
    """Brokers for as long as the context lasts; data and logs in `folder`.

    `address` is the bootstrap address of the plain doors, `secure` that of the others. Raises NoKafka when this
    machine has no Java or no Maven, RuntimeError with a broker's last words when it does not come up.
    """

    def __init__(self, folder: Path, brokers: int = 3) -> None:
        self._jars = fetched()
        self.brokers = [Broker(number, folder / f"broker-{number}") for number in range(1, brokers + 1)]
        self.certificates = Certificates(folder)

    @property
    def address(self) -> str:
        """host:port of every plain door."""
        return ",".join(broker.plain for broker in self.brokers)

    @property
    def secure(self) -> str:
        """host:port of every door with TLS and passwords."""
        return ",".join(broker.secure for broker in self.brokers)

    def __enter__(self) -> Self:
        try:
            self._format()
            for broker in self.brokers:
                self.start(broker.number)
            self.await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        # All at once and at once: whoever waits for the others' consent to leave waits for ever.
        for broker in self.brokers:
            self.kill(broker.number)

    def start(self, number: int) -> None:
        """Start a broker on its data; `await_ready` says when all are in."""
        broker = self.brokers[number - 1]
        watch = [sys.executable, "-S", "-E", guard.__file__, str(getpid())]
        broker.process = spawn([*watch, *self._command("kafka.Kafka", str(broker.settings))], broker.log)

    def kill(self, number: int) -> None:
        """kill -9 of a broker; its guard notices."""
        broker = self.brokers[number - 1]
        if broker.process is not None:
            with suppress(OSError, IndexError):
                kill(broker.java(), signal.SIGKILL)
            stop(broker.process, STOP_SECONDS)
            broker.process = None

    def stop(self, number: int) -> None:
        """Stop a broker in order, as far as it manages in the guard's grace."""
        broker = self.brokers[number - 1]
        if broker.process is not None:
            stop(broker.process, STOP_SECONDS)
            broker.process = None

    def await_ready(self, seconds: float = START_SECONDS) -> None:
        """Wait until every running broker is a member of the cluster."""
        running = {broker.number for broker in self.brokers if broker.process is not None}
        deadline = monotonic() + seconds
        admin = self.admin()
        while monotonic() < deadline:
            self._check()
            with suppress(KafkaException):
                if running <= set(admin.list_topics(timeout=1.0).brokers):
                    return
            sleep(0.1)
        said = {broker.number: last_line(broker.log) for broker in self.brokers}
        raise RuntimeError(f"Kafka did not come up in {seconds:.0f} s: {said}")

    def admin(self) -> AdminClient:
        """A superuser's client."""
        return AdminClient({"bootstrap.servers": self.address, "log_level": 0, "reconnect.backoff.ms": 50})

    def make(self, *topics: NewTopic) -> None:
        """Make topics."""
        admin = self.admin()  # a client that nobody holds takes its answers with it
        for future in admin.create_topics(list(topics)).values():
            future.result(20)

    def configure(self, topic: str, settings: dict[str, str]) -> None:
        """Change settings of a topic."""
        entries = [ConfigEntry(n, v, incremental_operation=AlterConfigOpType.SET) for n, v in settings.items()]
        admin = self.admin()
        wanted = [ConfigResource(ResourceType.TOPIC, topic, incremental_configs=entries)]
        for future in admin.incremental_alter_configs(wanted).values():
            future.result(20)

    def emptied(self) -> str:
        """Take all topics away but Kafka's own, and what groups had committed; the address of what is left."""
        admin = self.admin()
        for future in admin.delete_topics(self._topics(admin)).values() if self._topics(admin) else ():
            future.result(20)
        while self._topics(admin):
            sleep(0.1)
        while groups := [group.group_id for group in admin.list_consumer_groups().result(20).valid]:
            for gone in admin.delete_consumer_groups(groups).values():
                with suppress(KafkaException):  # a member that was killed is missed for as long as its session
                    gone.result(20)
            sleep(0.1)
        return self.address

    @staticmethod
    def _topics(admin: AdminClient) -> list[str]:
        return [name for name in admin.list_topics(timeout=10).topics if not name.startswith("__")]

    def values(self, topic: str) -> list[bytes | None]:
        """What can be read in the topic's first partition, from its beginning."""
        reader = Consumer({"bootstrap.servers": self.address, "group.id": "values", "enable.partition.eof": True})
        reader.assign([TopicPartition(topic, 0, OFFSET_BEGINNING)])
        found: list[bytes | None] = []
        while (message := reader.poll(10.0)) is not None and message.error() is None:
            found.append(message.value())
        reader.close()
        return found

    def end(self, topic: str) -> int:
        """The offset after the last record of the topic's first partition."""
        reader = Consumer({"bootstrap.servers": self.address, "group.id": "values"})
        _, found = reader.get_watermark_offsets(TopicPartition(topic, 0), timeout=10)
        reader.close()
        return int(found)

    def add_user(self, name: str, password: str) -> None:
        """Somebody who may come through the secure door, and do what ACLs allow."""
        scram = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)
        wanted = UserScramCredentialUpsertion(name, scram, password.encode())
        admin = self.admin()
        for future in admin.alter_user_scram_credentials([wanted]).values():
            future.result(20)

    def tool(self, main: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of Kafka's own command line tools, such as org.apache.kafka.tools.AclCommand, to its end."""
        return subprocess.run(self._command(main, *words), check=False, capture_output=True, text=True, timeout=120)

    def _command(self, main: str, *words: str) -> list[str]:
        return [*_JAVA, _QUIET, "-cp", f"{self._jars}/*", main, *words]

    def _check(self) -> None:
        for broker in self.brokers:
            if broker.process is not None and broker.process.poll() is not None:
                raise RuntimeError(f"broker {broker.number} has ended: {last_line(broker.log)}; see {broker.log}")

    def _format(self) -> None:
        """Storage for every broker: all belong to one cluster."""
        voters = ",".join(f"{broker.number}@{broker.controller}" for broker in self.brokers)
        formatting = []
        for broker in self.brokers:
            broker.folder.mkdir(parents=True)
            broker.settings.write_text("".join(f"{k}={v}\n" for k, v in self._settings(broker, voters).items()))
            words = ("format", "-t", "Zm9rdXN2YWd0dGVzdDEyMw", "-c", str(broker.settings))
            formatting.append(spawn(self._command("kafka.tools.StorageTool", *words), broker.log))
        for broker, process in zip(self.brokers, formatting, strict=True):
            if process.wait(START_SECONDS):
                raise RuntimeError(f"Kafka cannot format its storage: {last_line(broker.log)}; see {broker.log}")

    def _settings(self, broker: Broker, voters: str) -> dict[str, str]:
        doors = f"PLAIN://{broker.plain},SECURE://{broker.secure}"
        return {
            **_SETTINGS,
            "node.id": str(broker.number),
            "log.dirs": str(broker.folder / "data"),
            "controller.quorum.voters": voters,
            "listeners": f"{doors},CONTROLLER://{broker.controller}",
            "advertised.listeners": doors,
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(self.certificates.server),
        }
