"""Who may do what on Kafka, as data; and what settings of access are taken, without a broker."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.kafka.acl import Grant, is_ours, principals
from schemas.registry import topics
from streams.access import Kafka, client
from streams.settings import SettingsError, load

USERS = {found.user: found for found in principals()}
SASL = {"FOKUSVAGT_KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "FOKUSVAGT_KAFKA_USER": "w"}


def may(user: str, operation: str, topic: str) -> bool:
    """Whether a user may do this with a topic."""
    return any(
        grant.kind == "TOPIC" and grant.operation == operation and covers(grant, topic) for grant in USERS[user].grants
    )


def covers(grant: Grant, name: str) -> bool:
    return name.startswith(grant.name) if grant.pattern == "PREFIXED" else name == grant.name


def test_there_is_a_user_for_each_kommune_and_each_akasse() -> None:
    tenants = [topic for topic in topics() if topic.tenant]
    assert len(tenants) == 98 + 22
    for topic in tenants:
        user = f"{topic.tenant}-{topic.name.rpartition('.')[2]}"
        assert [t.name for t in topics() if may(user, "READ", t.name)] == [topic.name]


@pytest.mark.parametrize("user", [user for user in USERS if not user.startswith("fokusvagt-")])
def test_a_receiver_only_reads_and_in_groups_that_no_other_code_begins_like(user: str) -> None:
    assert {grant.operation for grant in USERS[user].grants} == {"READ"}
    groups = [grant for grant in USERS[user].grants if grant.kind == "GROUP"]
    assert [(grant.name, grant.pattern) for grant in groups] == [(user + ".", "PREFIXED")]


def test_every_topic_has_somebody_who_writes_it_and_somebody_who_reads_it() -> None:
    for topic in topics():
        assert any(may(user, "WRITE", topic.name) for user in USERS), topic.name
        assert any(may(user, "READ", topic.name) for user in USERS), topic.name


def test_whoever_only_watches_reads_nothing_and_nobody_changes_rights() -> None:
    assert not [t.name for t in topics() if may("fokusvagt-monitor", "READ", t.name)]
    cluster = {
        (user, grant.operation) for user, found in USERS.items() for grant in found.grants if grant.kind == "CLUSTER"
    }
    assert cluster == {("fokusvagt-operator", "DESCRIBE"), ("fokusvagt-monitor", "DESCRIBE")}


def test_a_kommune_that_is_no_more_is_ours_and_a_stranger_is_not() -> None:
    assert (is_ours("kommune-999"), is_ours("fokusvagt-worker"), is_ours("connect")) == (True, True, False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"FOKUSVAGT_KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT"}, "not one of PLAINTEXT, SSL, SASL_SSL"),
        ({"FOKUSVAGT_KAFKA_SASL_MECHANISM": "MD5"}, "not one of SCRAM-SHA-512"),
        ({"FOKUSVAGT_KAFKA_USER": "w"}, "PLAINTEXT takes no user and password"),
        (SASL, "FOKUSVAGT_KAFKA_PASSWORD is not set"),
        (SASL | {"FOKUSVAGT_KAFKA_PASSWORD_FILE": "/none"}, "FOKUSVAGT_KAFKA_PASSWORD_FILE=/none cannot be read"),
        (SASL | {"FOKUSVAGT_KAFKA_PASSWORD": "a", "FOKUSVAGT_KAFKA_PASSWORD_FILE": "b"}, "give one"),
        ({"FOKUSVAGT_KAFKA_CA": "/none.pem"}, "FOKUSVAGT_KAFKA_CA=/none.pem cannot be read"),
    ],
)
def test_settings_that_do_not_fit_together_are_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(given)
    assert said in str(error.value)


def test_a_password_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("hemmeligt\n", encoding="utf-8")
    found = load(SASL | {"FOKUSVAGT_KAFKA": "k:9093", "FOKUSVAGT_KAFKA_PASSWORD_FILE": str(secret)})
    assert client(found.access())["sasl.password"] == "hemmeligt"
    assert "hemmeligt" not in repr(found) + repr(found.access())


def test_what_one_process_is_told_another_can_be_given() -> None:
    kafka = Kafka("k:9093", "SASL_SSL", "SCRAM-SHA-256", "w", "p")
    assert load({f"FOKUSVAGT_{name.upper()}": value for name, value in kafka.given().items()}).access() == kafka
