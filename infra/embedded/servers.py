"""Both embedded servers as one thing: started in parallel, checked, stopped in order. Nothing is restarted silently."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.embedded.clickhouse import ClickHouseFront
from infra.embedded.process import prepare_data_dir
from infra.embedded.tansu import TansuBroker


class EmbeddedServers:
    """A Kafka broker and a ClickHouse on `data_dir` for as long as the context lasts.

    `kafka` is a bootstrap address (`127.0.0.1:port`), `clickhouse_url` may write (it carries a password: do not
    print it), `reader_url` reads only. What was not asked for is the empty string. Ports 0 are free ones.
    Raises EmbeddedError, or DataDirBusy when another process has the directory.
    """

    def __init__(
        self,
        data_dir: Path,
        kafka: bool = True,
        clickhouse: bool = True,
        *,
        kafka_port: int = 0,
        clickhouse_port: int = 0,
    ) -> None:
        self._data_dir = data_dir
        self._broker = TansuBroker(data_dir, kafka_port) if kafka else None
        self._front = ClickHouseFront(data_dir, clickhouse_port) if clickhouse else None
        self._running = ExitStack()

    def __enter__(self) -> Self:
        prepare_data_dir(self._data_dir)
        wanted = [server for server in (self._broker, self._front) if server]
        with ExitStack() as started:
            with ThreadPoolExecutor(max(len(wanted), 1)) as starters:  # its end waits for both, also after a failure
                futures = [starters.submit(self._start, server, started) for server in wanted]
            for future in futures:
                future.result()
            self._running = started.pop_all()
        return self

    def __exit__(self, *_exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._running.close()

    @property
    def kafka(self) -> str:
        """The broker's address, or '' without one."""
        return self._broker.address if self._broker else ""

    @property
    def clickhouse_url(self) -> str:
        """The writer's URL with its password, or ''."""
        return self._front.writer_url if self._front else ""

    @property
    def reader_url(self) -> str:
        """The read-only URL, or ''."""
        return self._front.reader_url if self._front else ""

    def check(self) -> None:
        """Raise EmbeddedError if a server has died since the start."""
        for server in (self._broker, self._front):
            if server:
                server.check()

    @staticmethod
    def _start(server: TansuBroker | ClickHouseFront, started: ExitStack) -> None:
        started.enter_context(server)
