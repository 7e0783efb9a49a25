"""A verdict worked out again from its trace alone: nothing but what the trace says is read here.

Arithmetic on dates and counts, kind by kind; what it gives must be what the core said (tests/property/test_explain.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from streams.core.calendar import add_months, to_date, to_day

Dates = list[date]
FIELDS: Final = ("status", "due_on", "opened_on", "resolved_on", "value", "threshold")


def recomputed(trace: Mapping[str, Any]) -> dict[str, Any]:
    """FIELDS of the verdict, from a person trace as JSON values."""
    return _KINDS[trace["rule"]["kind"]](trace)


def _value(trace: Mapping[str, Any], name: str) -> Any:
    return trace["parameters"][name]["value"]


def _counted(trace: Mapping[str, Any], role: str) -> list[Mapping[str, Any]]:
    return [fact for fact in trace["facts"] if fact["role"] == role and fact["counts"]]


def _dates(trace: Mapping[str, Any], role: str) -> Dates:
    return sorted(date.fromisoformat(fact["date"]) for fact in _counted(trace, role))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _months(day: date, months: int) -> date:
    return to_date(add_months(to_day(day), months))


def _row(status: str, due: date, opened: date, resolved: date | None, value: Any, threshold: Any) -> dict[str, Any]:
    given = (status, due.isoformat(), opened.isoformat(), resolved.isoformat() if resolved else None, value, threshold)
    return dict(zip(FIELDS, given, strict=True))


def _deadline(trace: Mapping[str, Any], due: date, last_paid: date, paid_on_due: bool) -> dict[str, Any]:
    """The life of a breach, first condition that holds."""
    wanted, t = _value(trace, "antal"), _day(trace["as_of"])
    found, is_open = _dates(trace, "taeller"), trace["spell"]["open"]
    done = found[wanted - 1] if len(found) >= wanted else None
    if done and done <= due:
        status = "OPFYLDT"
    elif t <= due:
        status = "VARSEL" if is_open and (due - t).days <= _value(trace, "varsel_dage") else "INGEN"
    elif not is_open and last_paid < due:
        status = "BORTFALDET"
    else:
        status = "AFHJULPET" if done else "KONSTATERET" if paid_on_due else "FORELOEBIG"
    resolved = done if status == "AFHJULPET" else None
    return _row(status, due, due + timedelta(1), resolved, float(len(found)), float(wanted))


def _frist(trace: Mapping[str, Any]) -> dict[str, Any]:
    last_paid = _day(trace["spell"]["last_paid"])
    due = _months(_anchor(trace), _value(trace, "frist_maaneder")) + timedelta(_value(trace, "frist_dage"))
    due = next((_day(step["value"]) for step in trace["steps"] if step["name"] == "suspenderet"), due)
    moving = [(_day(f["date"]), _day(f["end"])) for f in _counted(trace, "fritagelse")]
    while hits := [end for first, end in moving if first <= due <= end]:
        due = max(hits) + timedelta(1)
    return _deadline(trace, due, last_paid, last_paid >= due)


def _anchor(trace: Mapping[str, Any]) -> date:
    kind, resting_on = _value(trace, "anker"), _counted(trace, "anker")
    start = _day(trace["spell"]["start"])
    if "tilbud_slut" in kind:
        return max((_day(fact["end"]) for fact in resting_on), default=start)
    return max((_day(fact["date"]) for fact in resting_on), default=start)


def _paid(trace: Mapping[str, Any]) -> Dates:
    """The distinct paid days of the dagpengeperiode."""
    begins, ends = (_day(_step(trace, name)) for name in ("dagpengeperiode", "sidste_betalte"))
    days: set[date] = set()
    for fact in _counted(trace, "betalt"):
        first, end = _day(fact["date"]), _day(fact["end"])
        days |= {first + timedelta(n) for n in range((end - first).days + 1)}
    return sorted(day for day in days if begins <= day <= ends)


def _step(trace: Mapping[str, Any], name: str) -> Any:
    return next(step["value"] for step in trace["steps"] if step["name"] == name)


def _forbrug(trace: Mapping[str, Any]) -> dict[str, Any]:
    paid, wanted = _paid(trace), _value(trace, "betalte_dage")
    reached = len(paid) >= wanted
    due = paid[wanted - 1] if reached else paid[-1] + timedelta(wanted - len(paid))
    return _deadline(trace, due, paid[-1], reached)


def _uden_akasse(trace: Mapping[str, Any]) -> dict[str, Any]:
    day = _dates(trace, "taeller")[0]
    used = sum(paid <= day for paid in _paid(trace))
    status = "KONSTATERET" if used >= _value(trace, "forbrug_min") else "INGEN"
    return _row(status, day, day, None, None, None)


def _samtaleform(trace: Mapping[str, Any]) -> dict[str, Any]:
    day = _dates(trace, "taeller")[0]
    young = day < _months(_day(trace["spell"]["start"]), _value(trace, "maaneder"))
    return _row("KONSTATERET" if young else "INGEN", day, day, None, None, None)


def _varighed(trace: Mapping[str, Any]) -> dict[str, Any]:
    spell, t = trace["spell"], _day(trace["as_of"])
    short = spell["ydelse"] in _value(trace, "kort_ydelser") or spell["visitation"] in _value(
        trace, "kort_visitationer"
    )
    limit = _value(trace, "kort_dage" if short else "lang_dage")
    facts = _counted(trace, "taeller")
    day = _day(facts[0]["date"])
    end = max(date.max if fact["end"] is None else _day(fact["end"]) for fact in facts)
    due = day + timedelta(limit - 1)
    status = "OPFYLDT" if end <= due else "KONSTATERET" if end > t else "AFHJULPET"
    days = (min(end, t) - day).days + 1
    return _row(status, due, due + timedelta(1), end if status == "AFHJULPET" else None, float(days), float(limit))


def _senior(trace: Mapping[str, Any]) -> date:
    if trace["spell"]["ydelse"] == "DAGPENGE":
        wanted: int = _value(trace, "anciennitet_betalte_dage")
        return _paid(trace)[wanted - 1]
    return _months(_day(trace["spell"]["start"]), _value(trace, "anciennitet_maaneder"))


def _fokus_samtaler(trace: Mapping[str, Any]) -> dict[str, Any]:
    due, wanted = _senior(trace), _value(trace, "antal")
    held = sorted((_day(f["date"]) for f in trace["facts"] if _is_held(f)), reverse=True)
    left = _months(held[wanted - 1], _value(trace, "vindue_maaneder")) if len(held) >= wanted else due
    return _row("KONSTATERET", due, max(due, left), None, float(len(_counted(trace, "taeller"))), float(wanted))


def _is_held(fact: Mapping[str, Any]) -> bool:
    return bool(fact["role"] == "taeller" and (fact["counts"] or fact["reason"] == "UDEN_FOR_VINDUET"))


def _fokus_tilbud(trace: Mapping[str, Any]) -> dict[str, Any]:
    due, wanted = _senior(trace), _value(trace, "timer")
    hours = sum(fact["amount"] for fact in _counted(trace, "timer"))
    return _row("KONSTATERET", due, due, None, float(hours), float(wanted))


_KINDS: Final[dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "frist": _frist,
    "forbrugt_frist": _forbrug,
    "uden_akasse": _uden_akasse,
    "samtaleform": _samtaleform,
    "varighed": _varighed,
    "fokus_samtaler": _fokus_samtaler,
    "fokus_tilbud": _fokus_tilbud,
}
