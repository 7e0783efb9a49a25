"""What the preview asks of us: answered over what a real run left, and nothing about a person without a line of who."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.query import query
from streams.cli.asking import asking, writing
from streams.clock import SystemClock
from streams.pipeline.answers import Answers

FAILING = (
    "SELECT breach_id, person_id FROM v_breaches WHERE rule_id = 'FM-SAMTALE' AND scope = 'person' "
    "AND status = 'KONSTATERET' ORDER BY breach_id LIMIT 1"
)
LOOKED = "SELECT hvem, vaerktoej, spurgt FROM v_adgange WHERE person_id = '{}' AND hvem = 'ane'"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def writer(populated: Path) -> Iterator[Link]:
    with writing(populated) as link:
        yield link


def answered(link: Link, **question: Any) -> Json:
    return Answers(link, ("gaeldende",), (), SystemClock(), "ane").answer(question, lambda *_: None)


def rows_of(link: Link, sql: str) -> list[Json]:
    return [json.loads(line) for line in b"".join(query(link, sql, "json")).splitlines()]


def test_a_case_is_explained_when_the_look_has_been_noted(writer: Link) -> None:
    (row,) = rows_of(writer, FAILING)
    (trace,) = answered(writer, ask="hvorfor", what=row["breach_id"])["answer"]
    assert (trace["schema"], trace["subject"]) == ("trace.v1", row["person_id"])
    looked = rows_of(writer, LOOKED.format(row["person_id"]))
    assert looked == [{"hvem": "ane", "vaerktoej": "hvorfor", "spurgt": "FM-SAMTALE"}]


def test_whoever_may_not_leave_the_line_is_shown_nothing(writer: Link, populated: Path) -> None:
    (row,) = rows_of(writer, FAILING)
    with asking(populated, None) as reader:
        told = answered(reader, ask="hvorfor", what=row["breach_id"])
    assert told["error"] == "AFVIST"
    assert "answer" not in told


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ({"ask": "hvorfor", "what": "nobody"}, "UKENDT"),
        ({"ask": "hvis", "set": ["FM-SAMTALE.hest=3"], "samtaler": []}, "FORKERT"),
        ({"ask": "hvis", "set": [], "samtaler": ["999:1:2025-06-30"]}, "FORKERT"),
        ({"ask": "hvis", "set": [], "samtaler": []}, "FORKERT"),
        ({}, "FORKERT"),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_line(writer: Link, question: Json, error: str) -> None:
    told = answered(writer, **question)
    assert told["error"] == error
    assert "\n" not in told["text"]


def test_a_what_if_gives_figures_and_no_persons(writer: Link) -> None:
    answer = answered(writer, ask="hvis", set=["FM-SAMTALE.antal=3"], samtaler=[])["answer"]
    assert answer["open_after"] < answer["open_before"]
    assert {name for row in answer["counts"] for name in row} <= {
        "rule_id",
        "kommune",
        "maalgruppe",
        "ny",
        "væk",
        "flyttet",
    }


def test_the_rules_are_given_with_their_numbers_of_today(writer: Link) -> None:
    rules = {rule["rule_id"]: rule["parametre"] for rule in answered(writer, ask="regler")["answer"]}
    assert rules["FM-SAMTALE"]["antal"] == 4
    assert rules["FM-TILBUD"]["maal"] == 0.3
