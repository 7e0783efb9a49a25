"""What an alert says, in Danish: what closes the gap, by which day, and one sentence that can be shown as it is.

Words only; by kind of rule and by what the rule counts, never by a rule's id.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from streams.core import catalogue as cat
from streams.rules.texts import RuleText

MAANEDER: Final = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
_SAMTALER: Final = {
    frozenset({"FAELLESSAMTALE"}): ("fællessamtale", "fællessamtaler"),
}
_HAENDELSER: Final = {
    "CV_GODKENDT": ("godkendt CV", "godkendte CV'er"),
    "REVURDERING": ("revurdering", "revurderinger"),
}
_TILBUD: Final = ("påbegyndt, tællende tilbud", "påbegyndte, tællende tilbud")
_OPEN: Final = ("VARSEL", "FORELOEBIG", "KONSTATERET")


class Gap(NamedTuple):
    """What closes a gap, and how many are missing (None where it cannot be counted)."""

    lukkes_af: str
    mangler: int | None


def dag(day: date, seen_from: date) -> str:
    """A date as people say it: 14. marts, with the year when it is another."""
    year = "" if day.year == seen_from.year else f" {day.year}"
    return f"{day.day}. {MAANEDER[day.month - 1]}{year}"


def antal(number: float, words: tuple[str, str]) -> str:
    """1 samtale, 2 samtaler; hours with a decimal where they have one."""
    shown = f"{number:.1f}".removesuffix(".0").replace(".", ",")
    return f"{shown} {words[0] if number == 1 else words[1]}"


def gap(rule: cat.Rule, row: Mapping[str, Any]) -> Gap:
    """What closes the row's gap; nothing where nothing is open. `row` as on the breach topic."""
    if row["status"] not in _OPEN:
        return Gap("", None)
    missing = max(0, math.ceil((row["threshold"] or 0) - (row["value"] or 0)))
    match rule:
        case cat.Frist() | cat.ForbrugtFrist():
            return Gap(f"{antal(missing, _words(rule))}{_where(rule)} {_by(row)}", missing)
        case cat.FokusSamtaler():
            return Gap(
                f"{antal(missing, _samtaler(rule.typer))} (kravet er {rule.antal} på {rule.vindue_maaneder} måneder)",
                missing,
            )
        case cat.FokusTilbud():
            hours = antal(max(0.0, rule.timer - (row["value"] or 0)), ("ordinær time", "ordinære timer"))
            return Gap(f"1 {_TILBUD[0]}, eller {hours}", 1)
        case cat.Varighed():
            return Gap("tilbuddet afsluttes", 1)
        case cat.UdenAkasse() | cat.Samtaleform():
            return Gap("kan ikke indhentes; ret registreringen, hvis den er forkert", None)
    return Gap("", None)


def _words(rule: cat.Frist | cat.ForbrugtFrist) -> tuple[str, str]:
    if isinstance(rule, cat.ForbrugtFrist):
        return _samtaler(rule.typer)
    match rule.taeller:
        case cat.Samtaler():
            return _samtaler(rule.taeller.typer)
        case cat.Tilbud():
            return _TILBUD
        case cat.Borgerstatus():
            return _HAENDELSER.get(rule.taeller.kind, (rule.taeller.kind.lower(), rule.taeller.kind.lower()))


def _samtaler(typer: tuple[str, ...]) -> tuple[str, str]:
    return _SAMTALER.get(frozenset(typer), ("samtale", "samtaler"))


def _where(rule: cat.Frist | cat.ForbrugtFrist) -> str:
    """Who must hold it, where not everybody may."""
    if not isinstance(rule, cat.Frist) or not isinstance(rule.taeller, cat.Samtaler):
        return ""
    if rule.taeller.aktoerer == ("AKASSE",):
        return " i a-kassen"
    return "" if "AKASSE" in rule.taeller.aktoerer else " i jobcenteret"


def _by(row: Mapping[str, Any]) -> str:
    due = dag(row["due_on"], row["as_of"])
    return f"inden {due}" if row["status"] == "VARSEL" else f"(fristen var {due})"


def sentence(art: str, rule: cat.Rule | None, text: RuleText, row: Mapping[str, Any], found: Gap) -> str:
    """The message about a duty; `rule` None when its version is no longer known."""
    said = _lead(art) + (_event(rule, text, row) or _status(text, row))
    return f"{said} Mangler: {found.lukkes_af}." if found.lukkes_af else said


def _lead(art: str) -> str:
    return {
        "TILFLYTTET": "Borgeren er kommet til jer. ",
        "FRAFLYTTET": "Borgeren hører ikke længere til hos jer. ",
        "PAAMINDELSE": "Udsættelsen er udløbet. ",
    }.get(art, "")


def _event(rule: cat.Rule | None, text: RuleText, row: Mapping[str, Any]) -> str:
    """What is no deadline says it otherwise; empty for what is one."""
    if row["status"] != "KONSTATERET":
        return ""
    match rule:
        case cat.FokusSamtaler() | cat.FokusTilbud():
            return f"{text.titel}: borgeren mangler pr. {dag(row['as_of'], row['as_of'])}."
        case cat.UdenAkasse() | cat.Samtaleform():
            return f"{text.titel}: {dag(row['due_on'], row['as_of'])}."
        case cat.Varighed():
            return f"{text.titel}: grænsen var {dag(row['due_on'], row['as_of'])}, og tilbuddet er i gang."
    return ""


def _status(text: RuleText, row: Mapping[str, Any]) -> str:
    due, days = dag(row["due_on"], row["as_of"]), (row["due_on"] - row["as_of"]).days
    match row["status"]:
        case "VARSEL":
            return f"{text.titel}: fristen er {due}, {_in_days(days)}."
        case "FORELOEBIG":
            return f"{text.titel}: fristen {due} er passeret; udbetalingen for dagen mangler endnu."
        case "KONSTATERET":
            return f"{text.titel}: ikke opfyldt {due}."
        case "AFHJULPET":
            closed = dag(row["resolved_on"] or row["due_on"], row["as_of"])
            return f"{text.titel}: afhjulpet {closed}, efter fristen {due}."
        case "OPFYLDT":
            return f"{text.titel}: opfyldt i tide."
    return f"{text.titel}: sagen er bortfaldet."


def _in_days(days: int) -> str:
    return {0: "i dag", 1: "i morgen"}.get(days, f"om {days} dage")


def headroom(text: RuleText, luft: int, coming: date, as_of: date) -> str:
    """The message that there is little room under a target at the coming month-end."""
    who = ("borger", "borgere")
    if luft >= 0:
        return f"{text.titel}: kun {antal(luft, who)} mere må mangle, hvis målet skal holde {dag(coming, as_of)}."
    return f"{text.titel}: {antal(-luft, who)} skal hjælpes inden {dag(coming, as_of)}, hvis målet skal holde."


def headroom_back(text: RuleText) -> str:
    """The message that there is room again."""
    return f"{text.titel}: der er igen luft under målet."


def measured(text: RuleText, row: Mapping[str, Any]) -> str:
    """The message that a kommune's or a-kasse's figure crossed its target, or came back."""
    whole = row["threshold"] is not None and row["threshold"] >= 1
    figures = f"{_figure(row['value'], whole)} mod {_figure(row['threshold'], whole)}"
    match row["status"]:
        case "FORELOEBIG":
            coming = dag(row["due_on"], row["as_of"])
            return f"{text.titel}: målet bliver overskredet {coming}, som det ser ud nu ({figures})."
        case "KONSTATERET":
            return f"{text.titel}: målet er ikke nået ved månedens udgang ({figures})."
        case "AFHJULPET":
            return f"{text.titel}: målet er nået igen ved månedens udgang."
    return f"{text.titel}: prognosen er igen inden for målet."


def _figure(value: float | None, whole: bool) -> str:
    """A share in percent, or a whole number."""
    if value is None:
        return "–"
    return f"{value:.0f}" if whole else f"{100 * value:.1f} %".replace(".", ",")


def week(number: int, counts: Mapping[str, int]) -> str:
    """The message of the week. `counts`: varsler, forfalder, foreloebige, konstaterede, nye, udsatte."""
    total = counts["varsler"] + counts["foreloebige"] + counts["konstaterede"]
    said = f"Uge {number}: {antal(total, ('åben sag', 'åbne sager'))}, {counts['nye']} nye på syv dage. "
    said += f"{antal(counts['varsler'], ('varsel', 'varsler'))}, {counts['forfalder']} forfalder inden for syv dage. "
    said += f"Overskredet: {counts['konstaterede']} konstateret, {counts['foreloebige']} foreløbigt."
    return said + (f" Udsat: {counts['udsatte']}." if counts["udsatte"] else "")
