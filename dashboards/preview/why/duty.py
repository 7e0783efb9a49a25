"""A duty of one person: how it stands, its timeline, and the tree of rule, forløb, arithmetic and facts."""

from __future__ import annotations

from html import escape
from typing import Final

from dashboards.preview.model import Json
from dashboards.preview.why.law import law, steps
from dashboards.preview.why.markup import branch, day, element, items, link, pill, text, value
from dashboards.preview.why.timeline import timeline
from schemas.regions import akasser, kommuner
from schemas.words import ORD, ROLES, SPELLS, STATUS

QUIET: Final = {"OPFYLDT", "BORTFALDET"}
SHOWN: Final = 200  # facts of a branch, the latest


def duties(traces: list[Json]) -> str:
    """All duties of a person: those that somebody should look at first, the others closed."""
    if len(traces) == 1:
        return _alone(traces[0])
    ordered = sorted(traces, key=lambda trace: trace["verdict"]["due_on"], reverse=True)
    open_ones = [trace for trace in ordered if trace["verdict"]["status"] not in QUIET]
    quiet = [trace for trace in ordered if trace["verdict"]["status"] in QUIET]
    told = text("p", f"{_count(len(open_ones), 'pligt', 'pligter')} at se på, {len(quiet)} opfyldt eller bortfaldet.")
    return told + "".join(_folded(each, first=i == 0) for i, each in enumerate([*open_ones, *quiet]))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _alone(trace: Json) -> str:
    who = element("p", link(trace["subject"], "Alle borgerens pligter"), "fv-fine")
    return element("article", f"{_head(trace, 'h2')}{_body(trace)}{who}", "fv-card")


def _folded(trace: Json, *, first: bool) -> str:
    opened = " open" if first else ""
    due = text("span", f"frist {day(trace['verdict']['due_on'])}", "fv-fine fv-when")
    return f'<details class="fv-card"{opened}><summary>{_head(trace, "h2")}{due}</summary>{_body(trace)}</details>'


def _head(trace: Json, level: str) -> str:
    status = trace["verdict"]["status"]
    return text(level, trace["rule"]["titel"]) + pill(STATUS[status][0], status)


def _body(trace: Json) -> str:
    return "".join(
        [
            element("p", _summary(trace), "fv-sum"),
            timeline(trace),
            element(
                "div",
                f"{law(trace)}{_spell(trace['spell'])}{steps(trace, {})}{_facts(trace)}{_remedy(trace)}",
                "fv-tree",
            ),
        ]
    )


def _summary(trace: Json) -> str:
    """What there is to know at a glance."""
    verdict = trace["verdict"]
    status, means = STATUS[verdict["status"]]
    told = [f"<b>Frist {escape(day(verdict['due_on']))}</b>"]
    if verdict["value"] is not None:
        told.append(f"<b>{value(verdict['value'])} af {value(verdict['threshold'])}</b>")
    if means:
        told.append(escape(f"{status}: {means}"))
    if verdict["resolved_on"]:
        told.append(f"afhjulpet {escape(day(verdict['resolved_on']))}")
    return " · ".join([*told, escape(f"ansvarlig: {_responsible(verdict)}"), escape(f"borger {trace['subject']}")])


def _responsible(verdict: Json) -> str:
    if verdict["responsible"] == "AKASSE" and verdict["akasse"] in akasser():
        return f"a-kassen ({akasser()[verdict['akasse']].kortnavn})"
    kommune = kommuner().get(verdict["kommune"])
    name = ORD.get(verdict["responsible"], "kommunen")
    return f"{name} ({kommune.navn})" if kommune else name


def _spell(spell: Json | None) -> str:
    if not spell:
        return ""
    visitation = f", {value(spell['visitation'])}" if spell["visitation"] else ""
    told = f"{SPELLS[spell['kind']]} på {value(spell['ydelse'])}{visitation}: fra {day(spell['start'])}"
    end = "løber endnu" if spell["open"] else "afsluttet"
    return branch("Forløbet", text("p", f"{told}, {end}. Sidste betalte dag {day(spell['last_paid'])}."))


def _facts(trace: Json) -> str:
    """By what was asked of them: first those that counted, then the others, each with its reason."""
    found = ""
    for role, titles in ROLES.items():
        for counts, title in zip((True, False), titles, strict=True):
            some = [fact for fact in trace["facts"] if fact["role"] == role and fact["counts"] == counts]
            if some:
                found += branch(f"{title} ({len(some)})", items(_fact(fact) for fact in some[-SHOWN:]))
    return found or branch("Registreringer", text("p", "Der er ingen registreringer af den slags, reglen ser på."))


def _fact(fact: Json) -> str:
    until = f" til {day(fact['end'])}" if fact["end"] else ""
    mark = '<span class="fv-yes">✓</span>' if fact["counts"] else '<span class="fv-no">✕</span>'
    hours = f", {value(fact['amount'])} timer" if fact["amount"] is not None else ""
    said = f"{mark} <b>{escape(day(fact['date']) + until)}</b> {escape(fact['what'] + hours)}: {escape(fact['text'])}"
    return f"{said} {text('small', fact['fact_id'])}"


def _remedy(trace: Json) -> str:
    if trace["verdict"]["status"] in QUIET or trace["verdict"]["resolved_on"]:
        return ""
    return branch("Hvad der lukker sagen", text("p", trace["rule"]["afhjaelp"]))
