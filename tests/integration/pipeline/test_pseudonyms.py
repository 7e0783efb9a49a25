"""Facts that come with CPR numbers leave with pseudonyms, and the numbers go nowhere."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from infra.embedded import EmbeddedServers
from tests.integration.pipeline.conftest import AS_OF
from tests.naive import computed
from tests.naive.population import population
from tests.support.agreement import disagreements, of_oracle, of_tables
from tests.support.pipeline import asked, fokusvagt, replayed, tables_at, written

Fact = dict[str, Any]
KEY = "en nøgle som ingen kender"
TABLES = "SELECT name FROM system.tables WHERE database = 'fokusvagt' AND engine NOT LIKE '%View'"


def cpr(person_id: str, hyphen: bool) -> str:
    """A number for a person of the population `p12-<number>`."""
    number = f"0101{int(person_id.partition('-')[2]):06}"
    return f"{number[:6]}-{number[6:]}" if hyphen else number


def pseudonym(number: str) -> str:
    """HMAC-SHA-256 over the ten digits, hex of the first 16 bytes."""
    digits = number.replace("-", "").encode()
    return hmac.new(KEY.encode(), digits, hashlib.sha256).digest()[:16].hex()


def with_cpr(facts: list[Fact]) -> list[Fact]:
    """The facts as a source would send them that knows CPR numbers, written one way or the other."""
    found = []
    for number, fact in enumerate(facts):
        own = {name: value for name, value in fact.items() if name != "person_id"}
        found.append(own | {"cpr": cpr(fact["person_id"], number % 2 == 0)} if "person_id" in fact else fact)
    return found


def renamed(facts: list[Fact]) -> list[Fact]:
    """The facts as the rest of the system sees them."""
    return [f | {"person_id": pseudonym(cpr(f["person_id"], True))} if "person_id" in f else f for f in facts]


@pytest.fixture(scope="module")
def people() -> list[Fact]:
    return population(60, 12, date(2019, 6, 1), date(2026, 6, 30))


def holding(url: str, text: str) -> list[str]:
    """The tables in which a text stands anywhere."""
    count = f"SELECT count() AS n FROM fokusvagt.`{{}}` WHERE position(formatRow('TSV', *), '{text}') > 0"
    return [name for row in asked(url, TABLES) if asked(url, count.format(name := row["name"]))[0]["n"]]


def test_the_state_is_that_of_the_pseudonyms_and_no_number_is_left(people: list[Fact], tmp_path: Path) -> None:
    somebody = next(fact for fact in people if "person_id" in fact)
    mistyped = with_cpr([somebody])[0] | {"cpr": "0101000001x"}
    lines = written(tmp_path / "facts.jsonl", [*with_cpr(people), mistyped])
    answer = replayed(lines, AS_OF, tmp_path / "state", pseudonym_key=KEY)
    assert answer.code == 0, answer.err
    with EmbeddedServers(tmp_path / "state", kafka=False) as servers:
        found = of_tables(tables_at(servers.reader_url))
        assert disagreements(of_oracle(computed(renamed(people), AS_OF)), found) == []
        assert holding(servers.reader_url, "0101000") == holding(servers.reader_url, "010100-0") == []
        assert f"facts_{somebody['type']}" in holding(servers.reader_url, renamed([somebody])[0]["person_id"])
        assert holding(servers.reader_url, "CPR number of 10 digits") == ["dead_letters"]
    (letter,) = fokusvagt("dlq", "list", "--json", "--data-dir", tmp_path / "state").rows
    assert letter == mistyped | {"cpr": "**********x"}
    said = answer.out + answer.err + "".join(log.read_text() for log in (tmp_path / "state" / "log").iterdir())
    assert "0101000" not in said
    assert KEY not in said


@pytest.mark.slow
def test_a_new_key_carries_everybody_over(people: list[Fact], tmp_path: Path) -> None:
    half = people[: len(people) // 2]
    before, after = (
        written(tmp_path / "before.jsonl", with_cpr(half)),
        written(tmp_path / "all.jsonl", with_cpr(people)),
    )
    assert replayed(before, AS_OF, tmp_path / "state", pseudonym_key="k1:gammel").code == 0
    answer = replayed(after, AS_OF, tmp_path / "state", pseudonym_key=f"k2:{KEY}\nk1:gammel")
    assert answer.code == 0, answer.err
    with EmbeddedServers(tmp_path / "state", kafka=False) as servers:
        found = of_tables(tables_at(servers.reader_url))
        assert disagreements(of_oracle(computed(renamed(people), AS_OF)), found) == []
        everybody = {fact["person_id"] for fact in people if "person_id" in fact}
        assert asked(servers.reader_url, "SELECT count() AS n FROM fokusvagt.v_sammenlagte") == [{"n": len(everybody)}]
