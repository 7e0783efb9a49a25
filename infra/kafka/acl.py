"""Access to Kafka, spelled out from principals.yaml: one grant for each user, resource and operation. Values only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import yaml

from schemas.regions import akasser, kommuner

_CODE: Final = "{kode}"
#: What a word of principals.yaml comes to: kind of resource, operations.
_WORDS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "read": ("TOPIC", ("READ",)),
    "write": ("TOPIC", ("WRITE",)),
    "describe": ("TOPIC", ("DESCRIBE",)),
    "manage": ("TOPIC", ("CREATE", "ALTER", "ALTER_CONFIGS", "DESCRIBE_CONFIGS")),
    "groups": ("GROUP", ("READ",)),
    "groups_seen": ("GROUP", ("DESCRIBE",)),
}
_FIELDS: Final = {"principal", "tenant", "why", "cluster", "quota", *_WORDS}


class Grant(NamedTuple):
    """`user` may do `operation` on `kind` `name`: TOPIC, GROUP or CLUSTER, LITERAL or PREFIXED. From any host."""

    user: str
    kind: str
    name: str
    pattern: str
    operation: str


class Principal(NamedTuple):
    """One user: what it may do, what it may take (quota: setting → number), and why."""

    user: str
    why: str
    grants: tuple[Grant, ...]
    quota: dict[str, int]


@cache
def principals() -> tuple[Principal, ...]:
    """Every user there is, one for each kommune and a-kasse, in the order of the file. ValueError: a word unknown."""
    entries = yaml.safe_load((files(__package__) / "principals.yaml").read_text(encoding="utf-8"))
    return tuple(_principal(entry, code) for entry in entries for code in _codes(entry))


def is_ours(user: str) -> bool:
    """Whether a user's rights are for this file to say: whoever is in it, or was or could be by its name."""
    return any(user == found.user for found in principals()) or bool(re.fullmatch(r"(kommune|akasse)-\d+", user))


def _codes(entry: dict[str, Any]) -> Iterable[int | None]:
    tenants = {None: [None], "kommune": kommuner(), "akasse": akasser()}
    unknown = set(entry) - _FIELDS
    if unknown or entry.get("tenant") not in tenants:
        raise ValueError(f"principals.yaml, {entry.get('principal')}: {sorted(unknown) or entry['tenant']} is unknown")
    return tenants[entry.get("tenant")]


def _principal(entry: dict[str, Any], code: int | None) -> Principal:
    user = _named(entry["principal"], code)
    return Principal(user, " ".join(entry["why"].split()), tuple(_grants(entry, user, code)), entry.get("quota", {}))


def _grants(entry: dict[str, Any], user: str, code: int | None) -> Iterator[Grant]:
    for word, (kind, operations) in _WORDS.items():
        for name in entry.get(word, ()):
            resource, pattern = _pattern(_named(name, code))
            for operation in operations:
                yield Grant(user, kind, resource, pattern, operation)
    for operation in entry.get("cluster", ()):
        yield Grant(user, "CLUSTER", "kafka-cluster", "LITERAL", operation)


def _named(text: str, code: int | None) -> str:
    return text if code is None else text.replace(_CODE, str(code))


def _pattern(name: str) -> tuple[str, str]:
    """Kafka's own name and kind of pattern; `*` alone is every resource, and literal to Kafka."""
    if name == "*" or not name.endswith("*"):
        return name, "LITERAL"
    return name.removesuffix("*"), "PREFIXED"


def commands(users: Iterable[Principal]) -> Iterator[str]:
    """The same as commands of Kafka's own tools, run by an administrator with $BOOTSTRAP and admin.properties."""
    reach = "--bootstrap-server $BOOTSTRAP --command-config admin.properties"
    for found in users:
        yield f"# {found.user}: {found.why}"
        for grant in found.grants:
            where = "--cluster" if grant.kind == "CLUSTER" else f"--{grant.kind.lower()} '{grant.name}'"
            yield (
                f"kafka-acls {reach} --add --allow-principal User:{grant.user} --operation {grant.operation} "
                f"{where} --resource-pattern-type {grant.pattern.lower()}"
            )
        if found.quota:
            limits = ",".join(f"{name}={limit}" for name, limit in found.quota.items())
            yield f"kafka-configs {reach} --alter --entity-type users --entity-name {found.user} --add-config {limits}"
