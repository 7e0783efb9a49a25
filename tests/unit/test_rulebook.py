"""The rule book tells every rule with its law and its cases, and stands alone as a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.rules.book import rules_list
from streams.rules.rulebook import examples, html, markdown

SPEC = Path(__file__).parents[1] / "spec"


@pytest.fixture(scope="module")
def book() -> str:
    return markdown(SPEC)


def test_every_rule_has_a_page_with_its_quotation_and_cases(book: str) -> None:
    for rule_id in {row.rule_id for row in rules_list()}:
        page = book.split(f"### {rule_id}\n")[1].split("\n### ")[0]
        assert "> " in page
        assert "Eksempler" in page, rule_id


def test_an_example_says_what_is_expected() -> None:
    cases = examples("CV-KH", SPEC)
    assert "a CV approved on the last day is in time → OPFYLDT" in cases
    assert "eight days before the deadline nobody is warned → ingen række" in cases


def test_without_the_cases_there_is_a_book_still() -> None:
    assert "Eksempler, som" not in markdown(None)


def test_the_page_links_within_itself_and_asks_for_nothing_else(book: str) -> None:
    page = html(book)
    assert '<h3 id="cv-kh">' in page
    assert 'href="#cv-kh"' in page
    assert "src=" not in page
    assert "http" not in page
