"""Kinds `fokus_samtaler` and `fokus_tilbud`: why a person is in the population, and why the effort is too small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streams.core import codes
from streams.core.calendar import add_months, month_end, month_of
from streams.core.catalogue import FokusSamtaler, FokusTilbud
from streams.core.dagpenge import consumed, period_at, period_last
from streams.explain.case import Case, Fact
from streams.explain.forbrug import consumed_step, paying, period_steps
from streams.explain.judging import first_of, not_counting, not_held, note, unreal
from streams.explain.parts import Parts, ydelsesforloeb
from streams.explain.trace import FactNote, Step
from streams.explain.words import dato, iso

Fokus = FokusSamtaler | FokusTilbud


def explain(case: Case, rule: Fokus, row: Any) -> Parts:
    """The representing forloeb, the window of months, and the facts in it."""
    run = next(
        r for r in case.person.forloeb if r["start"] == row["anker"] and codes.YDELSER[r["ydelse"]] in rule.ydelser
    )
    after = add_months(case.t, -rule.vindue_maaneder)
    facts = [*_seniority(case, run), *_effort(case, rule, run, after)]
    return Parts(ydelsesforloeb(run), tuple(_steps(case, rule, run, row, after)), tuple(facts))


def _steps(case: Case, rule: Fokus, run: Any, row: Any, after: int) -> Iterator[Step]:
    if codes.YDELSER[run["ydelse"]] == "DAGPENGE":
        yield from period_steps(case, period_at(case.person.dagpenge, case.t))
        yield consumed_step(case.t, consumed(case.person.dagpenge, case.t))
        yield Step("frist", f"{rule.anciennitet_betalte_dage} betalte dage var brugt", iso(int(row["frist"])))
    else:
        yield Step("frist", f"{rule.anciennitet_maaneder} måneder efter forløbets start", iso(int(row["frist"])))
    yield Step(
        "vindue", f"der måles på {rule.vindue_maaneder} måneder, efter {dato(after)} og til {dato(case.t)}", iso(after)
    )
    if isinstance(rule, FokusTilbud):
        yield Step("timer", "timer i ordinær beskæftigelse i vinduet", float(row["value"]))
    yield Step("aabnet", "manglen begynder", iso(int(row["aabnet"])))


def _seniority(case: Case, run: Any) -> Iterator[FactNote]:
    """The payments behind dagpenge's seniority; the others' stands in the forloeb's start."""
    if codes.YDELSER[run["ydelse"]] == "DAGPENGE":
        number = period_at(case.person.dagpenge, case.t)
        yield from paying(case, int(case.person.dagpenge.perioder[number]), period_last(case.person.dagpenge, number))


def _effort(case: Case, rule: Fokus, run: Any, after: int) -> Iterator[FactNote]:
    if isinstance(rule, FokusSamtaler):
        for fact in case.of_type("samtale"):
            apart = None if fact.dag > after else "UDEN_FOR_VINDUET"
            yield note(fact, "taeller", first_of(unreal(fact, case.t), not_held(fact, rule.typer), apart), case.t)
        return
    yield from _tilbud(case, codes.YDELSER[run["ydelse"]], after)
    yield from _work(case, after)


def _tilbud(case: Case, ydelse: str, after: int) -> Iterator[FactNote]:
    law = case.compiled.catalogue.taellende_tilbud
    for fact in case.of_type("tilbud"):
        apart = None if fact.til > after else "UDEN_FOR_VINDUET"
        yield note(fact, "taeller", first_of(unreal(fact, case.t), not_counting(fact, law, ydelse), apart), case.t)


def _work(case: Case, after: int) -> Iterator[FactNote]:
    for fact in case.of_type("beskaeftigelse"):
        reason = first_of(unreal(fact, case.t), _not_work(fact), _not_in(fact, after, case.t))
        yield note(fact, "timer", reason, case.t, float(fact.record["timer"]))


def _not_work(fact: Fact) -> str | None:
    return None if fact.word("kind") == "ORDINAER" else "IKKE_ORDINAER"


def _not_in(fact: Fact, after: int, t: int) -> str | None:
    return None if after < month_end(month_of(fact.dag)) <= t else "UDEN_FOR_VINDUET"
