"""The policy of alerts: dated, per receiver, and silent about rule versions that it does not name."""

from __future__ import annotations

from datetime import date

import pytest

from streams.core.alerts import Receiver
from streams.core.calendar import to_day
from streams.rules import book
from streams.rules.documents import CatalogueError
from streams.rules.loader import load
from streams.rules.varsling import load_varsling, varsling

EDITIONS = """
udgaver:
  - fra: 2025-01-01
    alle:
      alvor: {VARSEL: LAV, FORELOEBIG: MIDDEL, KONSTATERET: HOEJ, AFHJULPET: LAV, BORTFALDET: LAV, OPFYLDT: LAV}
      mindste_alvor: LAV
      luft_under: 5
      adgang_dage: 120
      ugedag: mandag
  - fra: 2025-07-01
    alle:
      alvor: {VARSEL: MIDDEL, FORELOEBIG: MIDDEL, KONSTATERET: HOEJ, AFHJULPET: LAV, BORTFALDET: LAV, OPFYLDT: LAV}
      mindste_alvor: LAV
      luft_under: 5
      adgang_dage: 120
      ugedag: mandag
    modtagere:
      kommune:751: {luft_under: 12, ugedag: ingen, alvor: {KONSTATERET: MIDDEL}}
regler:
  SAM-DP-6I6: [{version: 1.0.0, fra: 2025-01-01}, {version: 1.1.0, fra: 2025-09-01}]
  FS-2: [{version: 1.1.0, fra: 2025-01-01}, {version: 1.1.0+senere, fra: 2025-09-01}]
"""
AARHUS, KOEBENHAVN = Receiver("kommune", 751), Receiver("kommune", 101)


def day(text: str) -> int:
    return to_day(date.fromisoformat(text))


@pytest.mark.parametrize(("on", "severity"), [("2025-06-30", "LAV"), ("2025-07-01", "MIDDEL"), ("2024-01-01", "LAV")])
def test_the_latest_edition_that_has_begun_holds(on: str, severity: str) -> None:
    assert varsling(EDITIONS).policy(KOEBENHAVN, day(on)).alvor["VARSEL"] == severity


def test_a_receiver_says_only_what_is_different() -> None:
    own = varsling(EDITIONS).policy(AARHUS, day("2025-07-01"))
    assert (own.luft_under, own.ugedag, own.adgang_dage) == (12, None, 120)
    assert (own.alvor["KONSTATERET"], own.alvor["VARSEL"]) == ("MIDDEL", "MIDDEL")


@pytest.mark.parametrize(
    ("rule", "version", "on", "told"),
    [
        ("SAM-DP-6I6", "1.0.0+2024-01-01", "2025-01-01", True),
        ("SAM-DP-6I6", "1.0.0+2024-01-01", "2024-12-31", False),
        ("SAM-DP-6I6", "1.1.0+2024-01-01", "2025-08-31", False),
        ("SAM-DP-6I6", "1.1.0+2024-01-01", "2025-09-01", True),
        ("SAM-DP-6I6", "1.2.0+2024-01-01", "2026-01-01", False),
        ("TIL-6M", "1.0.0+2020-01-01", "2026-01-01", False),
        ("FS-2", "1.1.0+2020-01-01.senere", "2025-08-31", False),
        ("FS-2", "1.1.0+2020-01-01.senere", "2025-09-01", True),
        ("FS-2", "1.1.0+2020-01-01.anden", "2025-09-01", False),
    ],
)
def test_a_version_that_is_not_named_is_in_shadow(rule: str, version: str, on: str, told: bool) -> None:
    assert varsling(EDITIONS).is_told(rule, version, day(on)) is told


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("LAV", "LILLE", "udgaver.0.alle.alvor.VARSEL"),
        ("kommune:751", "region:751", "modtagere"),
        ("luft_under: 12", "luft: 12", "modtagere.kommune:751"),
        ("version: 1.0.0", "version: ny", "regler.SAM-DP-6I6.0.version"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(before: str, after: str, where: str) -> None:
    with pytest.raises(CatalogueError, match=r"varsling\.yaml") as error:
        varsling(EDITIONS.replace(before, after, 1))
    assert where in str(error.value)


def test_a_rule_that_the_policy_names_and_nobody_knows_is_a_problem() -> None:
    assert book.check_policy() == []
    assert [str(problem) for problem in book.check_policy(varsling(EDITIONS.replace("SAM-DP-6I6", "SAM-DP-9I9")))] == [
        "varsling.yaml: regler.SAM-DP-9I9: no such rule: remove it"
    ]


def test_the_policy_that_ships_tells_every_rule_in_force_as_it_stands() -> None:
    shipped = load_varsling()
    heads = [rule.head for rule in load(regimes=["gaeldende"]).rules]
    assert [h.rule_id for h in heads if not shipped.is_told(h.rule_id, h.version, day("2025-01-01"))] == []
    assert shipped.policy(Receiver("akasse", 2), day("2025-01-01")).adgang_dage == 120
    assert shipped.policy(AARHUS, day("2025-01-01")).luft_under == 5
