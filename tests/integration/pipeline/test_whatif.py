"""`whatif` over what a real run left: what differs is what the change means, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.query import query
from streams.cli.asking import asking
from streams.pipeline.whatif.deeds import parse
from streams.pipeline.whatif.effects import Effects
from streams.pipeline.whatif.whatif import Question, whatif
from streams.rules.loader import load
from tests.support.pipeline import fokusvagt

FAILING = (
    "SELECT breach_id, value FROM v_breaches "
    "WHERE rule_id = 'FM-SAMTALE' AND scope = 'person' AND status = 'KONSTATERET'"
)
WARNED = (
    "SELECT breach_id, kommune, toString(due_on) AS due_on FROM v_breaches "
    "WHERE rule_id IN ('SAM-4I6', 'SAM-SDP-FOERSTE') AND status = 'VARSEL' AND value = threshold - 1 "
    "ORDER BY due_on LIMIT 1"
)


@pytest.fixture(scope="module")
def link(populated: Path) -> Iterator[Link]:
    with asking(populated, None) as link:
        yield link


def rows_of(link: Link, sql: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(query(link, sql, "json")).splitlines()]


def effects(link: Link, *changes: str, samtaler: str = "") -> Effects:
    """What differs under changed parameters or with a deed."""
    deeds = (parse(samtaler),) if samtaler else ()
    return whatif(link, Question(load(), load(changes=changes), deeds, None), lambda *_: None)[1]


def test_the_same_law_makes_no_difference(link: Link) -> None:
    found = effects(link)
    assert (found.changes, found.sides) == ([], [])
    assert found.open_before == found.open_after > 0


def test_a_lower_requirement_lets_exactly_those_go_who_meet_it(link: Link) -> None:
    rows = rows_of(link, FAILING)
    found = effects(link, "FM-SAMTALE.antal=3")
    assert {c.row["breach_id"] for c in found.changes if c.kind == "væk"} == {
        r["breach_id"] for r in rows if r["value"] == 3
    }
    assert {c.row["rule_id"] for c in found.changes} == {"FM-SAMTALE"}


def test_an_earlier_warning_only_adds_warnings(link: Link) -> None:
    found = effects(link, "SAM-4I6.varsel_dage=120")
    assert found.changes
    assert {(c.kind, c.row["status"]) for c in found.changes} == {("ny", "VARSEL")}


def test_a_samtale_goes_to_the_nearest_due_date_and_closes_it(link: Link) -> None:
    (row,) = rows_of(link, WARNED)
    found = effects(link, samtaler=f"{row['kommune']}:1:{row['due_on']}")
    gone = [c.row for c in found.changes if c.kind == "væk"]
    assert [r["kommune"] for r in gone] == [row["kommune"]]
    assert gone[0]["due_on"] >= date.fromisoformat(row["due_on"])


def test_another_reading_touches_only_the_rule_that_is_read_otherwise(link: Link) -> None:
    variant = "TIL-6M.fritagelse-undskylder"
    _, found = whatif(link, Question(load(), load(chosen=[variant]), (), None), lambda *_: None)
    assert {c.row["rule_id"] for c in found.changes} == {"TIL-6M"}
    assert {c.kind for c in found.changes} == {"væk"}  # who is excused owes nothing; nobody else is touched


def test_the_counts_are_those_of_the_changes(link: Link) -> None:
    found = effects(link, "TIL-6M.frist_maaneder=5")
    for name in ("rule_id", "kommune", "maalgruppe"):
        assert sum(counted.total() for counted in found.by(name).values()) == len(found.changes) > 0


@pytest.mark.parametrize("words", [(), ("--set", "NO-RULE.antal=3"), ("--samtaler", "75:1:2025-01-01")])
def test_wrong_usage_is_one_line(words: tuple[str, ...], populated: Path) -> None:
    answer = fokusvagt("whatif", *words, "--data-dir", populated)
    assert (answer.code, len(answer.said)) == (2, 1)
