"""Access rights on a broker, held against infra/kafka/principals.yaml: what is missing is given, what is more is taken.

Users that the file does not speak of keep what they have; so do refusals and rights from certain hosts only, which are
an administrator's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from confluent_kafka import KafkaException
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    ResourcePatternType,
    ResourceType,
)

from infra.kafka.acl import Grant, Principal, is_ours
from streams.access import Kafka
from streams.transport.reach import Denied, reach

SECONDS = 30.0
_USER = "User:"
_CLUSTER = "CLUSTER"
"""What Kafka calls the cluster; librdkafka calls it BROKER."""


class Difference(NamedTuple):
    """What is to be given and what is to be taken."""

    missing: list[Grant]
    excess: list[Grant]


def difference(kafka: Kafka | str, users: Iterable[Principal], *, all_users: bool) -> Difference:
    """What separates the broker from these users' rights; `all_users`: who is none of them any more has no right.

    Denied when we may not ask, or the broker knows no access rights.
    """
    users = list(users)
    wanted, names = {grant: None for found in users for grant in found.grants}, {found.user for found in users}
    there = {g for g in _there(kafka) if g.user in names or (all_users and is_ours(g.user))}
    return Difference([grant for grant in wanted if grant not in there], sorted(there - wanted.keys()))


def apply(kafka: Kafka | str, found: Difference) -> None:
    """Give and take; safe to run again. Giving comes first: nobody is without a right that they are to keep."""
    admin = reach(kafka)
    if found.missing:
        given = [AclBinding(*_terms(grant)) for grant in found.missing]
        _await(admin.create_acls(given, request_timeout=SECONDS).values())
    if found.excess:
        taken = [AclBindingFilter(*_terms(grant)) for grant in found.excess]
        _await(admin.delete_acls(taken, request_timeout=SECONDS).values())


def _there(kafka: Kafka | str) -> set[Grant]:
    """Every right that the broker gives by a user's name."""
    anything: tuple[Any, ...] = (ResourceType.ANY, None, ResourcePatternType.ANY)
    anybody: tuple[Any, ...] = (None, None, AclOperation.ANY, AclPermissionType.ANY)
    everything = AclBindingFilter(*anything, *anybody)
    admin = reach(kafka)  # held: a client that nobody holds takes its answers with it
    (answer,) = _await([admin.describe_acls(everything, request_timeout=SECONDS)])
    plain = (b for b in answer if b.host == "*" and b.permission_type == AclPermissionType.ALLOW)
    return {_grant(b) for b in plain if b.principal.startswith(_USER)}


def _grant(b: Any) -> Grant:
    kind = _CLUSTER if b.restype == ResourceType.BROKER else b.restype.name
    return Grant(b.principal.removeprefix(_USER), kind, b.name, b.resource_pattern_type.name, b.operation.name)


def _terms(grant: Grant) -> tuple[Any, ...]:
    kind = ResourceType.BROKER if grant.kind == _CLUSTER else ResourceType[grant.kind]
    pattern, operation = ResourcePatternType[grant.pattern], AclOperation[grant.operation]
    return kind, grant.name, pattern, _USER + grant.user, "*", operation, AclPermissionType.ALLOW


def _await(futures: Iterable[Any]) -> list[Any]:
    try:
        return [future.result(SECONDS) for future in futures]
    except KafkaException as error:
        why = error.args[0].str()
        raise Denied(f"Kafka does not let us see to access rights: {why}; this takes an administrator") from None
