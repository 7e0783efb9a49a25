"""Kinds `uden_akasse`, `samtaleform` and `varighed`: events that are a breach in themselves, taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streams.core import codes
from streams.core.calendar import add_months
from streams.core.catalogue import Samtaleform, UdenAkasse, Varighed
from streams.core.dagpenge import consumed, period_at, period_last
from streams.core.forloeb import is_member
from streams.explain.case import Case, Fact
from streams.explain.forbrug import consumed_step, latest_is_open, paying, period_steps
from streams.explain.judging import first_of, not_held, note, unreal
from streams.explain.parts import Parts, dagpengeperiode, kontaktforloeb
from streams.explain.trace import FactNote, Spell, Step
from streams.explain.words import dato, iso


def uden_akasse(case: Case, rule: UdenAkasse, row: Any) -> Parts:
    """The day's faellessamtaler, who took part, and the sammenlagte ledighed that day."""
    day, clock = int(row["anker"]), case.person.dagpenge
    number = period_at(clock, day)
    used = consumed(clock, day)
    samtaler = [
        note(f, "taeller", first_of(unreal(f, case.t), not_held(f, rule.typer), _absent(f)), case.t)
        for f in _on(case, "samtale", day)
    ]
    start, last = int(clock.perioder[number]), period_last(clock, number)
    spell = dagpengeperiode(case, number, number == len(clock.perioder) - 1 and latest_is_open(case))
    steps = (*period_steps(case, number), consumed_step(day, used))
    return Parts(spell, steps, (*paying(case, start, last), *samtaler))


def _absent(fact: Fact) -> str | None:
    declined = "FRAVALGT" if fact.record["akasse_fravalgt"] else None
    return first_of(declined, None if fact.word("akasse_deltog") == "NEJ" else "AKASSE_DELTOG")


def samtaleform(case: Case, rule: Samtaleform, row: Any) -> Parts:
    """The day's samtaler, how they were held, and the young forloeb that asks for a meeting in person."""
    day = int(row["anker"])
    run = next(run for run in case.person.kontaktforloeb if _is_young(case, rule, run, day))
    until = add_months(int(run["start"]), rule.maaneder)
    facts = tuple(
        note(f, "taeller", first_of(unreal(f, case.t), not_held(f, rule.typer), _in_person(f, rule)), case.t)
        for f in _on(case, "samtale", day)
    )
    return Parts(kontaktforloeb(run), (Step("foer", "personligt fremmøde kræves før", iso(until)),), facts)


def _in_person(fact: Fact, rule: Samtaleform) -> str | None:
    return None if fact.word("form") in rule.former else "FORM"


def _is_young(case: Case, rule: Samtaleform, run: Any, day: int) -> bool:
    of_rule = codes.YDELSER[run["ydelse"]] in rule.ydelser
    return of_rule and bool(is_member(run, day, case.t)) and day < add_months(int(run["start"]), rule.maaneder)


def varighed(case: Case, rule: Varighed, row: Any) -> Parts:
    """The tilbud that began that day, the limit that held for the person, and the days it has lasted."""
    day, due = int(row["anker"]), int(row["frist"])
    facts = tuple(_lasting(case, rule, day))
    limit = due - day + 1
    steps = (
        Step("graense", "så mange dage må tilbuddet højst vare for denne målgruppe", limit),
        Step("frist", f"{dato(day)} plus {limit - 1} dage", iso(due)),
        Step("dage", "så mange dage har det varet", float(row["value"])),
    )
    return Parts(_deciding(case, rule, day), steps, facts)


def _lasting(case: Case, rule: Varighed, day: int) -> Iterator[FactNote]:
    startede = case.compiled.catalogue.taellende_tilbud.startede_statusser
    for fact in case.of_type("tilbud"):
        if fact.word("tilbudstype") != rule.tilbudstype:
            continue
        started = None if fact.word("status") in startede else "IKKE_STARTET"
        yield note(
            fact,
            "taeller",
            first_of(unreal(fact, case.t), started, None if fact.dag == day else "EN_ANDEN_DAG"),
            case.t,
        )


def _deciding(case: Case, rule: Varighed, day: int) -> Spell | None:
    """The kontaktforloeb that gives the short limit, else one that the person was in."""
    runs = [run for run in case.person.kontaktforloeb if is_member(run, day, case.t)]
    short = [run for run in runs if gives_short_limit(rule, run)]
    return kontaktforloeb((short or runs)[0]) if runs else None


def gives_short_limit(rule: Varighed, run: Any) -> bool:
    """Whether the forloeb's ydelse or visitation asks for the short limit."""
    return (
        codes.YDELSER[run["ydelse"]] in rule.kort_ydelser
        or codes.VISITATIONER[run["visitation"]] in rule.kort_visitationer
    )


def _on(case: Case, fact_type: str, day: int) -> Iterator[Fact]:
    return (fact for fact in case.of_type(fact_type) if fact.dag == day)
