"""Variants: other readings of unclear law, in the rule's own file, law only where they are chosen."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from streams import settings
from streams.rules.book import rule_show, rules_list
from streams.rules.documents import CatalogueError
from streams.rules.loader import load
from streams.rules.rulebook import markdown

LATER, EXCUSED = "FS-2.fjerde-til-sjette", "TIL-6M.fritagelse-undskylder"
ALL = sorted({variant.navn for row in rules_list() for variant in rule_show(row.rule_id).varianter})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(str(files("streams.rules") / "catalogue"), tmp_path / "catalogue")
    return tmp_path / "catalogue"


def edited(copy: Path, old: str, new: str) -> list[str]:
    """What is said of the catalogue when FS-2's file is changed so."""
    file = copy / "faellessamtaler" / "FS-2.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load(copy)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("variant", ALL)
def test_a_variant_changes_its_own_rule_and_no_other(variant: str) -> None:
    rule_id, _, name = variant.partition(".")
    before = {rule.head.version: rule for rule in load().rules if rule.head.rule_id != rule_id}
    read = load(chosen=[variant]).rules
    assert {rule.head.version: rule for rule in read if rule.head.rule_id != rule_id} == before
    own = [rule.head.version for rule in read if rule.head.rule_id == rule_id]
    assert own
    assert all(version.endswith(f".{name}") for version in own)


def test_nothing_is_chosen_by_itself() -> None:
    assert [rule for rule in load().rules if "." in rule.head.version.partition("+")[2]] == []
    assert len(ALL) == 4


def test_what_if_is_asked_of_the_reading_that_is_chosen() -> None:
    rule = next(r for r in load(changes=["FS-2.antal=3"], chosen=[LATER]).rules if r.head.rule_id == "FS-2")
    assert (rule.antal, rule.efter_betalte_dage) == (3, 92)  # type: ignore[union-attr]
    assert rule.head.version == "1.1.0+2020-01-01.fjerde-til-sjette.whatif"


def test_a_parameter_that_only_the_variant_has_can_be_changed_under_it() -> None:
    rule = next(
        r for r in load(changes=["FS-2.efter_betalte_dage=100"], chosen=[LATER]).rules if "FS-2" in r.head.rule_id
    )
    assert rule.efter_betalte_dage == 100  # type: ignore[union-attr]
    with pytest.raises(CatalogueError, match="with a parameter that the rule's file has"):
        load(changes=["FS-2.efter_betalte_dage=100"])


@pytest.mark.parametrize("choice", ["FS-2.anden", "FS-1.fjerde-til-sjette", "FS-9.x", "FS-2", ""])
def test_a_variant_that_is_not_there_is_told_with_those_that_are(choice: str) -> None:
    with pytest.raises(CatalogueError, match=LATER):
        load(chosen=[choice])


def test_a_rule_is_read_in_one_way_at_a_time() -> None:
    with pytest.raises(CatalogueError, match="one way at a time"):
        load(chosen=[LATER, LATER])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("      efter_betalte_dage:\n", "      efter_dage:\n", "varianter.fjerde-til-sjette: parametre"),
        ("vaerdi: 92,", "vaerdi: 92.5,", "92.5 is not of type 'integer'"),
        ("- {fra: 2020-01-01, vaerdi: 92,", "- {fra: 2021-01-01, vaerdi: 92,", "the first value must hold from"),
        ("    kilde: [anden-laesning]\n    parametre", "    kilde: [ukendt]\n    parametre", "`kilder` has no ukendt"),
        (
            "    standing: inferred\n    kilde: [anden-laesning]\n",
            "    kilde: [anden-laesning]\n",
            "'standing' is a required",
        ),
        ("  fjerde-til-sjette:\n", "  fjerde-til-sjette:\n    grund: x\n", "was unexpected"),
    ],
)
def test_a_slip_in_a_variant_is_told_though_nobody_chooses_it(copy: Path, old: str, new: str, said: str) -> None:
    found = edited(copy, old, new)
    assert all(complaint.startswith("faellessamtaler/FS-2.yaml") for complaint in found)
    assert any(said in complaint for complaint in found), found


def test_the_sheet_of_a_rule_shows_the_values_of_the_reading_that_is_chosen() -> None:
    values = {value.parameter: value for value in rule_show("TIL-6M", chosen=[EXCUSED]).vaerdier}
    assert (values["fritagelse"].vaerdi, values["undskylder"].vaerdi) == ("nej", "ja")
    assert values["undskylder"].kilder == ("004 L1851",)


def test_the_book_tells_of_every_reading() -> None:
    book = markdown(None)
    assert [variant for variant in ALL if f"`{variant}`" not in book] == []


@pytest.mark.parametrize(("said", "read"), [("", ()), (LATER, (LATER,)), (f"{LATER},{EXCUSED}", (LATER, EXCUSED))])
def test_an_installation_chooses_by_a_setting(said: str, read: tuple[str, ...]) -> None:
    assert settings.load({"FOKUSVAGT_VARIANTS": said}).variants == read
