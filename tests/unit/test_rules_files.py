"""What a file of the catalogue must be: known keys, known words, dates that meet, references that lead somewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from streams.rules.documents import CatalogueError
from streams.rules.loader import load

Edit = Callable[[str, str, str], None]
DEADLINE = "- {fra: 2020-01-01, vaerdi: 21, standing: confirmed, kilde: [frist]}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(str(files("streams.rules") / "catalogue"), tmp_path / "catalogue")
    return tmp_path / "catalogue"


@pytest.fixture
def edit(copy: Path) -> Edit:
    def replace(file: str, old: str, new: str) -> None:
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def complaints(directory: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load(directory)
    return [str(problem) for problem in caught.value.problems]


def only_complaint(directory: Path) -> str:
    found = complaints(directory)
    assert len(found) == 1, found
    return found[0]


def test_a_copy_of_the_catalogue_is_the_catalogue(copy: Path) -> None:
    assert load(copy) == load()


def test_the_schema_is_a_schema() -> None:
    schema = json.loads((files("schemas") / "rule.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)


def test_every_mapping_of_the_schema_refuses_keys_it_does_not_name() -> None:
    schema = json.loads((files("schemas") / "rule.schema.json").read_text(encoding="utf-8"))
    lists = [value for value in schema["$defs"].values() if value.get("type") == "object" and "allOf" not in value]
    assert lists
    assert all("additionalProperties" in value for value in lists)


SECOND_WAVE = """perioder:
  anden: {titel: {da: x, en: x}, fra: 2020-03-01, til: 2020-03-13, standing: parameter, kilde: [dage]}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("regime: gaeldende", "regime: gaeldende\nregiem: gaeldende"),
        ("antal:\n", "antallet: []\n  antal:\n"),
        ("vaerdi: 6, standing", "vaerdi: 6, enhed: dage, standing"),
        ("art: samtaler,", "art: samtaler, kun: mandag,"),
        ("linje: 468", "linje: 468\n    side: 12"),
        ("{fra: 2020-01-01, standing", "{fra: 2020-01-01, ca: true, standing"),
        ('  da: "Seks', '  de: "x"\n  da: "Seks'),
    ],
    ids=["rule", "parameter", "dated value", "taeller", "source", "validity", "title"],
)
def test_an_unknown_key_is_an_error_wherever_it_stands(copy: Path, edit: Edit, old: str, new: str) -> None:
    edit("samtaler/SAM-DP-6I6.yaml", old, new)
    assert "was unexpected" in only_complaint(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("cv/CV-KH.yaml", "id: CV-KH", "id: CV-KHX", "not the file's name"),
        ("cv/CV-KH.yaml", "[KONTANTHJAELP]", "[KONTANTHJAELPEN]", "KONTANTHJAELPEN is not one of DAGPENGE"),
        ("cv/CV-KH.yaml", "kind: CV_GODKENDT", "kind: CV", "CV is not one of AFMELDT"),
        ("cv/CV-KH.yaml", "vaerdi: 21,", "vaerdi: 21.5,", "21.5 is not of type 'integer'"),
        ("cv/CV-KH.yaml", "fra: 2020-01-01, vaerdi: 21", "fra: 2020-02-01, vaerdi: 21", "first day, 2020-01-01"),
        ("cv/CV-KH.yaml", "fra: 2020-01-01, vaerdi: 21", "fra: 2020-02-30, vaerdi: 21", "mend the YAML"),
        ("cv/CV-KH.yaml", "fra: 2020-01-01, vaerdi: 21", "fra: '2020-02-30', vaerdi: 21", "not a date of the calendar"),
        ("cv/CV-KH.yaml", "kind: frist", "kind: frist\nkind: frist", "a key is given twice"),
        ("cv/CV-KH.yaml", "[varsel]", "[warsel]", "`kilder` has no warsel"),
        ("cv/CV-KH.yaml", "kilder:\n", "kilder:\n  ny:\n    valg: \"x\"\n", "nothing cites it"),
        ("cv/CV-KH.yaml", "hovedkilde: frist", "hovedkilde: varsel", "name a source with a quotation"),
        ("cv/CV-KH.yaml", 'dokument: "004"', 'dokument: "009"', "kilder.yaml has no document 009"),
        ("cv/CV-KH.yaml", "- {version: 1.0.0", "- {version: 1.1.0", "must tell of version 1.0.0"),
        ("cv/CV-KH.yaml", "vaerdi: start", "vaerdi: haendelse", "belong to anker: haendelse"),
        ("resultatmaal/AK-SAM3.yaml", "vaerdi: SAM-DP-AK3", "vaerdi: CV", "CV is no rule of kind frist"),
        ("resultatmaal/AK-SAM3.yaml", "vaerdi: SAM-DP-AK3", "vaerdi: FS-1", "FS-1 is no rule of kind frist"),
        ("resultatmaal/SKAERPET-TILSYN.yaml", "[FM-SAMTALE, FM-TILBUD]", "[FM-X]", "FM-X is no rule of kind fokus"),
        ("tilbud/TIL-NYTTE.yaml", "til: 2024-12-31, standing", "til: 2019-12-31, standing", "is before 2020-01-01"),
        ("taellende_tilbud.yaml", "vaerdi: 2023-03-22", "vaerdi: snart", "does not match"),
        ("suspensioner.yaml", "til: 2020-05-26", "til: 2020-03-12", "2020-03-12 is before 2020-03-13"),
        ("suspensioner.yaml", "perioder:\n", SECOND_WAVE, "anden lasts until 2020-03-13: mend one of them"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place_and_what_to_do(
    copy: Path, edit: Edit, file: str, old: str, new: str, said: str
) -> None:
    edit(file, old, new)
    found = complaints(copy)
    assert all(complaint.startswith(file) for complaint in found)
    assert any(said in complaint for complaint in found), found


def two_values(first: str, second: str) -> str:
    rest = "vaerdi: {}, standing: confirmed, kilde: [frist]"
    return f"- {{{first}, {rest.format(21)}}}\n    - {{{second}, {rest.format(28)}}}"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("fra: 2020-01-01, til: 2021-12-30", "fra: 2022-01-01", "no value holds from 2021-12-31 to 2021-12-31"),
        ("fra: 2020-01-01, til: 2022-01-01", "fra: 2022-01-01", "overlap"),
        ("fra: 2020-01-01", "fra: 2020-01-01", "overlap or are out of order"),
        ("fra: 2020-01-01", "fra: 2022-01-01, til: 2022-12-31", "must hold to the validity's last day, open"),
    ],
)
def test_dated_values_meet_day_to_day(copy: Path, edit: Edit, first: str, second: str, said: str) -> None:
    edit("cv/CV-KH.yaml", DEADLINE, two_values(first, second))
    assert said in only_complaint(copy)


def test_a_value_after_the_validity_is_told(copy: Path, edit: Edit) -> None:
    edit("cv/CV-KH.yaml", "gyldig: {fra: 2020-01-01,", "gyldig: {fra: 2020-01-01, til: 2021-12-31,")
    edit(
        "cv/CV-KH.yaml",
        two_values("fra: 2020-01-01", "x").split("\n")[0],
        two_values("fra: 2020-01-01", "fra: 2022-01-01"),
    )
    assert "begins after the validity has ended" in only_complaint(copy)


def test_a_dated_change_is_one_line_and_makes_one_more_version(copy: Path, edit: Edit) -> None:
    edit("cv/CV-KH.yaml", DEADLINE, two_values("fra: 2020-01-01", "fra: 2026-01-01"))
    rules = [rule for rule in load(copy).rules if rule.head.rule_id == "CV-KH"]
    assert [rule.head.version for rule in rules] == ["1.0.0+2020-01-01", "1.0.0+2026-01-01"]
    assert [str(rule.head.gyldig_til) for rule in rules] == ["2025-12-31", "None"]


def test_all_problems_come_in_one_report(copy: Path, edit: Edit) -> None:
    edit("cv/CV-KH.yaml", "regime: gaeldende", "regime: snart")
    edit("cv/CV-DP.yaml", "[DAGPENGE]", "[PENGE]")
    (copy / "cv" / "NY.yaml").write_text("- not a mapping", encoding="utf-8")
    (copy / "taellende_tilbud.yaml").unlink()
    found = " ".join(complaints(copy))
    for file in ("cv/CV-KH.yaml", "cv/CV-DP.yaml", "cv/NY.yaml", "taellende_tilbud.yaml"):
        assert file in found


def test_the_same_rule_in_two_areas_is_an_error(copy: Path) -> None:
    shutil.copy(copy / "cv" / "CV-KH.yaml", copy / "tilbud" / "CV-KH.yaml")
    assert "has this id too" in only_complaint(copy)


def test_a_rule_outside_an_area_is_an_error(copy: Path) -> None:
    (copy / "cv" / "CV-KH.yaml").rename(copy / "CV-KH.yaml")
    assert "<area>/<RULE-ID>.yaml" in only_complaint(copy)


def test_a_long_complaint_names_the_demand_and_not_the_file(copy: Path, edit: Edit) -> None:
    edit("cv/CV-KH.yaml", f"  frist_dage:\n    {DEADLINE}\n", "")
    assert "frist_maaneder" in only_complaint(copy)


def test_a_regime_that_is_off_gives_no_rules(copy: Path, edit: Edit) -> None:
    edit("cv/CV-KH.yaml", "regime: gaeldende", "regime: anbefalet")
    ids = {rule.head.rule_id for rule in load(copy).rules}
    both = {rule.head.rule_id for rule in load(copy, regimes=("gaeldende", "anbefalet")).rules}
    assert both - ids == {"CV-KH"}


def test_an_unknown_regime_is_an_error() -> None:
    with pytest.raises(ValueError, match="fremtidig is not a regime"):
        load(regimes=("fremtidig",))
