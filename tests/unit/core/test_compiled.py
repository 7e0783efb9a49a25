"""The catalogue as arrays: every word a bit, every date a day, every measure a slot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from streams.core import catalogue as cat
from streams.core.calendar import NO_DATE, to_date
from streams.core.codes import AKTOERER, BORGERSTATUSSER, SAMTALETYPER, VISITATIONER, YDELSER, mask
from streams.core.compiled import BORGERSTATUS, FULDTIDSDAGE, HAENDELSE, SAMTALER, START, TILBUD, TILBUD_SLUT, compiled
from tests.support.core import law

LAW = law("gaeldende")
CATALOGUE = LAW.catalogue
(AK,) = (rule for rule in CATALOGUE.rules if isinstance(rule, cat.AkasseAndel))


def frist(rule_id: str, nth: int = 0) -> object:
    regel = LAW.rule_ids.index(rule_id)
    return [row for row in LAW.rules.frist if row["regel"] == regel][nth]


def only(*kinds: type) -> cat.Catalogue:
    return replace(CATALOGUE, rules=tuple(rule for rule in CATALOGUE.rules if isinstance(rule, kinds)))


def test_every_rule_version_is_a_row_of_its_kind() -> None:
    rules = LAW.rules
    tables = (rules.frist, rules.forbrug, rules.uden_akasse, rules.samtaleform, rules.varighed, rules.fokus)
    versions = sorted(int(row["version"]) for table in tables for row in table)
    persons = [
        i
        for i, rule in enumerate(CATALOGUE.rules)
        if rule.head.rule_id not in ("RM-FORSOERGELSE", "SKAERPET-TILSYN", "AK-SAM3")
    ]
    assert versions == persons
    for table in tables:
        assert {LAW.rule_ids[row["regel"]] for row in table} == {
            CATALOGUE.rules[row["version"]].head.rule_id for row in table
        }


@pytest.mark.parametrize(
    ("nth", "fra", "til", "ansvarlig"), [(0, "2020-01-01", "2023-12-31", 0), (1, "2024-01-01", None, 1)]
)
def test_validity_is_days_and_the_responsible_party_a_code(nth: int, fra: str, til: str | None, ansvarlig: int) -> None:
    row = frist("SAM-DP-FOERSTE", nth)
    assert to_date(row["fra"]) == date.fromisoformat(fra)
    assert row["til"] == NO_DATE if til is None else to_date(row["til"]) == date.fromisoformat(til)
    assert row["ansvarlig"] == ansvarlig


def test_anchors_and_what_counts() -> None:
    rows = [frist(rule_id) for rule_id in ("SAM-DP-6I6", "SAM-KH-FOERSTE", "TIL-UDH-4M", "CV-KH")]
    assert [row["anker"] for row in rows] == [START, HAENDELSE, TILBUD_SLUT, START]
    assert [row["haendelse"] for row in rows] == [-1, BORGERSTATUSSER.index("FOERSTE_HENVENDELSE"), -1, -1]
    assert [row["taeller"] for row in rows] == [SAMTALER, SAMTALER, TILBUD, BORGERSTATUS]
    assert [row["efter_anker"] for row in rows] == [0, 1, 1, 0]
    assert [row["kind"] for row in rows] == [-1, -1, -1, BORGERSTATUSSER.index("CV_GODKENDT")]


def test_words_are_masks() -> None:
    row = frist("SAM-DP-JC3")
    assert row["ydelser"] == mask(YDELSER, ("DAGPENGE",))
    assert row["visitationer"] == mask(VISITATIONER, VISITATIONER)
    assert row["aktoerer"] == mask(AKTOERER, ("JOBCENTER", "ANDEN_AKTOER"))
    assert row["typer"] == mask(SAMTALETYPER, ("JOBSAMTALE", "FAELLESSAMTALE", "OPFOELGNING"))


def test_months_after_the_start_are_minus_one_where_they_do_not_matter() -> None:
    assert [frist(rule_id)["efter_maaneder"] for rule_id in ("SAM-DP-JC3", "SAM-DP-6I6", "TIL-6M", "CV-DP")] == [
        3,
        -1,
        -1,
        -1,
    ]


def test_the_fokusmaal_share_their_population_and_nothing_else() -> None:
    fokus, andel = LAW.fokus_slots, LAW.andel_slots
    assert fokus["FM-SAMTALE"][0] == fokus["FM-TILBUD"][0]
    distinct = {FULDTIDSDAGE, *fokus["FM-SAMTALE"], *fokus["FM-TILBUD"], *andel[AK.head]}
    assert distinct == set(range(LAW.slots))
    assert len(distinct) == 6


def test_other_populations_have_slots_of_their_own() -> None:
    rules = [
        replace(r, ydelser=("SHO",)) if isinstance(r, cat.FokusTilbud) else r
        for r in only(cat.FokusSamtaler, cat.FokusTilbud).rules
    ]
    found = compiled(replace(CATALOGUE, rules=tuple(rules)))
    assert found.fokus_slots["FM-SAMTALE"][0] != found.fokus_slots["FM-TILBUD"][0]
    assert found.slots == 5


def test_a_population_that_changes_with_time_is_one_of_its_own() -> None:
    rules = list(only(cat.FokusSamtaler, cat.FokusTilbud).rules)
    rules[-1] = replace(rules[-1], anciennitet_maaneder=6)
    assert compiled(replace(CATALOGUE, rules=tuple(rules))).slots == 5


def test_a_share_knows_its_deadline_rule() -> None:
    andele = {LAW.rule_ids[row["regel"]]: int(row["andel"]) for row in LAW.rules.frist}
    assert {rule_id for rule_id, andel in andele.items() if andel >= 0} == {"SAM-DP-AK3"}
    assert tuple(LAW.rules.andel[0])[:2] == LAW.andel_slots[AK.head]


def test_a_catalogue_without_shares_or_fokusmaal_measures_only_days() -> None:
    found = compiled(only(cat.Frist))
    assert (found.slots, found.fokus_slots, found.andel_slots, len(found.rules.andel)) == (1, {}, {}, 0)


def test_a_word_that_facts_do_not_have_is_refused() -> None:
    rule = next(r for r in CATALOGUE.rules if isinstance(r, cat.Frist))
    with pytest.raises(ValueError, match="'DAGPENG' is not one of DAGPENGE"):
        compiled(replace(CATALOGUE, rules=(replace(rule, ydelser=("DAGPENG",)),)))
