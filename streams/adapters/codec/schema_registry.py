"""The three questions we have for a Schema Registry, over its HTTP interface. Asked once per schema, then remembered.

Confluent's own client would bring an OAuth stack along; this one knows http, https and a user and password in the URL.
"""

from __future__ import annotations

import base64
import json
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

_MEDIA_TYPE: Final = "application/vnd.schemaregistry.v1+json"
_TIMEOUT_SECONDS: Final = 10
_NOT_FOUND: Final = 404


class SchemaRegistryError(RuntimeError):
    """The Schema Registry could not be asked, or refused: one line, with its address and never a password."""


class SchemaRegistryClient:
    """A Schema Registry at an http(s) URL."""

    def __init__(self, url: str) -> None:
        """ValueError when `url` is not an http or https address."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("the Schema Registry's URL must begin with http:// or https://")
        host = parts.netloc.rpartition("@")[2]
        self._base = urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", ""))
        self._headers = {"Accept": _MEDIA_TYPE, "Content-Type": _MEDIA_TYPE}
        if parts.username:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            self._headers["Authorization"] = "Basic " + base64.b64encode(login).decode()

    def schema(self, schema_id: int) -> dict[str, Any] | None:
        """The Avro schema with this id; None when there is none."""
        found = self._ask("GET", f"/schemas/ids/{schema_id}")
        if found is None or found.get("schemaType", "AVRO") != "AVRO":
            return None
        loaded = json.loads(found["schema"])
        return loaded if isinstance(loaded, dict) else None

    def lookup(self, subject: str, schema: str) -> int | None:
        """The id under which `schema` is registered for the subject; None when it is not."""
        found = self._ask("POST", f"/subjects/{quote(subject, safe='')}", {"schema": schema})
        return None if found is None else int(found["id"])

    def register(self, subject: str, schema: str, compatibility: str = "FULL_TRANSITIVE") -> int:
        """Register `schema` for the subject, held to `compatibility`; its id."""
        name = quote(subject, safe="")
        self._ask("PUT", f"/config/{name}", {"compatibility": compatibility})
        found = self._ask("POST", f"/subjects/{name}/versions", {"schema": schema})
        if found is None:
            raise SchemaRegistryError(f"{self._base}: does not know how to register {subject}")
        return int(found["id"])

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """The answer's JSON; None for "not found"."""
        data = None if body is None else json.dumps(body).encode()
        # the scheme was checked to be http or https
        request = Request(self._base + path, data, self._headers, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
                loaded: dict[str, Any] = json.load(answer)
                return loaded
        except HTTPError as error:
            if error.code == _NOT_FOUND:
                return None
            raise SchemaRegistryError(f"{self._base}{path}: HTTP {error.code} {error.reason}") from None
        except (URLError, TimeoutError, OSError, ValueError) as error:
            raise SchemaRegistryError(f"{self._base}{path}: {error}; is the Schema Registry up?") from None
