"""What happens to generated persons: each scenario aims at one rule's edges near one as-of date.

A scenario chooses a due date near the probe, counts back to a start, pays around both and lets facts fall the
day before, on and after each limit. `sprinkle` then disturbs every life.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.naive.calendar import add_months, days, month_end
from tests.naive.deadlines import FOUR_IN_SIX, HJAELP
from tests.naive.lives import PLAIN, VISITATIONER, Life

CHANGES = (
    date(2020, 1, 1),
    date(2022, 1, 1),
    date(2023, 3, 22),
    date(2024, 1, 1),
    date(2025, 1, 1),
)
"""Days on which a rule, a limit or a responsibility begins or has just ended."""

YDELSER = ("DAGPENGE", *FOUR_IN_SIX, "FLEKSJOB", "FOERTIDSPENSION")

Scenario = Callable[[Life, date], None]
Write = Callable[[Life, date], None]
Back = Callable[[date], date]


@dataclass(frozen=True)
class Plan:
    """A due date, the last paid day, and when the last of the required facts is dated (None: never)."""

    due: date
    last: date
    kth: date | None


INTENTS = ("warned", "unproven", "late", "lapsed", "met", "unproven", "late", "early", "met", "edge", "unmet")
"""What a deadline is to look like at the probe; the person's turn chooses, so that small populations have all."""


def _plan(life: Life, probe: date, varsel_dage: int) -> Plan:
    rng = life.rng
    past = probe - days(rng.randint(1, 100))
    match INTENTS[life.turn % len(INTENTS)]:
        case "early":
            return Plan(probe + days(varsel_dage + rng.choice((1, 1, 5))), probe + days(rng.choice((0, 300))), None)
        case "warned":
            due = probe + days(rng.choice((0, 1, varsel_dage - 1, varsel_dage)))
            return Plan(due, probe + days(rng.choice((-5, 0, 300))), None)
        case "unproven":
            due = probe - days(rng.randint(1, 20))
            return Plan(due, due - days(rng.randint(1, 6)), None)
        case "unmet":
            return Plan(past, past + days(rng.randint(0, 60)), None)
        case "late":
            return Plan(past, probe + days(rng.randint(0, 400)), past + days(rng.randint(1, (probe - past).days)))
        case "met":
            return Plan(past, past + days(rng.randint(0, 60)), past - days(rng.choice((0, 0, 1, 7))))
        case "lapsed":
            due = probe - days(rng.randint(70, 200))
            return Plan(due, due - days(rng.randint(1, 6)), None)
        case _:
            due = life.near(probe, spread=3)
            return Plan(due, life.near(due), life.near(due))


def _visitation(life: Life, ydelse: str) -> str:
    return life.rng.choice(VISITATIONER.get(ydelse, ("INGEN",)))


def _hold(life: Life, start: date, plan: Plan, count: int, write: Write) -> None:
    """`count` facts: all but the last before the due date, that one as planned; now and then one too early."""
    for _ in range(count - 1):
        write(life, life.day_between(start, plan.due))
    if plan.kth:
        write(life, plan.kth)
    if life.chance(0.2):
        write(life, start - days(life.rng.choice((0, 1, 31, 32))))


def deadline(
    ydelser: tuple[str, ...],
    back: Back,
    count: int,
    varsel: int,
    write: Write,
    mark: str = "",
    visitation: str = "",
) -> Scenario:
    """A scenario for a row of section A; `mark` is the status event that may move the anchor."""

    def scenario(life: Life, probe: date) -> None:
        plan = _plan(life, probe, varsel)
        start, ydelse = back(plan.due), life.rng.choice(ydelser)
        start = month_end(start) if life.chance(0.1) else start
        life.pay(ydelse, visitation or _visitation(life, ydelse), start, max(start, plan.last))
        _hold(life, start, plan, count, write)
        if mark and life.chance(0.5):
            for _ in range(life.rng.randint(1, 3)):
                life.status(mark, start + days(life.rng.choice((-32, -31, -10, 0, 1, 6, 30, 31, 32))))

    return scenario


def shifted(scenario: Scenario) -> Scenario:
    """The scenario with a chain of fritagelser around the probe, some of them open-ended."""

    def with_fritagelse(life: Life, probe: date) -> None:
        scenario(life, probe)
        day = probe - days(life.rng.randint(0, 60))
        for _ in range(life.rng.choice((0, 0, 1, 2, 3))):
            slut = day + days(life.rng.randint(0, 40))
            life.status("FRITAGELSE", day, None if life.chance(0.15) else slut)
            day = slut + days(life.rng.choice((-3, 0, 1, 2)))

    return with_fritagelse


def back_months(count: int) -> Back:
    """From a due date `count` months back."""
    return lambda due: add_months(due, -count)


def back_days(count: int) -> Back:
    """From a due date `count` days back."""
    return lambda due: due - days(count)


def any_samtale(life: Life, dato: date) -> None:
    """A samtale that counts."""
    life.samtale(dato)


def akasse_samtale(life: Life, dato: date) -> None:
    """A samtale that the a-kasse holds."""
    life.samtale(dato, aktoer="AKASSE")


def jobcenter_samtale(life: Life, dato: date) -> None:
    """A samtale that others than the a-kasse hold."""
    life.samtale(dato, aktoer=life.rng.choice(("JOBCENTER", "ANDEN_AKTOER")))


def later_samtaler(life: Life, probe: date) -> None:
    """SAM-DP-JC3: samtaler around the end of the third month, which is too early by a day, and the sixth."""
    plan = _plan(life, probe, 30)
    start = add_months(plan.due, -6)
    life.pay("DAGPENGE", "INGEN", start, plan.last)
    third = add_months(start, 3)
    jobcenter_samtale(life, life.near(third))
    _hold(life, third + days(1), plan, 3, jobcenter_samtale)


def any_tilbud(life: Life, dato: date) -> None:
    """A tilbud of any length, some without an end; now and then of a type that does not always count."""
    other = {"tilbudstype": life.rng.choice(("OEVRIG_VEJLEDNING", "MENTOR"))} if life.chance(0.15) else {}
    life.tilbud(dato, None if life.chance(0.2) else dato + days(life.rng.randint(0, 120)), **other)


def status_event(kind: str) -> Write:
    """A status event of `kind`."""
    return lambda life, dato: life.status(kind, dato)


def after_tilbud(life: Life, probe: date) -> None:
    """TIL-UDH-4M: tilbud that overlap, meet or miss each other by a day, then four months without."""
    plan = _plan(life, probe, 21)
    slut = add_months(plan.due, -4)
    start = slut - days(life.rng.randint(20, 90))
    life.pay("UDDANNELSESHJAELP", _visitation(life, "UDDANNELSESHJAELP"), start, plan.last)
    cut = life.day_between(start, slut)
    life.tilbud(life.near(start, spread=2), cut)
    life.tilbud(cut + days(life.rng.choice((-5, 0, 1, 2))), slut)
    _hold(life, slut + days(1), plan, 1, any_tilbud)


def consumed(paid_days: int, count: int, varsel: int) -> Scenario:
    """FS-1 to FS-3: fællessamtaler around a number of paid days, the clock perhaps restarted."""

    def scenario(life: Life, probe: date) -> None:
        plan = _plan(life, probe, varsel)
        start = plan.due - days(paid_days - 1)
        life.pay("DAGPENGE", "INGEN", start, plan.last)
        _hold(life, start, plan, count, lambda life, dato: life.samtale(dato, samtaletype="FAELLESSAMTALE"))
        for _ in range(life.rng.choice((0, 0, 1, 1, 2))):
            life.status(
                "INDPLACERING", life.rng.choice((life.near(start, spread=20), life.day_between(start, plan.due)))
            )

    return scenario


def akasse_absence(life: Life, probe: date) -> None:
    """FS-AKASSE: fællessamtaler on the 92nd to 94th paid day, in the last days of the rule's validity."""
    dato = life.rng.choice((probe, life.near(date(2023, 12, 31)))) - days(life.rng.choice((0, 0, 30)))
    start = dato - days(life.rng.choice((91, 92, 93, 150)))
    life.pay("DAGPENGE", "INGEN", start, dato + days(40))
    for _ in range(life.rng.randint(1, 2)):
        life.samtale(dato, samtaletype="FAELLESSAMTALE", akasse_deltog=life.rng.choice(("NEJ", "NEJ", "UKENDT")))


def remote_samtale(life: Life, probe: date) -> None:
    """SAM-FORM: video and telephone around six months from the start, and around the rule's validity."""
    start = probe - days(life.rng.randint(0, 200))
    ydelse = life.rng.choice(("DAGPENGE", "KONTANTHJAELP", "SHO"))
    life.pay(ydelse, _visitation(life, ydelse), start, probe + days(30))
    for dato in (start, life.near(add_months(start, 6)), life.near(date(2022, 1, 1)), life.near(date(2023, 12, 31))):
        life.samtale(dato, form=life.rng.choice(("VIDEO", "TELEFON")))


def long_tilbud(tilbudstype: str, *limits: int) -> Scenario:
    """TIL-PRAKTIK, TIL-NYTTE: a day less, exactly and a day more than the limit; two on a day; without end."""

    def scenario(life: Life, probe: date) -> None:
        limit = life.rng.choice(limits)
        start = probe - days(limit - 1 + life.rng.choice((-2, -1, 0, 1, 2, 40, 150)))
        ydelse = life.rng.choice(YDELSER)
        life.pay(ydelse, _visitation(life, ydelse), life.near(start, spread=40), start + days(100))
        for _ in range(life.rng.choice((1, 1, 2))):
            slut = start + days(limit - 1 + life.rng.choice((-1, 0, 1, 1, 30, 200)))
            life.tilbud(start, None if life.chance(0.15) else slut, tilbudstype=tilbudstype)

    return scenario


def fokusmaal(life: Life, probe: date) -> None:
    """FM-*: a year's anciennitet around the probe, samtaler, tilbud and hours around its window."""
    ydelse = life.rng.choice(YDELSER)
    year_ago = add_months(probe, -12)
    start = life.rng.choice((life.near(year_ago), probe - days(life.rng.choice((364, 365, 366, 500, 800)))))
    life.pay(ydelse, _visitation(life, ydelse), start, probe + days(life.rng.choice((-40, -10, 0, 20, 300))))
    for _ in range(life.rng.choice((2, 3, 3, 4))):
        life.samtale(life.day_between(start, probe))
    life.samtale(life.near(life.rng.choice((year_ago, probe))))
    if life.chance(0.5):
        life.tilbud(year_ago - days(30), life.near(year_ago))
    if life.chance(0.5):
        _hours(life, probe)


def _hours(life: Life, probe: date) -> None:
    """Hours that sum to just under, exactly or just over a limit, some in the window's first and last month."""
    total = life.rng.choice((99.5, 100.0, 100.5, 224.75, 225.0, 225.25))
    parts = life.rng.randint(1, 3)
    for _ in range(parts - 1):
        life.work(life.day_between(add_months(probe, -11), probe), 25.0)
    life.work(life.rng.choice((probe, add_months(probe, -5), add_months(probe, -12))), total - 25.0 * (parts - 1))


def chaos(life: Life, probe: date) -> None:
    """Several spells of several ydelser, in a row, overlapping or far apart, and revisitations."""
    day = probe - days(life.rng.randint(30, 900))
    for _ in range(life.rng.randint(1, 5)):
        ydelse = life.rng.choice(YDELSER)
        for _ in range(life.rng.choice((1, 1, 2))):
            last = day + days(life.rng.choice((0, 5, 27, 60, 150, 400)))
            life.pay(ydelse, _visitation(life, ydelse), day, last)
            day = last + days(life.rng.choice((-40, 0, 1, 1, 1, 20, 31, 62)))


def changeover(life: Life, probe: date) -> None:
    """Everything at once on the days around a change of law, for any ydelse."""
    change = life.rng.choice([day for day in CHANGES if day <= probe] or [probe])
    ydelse = life.rng.choice(YDELSER)
    life.pay(ydelse, _visitation(life, ydelse), life.near(change), change + days(life.rng.choice((10, 200, 600))))
    for kind in ("TILMELDT", "FOERSTE_HENVENDELSE", "INDPLACERING", "CV_GODKENDT"):
        if life.chance(0.4):
            life.status(kind, life.near(change))
    for tilbudstype in ("VIRKSOMHEDSPRAKTIK", "NYTTEINDSATS", "OEVRIG_VEJLEDNING"):
        if life.chance(0.4):
            start = life.near(change)
            life.tilbud(start, start + days(life.rng.choice((20, 100))), tilbudstype=tilbudstype)
    for _ in range(life.rng.randint(0, 4)):
        life.samtale(change + days(life.rng.randint(-1, 200)))


def twins(life: Life, probe: date) -> None:
    """Spells that start on one day, or share the event that anchors them: their breach_ids meet."""
    start = probe - days(life.rng.choice((10, 30, 100, 200, 365, 366, 500)))
    ydelser = life.rng.choice((HJAELP, YDELSER))
    for _ in range(life.rng.randint(2, 3)):
        ydelse = life.rng.choice(ydelser)
        first = start + days(life.rng.choice((0, 0, 0, 1, 20)))
        life.pay(ydelse, _visitation(life, ydelse), first, first + days(life.rng.choice((3, 40, 200, 600))))
    for kind in ("TILMELDT", "FOERSTE_HENVENDELSE", "INDPLACERING"):
        life.status(kind, start - days(life.rng.randint(0, 11)))
    for _ in range(life.rng.randint(0, 5)):
        life.samtale(life.day_between(start, probe))


def frayed(life: Life, probe: date) -> None:
    """Parallel spells that fray towards the probe: odd days paid by one kommune after another."""
    start = probe - days(life.rng.randint(40, 400))
    for ydelse in life.rng.sample(YDELSER, 2):
        visitation = _visitation(life, ydelse)
        last = probe - days(life.rng.randint(5, 30))
        life.pay(ydelse, visitation, start, last)
        for _ in range(life.rng.randint(0, 4)):
            day = life.day_between(last, probe)
            life.payment(ydelse, visitation, day, day + days(life.rng.randint(0, 2)), elsewhere=0.7)


def onlooker(life: Life, probe: date) -> None:
    """Perhaps facts, but no spell of their own."""


def sprinkle(life: Life, probe: date) -> None:
    """Facts that have nothing to do with the scenario, of every kind and status, before and after the probe."""
    rng = life.rng
    first, last = add_months(probe, -14), add_months(probe, 3)
    for _ in range(rng.choice((0, 1, 3, 6))):
        kinds = rng.choice((*PLAIN, "CV_SAMTALE", "RAADIGHEDSSAMTALE", "ANDEN"))
        status = rng.choice(("INDKALDT", "AFHOLDT", "AFLYST", "UDEBLEVET"))
        life.samtale(life.day_between(first, last), samtaletype=kinds, status=status)
    for _ in range(rng.choice((0, 0, 1, 2))):
        start = life.day_between(first, last)
        kinds = rng.choice(("OEVRIG_VEJLEDNING", "OEVRIG_VEJLEDNING", "MENTOR", "VIRKSOMHEDSPRAKTIK", "NYTTEINDSATS"))
        status = rng.choice(("AFGIVET", "PAABEGYNDT", "AFSLUTTET", "AFBRUDT", "AFLYST"))
        life.tilbud(start, start + days(rng.randint(0, 100)), tilbudstype=kinds, status=status)
    if life.chance(0.2):
        life.work(life.day_between(first, last), 160.0, rng.choice(("ORDINAER", "FLEKSJOB", "UDDANNELSE")))
    if life.chance(0.2):
        life.status(
            rng.choice(("AFMELDT", "REVURDERING", "CV_GODKENDT", "INDPLACERING")), life.day_between(first, last)
        )
    if life.chance(0.12):
        ydelse = rng.choice(YDELSER)
        start = life.day_between(first, last)
        life.pay(ydelse, _visitation(life, ydelse), start, month_end(start + days(rng.choice((0, 45)))))
    apart = random.Random(
        f"{life.person_id}e"
    )  # so that the other facts are as they were before there were such events
    if apart.random() < 0.08:
        life.event(apart, first, last)


@dataclass(frozen=True)
class Casting:
    """A scenario and the as-of dates at which its rule can be seen."""

    scenario: Scenario
    first: date = date(2020, 7, 1)
    last: date = date.max

    def among(self, probes: list[date]) -> list[date]:
        """The probes that suit the scenario; all of them when none does."""
        return [day for day in probes if self.first <= day <= self.last] or probes


FROM_MID_2024 = date(2024, 7, 1)

SCENARIOS = (
    Casting(deadline(("DAGPENGE",), back_days(14), 1, 5, any_samtale, "TILMELDT")),
    Casting(deadline(("DAGPENGE",), back_months(6), 6, 30, any_samtale)),
    Casting(deadline(("DAGPENGE",), back_months(3), 3, 21, akasse_samtale), first=FROM_MID_2024),
    Casting(later_samtaler, first=FROM_MID_2024),
    Casting(deadline(HJAELP, back_days(7), 1, 3, any_samtale, "FOERSTE_HENVENDELSE")),
    Casting(deadline(("SYGEDAGPENGE",), back_days(55), 1, 14, any_samtale)),
    Casting(deadline(FOUR_IN_SIX, back_months(6), 4, 30, any_samtale)),
    Casting(shifted(deadline(("DAGPENGE", "KONTANTHJAELP", "SHO"), back_months(6), 1, 30, any_tilbud))),
    Casting(shifted(deadline(("UDDANNELSESHJAELP",), back_months(1), 1, 14, any_tilbud))),
    Casting(shifted(after_tilbud)),
    Casting(deadline(("DAGPENGE",), back_days(14), 1, 5, status_event("CV_GODKENDT"), "TILMELDT")),
    Casting(deadline(("KONTANTHJAELP",), back_days(21), 1, 7, status_event("CV_GODKENDT"), visitation="JOBPARAT")),
    Casting(deadline(("SYGEDAGPENGE",), back_days(22 * 7 - 1), 1, 28, status_event("REVURDERING"))),
    Casting(consumed(92, 1, 21), last=date(2024, 1, 31)),
    Casting(consumed(183, 2, 30), last=date(2024, 1, 31)),
    Casting(consumed(487, 3, 45), first=date(2021, 8, 1), last=date(2024, 12, 31)),
    Casting(akasse_absence, last=date(2023, 12, 31)),
    Casting(remote_samtale, first=date(2022, 1, 1), last=date(2024, 1, 31)),
    Casting(long_tilbud("VIRKSOMHEDSPRAKTIK", 28, 91)),
    Casting(long_tilbud("NYTTEINDSATS", 91), last=date(2024, 12, 31)),
    Casting(fokusmaal, first=date.min),
    Casting(chaos, first=date.min),
    Casting(changeover, first=date.min),
    Casting(twins, first=date.min),
    Casting(frayed),
    Casting(onlooker, first=date.min),
)
