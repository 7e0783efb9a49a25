"""What the reader has filled in, as a question; or what is wrong with it, in one line of Danish."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from dashboards.preview.model import Json
from schemas.regions import kommuner

MOST_CHANGES: Final = 5
MOST_SAMTALER: Final = 20_000
GREATEST: Final = 100_000.0
YEARS: Final = (2015, 2100)
Rules = Mapping[str, Mapping[str, int | float]]
"""The numbers of each rule's parameters today."""


class WrongQuestion(ValueError):
    """It cannot be asked; the message is Danish."""


class Change(NamedTuple):
    """Another value of a rule's parameter, as it was typed."""

    rule_id: str
    parameter: str
    value: str


class Deed(NamedTuple):
    """So many more samtaler in a kommune, held on a day (YYYY-MM-DD)."""

    kommune: str
    antal: str
    dag: str


def question(changes: Sequence[Change], deeds: Sequence[Deed], rules: Rules) -> Json:
    """The question as it is asked; WrongQuestion."""
    if not changes and not deeds:
        raise WrongQuestion("Vælg en ny værdi, eller hvor mange samtaler en kommune skal holde.")
    if len(changes) > MOST_CHANGES:
        raise WrongQuestion(f"Højst {MOST_CHANGES} ændringer ad gangen.")
    return {"ask": "hvis", "set": [_set(each, rules) for each in changes], "samtaler": [_deed(each) for each in deeds]}


def number(text: str) -> float:
    """A number as Danes or programmers type it; WrongQuestion."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        raise WrongQuestion("Værdien skal være et tal.") from None
    if not math.isfinite(found) or not 0 <= found <= GREATEST:
        raise WrongQuestion(f"Værdien skal ligge mellem 0 og {GREATEST:.0f}.")
    return found


def _set(change: Change, rules: Rules) -> str:
    today = rules.get(change.rule_id, {}).get(change.parameter)
    if today is None:
        raise WrongQuestion("Vælg en regel og en af dens værdier.")
    value = number(change.value)
    if isinstance(today, int) and not value.is_integer():
        raise WrongQuestion(f"{change.parameter} skal være et helt tal.")
    return f"{change.rule_id}.{change.parameter}={int(value) if isinstance(today, int) else repr(value)}"


def _deed(deed: Deed) -> str:
    if not deed.kommune.isdecimal() or int(deed.kommune) not in kommuner():
        raise WrongQuestion("Vælg en kommune.")
    antal = number(deed.antal)
    if not antal.is_integer() or not 1 <= antal <= MOST_SAMTALER:
        raise WrongQuestion(f"Antallet af samtaler skal være et helt tal mellem 1 og {MOST_SAMTALER}.")
    try:
        day = date.fromisoformat(deed.dag)
    except ValueError:
        raise WrongQuestion("Vælg den dag, samtalerne holdes.") from None
    if not YEARS[0] <= day.year < YEARS[1]:
        raise WrongQuestion(f"Dagen skal ligge mellem {YEARS[0]} og {YEARS[1]}.")
    return f"{int(deed.kommune):03}:{int(antal)}:{day.isoformat()}"
