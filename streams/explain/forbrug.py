"""Kind `forbrugt_frist`: a deadline on dagpenge's consumed clock, taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from streams.core.calendar import NO_DATE
from streams.core.catalogue import ForbrugtFrist
from streams.core.codes import YDELSER
from streams.core.dagpenge import last_paid_day, nth_paid_day, paid_days, period_at, period_last
from streams.explain.case import Case, Fact
from streams.explain.judging import first_of, late, not_held, note, unreal
from streams.explain.parts import Parts, dagpengeperiode
from streams.explain.trace import FactNote, Step
from streams.explain.words import dato, iso


def explain(case: Case, rule: ForbrugtFrist, row: Any) -> Parts:
    """The dagpengeperiode, its paid days, the day on which enough were used, and the samtaler."""
    anchor, due = int(row["anker"]), int(row["frist"])
    clock = case.person.dagpenge
    number = period_at(clock, anchor)
    last = period_last(clock, number)
    is_open = number == len(clock.perioder) - 1 and latest_is_open(case)
    reached = nth_paid_day(clock, number, rule.betalte_dage) != NO_DATE
    used = paid_days(clock, anchor, last)
    wanted = rule.efter_betalte_dage
    first = nth_paid_day(clock, number, wanted) + 1 if wanted else anchor
    steps = (
        *period_steps(case, number),
        Step("betalte_dage", "betalte dage i dagpengeperioden", used),
        Step("frist", _due(rule, reached, used), iso(due)),
    )
    facts = [*paying(case, anchor, last), *_counting(case, rule, (anchor, last), first, due)]
    return Parts(dagpengeperiode(case, number, is_open), steps, tuple(facts))


def _due(rule: ForbrugtFrist, reached: bool, used: int) -> str:
    if reached:
        return f"den dag, {rule.betalte_dage} betalte dage var brugt"
    return f"endnu {rule.betalte_dage - used} betalte dage efter den sidste, hvis ydelsen fortsætter"


def latest_is_open(case: Case) -> bool:
    """Whether the person's latest dagpenge ydelsesforloeb is open."""
    runs = [run for run in case.person.forloeb if YDELSER[run["ydelse"]] == "DAGPENGE"]
    return bool(max(runs, key=lambda run: int(run["slut"]))["aktivt"]) if runs else False


def paying(case: Case, first: int, last: int) -> Iterator[FactNote]:
    """The dagpenge payments, and which of them lie in the dagpengeperiode."""
    for fact in case.of_type("ydelse"):
        if fact.word("ydelse") == "DAGPENGE":
            apart = "UDEN_FOR_PERIODEN" if fact.til < first or fact.dag > last else None
            yield note(fact, "betalt", first_of(unreal(fact, case.t), apart), case.t)


def _counting(case: Case, rule: ForbrugtFrist, period: tuple[int, int], first: int, due: int) -> Iterator[FactNote]:
    for fact in case.of_type("samtale"):
        early = "FOR_TIDLIGT" if fact.dag < first else None
        reason = first_of(unreal(fact, case.t), not_held(fact, rule.typer), _apart(fact, *period), early)
        yield note(fact, "taeller", late(reason, fact, due), case.t)


def _apart(fact: Fact, first: int, last: int) -> str | None:
    return None if first <= fact.dag <= last else "UDEN_FOR_PERIODEN"


def period_steps(case: Case, number: int) -> tuple[Step, Step]:
    """Where a dagpengeperiode begins, and its last paid day."""
    clock = case.person.dagpenge
    return (
        Step("dagpengeperiode", "dagpengeperioden begynder", iso(int(clock.perioder[number]))),
        Step("sidste_betalte", "sidste betalte dag i dagpengeperioden", iso(last_paid_day(clock, number))),
    )


def consumed_step(day: int, used: int) -> Step:
    """How long the sammenlagte ledighed was on a day."""
    return Step("forbrug", f"sammenlagt ledighed den {dato(day)}, i betalte dage", used)
