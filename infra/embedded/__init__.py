"""The embedded servers: a real Kafka-protocol broker (Tansu) and the real ClickHouse engine (chDB over HTTP).

What lives here: starting, watching and stopping two child processes. What may never: anything that
other code could only do with the embedded servers. All the rest of the system sees a Kafka address and
a ClickHouse URL, and cannot tell the difference from production.

    with EmbeddedServers(Path("data")) as servers:
        servers.kafka           # "127.0.0.1:19092"                    bootstrap.servers
        servers.clickhouse_url  # "http://writer:secret@127.0.0.1:8123"  may write
        servers.reader_url      # "http://reader@127.0.0.1:8123"         SELECT, SHOW, DESCRIBE, EXPLAIN only
        servers.check()         # raises EmbeddedError if a server has died since

* ``EmbeddedServers(data_dir, kafka=True, clickhouse=True, kafka_port=0, clickhouse_port=0)``: both servers,
  started in parallel, healthy before ``__enter__`` returns, stopped by ``__exit__``.
* ``TansuBroker(data_dir, port=0)``: the broker alone, ``.address``.
* ``ClickHouseFront(data_dir, port=0)``: the database alone, ``.writer_url`` and ``.reader_url``.
* ``running_urls(data_dir)``: (writer URL, reader URL) of the ClickHouse another process runs there, or None.
* ``EmbeddedError``: one line that says what to do. ``DataDirBusy`` (a subclass): another process has the
  data directory; end with exit code 2.

Everything is under ``data_dir`` (mode 0700): ``clickhouse/`` the database, ``log/`` what the servers said,
``writer.secret`` (0600) the writer's password. The broker keeps its records in memory only.
Both servers bind loopback, ignore Ctrl-C (their parent stops them) and end when their parent ends,
however it ends.
"""

from infra.embedded.clickhouse import ClickHouseFront, running_urls
from infra.embedded.errors import DataDirBusy, EmbeddedError
from infra.embedded.servers import EmbeddedServers
from infra.embedded.tansu import TansuBroker

__all__ = ["ClickHouseFront", "DataDirBusy", "EmbeddedError", "EmbeddedServers", "TansuBroker", "running_urls"]
