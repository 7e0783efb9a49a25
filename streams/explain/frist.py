"""Kind `frist`: a deadline of a kontaktforloeb, taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streams.core import codes
from streams.core.calendar import NO_DATE, add_months
from streams.core.catalogue import Borgerstatus, Frist, Samtaler, Tilbud
from streams.core.frister import suspended
from streams.explain.case import Case, Fact
from streams.explain.judging import first_of, late, not_counting, not_held, note, outside, real, unreal
from streams.explain.parts import Parts, kontaktforloeb
from streams.explain.trace import FactNote, Step
from streams.explain.words import dato, iso


def explain(case: Case, rule: Frist, row: Any) -> Parts:
    """The forloeb that claims the row, its anchor and due date, and every fact of the kinds that the rule reads."""
    anchor, due = int(row["anker"]), int(row["frist"])
    run = next(run for run in case.person.kontaktforloeb if _claims(case, rule, run, anchor))
    base = add_months(anchor, rule.frist_maaneder) + rule.frist_dage
    still = suspended(case.compiled.rules.suspensioner, anchor, base)
    facts = [*_anchoring(case, rule, run, anchor), *_moving(case, rule, still)]
    facts += _counting(case, rule, run, anchor, due)
    return Parts(kontaktforloeb(run), tuple(_steps(rule, run, (anchor, base, still, due))), tuple(facts))


def _steps(rule: Frist, run: Any, days: tuple[int, int, int, int]) -> Iterator[Step]:
    """From the anchor to the due date by way of the deadline as the rule has it, and without suspended days."""
    anchor, base, still, due = days
    yield Step("anker", _counted_from(rule, anchor, run), iso(anchor))
    extent = [f"{rule.frist_maaneder} måneder"] if rule.frist_maaneder else []
    extent += [f"{rule.frist_dage} dage"] if rule.frist_dage else []
    yield Step("frist", f"{dato(anchor)} plus {' og '.join(extent) or '0 dage'}", iso(base))
    if still != base:
        yield Step("suspenderet", f"{still - base} dage var suspenderet og regnes ikke med", iso(still))
    if due != still:
        yield Step("flyttet", "fristen flyttes til dagen efter fritagelsen", iso(due))
    until = "uden slutning endnu" if run["aktivt"] else f"til {dato(int(run['slut']))}"
    yield Step("forloeb", f"forløbet løber fra {dato(int(run['start']))} {until}", bool(run["aktivt"]))


_ANKER = {
    "start": "fristen regnes fra forløbets start",
    "haendelse": "fristen regnes fra den seneste hændelse nær forløbets start, ellers fra starten",
    "tilbud_slut": "fristen regnes fra den dag, et tilbud sluttede",
}


def _counted_from(rule: Frist, anchor: int, run: Any) -> str:
    if rule.anker == "start_og_tilbud_slut":
        return _ANKER["start" if anchor == run["start"] else "tilbud_slut"]
    return _ANKER[rule.anker]


def _claims(case: Case, rule: Frist, run: Any, anchor: int) -> bool:
    """Whether the forloeb is one of the rule's and has this anchor."""
    if (
        codes.YDELSER[run["ydelse"]] not in rule.ydelser
        or codes.VISITATIONER[run["visitation"]] not in rule.visitationer
    ):
        return False
    return anchor in _anchors(case, rule, run)


def _anchors(case: Case, rule: Frist, run: Any) -> list[int]:
    if "tilbud_slut" in rule.anker:
        ends = [end for end, _ in _intervals(case, rule, run)]
        return ends if rule.anker == "tilbud_slut" else [*ends, int(run["start"])]
    near = _near(case, rule, run) if rule.anker == "haendelse" else []
    return [near[-1].dag if near else int(run["start"])]


def _near(case: Case, rule: Frist, run: Any) -> list[Fact]:
    """The anchoring events near the start, in time."""
    events = (e for e in real(case, "borgerstatus") if e.word("kind") == rule.haendelse)
    return [e for e in events if abs(e.dag - run["start"]) <= rule.haendelse_dage]


def _typer(rule: Frist) -> tuple[str, ...]:
    """The types of tilbud that count in this rule alone; none where the law of counting tilbud says."""
    return rule.taeller.tilbudstyper if isinstance(rule.taeller, Tilbud) else ()


def _intervals(case: Case, rule: Frist, run: Any) -> list[tuple[int, list[Fact]]]:
    """The merged, closed intervals of the forloeb's tilbud that count: (end, tilbud)."""
    found: list[tuple[int, list[Fact]]] = []
    law, ydelse = case.compiled.catalogue.taellende_tilbud, codes.YDELSER[run["ydelse"]]
    for tilbud in real(case, "tilbud"):
        if outside(tilbud, run) or not_counting(tilbud, law, ydelse, _typer(rule)):
            continue
        if found and (found[-1][0] == NO_DATE or tilbud.dag <= found[-1][0] + 1):
            end, joined = found[-1]
            found[-1] = (max(end, tilbud.til), [*joined, tilbud])
        else:
            found.append((tilbud.til, [tilbud]))
    return [(end, tilbud) for end, tilbud in found if end < case.t]


def _anchoring(case: Case, rule: Frist, run: Any, anchor: int) -> Iterator[FactNote]:
    """The facts that the anchor rests on, and the events that could have been it."""
    if "tilbud_slut" in rule.anker:
        joined = dict(_intervals(case, rule, run)).get(anchor, [])
        yield from (note(tilbud, "anker", None, case.t) for tilbud in joined)
    elif rule.anker == "haendelse":
        near = _near(case, rule, run)
        for event in case.of_type("borgerstatus"):
            if event.word("kind") == rule.haendelse:
                yield note(event, "anker", _not_anchor(case, event, near), case.t)


def _not_anchor(case: Case, event: Fact, near: list[Fact]) -> str | None:
    is_near = any(event.fact_id == one.fact_id for one in near)
    superseded = "EN_SENERE_GAELDER" if is_near and event.dag != near[-1].dag else None
    return first_of(unreal(event, case.t), superseded, None if is_near else "FOR_LANGT_FRA_START")


def _moving(case: Case, rule: Frist, base: int) -> Iterator[FactNote]:
    """The exemptions, and which of them moved the due date."""
    if not (rule.fritagelse or rule.undskylder):
        return
    exempt = [f for f in real(case, "borgerstatus") if f.word("kind") == "FRITAGELSE" and f.til != NO_DATE]
    used, due, moved = set(), base, True
    while moved:
        hits = [f for f in exempt if f.dag <= due <= f.til]
        moved = bool(hits)
        used |= {f.fact_id for f in hits}
        due = max((f.til + 1 for f in hits), default=due)
    for fact in case.of_type("borgerstatus"):
        if fact.word("kind") == "FRITAGELSE":
            open_end = "UDEN_SLUTDATO" if rule.fritagelse and fact.til == NO_DATE else None
            unused = None if fact.fact_id in used else "FLYTTER_IKKE"
            yield note(fact, "fritagelse", first_of(unreal(fact, case.t), open_end, unused), case.t)


def _counting(case: Case, rule: Frist, run: Any, anchor: int, due: int) -> Iterator[FactNote]:
    match rule.taeller:
        case Samtaler() as wanted:
            for fact in case.of_type("samtale"):
                reason = first_of(unreal(fact, case.t), _samtale(wanted, fact, run, anchor))
                yield note(fact, "taeller", late(reason, fact, due), case.t)
        case Tilbud() as wanted:
            is_end = anchor in dict(_intervals(case, rule, run))
            for fact in case.of_type("tilbud"):
                reason = first_of(unreal(fact, case.t), _tilbud(case, wanted, fact, run, anchor if is_end else None))
                yield note(fact, "taeller", late(reason, fact, due), case.t)
        case Borgerstatus() as wanted:
            for fact in case.of_type("borgerstatus"):
                if fact.word("kind") == wanted.kind:
                    reason = first_of(unreal(fact, case.t), _event(wanted, fact, run, anchor))
                    yield note(fact, "taeller", late(reason, fact, due), case.t)


def _samtale(wanted: Samtaler, fact: Fact, run: Any, anchor: int) -> str | None:
    before = "FOER_ANKER" if wanted.efter_anker and fact.dag < anchor else None
    months = wanted.efter_maaneder
    early = "FOR_TIDLIGT" if months is not None and fact.dag <= add_months(int(run["start"]), months) else None
    other = None if fact.word("aktoer") in wanted.aktoerer else "AKTOER"
    return first_of(not_held(fact, wanted.typer), other, outside(fact, run), before, early)


def _tilbud(case: Case, wanted: Tilbud, fact: Fact, run: Any, end: int | None) -> str | None:
    """`end`: where the tilbud ended that the duty is counted from, if it is."""
    law, ydelse = case.compiled.catalogue.taellende_tilbud, codes.YDELSER[run["ydelse"]]
    before = "FOER_ANKER" if wanted.efter_anker and end is not None and fact.dag <= end else None
    return first_of(not_counting(fact, law, ydelse, wanted.tilbudstyper), outside(fact, run), before)


def _event(wanted: Borgerstatus, fact: Fact, run: Any, anchor: int) -> str | None:
    if fact.dag < anchor - wanted.dage_foer:
        return "FOER_ANKER"
    return "EFTER_FORLOEBET" if not run["aktivt"] and fact.dag > run["slut"] else None
