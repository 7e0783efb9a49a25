"""One request as a value: which statement, whose data, which settings. Pure parsing, no HTTP and no engine."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Parameters of the HTTP interface that are no settings of a query.
_TRANSPORT = frozenset(
    {
        "query",
        "database",
        "default_format",
        "user",
        "password",
        "quota_key",
        "query_id",
        "session_id",
        "session_timeout",
        "session_check",
        "close_session",
        "role",
        "compress",
        "decompress",
        "buffer_size",
        "wait_end_of_query",
        "stacktrace",
        "client_protocol_version",
        "send_progress_in_http_headers",
        "http_headers_progress_interval_ms",
        "enable_http_compression",
        "http_zlib_compression_level",
        "http_native_compression_disable_checksumming_on_decompress",
        "add_http_cors_header",
        "cancel_http_readonly_queries_on_client_close",
        "http_write_exception_in_output_format",
        "readonly",
    }
)

# INSERT … FORMAT x<newline>data, after comments
_INSERT = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*INSERT\s", re.IGNORECASE | re.DOTALL)
_DATA_FORMAT = re.compile(rb"\bFORMAT\s+([A-Za-z]\w*)[ \t]*;?\r?\n?", re.IGNORECASE)
_VALUES = re.compile(r"\bVALUES\s*$", re.IGNORECASE)
_SELECT = re.compile(r"\b(?:SELECT|FROM\s+INFILE)\b", re.IGNORECASE)
_SETTINGS = re.compile(r"\sSETTINGS\s", re.IGNORECASE)
_FORMAT = re.compile(r"\bFORMAT\s+([A-Za-z]\w*)\s*(?:\bSETTINGS\b[^;]*)?[;\s]*$", re.IGNORECASE)
_ANY_FORMAT = re.compile(r"\bFORMAT\b", re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """What to run. `data` is the file an INSERT reads, already decompressed; `data_format` its format.

    `revision` is the protocol version for which the client wants Native. `tag` names this run to `Engine.cancel`.
    """

    sql: str
    database: str = ""
    default_format: str = "TabSeparated"
    readonly: bool = True
    params: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    data: Path | None = None
    data_format: str = ""
    revision: int = 0
    tag: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def output_format(self) -> str:
        """The format of the answer: the statement's own, else the default."""
        found = _FORMAT.search(self.sql)
        return found[1] if found else self.default_format

    @property
    def format_is_certain(self) -> bool:
        """Whether `output_format` cannot be wrong: there is no FORMAT, or it is the end of the statement."""
        return bool(_FORMAT.search(self.sql)) or not _ANY_FORMAT.search(self.sql)

    def insert_sql(self) -> str:
        """The INSERT of this call, reading `data` instead of the request's body."""
        where = f" FROM INFILE {quote(str(self.data))} COMPRESSION 'none'"
        found = _SETTINGS.search(self.sql)
        at = found.start() if found else len(self.sql)
        return f"{self.sql[:at]}{where}{self.sql[at:]} FORMAT {self.data_format}"


def identifier(name: str) -> str:
    """A ClickHouse identifier in backquotes."""
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def quote(text: str) -> str:
    """A ClickHouse string literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def settings_of(query: Mapping[str, str]) -> dict[str, str]:
    """The settings among the URL's parameters."""
    return {key: value for key, value in query.items() if key not in _TRANSPORT and not key.startswith("param_")}


def params_of(query: Mapping[str, str]) -> dict[str, str]:
    """The values for `{name:Type}` among the parameters (`param_name`)."""
    return {key.removeprefix("param_"): value for key, value in query.items() if key.startswith("param_")}


def split_insert(head: bytes) -> tuple[str, str, int] | None:
    """An INSERT whose data follows in the same text: (statement before FORMAT, format, where data begins).

    None when `head` is any other statement, which is then to be run as it stands.
    """
    found = _DATA_FORMAT.search(head)
    start = head[: found.start() if found else 0].decode(errors="replace")
    if not found or not _INSERT.match(start) or _SELECT.search(start):
        return None
    return start.rstrip(), found[1].decode(), found.end()


def insert_target(sql: str) -> tuple[str, str] | None:
    """An INSERT in the URL whose data is the body: (statement before FORMAT or VALUES, format); else None."""
    split = split_insert(sql.encode())
    if split and split[2] >= len(sql.encode().rstrip()):
        return split[0], split[1]
    if _INSERT.match(sql) and (found := _VALUES.search(sql)):
        return sql[: found.start()].rstrip(), "Values"
    return None
