"""Access to ClickHouse as SQL: profiles, roles, grants, users, row policies, quotas; each safe to run again.

Run it after the migrations, which put a view back to its reader's rights. A user for whom no hash of a password is
given is made without any way to log in, and one that is there already keeps what it has.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from infra.clickhouse.model import Object, Role, objects, roles

_PUBLISHER: Final = "udgiver"
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SECRET: Final = re.compile(r"(sha256_hash BY )'[^']*'")


class AccessError(ValueError):
    """The hashes of the passwords cannot be used; the text names no hash."""


def statements(hashes: Mapping[str, str], sharded: Container[str] = ()) -> Iterator[str]:
    """All of it, in the order in which it must be run; `hashes`: user → SHA-256 of its password in hex. AccessError.

    Of a table in `sharded` the rows lie in `<table>_lokal`: what is said of the one is said of the other.
    """
    _check(hashes)
    for role in roles():
        yield f"CREATE ROLE IF NOT EXISTS {role.name}"
        yield from _profile(role)
        yield f"REVOKE ALL ON *.* FROM {role.name}"
        yield from _grants(role, sharded)
        for user, _ in role.users:
            yield from _user(role, user, hashes.get(user))
    for found in objects().values():
        for table in _names(found.name, sharded):
            yield from _policies(found, table)
    for found in objects().values():
        if found.publisher:
            yield f"ALTER TABLE fokusvagt.{found.name} MODIFY SQL SECURITY DEFINER DEFINER = {_PUBLISHER}"


def masked(statement: str) -> str:
    """The statement as it may be shown: without the hash of a password."""
    return _SECRET.sub(r"\1'***'", statement)


def _check(hashes: Mapping[str, str]) -> None:
    users = {user for role in roles() if role.login for user, _ in role.users}
    strange = sorted(set(hashes) - users)
    wrong = sorted(user for user, found in hashes.items() if not _HASH.fullmatch(str(found)))
    if strange:
        raise AccessError(f"no such user: {', '.join(strange)}; users are those of infra/clickhouse/roles.yaml")
    if wrong:
        raise AccessError(f"not a SHA-256 in hex (64 of 0-9a-f): the hash of {', '.join(wrong)}")


def _profile(role: Role) -> Iterator[str]:
    # Said outright, whatever the server's default: a row that was corrected away must not come back by a policy.
    chosen = role.profile | {"apply_row_policy_after_final": "1 CONST"}
    settings = ", ".join(f"{name} = {_limit(value)}" for name, value in chosen.items())
    yield f"CREATE SETTINGS PROFILE OR REPLACE {role.name} SETTINGS {settings} TO {role.name}"
    if role.quota:
        limits = ", ".join(f"{name} = {limit}" for name, limit in role.quota.items())
        yield f"CREATE QUOTA OR REPLACE {role.name} KEYED BY user_name FOR INTERVAL 1 hour MAX {limits} TO {role.name}"


def _limit(value: int | str) -> str:
    """A number may be lowered by whoever asks (Grafana sends its own timeout), never raised."""
    return f"{value} MAX {value}" if isinstance(value, int) else value


def _names(table: str, sharded: Container[str]) -> tuple[str, ...]:
    return (table, f"{table}_lokal") if table in sharded else (table,)


def _grants(role: Role, sharded: Container[str]) -> Iterator[str]:
    for found in objects().values():
        for table in _names(found.name, sharded) if role.sees(found) else ():
            yield f"GRANT SELECT{_columns(role, found)} ON fokusvagt.{table} TO {role.name}"
    for privilege, target in role.may:
        yield f"GRANT {privilege} ON {target} TO {role.name}"


def _columns(role: Role, found: Object) -> str:
    whole = "indre" in role.reads or ("drift" in role.reads and found.columns)
    if role.tenant is None and found.kind in role.reads and (whole or not found.columns):
        return ""
    names = role.columns.get(found.name) or found.columns
    return f"({', '.join(names)})" if names else ""


def _user(role: Role, user: str, found: str | None) -> Iterator[str]:
    yield f"CREATE USER IF NOT EXISTS {user} HOST NONE"
    if found and role.login:
        yield f"ALTER USER {user} IDENTIFIED WITH sha256_hash BY '{found}' HOST ANY"
    yield f"GRANT {role.name} TO {user}"
    yield f"ALTER USER {user} DEFAULT ROLE {role.name}"


def _policies(found: Object, name: str) -> Iterator[str]:
    """To each owner its own rows, to every other role that reads the table all of them, to anybody else none."""
    if not found.own:
        return
    table = f"fokusvagt.{name}"
    everything = ", ".join(role.name for role in roles() if role.tenant is None and role.sees(found))
    yield f"CREATE ROW POLICY OR REPLACE alle ON {table} FOR SELECT USING 1 TO {everything}"
    for role in roles():
        for user, code in role.users if role.tenant in found.own else ():
            rows = found.own[str(role.tenant)].replace("{kode}", str(code))
            yield f"CREATE ROW POLICY OR REPLACE {user} ON {table} FOR SELECT USING {rows} TO {user}"
