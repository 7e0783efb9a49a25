"""The chDB engine in threads: one connection per call, made, used and closed in one worker thread.

A connection costs 0.2 ms and carries the call's database, settings and readonly=1, so calls cannot see each
other. Blocking throughout; the HTTP side runs it in its executor. Never fork a process that has one open.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import chdb

from infra.embedded.chdb_front import arrow, native, readonly
from infra.embedded.chdb_front.call import Call, identifier, quote
from infra.embedded.chdb_front.errors import BAD_ARGUMENTS, SYNTAX_ERROR, ClickHouseError

# Formats whose blocks can follow each other without a common head or foot.
_BLOCKWISE = frozenset({"native", "tabseparated", "tsv", "csv", "rowbinary", "jsoneachrow", "arrowstream"})
# What a ClickHouse server does and the local engine does not, and what loopback wants.
_DEFAULTS = {
    "async_insert": "0",
    "implicit_select": "0",
    "allow_introspection_functions": "0",
    "output_format_arrow_compression_method": "none",
}
_READER_DEFAULTS = {"max_execution_time": "300"}

_library: Any = chdb._chdb  # the engine's own interface: `chdb.connect` wraps it without classify_query

Write = Callable[[bytes | memoryview], None]


@dataclass
class Summary:
    """What a call did, in the words of X-ClickHouse-Summary."""

    read_rows: int = 0
    written_rows: int = 0
    written_bytes: int = 0
    result_rows: int = 0
    result_bytes: int = 0
    elapsed_ns: int = 0


class Engine:
    """The one engine of this process, open on `path` until `close`."""

    def __init__(self, path: Path) -> None:
        _library.set_signal_handlers_enabled(0)
        self._path = str(path)
        self._keep = _library.connect(self._path)
        self.version, self.timezone, self.host = self._keep.query(
            "SELECT version(), timezone(), hostName()", "TabSeparated"
        ).data().strip().split("\t")  # fmt: skip

    def run(self, call: Call, write: Write, started: Callable[[bool], None]) -> Summary:
        """Run `call`, handing each piece of the answer to `write` as it is ready.

        `started(has_result)` is called once, before the first `write`. Raises ClickHouseError, also between
        two pieces; whatever `write` raises cancels the query and is passed on.
        """
        begin = perf_counter_ns()
        with self._connection(call) as connection:
            summary = _Run(connection, call, write, started).run()
        summary.elapsed_ns = perf_counter_ns() - begin
        return summary

    def cancel(self, tag: str = "") -> None:
        """Stop the reading call with this tag, or all of them; they end with code 394."""
        which = f" AND Settings['log_comment'] = {quote(tag)}" if tag else ""
        connection = _library.connect(self._path)
        try:
            connection.query(f"KILL QUERY WHERE Settings['readonly'] = '1'{which} ASYNC", "Null")
        finally:
            connection.close()

    def close(self) -> None:
        """Close the engine. No call may be running."""
        self._keep.close()

    @contextmanager
    def _connection(self, call: Call) -> Iterator[Any]:
        connection = _library.connect(self._path)
        try:
            with _engine_errors():
                if call.database:
                    connection.query(f"USE {identifier(call.database)}", "Null")
                connection.query(_set_statement(call), "Null")
            yield connection
        finally:
            connection.close()


class _Run:
    """One call on its connection."""

    def __init__(self, connection: Any, call: Call, write: Write, started: Callable[[bool], None]) -> None:
        self._connection = connection
        self._call = call
        self._write = write
        self._started = started
        self._summary = Summary()

    def run(self) -> Summary:
        sql = self._call.insert_sql() if self._call.data else self._call.sql
        with _engine_errors():
            verdict = self._connection.classify_query(sql)
        kind = verdict["query_class"].name
        if verdict["statement_count"] > 1:
            raise ClickHouseError.of(SYNTAX_ERROR, "Syntax error (Multi-statements are not allowed)")
        if self._call.readonly:
            readonly.refuse(sql, kind, self._syntax_tree)
        stream = self._open_stream() if kind == "READ_ONLY" and self._is_blockwise() else None
        if stream is None:
            self._whole(sql, reads=kind == "READ_ONLY")
        else:
            self._stream(stream)
        return self._summary

    def _is_blockwise(self) -> bool:
        return self._call.format_is_certain and self._format() in _BLOCKWISE

    def _syntax_tree(self, sql: str) -> str:
        with _engine_errors():
            return str(
                self._connection.query(f"EXPLAIN AST {sql}", "TabSeparatedRaw", params=dict(self._call.params)).data()
            )

    def _whole(self, sql: str, reads: bool) -> None:
        with _engine_errors():
            result = self._connection.query(sql, self._call.default_format, params=dict(self._call.params))
        self._count(result)
        self._started(reads or result.size() > 0)
        if result.size():
            view = result.get_memview().view()
            self._write(self._encoded(bytes(view)) if self._call.revision else view)

    def _open_stream(self) -> Any:
        """A stream of the answer's blocks; None for what the engine does not stream (SHOW, DESCRIBE, …)."""
        try:
            with _engine_errors():
                return self._connection.send_query(
                    self._call.sql, self._call.default_format, params=dict(self._call.params)
                )
        except ClickHouseError as error:
            if error.code == BAD_ARGUMENTS and "Streaming query is not supported" in str(error):
                return None
            raise

    def _stream(self, stream: Any) -> None:
        stitch = arrow.Stitcher() if self._format() == "arrowstream" else None
        self._started(True)
        try:
            while (block := self._next(stream)) is not None:
                self._count(block)
                self._write(stitch.add(block.bytes()) if stitch else self._encoded(block.bytes()))
        except BaseException:
            self._connection.streaming_cancel_query(stream)
            raise
        if stitch:
            self._write(stitch.end())

    def _format(self) -> str:
        return self._call.output_format.lower()

    def _encoded(self, data: bytes) -> bytes:
        wants_revision = self._call.revision >= native.FIRST_REVISION and self._format() == "native"
        return native.upgraded(data) if wants_revision else data

    def _next(self, stream: Any) -> Any:
        with _engine_errors():
            block = self._connection.streaming_fetch_result(stream)
        return block if block is not None and block.size() else None

    def _count(self, result: Any) -> None:
        self._summary.written_rows += result.rows_written()
        self._summary.written_bytes += result.bytes_written()
        self._summary.read_rows = max(self._summary.read_rows, result.storage_rows_read())
        self._summary.result_rows += result.rows_read()
        self._summary.result_bytes += result.size()


@contextmanager
def _engine_errors() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        raise ClickHouseError.from_engine(str(error)) from error


def _set_statement(call: Call) -> str:
    """One SET for the whole call; readonly comes last because nothing can be set after it."""
    settings = {**_DEFAULTS, **(_READER_DEFAULTS if call.readonly else {}), **call.settings, "log_comment": call.tag}
    if call.readonly:
        readonly.refuse_settings(call.settings)
        settings["readonly"] = "1"
    return "SET " + ", ".join(f"{identifier(name)} = {quote(value)}" for name, value in settings.items())
