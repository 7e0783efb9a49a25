"""Who may do what fits the topics of alerts: each receiver its own, the workers all, answers by the operator."""

from __future__ import annotations

import pytest

from infra.kafka.acl import Grant, principals
from schemas import registry
from streams.adapters.alert_rows import ACKS, topic
from streams.core.alerts import Receiver

GRANTS = [grant for principal in principals() for grant in principal.grants]


def may(user: str, operation: str, name: str, kind: str = "TOPIC") -> bool:
    """Whether a grant of the user reaches a topic or group of that name."""

    def reaches(grant: Grant) -> bool:
        return name.startswith(grant.name) if grant.pattern == "PREFIXED" else name == grant.name

    return any((g.user, g.operation, g.kind) == (user, operation, kind) and reaches(g) for g in GRANTS)


ALERTS = [t.name for t in registry.topics() if t.tenant]


@pytest.mark.parametrize(
    ("user", "own"),
    [
        ("kommune-751", topic(Receiver("kommune", 751))),
        ("akasse-2", topic(Receiver("akasse", 2))),
        ("akasse-22", topic(Receiver("akasse", 22))),
    ],
)
def test_a_receiver_reads_its_own_alerts_and_nothing_else(user: str, own: str) -> None:
    assert [name for name in registry_names() if may(user, "READ", name)] == [own]
    assert [name for name in registry_names() if may(user, "WRITE", name)] == []


def registry_names() -> list[str]:
    return [t.name for t in registry.topics()]


def test_each_of_the_98_and_22_has_a_user_that_reads_its_topic() -> None:
    readers = {name: {g.user for g in GRANTS if g.operation == "READ" and g.name == name} for name in ALERTS}
    users = [p.user for p in principals() if p.user[-1].isdigit()]
    expected = {f"fokusvagt.alerts.{user.replace('-', '.')}": {user} for user in users}
    assert readers == expected
    assert len(readers) == 98 + 22


def test_the_examples_group_is_one_that_the_receiver_may_join() -> None:
    assert may("kommune-751", "READ", "kommune-751.sager", "GROUP")
    assert not may("akasse-2", "READ", "akasse-22.sager", "GROUP")


def test_workers_write_all_alerts_and_read_the_answers() -> None:
    assert all(may("fokusvagt-worker", "WRITE", name) for name in ALERTS)
    assert may("fokusvagt-worker", "READ", ACKS)
    assert [user for user in {g.user for g in GRANTS} if may(user, "WRITE", ACKS)] == ["fokusvagt-operator"]
