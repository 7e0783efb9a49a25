"""Who may do what in ClickHouse: every table decided on, every statement parsed, and policies tried on rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from infra.clickhouse import AccessError, masked, objects, roles, statements
from infra.grafana.wanted import SOURCE, Database, receivers, wanted
from streams.adapters.clickhouse import FactWriter, Link, RowWriter
from streams.adapters.clickhouse.cluster import SHARDED
from tests.integration.clickhouse.samples import breaches, facts, indicators

HASH = "ab" * 32
NAMED = re.compile(r"fokusvagt\.(\w+)")
PERSONAL = {"person_id", "subject", "breach_id"}  # a fact_id alone may be a kommune's terms


def _there(ask: Any) -> dict[str, str]:
    """Every table and view, and the query of a view."""
    there = "SELECT name, as_select FROM system.tables WHERE database = 'fokusvagt' AND NOT startsWith(name, '.')"
    return dict(ask(there))


def test_every_table_and_view_has_a_decision_and_none_is_about_something_that_is_not_there(ask: Any) -> None:
    assert set(objects()) == set(_there(ask))


def test_every_statement_is_one_that_clickhouse_can_read(link: Link) -> None:
    said = [*statements({"worker": HASH, "kommune_101": HASH}), *statements({}, SHARDED)]
    texts = list({re.sub(r"\d+", "1", text): text for text in said}.values())  # kommuner differ by their code only
    answer = link.client().query("SELECT formatQuerySingleLine(arrayJoin({t:Array(String)}))", parameters={"t": texts})
    assert len(answer.result_rows) == len(texts) > 200


def test_whatever_a_view_asks_its_reader_may_read(ask: Any) -> None:
    there, known = _there(ask), objects()
    for role in roles():
        for view in (found for found in known.values() if there[found.name] and role.sees(found)):
            if not view.publisher and view.kind != "indre":
                unread = [name for name in NAMED.findall(there[view.name]) if not role.sees(known[name])]
                assert unread == [], (role.name, view.name)


def test_the_publisher_may_read_whatever_the_views_in_its_name_ask(ask: Any) -> None:
    there, publisher = _there(ask), next(role for role in roles() if role.name == "fokusvagt_udgiver")
    asked = {name for found in objects().values() if found.publisher for name in NAMED.findall(there[found.name])}
    assert asked
    assert all(publisher.sees(objects()[name]) for name in asked)
    assert not publisher.login


def test_every_table_that_a_receiver_reads_is_its_own_rows_or_everybodys(ask: Any) -> None:
    there = _there(ask)
    for role in (found for found in roles() if found.tenant):
        read = [found for found in objects().values() if role.sees(found) and not there[found.name]]
        assert read
        assert all(role.tenant in found.own or found.kind == "faelles" for found in read)


def test_a_table_with_owners_shows_nothing_to_a_role_without_a_policy_there() -> None:
    said = [text for text in statements({}) if text.startswith("CREATE ROW POLICY") and " fokusvagt.breaches " in text]
    everything = [text for text in said if "USING 1" in text]
    assert len(said) == 1 + len(receivers())
    assert len(everything) == 1
    assert not set(everything[0].replace(",", "").split()) & {"fokusvagt_kommune", "fokusvagt_akasse", "ALL"}


def test_an_analyst_reads_no_person_without_a_role_of_its_own(ask: Any) -> None:
    columns = ask("SELECT table, name FROM system.columns WHERE database = 'fokusvagt'")
    analyst = next(role for role in roles() if role.name == "fokusvagt_analytiker")
    for table, column in columns:
        found = objects()[table]
        if analyst.sees(found):
            assert column not in PERSONAL or column not in analyst.columns.get(table, [column]), table
    assert not analyst.sees(objects()["v_dead_letters"])  # its key is a person
    granted = {text for text in statements({}) if text.endswith(" TO fokusvagt_analytiker")}
    assert not any("person_id" in text or "breach_id" in text for text in granted)


def test_grafana_asks_as_users_that_there_are() -> None:
    users = {user for role in roles() for user, _ in role.users}
    asked = {found["jsonData"]["username"] for found in wanted(Database("ch")).datasources.values()}
    assert wanted(Database("ch")).datasources[SOURCE]["jsonData"]["username"] == "dashboards"
    assert asked <= users


def test_what_a_receivers_page_asks_its_user_may_read() -> None:
    for tenant in ("kommune", "akasse"):
        role = next(found for found in roles() if found.tenant == tenant)
        page = str(wanted(Database("ch"), [r for r in receivers() if r.kind == tenant][:1]).dashboards)
        own = page[page.rindex(f"fokusvagt-{tenant}-") :]
        assert all(role.sees(objects()[name]) for name in NAMED.findall(own) if name in objects())


def test_a_hash_is_never_shown_and_a_user_without_one_cannot_log_in() -> None:
    said = list(statements({"worker": HASH}))
    assert any(HASH in text for text in said)
    assert not any(HASH in masked(text) for text in said)
    assert "CREATE USER IF NOT EXISTS operator HOST NONE" in said
    assert not any("ALTER USER operator IDENTIFIED" in text for text in said)


@pytest.mark.parametrize("hashes", [{"worker": "hemmelig"}, {"worker": "' OR 1"}, {"udgiver": HASH}, {"x": HASH}])
def test_a_password_instead_of_a_hash_and_a_user_that_is_none_are_refused_unsaid(hashes: dict[str, str]) -> None:
    with pytest.raises(AccessError) as refusal:
        list(statements(hashes))
    assert "hemmelig" not in str(refusal.value)


def _population(link: Link) -> None:
    """p1 lives in 101, p2 in 147, and p3 has moved from 101 to 147."""
    there = {"fact_id": "b", "person_id": "p2", "kommune": 147}
    FactWriter(link).insert("star.ydelse.v1", facts("ydelse", {"fact_id": "a"}, there))
    p2 = {"breach_id": "2", "person_id": "p2", "subject": "p2", "kommune": 147}
    p3 = {"breach_id": "3", "person_id": "p3", "subject": "p3"}
    RowWriter(link).breaches(breaches({"breach_id": "1"}, p2, p3))
    moved = {"kommune": 147, "version": 2, "kommune_key": 147, "is_deleted": 0}
    RowWriter(link).breaches(breaches(p3 | moved, p3 | moved | {"kommune_key": 101, "is_deleted": 1}))
    RowWriter(link).indicators(indicators({}, {"code": 147}))


@pytest.fixture
def seen(link: Link) -> Iterator[str]:
    """A database as kommune_101 sees it: of each table the rows its policy leaves, and the same views on top."""
    _population(link)
    client = link.client()
    client.command("CREATE DATABASE set_af_101")
    role = next(found for found in roles() if found.tenant == "kommune")
    sql = (
        "SELECT name, engine, create_table_query FROM system.tables WHERE database = 'fokusvagt' ORDER BY engine, name"
    )
    read = [row for row in client.query(sql).result_rows if role.sees(objects()[row[0]])]
    for name, engine, _ in (row for row in read if row[1].endswith("MergeTree")):
        final = "FINAL" if "Replacing" in engine else ""
        own = objects()[name].own.get("kommune", "1").replace("{kode}", "101")
        client.command(f"CREATE TABLE set_af_101.{name} AS fokusvagt.{name}")
        client.command(f"INSERT INTO set_af_101.{name} SELECT * FROM fokusvagt.{name} {final} WHERE {own}")
    waiting = {name: made for name, _, made in read if made.startswith("CREATE VIEW") and not objects()[name].publisher}
    while waiting:  # a view after those that it asks
        free = [name for name, made in waiting.items() if not (set(NAMED.findall(made)) - {name}) & set(waiting)]
        for name in free:
            client.command(waiting.pop(name).replace("fokusvagt.", "set_af_101."))
    yield "set_af_101"
    client.command("DROP DATABASE set_af_101")


def test_a_kommune_sees_its_own_persons_and_figures_only_through_every_view(seen: str, ask: Any) -> None:
    views = [name for (name,) in ask(f"SELECT name FROM system.tables WHERE database = '{seen}' AND engine = 'View'")]
    shown = {view: str(ask(f"SELECT * FROM {seen}.{view} WHERE 1")) for view in views if view != "v_kommuner"}
    assert len(shown) >= 20
    assert {view for view, rows in shown.items() if re.search(r"'p2'|\b147\b", rows)} == set()
    # Of one who has moved away: what was said while the citizen was its own.
    assert {view for view, rows in shown.items() if "'p3'" in rows} == {"v_breach_log", "v_breach_spans"}
    assert all("'p1'" in shown[view] for view in ("v_sagsliste", "v_breaches", "v_facts_ydelse"))


def test_an_akasse_reads_of_its_members_only_what_is_its_own_duty(link: Link, ask: Any) -> None:
    duty = {"breach_id": "1", "responsible": "AKASSE", "akasse": 2}
    RowWriter(link).breaches(breaches(duty, {"breach_id": "2", "akasse": 2}, duty | {"breach_id": "3", "akasse": 22}))
    own = objects()["breaches"].own["akasse"].replace("{kode}", "2")
    assert ask(f"SELECT right(hex(breach_id), 1) FROM fokusvagt.breaches FINAL WHERE {own}") == [("1",)]


@pytest.mark.parametrize(("tenant", "code"), [("kommune", "101"), ("akasse", "22")])
def test_every_policy_is_a_filter_that_its_table_understands(link: Link, ask: Any, tenant: str, code: str) -> None:
    policies = {name: found.own[tenant] for name, found in objects().items() if tenant in found.own}
    assert len(policies) >= 8
    for name, rows in policies.items():
        assert ask(f"SELECT count() >= 0 FROM fokusvagt.{name} WHERE {rows.replace('{kode}', code)}") == [(1,)]


def test_every_limit_is_one_that_its_user_can_only_lower() -> None:
    profiles = [text for text in statements({}) if text.startswith("CREATE SETTINGS PROFILE")]
    settings = [each for text in profiles for each in text.rpartition(" SETTINGS ")[2].split(" TO ")[0].split(", ")]
    assert len(settings) >= 2 * len(roles())
    assert all(re.fullmatch(r"\w+ = (\d+) (MAX \1|CONST)", each) for each in settings)
    writers = {text.split()[5] for text in profiles if "readonly = 2 CONST" not in text}
    assert writers == {"fokusvagt_worker", "fokusvagt_operator", "fokusvagt_hvorfor"}


def test_whoever_explains_cases_writes_who_looked_and_nothing_else() -> None:
    granted = [text for text in statements({}) if text.startswith("GRANT") and text.endswith(" TO fokusvagt_hvorfor")]
    assert [text for text in granted if not text.startswith("GRANT SELECT")] == [
        "GRANT INSERT ON fokusvagt.adgange TO fokusvagt_hvorfor"
    ]
    role = next(found for found in roles() if found.name == "fokusvagt_hvorfor")
    assert all(role.sees(objects()[name]) for name in ("v_breaches", "v_indicators", "facts_samtale"))
    assert not role.sees(objects()["v_adgange"])
