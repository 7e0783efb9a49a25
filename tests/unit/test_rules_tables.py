"""The catalogue says what the tables of sections A–E say: one line here for one row (or legal period) there.

Written down from the tables, never from the catalogue's files.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from streams.core import codes
from streams.core.catalogue import Borgerstatus, Catalogue, Head, Rule, Samtaler, TaellendeTilbud, Tilbud
from streams.rules.loader import load

DP = {"DAGPENGE"}
HJAELP = {"KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO"}
UDH = {"UDDANNELSESHJAELP"}
SDP = {"SYGEDAGPENGE"}
OEVRIGE = SDP | {"RESSOURCEFORLOEB", "JOBAFKLARING", "LEDIGHEDSYDELSE", "REVALIDERING"}
TYPER = {"JOBSAMTALE", "FAELLESSAMTALE", "OPFOELGNING"}
HVEM = {"JOBCENTER", "AKASSE", "ANDEN_AKTOER"}
FOKUSYDELSER = set(codes.YDELSER) - {"FLEKSJOB", "FOERTIDSPENSION"}


def samtaler(aktoerer: set[str] = HVEM, efter_anker: bool = False, efter_maaneder: int | None = None) -> Samtaler:
    return Samtaler(tuple(sorted(TYPER)), tuple(sorted(aktoerer)), efter_anker, efter_maaneder)


CV = Borgerstatus("CV_GODKENDT", 31)
REVURDERING = Borgerstatus("REVURDERING", 0)
HENVENDELSE = "FOERSTE_HENVENDELSE"
FRA20, TIL23, FRA24 = "2020-01-01", "2023-12-31", "2024-01-01"

# rule, ansvarlig, from, to, ydelser, anchor, (months, days), fritagelse, k, what qualifies, v
A = [
    ("SAM-DP-FOERSTE", "KOMMUNE", FRA20, TIL23, DP, "TILMELDT", (0, 14), 0, 1, samtaler(efter_anker=True), 5),
    ("SAM-DP-FOERSTE", "AKASSE", FRA24, None, DP, "TILMELDT", (0, 14), 0, 1, samtaler(efter_anker=True), 5),
    ("SAM-DP-6I6", "KOMMUNE", FRA20, None, DP, "start", (6, 0), 0, 6, samtaler(), 30),
    ("SAM-DP-AK3", "AKASSE", FRA24, None, DP, "start", (3, 0), 0, 3, samtaler({"AKASSE"}), 21),
    ("SAM-DP-JC3", "KOMMUNE", FRA24, None, DP, "start", (6, 0), 0, 3, samtaler(HVEM - {"AKASSE"}, False, 3), 30),
    ("SAM-KH-FOERSTE", "KOMMUNE", FRA20, None, HJAELP, HENVENDELSE, (0, 7), 0, 1, samtaler(efter_anker=True), 3),
    ("SAM-SDP-FOERSTE", "KOMMUNE", FRA20, None, SDP, "start", (0, 55), 0, 1, samtaler(), 14),
    ("SAM-4I6", "KOMMUNE", FRA20, None, HJAELP | OEVRIGE, "start", (6, 0), 0, 4, samtaler(), 30),
    ("TIL-6M", "KOMMUNE", FRA20, None, DP | HJAELP - UDH, "start", (6, 0), 1, 1, Tilbud(), 30),
    ("TIL-UDH-1M", "KOMMUNE", FRA20, None, UDH, "start", (1, 0), 1, 1, Tilbud(), 14),
    ("TIL-UDH-4M", "KOMMUNE", FRA20, None, UDH, "tilbud_slut", (4, 0), 1, 1, Tilbud(efter_anker=True), 21),
    ("CV-DP", "KOMMUNE", FRA20, TIL23, DP, "TILMELDT", (0, 14), 0, 1, CV, 5),
    ("CV-DP", "AKASSE", FRA24, None, DP, "TILMELDT", (0, 14), 0, 1, CV, 5),
    ("CV-KH", "KOMMUNE", FRA20, None, {"KONTANTHJAELP"}, "start", (0, 21), 0, 1, CV, 7),
    ("SDP-REVURDERING", "KOMMUNE", FRA20, None, SDP, "start", (0, 22 * 7 - 1), 0, 1, REVURDERING, 28),
]  # fmt: skip

# rule, ansvarlig, from, to, the kind's own values
B_TO_E: list[tuple[str, str, str, str | None, dict[str, Any]]] = [
    ("FS-1", "KOMMUNE", FRA20, TIL23, {"betalte_dage": 92, "antal": 1, "varsel_dage": 21}),
    ("FS-2", "KOMMUNE", FRA20, TIL23, {"betalte_dage": 183, "antal": 2, "varsel_dage": 30}),
    ("FS-3", "KOMMUNE", FRA20, TIL23, {"betalte_dage": 487, "antal": 3, "varsel_dage": 45}),
    ("FS-1", "KOMMUNE", FRA20, TIL23, {"typer": ("FAELLESSAMTALE",)}),
    ("FS-2", "KOMMUNE", FRA20, TIL23, {"typer": ("FAELLESSAMTALE",)}),
    ("FS-3", "KOMMUNE", FRA20, TIL23, {"typer": ("FAELLESSAMTALE",)}),
    ("FS-AKASSE", "AKASSE", FRA20, TIL23, {"typer": ("FAELLESSAMTALE",), "forbrug_min": 93}),
    ("SAM-FORM", "KOMMUNE", "2022-01-01", TIL23, {"typer": tuple(sorted(TYPER)), "maaneder": 6}),
    ("SAM-FORM", "KOMMUNE", "2022-01-01", TIL23, {"former": ("TELEFON", "VIDEO")}),
    ("SAM-FORM", "KOMMUNE", "2022-01-01", TIL23, {"ydelser": ("DAGPENGE", "KONTANTHJAELP")}),
    ("TIL-PRAKTIK", "KOMMUNE", FRA20, None, {"tilbudstype": "VIRKSOMHEDSPRAKTIK", "kort_dage": 28, "lang_dage": 91}),
    ("TIL-PRAKTIK", "KOMMUNE", FRA20, None, {"kort_ydelser": ("DAGPENGE",), "kort_visitationer": ("JOBPARAT",)}),
    ("TIL-NYTTE", "KOMMUNE", FRA20, "2024-12-31", {"tilbudstype": "NYTTEINDSATS", "lang_dage": 91}),
    ("TIL-NYTTE", "KOMMUNE", FRA20, "2024-12-31", {"kort_ydelser": (), "kort_visitationer": ()}),
    ("FM-SAMTALE", "KOMMUNE", FRA20, None, {"antal": 4, "maal": 0.20, "typer": tuple(sorted(TYPER))}),
    ("FM-TILBUD", "KOMMUNE", FRA20, "2023-03-21", {"timer": 225.0, "maal": 0.20}),
    ("FM-TILBUD", "KOMMUNE", "2023-03-22", None, {"timer": 100.0, "maal": 0.30}),
    ("RM-FORSOERGELSE", "KOMMUNE", "1990-01-01", None, {}),
    ("SKAERPET-TILSYN", "KOMMUNE", "1990-01-01", None, {"resultatmaal": "RM-FORSOERGELSE", "mindst": 1}),
    ("SKAERPET-TILSYN", "KOMMUNE", "1990-01-01", None, {"fokusmaal": ("FM-SAMTALE", "FM-TILBUD")}),
    ("AK-SAM3", "AKASSE", "1990-01-01", None, {"frist_rule": "SAM-DP-AK3", "vindue_maaneder": 12, "maal": 0.80}),
]  # fmt: skip


@cache
def catalogue() -> Catalogue:
    return load(regimes=["gaeldende"])


def version(rule_id: str, fra: str) -> Rule:
    return next(rule for rule in catalogue().rules if (rule.head.rule_id, rule.head.gyldig_fra) == (rule_id, day(fra)))


def day(text: str) -> date:
    return date.fromisoformat(text)


VERSIONS = dict.fromkeys(("FS-2", "TIL-6M", "TIL-UDH-1M", "TIL-UDH-4M"), "1.1.0")
"""The rules whose files have been added to since their first edition."""


def head(rule_id: str, fra: str, til: str | None, ansvarlig: str) -> Head:
    version = f"{VERSIONS.get(rule_id, '1.0.0')}+{fra}"
    return Head(rule_id, version, "gaeldende", day(fra), day(til) if til else None, ansvarlig)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", A, ids=lambda row: f"{row[0]} from {row[2]}")
def test_a_deadline_is_the_one_in_table_a(row: Any) -> None:
    rule_id, ansvarlig, fra, til, ydelser, _, (months, days), fritagelse, antal, taeller, varsel = row
    rule: Any = version(rule_id, fra)
    assert rule.head == head(rule_id, fra, til, ansvarlig)
    assert set(rule.ydelser) == ydelser
    assert (rule.frist_maaneder, rule.frist_dage, rule.fritagelse) == (months, days, bool(fritagelse))
    assert (rule.antal, rule.taeller, rule.varsel_dage) == (antal, taeller, varsel)


@pytest.mark.parametrize("row", A, ids=lambda row: f"{row[0]} from {row[2]}")
def test_a_deadline_is_anchored_as_table_a_says(row: Any) -> None:
    rule: Any = version(row[0], row[2])
    anchor = row[5]
    expected = (anchor, None, 0) if anchor in ("start", "tilbud_slut") else ("haendelse", anchor, 31)
    assert (rule.anker, rule.haendelse, rule.haendelse_dage) == expected


@pytest.mark.parametrize("row", A, ids=lambda row: f"{row[0]} from {row[2]}")
def test_only_the_cv_of_kontanthjaelp_asks_for_a_visitation(row: Any) -> None:
    rule: Any = version(row[0], row[2])
    assert rule.visitationer == (("JOBPARAT",) if row[0] == "CV-KH" else codes.VISITATIONER)


@pytest.mark.parametrize("row", B_TO_E, ids=lambda row: f"{row[0]} from {row[2]} {' '.join(row[4])}")
def test_a_rule_of_b_to_e_is_the_one_in_its_table(row: Any) -> None:
    rule_id, ansvarlig, fra, til, values = row
    rule = version(rule_id, fra)
    assert rule.head == head(rule_id, fra, til, ansvarlig)
    assert {name: getattr(rule, name) for name in values} == values


@pytest.mark.parametrize("fra", [FRA20, "2023-03-22"])
@pytest.mark.parametrize("rule_id", ["FM-SAMTALE", "FM-TILBUD"])
def test_a_fokusmaal_looks_at_everybody_with_a_year_behind_them(rule_id: str, fra: str) -> None:
    rule: Any = version(rule_id, fra if rule_id == "FM-TILBUD" else FRA20)
    assert set(rule.ydelser) == FOKUSYDELSER
    assert (rule.anciennitet_maaneder, rule.anciennitet_betalte_dage, rule.vindue_maaneder) == (12, 366, 12)


def test_the_catalogue_has_these_rule_versions_and_no_others() -> None:
    expected = {(row[0], day(row[2])) for row in A} | {(row[0], day(row[2])) for row in B_TO_E}
    found = [(rule.head.rule_id, rule.head.gyldig_fra) for rule in catalogue().rules]
    assert found == sorted(expected)


def test_the_counting_tilbud_are_those_that_open_the_rules() -> None:
    assert catalogue().taellende_tilbud == TaellendeTilbud(
        typer=(
            "LOENTILSKUD_OFFENTLIG",
            "LOENTILSKUD_PRIVAT",
            "NYTTEINDSATS",
            "ORDINAER_UDDANNELSE",
            "VIRKSOMHEDSPRAKTIK",
        ),
        oevrige=("OEVRIG_VEJLEDNING",),
        skaeringsdato=date(2023, 3, 22),
        oevrige_ydelser=("UDDANNELSESHJAELP",),
        startede_statusser=("AFBRUDT", "AFSLUTTET", "PAABEGYNDT"),
    )


@pytest.mark.parametrize(("months", "rule_id"), [(3, "FS-1"), (6, "FS-2"), (16, "FS-3")])
def test_months_of_consumed_dagpenge_are_paid_days_rounded_up(months: int, rule_id: str) -> None:
    rule: Any = version(rule_id, FRA20)
    assert rule.betalte_dage == -(-months * 304375 // 10000)
