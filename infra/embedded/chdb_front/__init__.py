"""ClickHouse's HTTP interface on the chDB engine, as a process of its own.

`python -m infra.embedded.chdb_front --data-dir DIR` serves what clickhouse-connect, curl, DBeaver and Grafana
use of it. What lives here: HTTP, users, compression, error codes, threads. What may never: a table or a
query of ours. Start it through `infra.embedded.ClickHouseFront`.

Users: `writer` with the password in `DIR/writer.secret`, kept from start to start, may do everything; anybody else
(no user, `default`, `reader`, without password) reads only: code 164 for all but SELECT, SHOW, DESCRIBE,
EXISTS, EXPLAIN and CHECK. A GET reads only, as on the real server.

Where it differs from the real server, on purpose:

* Sessions are accepted and forgotten: `SET`, `USE` and temporary tables last one request. Each request has an
  engine connection of its own, so that nothing leaks and nothing waits.
* Native, TabSeparated, CSV, RowBinary, JSONEachRow and ArrowStream leave as they are computed, in bounded
  memory; the other formats (JSON, Parquet, Arrow with its footer) are complete in memory first.
* A reader may give settings in the URL although his queries run under readonly=1, where SETTINGS clauses
  are refused. Table functions and functions that leave the database (file, url, python, …) are refused.
* Inserts go to a file under `DIR/tmp` first: a body that breaks off has inserted nothing.
* The server's time zone is UTC. External data tables are code 48.
* Native has revision 0, or 54454 for a client that names that protocol version or a later one (Go, Grafana).
"""
