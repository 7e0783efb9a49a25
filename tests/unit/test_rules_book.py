"""What people read of a rule: every figure with its standing and source, every quotation with its place."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from streams.rules import book
from streams.rules.documents import CatalogueError
from streams.rules.loader import checked, load
from streams.rules.texts import load_texts

texts = cache(load_texts)
sheet = cache(book.rule_show)
RULES = sorted(texts())


@pytest.mark.parametrize("rule_id", RULES)
def test_every_value_has_a_standing_and_a_source(rule_id: str) -> None:
    values = sheet(rule_id).vaerdier
    assert values
    assert {value.standing for value in values} <= {"confirmed", "inferred", "parameter"}
    assert all(value.kilder for value in values)


@pytest.mark.parametrize("rule_id", RULES)
def test_what_is_confirmed_rests_on_a_quotation(rule_id: str) -> None:
    confirmed = [value for value in sheet(rule_id).vaerdier if value.standing == "confirmed"]
    assert all(set(value.kilder) != {"valg"} for value in confirmed)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_has_its_words(rule_id: str) -> None:
    text = texts()[rule_id]
    assert text.rule_id == rule_id
    assert all((text.titel, text.titel_en, text.tekst, text.afhjaelp, text.lov, text.citat, text.kilde_titel))
    assert "\n" not in text.tekst


def test_the_legal_basis_of_an_alert_is_law_quotation_and_place() -> None:
    assert texts()["CV-KH"].hjemmel == (
        "Lov om en aktiv beskæftigelsesindsats (LAB), reglerne om CV-oplysninger. "
        "«mens jobparate kontanthjælpsmodtagere skal gøre det efter tre uger.» [004 L533]"
    )


def test_a_value_is_shown_with_the_period_in_which_it_holds() -> None:
    hours = [value for value in book.rule_show("FM-TILBUD").vaerdier if value.parameter == "timer"]
    shown = [(value.fra, value.til, value.vaerdi) for value in hours]
    assert shown == [("2020-01-01", "2023-03-21", "225"), ("2023-03-22", "", "100")]


def test_values_are_shown_in_words() -> None:
    values = {value.parameter: value.vaerdi for value in book.rule_show("TIL-UDH-4M").vaerdier}
    assert values["fritagelse"] == "ja"
    assert values["taeller"] == "art: tilbud, efter_anker: ja"


def test_the_list_has_a_line_for_every_rule_version() -> None:
    rows = [(row.rule_id, row.version, row.ansvarlig) for row in book.rules_list()]
    assert rows == [(rule.head.rule_id, rule.head.version, rule.head.ansvarlig) for rule in load().rules]


def test_an_unknown_rule_is_answered_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="CV-XX is not a rule; there are AK-SAM3"):
        book.rule_show("CV-XX")


def what_if(*changes: str) -> dict[str, Any]:
    return {rule.head.rule_id: rule for rule in load(changes=changes).rules}


def test_a_what_if_changes_a_parameter_and_marks_the_version() -> None:
    rules = what_if("FM-SAMTALE.antal=3", "SAM-DP-JC3.taeller.efter_maaneder=2")
    assert rules["FM-SAMTALE"].antal == 3
    assert rules["FM-SAMTALE"].head.version == "1.0.0+2020-01-01.whatif"
    assert rules["SAM-DP-JC3"].taeller.efter_maaneder == 2
    assert rules["CV-KH"].head.version == "1.0.0+2020-01-01"


def test_a_what_if_leaves_the_catalogue_alone() -> None:
    before = load()
    what_if("FM-SAMTALE.antal=3")
    assert load() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("FM-SAMTALE.antal=0", "less than the minimum"),
        ("FM-SAMTALE.antal=[", "mend the YAML"),
        ("FM-SAMTALE.antal.x=3", "write RULE-ID.parameter=value"),
        ("FM-SAMTALE.antallet=3", "write RULE-ID.parameter=value"),
        ("FM-SAMTALE=3", "write RULE-ID.parameter=value"),
        ("FM-SAMTALE.typer=[JOB]", "JOB is not one of"),
    ],
)
def test_a_what_if_must_make_sense(change: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said.replace(".", r"\.")):
        what_if(change)


def test_the_files_quote_no_document_that_is_not_named() -> None:
    named = next(document.body["dokumenter"] for document in checked() if document.name == "kilder")
    quoted = {text.kilde.split()[0] for text in texts().values()}
    assert quoted <= set(named)
