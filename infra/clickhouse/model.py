"""objects.yaml and roles.yaml, read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from schemas.regions import akasser, kommuner

KINDS: Final = ("person", "tal", "faelles", "drift", "spor", "udgivet", "indre")
TENANTS: Final[tuple[str, ...]] = ("kommune", "akasse")


@dataclass(frozen=True, slots=True)
class Object:
    """A table or view: what it is, and what a receiver may read of it.

    `own`: the rows of a tenant of a table, with {kode} for its code. `audience`: the tenants that may ask a view.
    `publisher`: asked with the publisher's rights. `columns`: all that may be read, () for all.
    """

    name: str
    kind: str
    own: dict[str, str] = field(default_factory=dict)
    audience: tuple[str, ...] = ()
    publisher: bool = False
    columns: tuple[str, ...] = ()

    def open_to(self, tenant: str) -> bool:
        """Whether a receiver of this kind reads anything of it."""
        return tenant in self.own or tenant in self.audience or (self.kind == "faelles" and not self.audience)


@dataclass(frozen=True, slots=True)
class Role:
    """One role: whose, what it reads, what else it may, and why."""

    name: str
    why: str
    users: tuple[tuple[str, int | None], ...]
    reads: tuple[str, ...] = ()
    tenant: str | None = None
    columns: dict[str, list[str]] = field(default_factory=dict)
    may: tuple[tuple[str, str], ...] = ()
    profile: dict[str, Any] = field(default_factory=dict)
    quota: dict[str, int] = field(default_factory=dict)
    login: bool = True

    def sees(self, found: Object) -> bool:
        """Whether it reads of this table or view at all, be it some rows or some columns."""
        return found.open_to(self.tenant) if self.tenant else found.kind in self.reads or found.name in self.columns


@cache
def objects() -> dict[str, Object]:
    """Every table and view there is a decision for. ValueError: a kind or receiver that is unknown."""
    read = _read("objects.yaml")
    tables = (_table(name, entry) for name, entry in read["tables"].items())
    views = (_view(name, entry) for name, entry in read["views"].items())
    return {found.name: found for found in (*tables, *views)}


def _read(name: str) -> Any:
    return yaml.safe_load((files(__package__) / name).read_text(encoding="utf-8"))


def _table(name: str, entry: dict[str, Any]) -> Object:
    _known(name, entry, {"kind", "kolonner", *TENANTS})
    own = {tenant: entry[tenant] for tenant in TENANTS if tenant in entry}
    return Object(name, entry["kind"], own, columns=tuple(entry.get("kolonner", ())))


def _view(name: str, entry: dict[str, Any]) -> Object:
    _known(name, entry, {"kind", "for", "udgiver", *TENANTS})
    own = {tenant: entry[tenant] for tenant in TENANTS if tenant in entry}
    audience = tuple(entry.get("for", ()))
    return Object(name, entry["kind"], own, audience, publisher=entry.get("udgiver", False))


def _known(name: str, entry: dict[str, Any], words: set[str]) -> None:
    if set(entry) - words or entry.get("kind") not in KINDS or set(entry.get("for", ())) - set(TENANTS):
        raise ValueError(f"{name}: unknown word or kind in {entry}")


@cache
def roles() -> tuple[Role, ...]:
    """Every role, in the order of the file. ValueError: a word unknown."""
    return tuple(_role(name, entry) for name, entry in _read("roles.yaml").items())


def _role(name: str, entry: dict[str, Any]) -> Role:
    unknown = set(entry) - set(Role.__dataclass_fields__) | (set(entry.get("reads", ())) - set(KINDS))
    if unknown:
        raise ValueError(f"roles.yaml, {name}: {sorted(unknown)} is unknown")
    codes = {None: (None,), "kommune": kommuner(), "akasse": akasser()}[entry.get("tenant")]
    users = tuple((user.replace("{kode}", str(code)), code) for user in entry["users"] for code in codes)
    rest = {key: entry[key] for key in ("tenant", "columns", "profile", "quota", "login") if key in entry}
    may = tuple((privilege, target) for privilege, target in entry.get("may", ()))
    return Role(name, " ".join(entry["why"].split()), users, tuple(entry["reads"]), may=may, **rest)
