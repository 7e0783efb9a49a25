"""A figure of a kommune or an a-kasse: how it stands, its twelve months as a picture, and the persons behind it."""

from __future__ import annotations

from html import escape
from typing import Final

from dashboards.preview import danish
from dashboards.preview.model import Json
from dashboards.preview.why.law import law, steps
from dashboards.preview.why.markup import (
    AVERAGED,
    NO_SHARES,
    branch,
    day,
    element,
    items,
    link,
    pill,
    share,
    text,
    value,
)
from dashboards.preview.why.months import months
from schemas.regions import akasser, kommuner

FEW: Final = 60  # so many are listed without being asked for
SHOWN: Final = 500  # persons behind a figure that are named on the page


def figure(trace: Json, level: str = "h2") -> str:
    """The figure with everything beneath it; figures that it rests on come with theirs."""
    told = [text(level, trace["rule"]["titel"]), _state(trace), element("p", _summary(trace), "fv-sum")]
    if not trace["because"]:
        told.append(months(trace))
    named = {name: trace[field] for name, field in _SHARED.items() if trace[field] is not None}
    shown = {name: share(number) for name, number in named.items()} if _is_share(trace) else {}
    tree = law(trace) + steps(trace, shown) + _members(trace)
    told.append(element("div", tree, "fv-tree"))
    if trace["because"]:
        told.append(text("h3", "Det hviler på"))
        told += [figure(each, "h3") for each in trace["because"]]
    return element("article", "".join(told), "fv-card")


_SHARED: Final = {"andel": "value", "avg12": "avg12", "graense": "threshold"}


def _is_share(trace: Json) -> bool:
    return trace["rule"]["kind"] not in NO_SHARES


def _said(trace: Json, number: float) -> str:
    return share(number) if _is_share(trace) else value(number)


def _state(trace: Json) -> str:
    candidate = trace["rule"]["kind"] == "skaerpet_tilsyn"
    if trace["threshold"] is None and not candidate:
        return pill("intet mål", "bortfaldet")
    words = ("ikke kandidat", "kandidat") if candidate else ("ikke brudt", "brudt")
    return pill(words[bool(trace["breach"])], "konstateret" if trace["breach"] else "opfyldt")


def _summary(trace: Json) -> str:
    told = [escape(_who(trace)), escape(f"pr. {day(trace['period_end'])}{' (nu)' if trace['live'] else ''}")]
    if trace["rule"]["kind"] != "skaerpet_tilsyn":
        average = " i gennemsnit over 12 måneder" if trace["rule"]["kind"] in AVERAGED else ""
        limit = "" if trace["threshold"] is None else f", grænsen er <b>{_said(trace, trace['threshold'])}</b>"
        told.append(f"<b>{_said(trace, trace['avg12'])}</b>{average}{limit}")
    if trace["headroom"] is not None:
        told.append(f"råderum til månedens udgang: {value(trace['headroom'])} borgere")
    return " · ".join(told)


def _who(trace: Json) -> str:
    code = int(trace["subject"])
    names = kommuner() if trace["scope"] == "kommune" else akasser()
    return names[code].navn if code in names else str(code)


def _members(trace: Json) -> str:
    """The persons in the numerator first; each leads to their own duties."""
    inside = sorted(trace["members"], key=lambda member: (-member["numerator"], member["person_id"]))
    if not inside:
        return ""
    counted = sum(member["numerator"] > 0 for member in inside)
    title = f"Borgerne bag tallet ({danish.number(len(inside))}, {danish.number(counted)} i tælleren)"
    told = items(f"{link(m['person_id'], m['person_id'])} {escape(_counts(m))}" for m in inside[:SHOWN])
    more = f"og {danish.number(len(inside) - SHOWN)} til; `fokusvagt explain --json` nævner alle"
    listed = element("div", told, "fv-many") + (text("p", more) if len(inside) > SHOWN else "")
    return branch(title, listed, opened=len(inside) <= FEW)


def _counts(member: Json) -> str:
    if not member["denominator"]:
        return f"{value(member['numerator'])} betalte dage"
    return f"{value(member['numerator'])} af {value(member['denominator'])}"
