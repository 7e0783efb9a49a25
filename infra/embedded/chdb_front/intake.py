"""From an HTTP request to a Call: who asks, which statement, and the body's data spooled to a file."""

import base64
import errno
import hmac
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from infra.embedded.chdb_front.call import Call, insert_target, params_of, settings_of, split_insert
from infra.embedded.chdb_front.codecs import Decompressor
from infra.embedded.chdb_front.errors import (
    AUTHENTICATION_FAILED,
    BAD_ARGUMENTS,
    NOT_ENOUGH_SPACE,
    NOT_IMPLEMENTED,
    ClickHouseError,
)

WRITER = "writer"
_READERS = ("", "default", "reader")
_HEAD_BYTES = 64 * 1024
_BROKEN_FORM = (HttpProcessingError, AssertionError, LookupError, RuntimeError, ValueError)  # what aiohttp makes of one


def may_write(request: web.Request, secret: str) -> bool:
    """Whether the request comes from the writer. Raises code 516 for a user or password we do not know."""
    user, password = _credentials(request)
    if user == WRITER and hmac.compare_digest(password.encode(errors="surrogateescape"), secret.encode()):
        return True
    if user in _READERS and not password:
        return False
    raise ClickHouseError.of(
        AUTHENTICATION_FAILED,
        f"{user or 'default'}: Authentication failed: password is incorrect, or there is no user with such name",
    )


def _credentials(request: web.Request) -> tuple[str, str]:
    scheme, _, basic = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            user, _, password = base64.b64decode(basic).decode().partition(":")
        except ValueError:  # neither base64 nor text
            return "invalid Authorization header", "-"
        return user, password
    headers = request.headers
    user = headers.get("X-ClickHouse-User") or request.query.get("user", "")
    return user, headers.get("X-ClickHouse-Key") or request.query.get("password", "")


@dataclass
class Intake:
    """Reads one request; `close` removes what it spooled."""

    request: web.Request
    spool_dir: Path
    readonly: bool
    _data: Path | None = None

    async def call(self) -> Call:
        """The request as a Call. Raises ClickHouseError."""
        form = await self._form()
        given: Mapping[str, str] = {**self.request.query, **form}
        statement = given.get("query", "")
        target = insert_target(statement)
        if target is None:
            target, statement = await self._statement(statement, read_body=not form)
        else:
            await self._spool(_Body(self.request), b"")
        sql, data_format = target or (statement, "")
        revision = self.request.query.get("client_protocol_version", "")
        call = Call(
            sql=sql,
            database=given.get("database") or self.request.headers.get("X-ClickHouse-Database") or "",
            default_format=given.get("default_format")
            or self.request.headers.get("X-ClickHouse-Format")
            or "TabSeparated",
            readonly=self.readonly or self.request.method != "POST" or given.get("readonly", "0") != "0",
            params=params_of(given),
            settings=settings_of(self.request.query),
            revision=int(revision) if revision.isdecimal() else 0,
            data=self._data,
            data_format=data_format,
        )
        _legible(call)
        return call

    def close(self) -> None:
        """Remove the spooled data, if any."""
        if self._data:
            self._data.unlink(missing_ok=True)

    async def _form(self) -> dict[str, str]:
        """The text fields of a multipart form (`query`, `param_*`)."""
        if not self.request.content_type.startswith("multipart/form-data"):
            return {}
        try:
            fields = await self.request.post()
        except _BROKEN_FORM as error:
            raise ClickHouseError.of(BAD_ARGUMENTS, "The form cannot be read") from error
        if any(not isinstance(value, str) for value in fields.values()):
            raise ClickHouseError.of(
                NOT_IMPLEMENTED, "External data is not supported by the embedded server, insert it first"
            )
        return {key: str(value) for key, value in fields.items()}

    async def _statement(self, start: str, read_body: bool) -> tuple[tuple[str, str] | None, str]:
        """The statement that begins with `start` and goes on in the body, or the INSERT whose data it carries."""
        body = _Body(self.request) if read_body else None
        head = await body.read(_HEAD_BYTES) if body else b""
        split = split_insert(head) if not start else None
        if body and split:
            await self._spool(body, head[split[2] :])
            return (split[0], split[1]), ""
        rest = await body.read() if body else b""
        text = (head + rest).decode(errors="surrogateescape")
        return None, f"{start}\n{text}" if start and text else start or text

    async def _spool(self, body: "_Body", first: bytes) -> None:
        try:
            with tempfile.NamedTemporaryFile(dir=self.spool_dir, delete=False) as file:
                self._data = Path(file.name)
                file.write(first)
                while piece := await body.piece():
                    file.write(piece)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise ClickHouseError.of(NOT_ENOUGH_SPACE, "Cannot keep the body, not enough space") from error


def _legible(call: Call) -> None:
    """Raise code 36 for what is not UTF-8: the engine takes no other statement, name or value."""
    given = chain.from_iterable((*call.params.items(), *call.settings.items()))
    try:
        "".join((call.sql, call.database, call.default_format, *given)).encode()
    except UnicodeEncodeError:
        raise ClickHouseError.of(BAD_ARGUMENTS, "The statement, or a name or value beside it, is not UTF-8") from None


class _Body:
    """The request's body, decompressed."""

    def __init__(self, request: web.Request) -> None:
        self._content = request.content
        own_frames = request.query.get("decompress") == "1"
        self._decompressor = Decompressor("clickhouse" if own_frames else request.headers.get("Content-Encoding", ""))

    async def piece(self) -> bytes:
        """Some bytes; empty at the end."""
        while compressed := await self._content.readany():
            if plain := self._decompressor.add(compressed):
                return plain
        self._decompressor.end()
        return b""

    async def read(self, at_least: int | None = None) -> bytes:
        """`at_least` bytes or a little more, or everything."""
        pieces: list[bytes] = []
        size = 0
        while (at_least is None or size < at_least) and (piece := await self.piece()):
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)
